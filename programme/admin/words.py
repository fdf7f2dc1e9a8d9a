"""How the admin says things: English dates, pills with words in them, badges, and names without keys."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from programme.admin.fields import approx
from programme.models.status_report import RATING_WORDS
from programme.rules import access

NOT_PUBLISHED = "not published"
MIDNIGHT = time(0)
NOT_GIVEN = mark_safe('<span class="tracker-quiet">not given</span>')
NONE_YET = mark_safe('<span class="tracker-quiet">none</span>')
_KEY = re.compile(r" \([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\)")


class Named:
    """A row under the name people know it by, for the titles and links of Django's own templates."""

    def __init__(self, thing: Any, name: str) -> None:
        self._thing = thing
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        return getattr(self._thing, attribute)

    def __str__(self) -> str:
        return self._name


def plain_name(thing: Any) -> str:
    """Return a row's name without the key that makes it unique."""
    return without_keys(str(thing))


def without_keys(words: Any) -> Any:
    """Return words without the keys that models put behind their names; markup stays markup."""
    plain = _KEY.sub("", str(words))
    return mark_safe(plain) if isinstance(words, SafeString) else plain


class every_field(dict[str, Any]):
    """A mapping that has one function for whatever name it is asked, as unfold looks up how to show a field."""

    def __init__(self, function: Any) -> None:
        super().__init__()
        self.function = function

    def keys(self) -> Any:
        """Return something that holds every name."""
        return _Everything()

    def __getitem__(self, name: str) -> Any:
        return self.function

    def __deepcopy__(self, memo: Any) -> every_field:
        return self


class _Everything:
    def __contains__(self, name: object) -> bool:
        return True


def day_words(value: date | datetime | None) -> str:
    """Return a day as everywhere: 20 Nov 2026; nothing for none."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return f"{value.day} {value:%b %Y}" if value else ""


def moment_words(value: datetime | None) -> str:
    """Return a moment in the council's time: 20 Nov 2026, 14:05; nothing for none.

    At midnight to the second it is the day alone: what a paper prints has a day, and no hour of ours.
    """
    if value is None:
        return ""
    local = timezone.localtime(value)
    return day_words(value) if local.time() == MIDNIGHT else f"{day_words(value)}, {local:%H:%M}"


def approx_words(value: date | None, precision: str) -> str:
    """Return a date as exact as it is known: 20 Nov 2026, November 2026, Q2 2024/25; nothing for none."""
    return str(approx(value, precision)) if value else ""


def pounds_words(value: Decimal | None) -> str:
    """Return an amount in full: £1,250,000, -£40.50; "not known" for none, which is never nil."""
    if value is None:
        return "not known"
    size = abs(value)
    figure = f"{size:,.0f}" if size == size.to_integral() else f"{size:,.2f}"
    return f"-£{figure}" if value < 0 else f"£{figure}"


def count_words(number: int, noun: str) -> str:
    """Return a number with its noun: 1 milestone, 3 milestones."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def pill(words: str, tone: str) -> SafeString:
    """Return a coloured word. The colour only repeats what the word says."""
    return format_html('<span class="tracker-pill tracker-{}">{}</span>', tone, words)


def rag_pill(rating: str | None) -> SafeString:
    """Return a rating as a word on its colour; "not published" where there is none."""
    if not rating:
        return format_html('<span class="tracker-quiet">{}</span>', NOT_PUBLISHED)
    return pill(RATING_WORDS[rating], rating.replace("_", "-"))


def badge(words: str, tone: str = "info") -> SafeString:
    """Return a small badge: Illustrative, Exempt."""
    return format_html('<span class="tracker-badge tracker-{}">{}</span>', tone, words)


def closed_words(thing: Any) -> str:
    """Return "Exempt, paragraph 3", "Confidential", that what it belongs to is either, or nothing."""
    marking = getattr(thing, "marking", access.OPEN)
    if marking == access.CONFIDENTIAL:
        return "Confidential"
    if marking == access.EXEMPT:
        return f"Exempt, paragraph {thing.exempt_paragraph}"
    inherited = thing.placement().markings if hasattr(thing, "placement") else frozenset()
    if access.CONFIDENTIAL in inherited:
        return "Confidential, as what it belongs to"
    return "Exempt, as what it belongs to" if access.EXEMPT in inherited else ""


def marking_badge(thing: Any) -> SafeString:
    """Return a closed thing's badge, "internal" for an officers' one, nothing for an open one."""
    words = closed_words(thing)
    if words:
        return badge(words, "closed")
    return badge("Internal", "plain") if thing.marking == access.INTERNAL else mark_safe("")


def with_badges(words: Any, *badges: SafeString) -> SafeString:
    """Return words followed by their badges."""
    shown = [b for b in badges if b]
    return format_html("{}{}", words, format_html_join("", " {}", ((b,) for b in shown)))


def under(words: Any, below: Any) -> SafeString:
    """Return words with quieter ones under them; nothing under them where there is nothing to say."""
    if not below:
        return format_html("{}", words)
    return format_html('{}<span class="tracker-under tracker-quiet">{}</span>', words, below)


def nowrap(words: Any) -> SafeString:
    """Return words that stay on one line."""
    return format_html('<span class="tracker-nowrap">{}</span>', words)


def stack(*parts: Any) -> SafeString:
    """Return words one under the other, for a narrow column."""
    shown = format_html_join("", "<span>{}</span>", ((part,) for part in parts))
    return format_html('<span class="tracker-stack">{}</span>', shown)


def programme_words(programme: Any) -> SafeString:
    """Return a programme by its code, with its badge where it holds invented figures; its name on hovering."""
    code = format_html('<span class="tracker-code" title="{}">{}</span>', programme.name, programme.code)
    return with_badges(code, badge("Illustrative") if programme.illustrative else mark_safe(""))


def link(url: str, words: Any) -> SafeString:
    """Return a link."""
    return format_html('<a class="tracker-link" href="{}">{}</a>', url, words)

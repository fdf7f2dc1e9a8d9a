"""The words of a message: what an alert says to one person, as plain text and as parts to lay out.

Short British English, complete without layout: notifications and screen readers have the text alone.
Source: docs/method.md, "What an alert tells".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from governance.rules.audience import EXEMPT_WORDS
from governance.rules.telling import MONEY_WORDS, AlertFacts, YearMoney
from programme.rules.access import Actor
from savings.rules.notation import show_pounds

LONDON: Final = ZoneInfo("Europe/London")
ILLUSTRATIVE: Final = "Illustrative"
ALL_YOU_SEE: Final = "over the items you may see"
WITHOUT_EXEMPT: Final = f"{ALL_YOU_SEE}, without exempt items"
GONE_WORDS: Final = "An item that was here is no longer shown to you."
TAKEN_BACK: Final = {
    "answer": "This answer is no longer shown; ask again for what you may see.",
    "chase": "What this message named is no longer shown here.",
    "digest": "This digest is no longer shown here.",
}
"""What stands in place of a message that told of something closed since, by its kind: the same to everyone."""
MOST_IN_FULL: Final = 10
LIKE_THIS: Final = "Hear less like this"
TURN_DOWN: Final = "What you hear, and how to turn it down"


@dataclass(frozen=True)
class Section:
    """What a message says of one alert. `lines` are (label, text); `form` is the key of its form, if it has one.

    `turn_down` is where its reader turns down alerts like it; `is_one_click` that a mail program may post there.
    """

    heading: str
    headline: str
    lines: tuple[tuple[str, str], ...] = ()
    link: str = ""
    form: str = ""
    turn_down: str = ""
    is_one_click: bool = False

    def text(self) -> str:
        """Return the section as plain text."""
        parts = [self.heading, self.headline]
        parts += [f"{label}: {words}" if label else words for label, words in self.lines]
        if self.link:
            parts.append(f"Open: {self.link}")
        if self.turn_down:
            parts.append(f"{LIKE_THIS}: {self.turn_down}")
        return "\n".join(part for part in parts if part)


def told_once(sections: Sequence[Section]) -> tuple[Section, ...]:
    """Return the sections without those of which another says all: a slip, and the tolerance it is beyond."""
    places = sorted(range(len(sections)), key=lambda place: len(sections[place].lines), reverse=True)
    kept: list[int] = []
    for place in places:
        if not any(_says_all(sections[other], sections[place]) for other in kept):
            kept.append(place)
    return tuple(sections[place] for place in sorted(kept))


def _says_all(other: Section, one: Section) -> bool:
    """Return whether all that one section says stands in another, and what it is turned down by with it."""
    same = (one.heading, one.headline) == (other.heading, other.headline)
    return same and set(one.lines) <= set(other.lines) and one.turn_down in ("", other.turn_down)


@dataclass(frozen=True)
class Message:
    """A message to one person: a section for each alert, how to hear less, and a note on the message, or none."""

    sections: tuple[Section, ...]
    turn_down: str
    note: str = ""

    def subject(self) -> str:
        """Return one line that says what it is about; exempt items are not named in it."""
        first = self.sections[0]
        if len(self.sections) == 1:
            return " – ".join(part for part in (first.heading, first.headline) if part)
        return f"{len(self.sections)} alerts: {'; '.join(dict.fromkeys(s.heading for s in self.sections))}"

    def unsubscribe(self) -> str:
        """Return where a mail program's own button turns it down at one click; blank where there are several."""
        only = self.sections[0] if len(self.sections) == 1 else None
        return only.turn_down if only and only.is_one_click else ""

    def text(self) -> str:
        """Return the whole message as plain text; beyond ten alerts, the rest in two lines each."""
        said = [s.text() for s in self.sections[:MOST_IN_FULL]]
        said += [f"{s.heading}\n{s.headline}" for s in self.sections[MOST_IN_FULL:]]
        opening = [f"{len(self.sections)} alerts"] if len(self.sections) > 1 else []
        noted = [self.note] if self.note else []
        return "\n\n".join([*noted, *opening, *said, f"{TURN_DOWN}: {self.turn_down}"])


def alert_section(
    facts: AlertFacts, *, reader: Actor, whys: Sequence[str], link: str, form: str = "",
    scope: str = WITHOUT_EXEMPT,
) -> Section:  # fmt: skip
    """Return what one person is told of an alert in full; `scope` says which items its money is over."""
    lines = [
        ("In", place(facts)),
        ("Forecast", _dates(facts)),
        ("Effect on time", _days(facts)),
        ("Effect on money", _money(facts, reader, scope)),
        ("Tolerance", facts.tolerance),
        ("Because", "" if facts.kind == "milestone_slip" else "; ".join(facts.reasons)),
        ("Reason given", _reason(facts)),
        ("Owner", facts.owner or "none named"),
        ("Since", f"{day(facts.since)}; figures as at {day(facts.on)}"),
        ("You get this because", _whys(whys)),
    ]
    return Section(
        heading=heading(facts),
        headline=facts.sentence,
        lines=tuple((label, words) for label, words in lines if words),
        link=link,
        form=form,
    )


def change_lines(facts: AlertFacts) -> list[str]:
    """Return what changed of an alert, for a reply in its thread: what it was and is now, and the reason given."""
    said = f"{heading(facts)}. {facts.sentence}"
    reason = _reason(facts)
    return [said, *([f"Reason given: {reason}"] if reason != "none" else [])]


def exempt_section(*, whys: Sequence[str], link: str) -> Section:
    """Return what a cleared person is told of an exempt item: that it changed, and where rights are asked again."""
    lines = (("You get this because", _whys(whys)),) if whys else ()
    return Section(heading=EXEMPT_WORDS, headline="", lines=lines, link=link)


def gone_section() -> Section:
    """Return what stands in place of an alert its reader may no longer see."""
    return Section(heading=GONE_WORDS, headline="")


def heading(facts: AlertFacts) -> str:
    """Return what an alert is about, by its own name first, marked where illustrative."""
    thing = f"{facts.ref} {facts.name}".strip()
    return f"{thing} ({ILLUSTRATIVE})" if facts.illustrative else thing


def place(facts: AlertFacts) -> str:
    """Return where it stands: its workstream, unless that is what it is about, and its programme."""
    workstream = " ".join(part for part in (facts.workstream_ref, facts.workstream) if part)
    own = f"{facts.ref} {facts.name}".strip()
    return " · ".join(part for part in (workstream if workstream != own else "", facts.programme) if part)


def day(moment: date | datetime) -> str:
    """Return a date as people write it here, "3 Dec 2026"; a moment as its date in London."""
    on = moment.astimezone(LONDON).date() if isinstance(moment, datetime) else moment
    return f"{on.day} {on:%b %Y}"


def _dates(facts: AlertFacts) -> str:
    if not facts.forecast:
        return ""
    was = f", was {facts.forecast_was}" if facts.forecast_was and facts.forecast_was != facts.forecast else ""
    baseline = f"; baseline {facts.baseline}" if facts.baseline else ""
    return f"{facts.forecast}{was}{baseline}"


def _days(facts: AlertFacts) -> str:
    said = []
    if facts.days_moved:
        said.append(f"{_count(facts.days_moved)} than the forecast before")
    if facts.days_late is not None:
        said.append(f"{_count(facts.days_late)} than the baseline" if facts.days_late else "on the baseline")
    return ", ".join(said)


def _count(days: int) -> str:
    noun = "day" if abs(days) == 1 else "days"
    return f"{abs(days)} {noun} {'later' if days > 0 else 'earlier'}"


def _money(facts: AlertFacts, reader: Actor, scope: str) -> str:
    years = facts.money(reader)
    beside = facts.money_beside(reader)
    if not years and not beside:
        return f"none known, {scope}"
    said = "; ".join(_year(y) for y in years) or "none in totals"
    if beside:
        said += f"; beside totals: {'; '.join(_year(y) for y in beside)}"
    return f"{said} ({MONEY_WORDS[facts.money_of]}, {scope})"


def _year(money: YearMoney) -> str:
    if money.timing is None or money.loss is None:
        return f"{money.year} not known{f' ({money.not_known})' if money.not_known else ''}"
    parts = []
    if money.timing:
        parts.append(f"{show_pounds(abs(money.timing))} {'later' if money.timing > 0 else 'earlier'}")
    if money.loss:
        parts.append(f"{show_pounds(abs(money.loss))} {'lost' if money.loss > 0 else 'more'}")
    unsaid = f" ({money.not_known})" if money.not_known else ""
    return f"{money.year} {' and '.join(parts) or '£0'}{unsaid}"


def _reason(facts: AlertFacts) -> str:
    if not facts.reason:
        return "none"
    by = ", ".join(
        part for part in (facts.reason_by, day(facts.reason_at) if facts.reason_at else "") if part
    )
    return f"“{facts.reason}”{f' ({by})' if by else ''}"


def _whys(whys: Sequence[str]) -> str:
    """Return reasons as one sentence, to follow "you get this because": "you own this workstream and you …"."""
    return " and ".join(f"{why[:1].lower()}{why[1:]}" for why in whys)

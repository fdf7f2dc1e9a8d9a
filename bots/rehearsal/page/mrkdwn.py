"""Slack's own markup as HTML. Nothing in a message can become HTML of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from bots.rehearsal.page.icons import DISCS, with_discs
from bots.rehearsal.page.markup import Html, el, join
from bots.rehearsal.workspace import USERS

SAFE_SCHEMES = ("http", "https", "mailto")
ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">"}
EMOJI = {
    "white_check_mark": "✅",
    "heavy_check_mark": "✔️",
    "warning": "⚠️",
    "x": "❌",
    "red_circle": "🔴",
    "large_orange_circle": "🟠",
    "large_yellow_circle": "🟡",
    "large_green_circle": "🟢",
    "large_blue_circle": "🔵",
    "bell": "🔔",
    "eyes": "👀",
    "calendar": "📅",
    "chart_with_upwards_trend": "📈",
    "chart_with_downwards_trend": "📉",
    "hourglass": "⌛",
    "lock": "🔒",
    "link": "🔗",
    "bulb": "💡",
    "mag": "🔍",
    "pushpin": "📌",
    "tada": "🎉",
    "arrow_up": "⬆️",
    "arrow_down": "⬇️",
    "thumbsup": "👍",
    "+1": "👍",
    "wave": "👋",
}
BROADCASTS = ("here", "channel", "everyone")
# One pass, the earliest and longest first: code keeps everything inside it as it is.
INLINE = re.compile(
    r"```(?P<block>.+?)```"
    r"|`(?P<code>[^`\n]+)`"
    r"|<(?P<angle>[^<>\n]+)>"
    r"|(?<![\w*])\*(?P<bold>\S(?:[^*\n]*\S)?)\*(?![\w*])"
    r"|(?<![\w_])_(?P<italic>\S(?:[^_\n]*\S)?)_(?![\w_])"
    r"|(?<![\w~])~(?P<strike>\S(?:[^~\n]*\S)?)~(?![\w~])"
    r"|:(?P<emoji>[a-z0-9_+-]+):",
    re.DOTALL,
)
TAGS = {"bold": "strong", "italic": "em", "strike": "s"}


def mrkdwn(source: str, channels: Mapping[str, str] | None = None) -> Html:
    """Return a mrkdwn text as HTML; `channels` are the names of channels by id."""
    return join(paragraphs(source, channels or {}))


def paragraphs(source: str, channels: Mapping[str, str]) -> list[Html]:
    """Return the lines of a text, quotes gathered; code blocks that span lines stay whole."""
    parts: list[Html] = []
    for chunk in re.split(r"(```.+?```)", source, flags=re.DOTALL):
        if chunk.startswith("```") and len(chunk) > 6:
            parts.append(el("pre", el("code", plain(unescaped(chunk[3:-3].strip("\n"))))))
        elif chunk.strip("\n"):
            parts += quoted_and_plain(chunk.strip("\n"), channels)
    return parts


def quoted_and_plain(chunk: str, channels: Mapping[str, str]) -> list[Html]:
    parts: list[Html] = []
    for is_quote, lines in runs(chunk.split("\n")):
        shown = join([inline(line, channels) for line in lines], "<br>")
        parts.append(el("blockquote", shown) if is_quote else el("p", shown))
    return parts


def runs(lines: list[str]) -> list[tuple[bool, list[str]]]:
    """Return lines in runs of quoted and plain ones; quote marks are taken off, blank lines end a run."""
    found: list[tuple[bool, list[str]]] = []
    fresh = True
    for line in lines:
        mark = re.match(r"(?:>|&gt;) ?", line)
        is_quote = mark is not None
        content = line[mark.end() :] if mark else line
        if not content.strip() and not is_quote:
            fresh = True
            continue
        if fresh or found[-1][0] != is_quote:
            found.append((is_quote, []))
        found[-1][1].append(content)
        fresh = False
    return found


def inline(source: str, channels: Mapping[str, str]) -> Html:
    """Return one line with its bold, italic, code, links and mentions."""
    parts: list[object] = []
    at = 0
    for found in INLINE.finditer(source):
        parts.append(plain(unescaped(source[at : found.start()])))
        parts.append(marked(found, channels))
        at = found.end()
    parts.append(plain(unescaped(source[at:])))
    return join(parts)


def marked(found: re.Match[str], channels: Mapping[str, str]) -> Html:
    kind = str(found.lastgroup)
    inside = found[kind]
    if kind in TAGS:
        return el(TAGS[kind], inline(inside, channels))
    if kind in ("code", "block"):
        return el("code", unescaped(inside))
    if kind == "emoji":
        return emoji(inside)
    return angle(inside, channels)


def angle(inside: str, channels: Mapping[str, str]) -> Html:
    """Return what stands between angle brackets: a mention, a channel, a broadcast, a date or a link."""
    target, _, label = inside.partition("|")
    if target.startswith("@"):
        return mention(target[1:])
    if target.startswith("#"):
        return el("span", f"#{channels.get(target[1:], label or target[1:])}", class_="mention")
    if target.startswith("!"):
        word = target[1:].partition("^")[0]
        if word in BROADCASTS:
            return el("span", f"@{word}", class_="mention")
        return plain(unescaped(label or word))
    return link(unescaped(target), unescaped(label))


def mention(user_id: str) -> Html:
    user = USERS.get(user_id)
    return el("span", f"@{user.name if user else user_id}", class_="mention")


def link(url: str, label: str = "") -> Html:
    """Return a link that opens elsewhere; an address of another scheme stays text."""
    if not is_safe(url):
        return plain(f"{label} ({url})" if label else url)
    return el("a", label or url.removeprefix("mailto:"), href=url, target="_blank", rel="noopener noreferrer")


def is_safe(url: str) -> bool:
    """Return whether an address may be a link: http, https or mailto."""
    try:
        return urlsplit(url).scheme in SAFE_SCHEMES
    except ValueError:
        return False


def emoji(name: str) -> Html:
    sign = EMOJI.get(name)
    if sign is None:
        return plain(f":{name}:")
    if sign in DISCS:
        return with_discs(sign)
    return el("span", sign, role="img", aria_label=name.replace("_", " "))


def plain(source: str) -> Html:
    """Return a text that takes no markup."""
    return with_discs(source)


def plain_text(source: str) -> Html:
    """Return a plain_text object: no markup but emoji names."""
    parts: list[object] = []
    at = 0
    for found in re.finditer(r":([a-z0-9_+-]+):", source):
        if found[1] in EMOJI:
            parts += [plain(source[at : found.start()]), emoji(found[1])]
            at = found.end()
    return join([*parts, plain(source[at:])])


def unescaped(source: str) -> str:
    """Return a text with Slack's three entities undone, once."""
    return re.sub("&(?:amp|lt|gt);", lambda found: ENTITIES[found[0]], source)

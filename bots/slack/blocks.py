"""How messages and modals look in Slack: blocks as plain dicts, each message complete in its text as well.

A message has up to three layouts, tried in turn where Slack refuses one: rich, plain sections, text alone.
Database text goes in as plain_text, which Slack never reads as notation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from bots.rules.digest_parts import Part
from bots.rules.digest_words import DigestWords
from bots.rules.markup import escaped, fitted, pieces
from bots.rules.wording import LIKE_THIS, MOST_IN_FULL, TURN_DOWN, Message, Section

Block = dict[str, Any]
Layouts = list[list[Block] | None]

REFORECAST: Final = "reforecast"  # the action of the button, and the callback of its modal
OPEN: Final = "open"
FORECAST: Final = "forecast"
REASON: Final = "reason"
LONGEST_SECTION: Final = 2900
LONGEST_HEADER: Final = 150
LONGEST_REASON: Final = 1000
MOST_CHARACTERS: Final = 12_000  # Slack refuses a message near 13,200 over all its blocks
LONGEST_MESSAGE: Final = 40_000
DIGEST_LINES: Final = 4  # of each part of a digest; its text and its page have more


def alert(message: Message, *, longest: int = LONGEST_MESSAGE) -> tuple[str, Layouts]:
    """Return the text and the layouts of an alert message; `longest` is what its method takes as text."""
    text = fitted(escaped(message.text()), longest)
    rich: list[Block] = [_context(escaped(message.note))] if message.note else []
    for section in message.sections[:MOST_IN_FULL]:
        rich += _alert_section(section)
    rest = message.sections[MOST_IN_FULL:]
    if rest:
        listed = fitted("\n".join(f"{s.heading}: {s.headline}" for s in rest), LONGEST_SECTION)
        rich.append(_words(f"And {len(rest)} more:\n{listed}"))
    rich.append(_context(f"<{message.turn_down}|{TURN_DOWN}>"))
    return text, _ladder(text, rich)


def digest(words: DigestWords) -> tuple[str, Layouts]:
    """Return the text and the layouts of a digest: its sum first, then part by part, and where it is opened."""
    text = fitted(escaped(words.text()), LONGEST_MESSAGE)
    rich: list[Block] = [{"type": "header", "text": _plain(_cut(words.title, LONGEST_HEADER))}]
    said = "\n".join([*([words.dated] if words.dated else []), *words.summary])
    rich += [_words(piece) for piece in pieces(said, LONGEST_SECTION)]
    for part in words.parts:
        rich.append({"type": "header", "text": _plain(_cut(part.heading, LONGEST_HEADER))})
        rich.append(_words(fitted(_digest_lines(part), LONGEST_SECTION)))
        if part.act:
            acts = [_link_button(part.act, f"{words.link}#{part.anchor}")]
            rich.append({"type": "actions", "elements": acts})
    rich.append({"type": "actions", "elements": [_link_button("Open this digest", words.link)]})
    foot = [escaped(line) for line in words.foot] + [f"<{words.turn_down}|{TURN_DOWN}>"]
    rich.append(_context("\n".join(foot)))
    return text, _ladder(text, rich)


def _digest_lines(part: Part) -> str:
    lines = [f"• {line}" for line in part.lines[:DIGEST_LINES]]
    more = part.more + max(len(part.lines) - DIGEST_LINES, 0)
    return "\n".join([*lines, f"… and {more} more in the digest"] if more else lines)


def answer(text: str, *, note: str = "") -> tuple[str, Layouts]:
    """Return the text and the layouts of an answer; `note` is a word on who it is for."""
    whole = f"{text}\n{note}" if note else text
    rich = [_words(piece) for piece in pieces(text, LONGEST_SECTION)]
    if note:
        rich.append(_context(escaped(note)))
    return fitted(escaped(whole), LONGEST_MESSAGE), _ladder(escaped(whole), rich)


def link_prompt(url: str) -> tuple[str, list[Block]]:
    """Return the text and blocks that offer a stranger to link their account; they say nothing else."""
    words = (
        "I do not know you yet. Link your Slack account to your Programme Tracker account, and ask again. "
        "This link is yours alone and works once, for fifteen minutes."
    )
    return f"{words} {url}", [
        _words(words),
        {"type": "actions", "elements": [_link_button("Link my account", url)]},
    ]


def loading(form: UUID) -> Block:
    """Return the modal that opens at once; its id is how it is filled in later."""
    return _modal("Update forecast", [_words("Looking…")], form=form)


def forecast_form(
    *, form: UUID, heading: str, standing: Sequence[str], initial_date: str, illustrative: bool
) -> Block:
    """Return the modal that asks for a milestone's new forecast and why it moves."""
    picker: Block = {"type": "datepicker", "action_id": FORECAST}
    if initial_date:
        picker["initial_date"] = initial_date
    reason = {
        "type": "plain_text_input",
        "action_id": REASON,
        "multiline": True,
        "max_length": LONGEST_REASON,
    }
    opening = [heading, *standing, *(["Illustrative"] if illustrative else [])]
    view = _modal(
        "Update forecast",
        [
            _words("\n".join(opening)),
            _input(FORECAST, "New forecast", picker),
            _input(REASON, "Why it moves", reason, hint="It stays on the record with the date."),
        ],
        form=form,
    )
    return view | {"callback_id": REFORECAST, "submit": _plain("Save"), "close": _plain("Cancel")}


def cannot(form: UUID, words: str, link: str = "") -> Block:
    """Return the modal that says why there is no form, and where to go instead."""
    blocks = [_words(words)]
    if link:
        blocks.append({"type": "actions", "elements": [_link_button("Open in the tracker", link)]})
    return _modal("Update forecast", blocks, form=form)


def saved(words: str) -> Block:
    """Return the modal that says what was saved."""
    return _modal("Saved", [_words(words)])


def answer_in(values: Any, field: str) -> Mapping[str, Any]:
    """Return what was given in a field of a submitted modal; its block and its element have one name."""
    block = values.get(field) if isinstance(values, Mapping) else None
    given = block.get(field) if isinstance(block, Mapping) else None
    return given if isinstance(given, Mapping) else {}


def _alert_section(section: Section) -> list[Block]:
    blocks: list[Block] = [{"type": "header", "text": _plain(_cut(section.heading, LONGEST_HEADER))}]
    said = [section.headline, *(f"{label}: {words}" if label else words for label, words in section.lines)]
    blocks += [_words(piece) for piece in pieces("\n".join(s for s in said if s), LONGEST_SECTION)]
    buttons = []
    if section.link:
        buttons.append(_link_button("Open in the tracker", section.link))
    if section.form:
        buttons.append(
            {
                "type": "button",
                "action_id": REFORECAST,
                "text": _plain("Update forecast"),
                "value": section.form,
                "accessibility_label": _cut(f"Update the forecast of {section.heading}", 75),
            }
        )
    if buttons:
        blocks.append({"type": "actions", "elements": buttons})
    if section.turn_down:
        blocks.append(_context(f"<{section.turn_down}|{LIKE_THIS}>"))
    return blocks


def _ladder(text: str, rich: list[Block]) -> Layouts:
    plain = [
        {"type": "section", "text": {"type": "mrkdwn", "text": piece}}
        for piece in pieces(text, LONGEST_SECTION)
    ]
    fits = sum(len(str(block)) for block in rich) <= MOST_CHARACTERS and len(rich) <= 50
    plain_fits = len(text) <= MOST_CHARACTERS and len(plain) <= 50
    return [*([rich] if fits else []), *([plain] if plain_fits else []), None]


def _modal(title: str, blocks: list[Block], *, form: UUID | None = None) -> Block:
    view: Block = {"type": "modal", "title": _plain(title), "close": _plain("Close"), "blocks": blocks}
    return view if form is None else view | {"external_id": str(form), "private_metadata": str(form)}


def _input(name: str, label: str, element: Block, *, hint: str = "") -> Block:
    block: Block = {"type": "input", "block_id": name, "label": _plain(label), "element": element}
    return block | {"hint": _plain(hint)} if hint else block


def _link_button(label: str, url: str) -> Block:
    return {"type": "button", "action_id": OPEN, "text": _plain(label), "url": url}


def _words(text: str) -> Block:
    return {"type": "section", "text": _plain(text)}


def _context(mrkdwn: str) -> Block:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": mrkdwn}]}


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text or " ", "emoji": False}


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"

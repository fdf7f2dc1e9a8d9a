"""How messages and modals look in Slack: blocks as plain dicts, each message complete in its text as well.

A message has up to three layouts, tried in turn where Slack refuses one: rich, plain sections, text alone.
Database text goes in as plain_text, which Slack never reads as notation.
"""

from __future__ import annotations

from collections.abc import Sequence
from os.path import commonprefix
from typing import Final

from bots.rules.answer import MOST_OPTIONS, Answer
from bots.rules.digest_parts import Part
from bots.rules.digest_words import DigestWords
from bots.rules.forms import Saved
from bots.rules.markup import escaped, fitted, pieces
from bots.rules.wording import (
    LIKE_THIS,
    MOST_IN_FULL,
    TURN_DOWN,
    Message,
    Section,
    change_lines,
)
from bots.slack.figures import chart_of, data_table
from bots.slack.forms import UNDO
from bots.slack.home import REFORECAST
from bots.slack.parts import (
    LONGEST_LABEL,
    LONGEST_SECTION,
    Block,
    actions,
    button,
    context,
    cut_inside,
    header,
    link_button,
    section,
)
from governance.rules.telling import AlertFacts

Layouts = list[list[Block] | None]

CHOOSE: Final = "choose"
MISREAD: Final = "misread"
MOST_CHARACTERS: Final = 12_000  # Slack refuses a message near 13,200 over all its blocks
LONGEST_MESSAGE: Final = 40_000
DIGEST_LINES: Final = 4  # of each part of a digest; its text and its page have more


def alert(message: Message, *, longest: int = LONGEST_MESSAGE) -> tuple[str, Layouts]:
    """Return the text and the layouts of an alert message; `longest` is what its method takes as text."""
    text = fitted(escaped(message.text()), longest)
    rich: list[Block] = [context(escaped(message.note))] if message.note else []
    for one in message.sections[:MOST_IN_FULL]:
        rich += _alert_section(one)
    rest = message.sections[MOST_IN_FULL:]
    if rest:
        listed = fitted("\n".join(f"{s.heading}: {s.headline}" for s in rest), LONGEST_SECTION)
        rich.append(section(f"And {len(rest)} more:\n{listed}"))
    rich.append(context(f"<{message.turn_down}|{TURN_DOWN}>"))
    return text, _ladder(text, rich)


def change(changed: Sequence[AlertFacts]) -> tuple[str, Layouts]:
    """Return what changed of alerts, for their thread: each in two lines, what it is now and why, none said twice."""
    text = "\n".join(dict.fromkeys(line for facts in changed for line in change_lines(facts)))
    return escaped(text), _ladder(escaped(text), [section(piece) for piece in pieces(text, LONGEST_SECTION)])


def digest(words: DigestWords) -> tuple[str, Layouts]:
    """Return the text and the layouts of a digest: its sum first, then part by part, and where it is opened."""
    text = fitted(escaped(words.text()), LONGEST_MESSAGE)
    rich: list[Block] = [header(words.title)]
    said = "\n".join([*([words.dated] if words.dated else []), *words.summary])
    rich += [section(piece) for piece in pieces(said, LONGEST_SECTION)]
    for part in words.parts:
        rich.append(header(part.heading))
        rich.append(section(fitted(_digest_lines(part), LONGEST_SECTION)))
        if part.act:
            rich.append(actions([link_button(part.act, f"{words.link}#{part.anchor}")]))
    rich.append(actions([link_button("Open this digest", words.link)]))
    foot = [escaped(line) for line in words.foot] + [f"<{words.turn_down}|{TURN_DOWN}>"]
    rich.append(context("\n".join(foot)))
    return text, _ladder(text, rich)


def _digest_lines(part: Part) -> str:
    lines = [f"• {line}" for line in part.lines[:DIGEST_LINES]]
    more = part.more + max(len(part.lines) - DIGEST_LINES, 0)
    return "\n".join([*lines, f"… and {more} more in the digest"] if more else lines)


def answer(text: str, *, note: str = "") -> tuple[str, Layouts]:
    """Return the text and the layouts of an answer; `note` is a word on who it is for."""
    whole = f"{text}\n{note}" if note else text
    rich = [section(piece) for piece in pieces(text, LONGEST_SECTION)]
    if note:
        rich.append(context(escaped(note)))
    return fitted(escaped(whole), LONGEST_MESSAGE), _ladder(escaped(whole), rich)


def answer_of(said: Answer, *, key: str, address: str, note: str = "", echo: str = "") -> tuple[str, Layouts]:
    """Return the text and the layouts of an answer: what it is about, the figure, its table, and what to press next.

    `key` is what its buttons carry, `address` the tracker's own without its slash. `echo` is what its place made it
    about, `note` is a word on who it is for.
    """
    head = f"{echo}\n{said.headline}" if echo else said.headline
    common, labels = _apart([option.label for option in said.options[:MOST_OPTIONS]])
    if common:
        head = f"{head}\n{common} …"
    whole = "\n".join([*([echo] if echo else []), said.text, *([note] if note else [])])
    rich = [section(piece) for piece in pieces(head, LONGEST_SECTION)]
    charted = chart_of(said)
    if said.table is not None and said.table.rows:
        rich.append(data_table(said.table))
    elif said.lines:
        rich += [section(piece) for piece in pieces("\n".join(said.lines), LONGEST_SECTION)]
    if charted is not None:
        rich.append(charted)
    buttons = [
        button(f"{CHOOSE}_{n}", f"{n}. {label}", f"{key}:{n - 1}") for n, label in enumerate(labels, start=1)
    ]
    if len(set(labels)) < len(labels):
        listed = "\n".join(f"{n}. {o.label}" for n, o in enumerate(said.options, start=1))
        rich.append(section(fitted(listed, LONGEST_SECTION)))
    if said.link:
        buttons.append(link_button("Open the rows", f"{address}{said.link}"))
    if said.is_dated:
        buttons.append(button(MISREAD, "Not what I meant", key))
    if buttons:
        rich.append(actions(buttons))
    foot = [*said.foot, *([note] if note else [])]
    if foot:
        rich.append(context(escaped(fitted("\n".join(foot), LONGEST_SECTION))))
    return fitted(escaped(whole), LONGEST_MESSAGE), _ladder(escaped(whole), rich)


def _apart(labels: Sequence[str]) -> tuple[str, list[str]]:
    """Return the words that all choices begin with, and what is left of each, as long as a button takes."""
    words = [label.split() for label in labels]
    shared = len(commonprefix(words)) if len(words) > 1 else 0
    shared = max(0, min([shared, *(len(of_one) - 1 for of_one in words)]))
    common = " ".join(words[0][:shared]) if words else ""
    return common, [cut_inside(" ".join(of_one[shared:]), LONGEST_LABEL - 3) for of_one in words]


def confirmation(saved: Saved, *, form: str, may_undo: bool) -> tuple[str, Layouts]:
    """Return what was saved, with the way to take it back where there is one."""
    text = escaped(saved.text())
    rich = [section(saved.text())]
    if may_undo:
        rich.append(actions([button(UNDO, "Undo (10 min)", form, spoken=f"Undo (10 min): {saved.heading}")]))
    return text, _ladder(text, rich)


def link_prompt(url: str) -> tuple[str, list[Block]]:
    """Return the text and blocks that offer a stranger to link their account; they say nothing else."""
    words = (
        "I do not know you yet. Link your Slack account to your Programme Tracker account, and ask again. "
        "This link is yours alone and works once, for fifteen minutes."
    )
    return f"{words} {url}", [
        section(words),
        actions([link_button("Link my account", url)]),
    ]


def _alert_section(said: Section) -> list[Block]:
    blocks: list[Block] = [header(said.heading)]
    lines = [said.headline, *(f"{label}: {words}" if label else words for label, words in said.lines)]
    blocks += [section(piece) for piece in pieces("\n".join(s for s in lines if s), LONGEST_SECTION)]
    buttons = []
    if said.link:
        buttons.append(link_button("Open in the tracker", said.link))
    if said.form:
        spoken = f"Update forecast: {said.heading}"
        buttons.append(button(REFORECAST, "Update forecast", said.form, spoken=spoken))
    if buttons:
        blocks.append(actions(buttons))
    if said.turn_down:
        blocks.append(context(f"<{said.turn_down}|{LIKE_THIS}>"))
    return blocks


def _ladder(text: str, rich: list[Block]) -> Layouts:
    plain = [
        {"type": "section", "text": {"type": "mrkdwn", "text": piece}}
        for piece in pieces(text, LONGEST_SECTION)
    ]
    fits = sum(len(str(block)) for block in rich) <= MOST_CHARACTERS and len(rich) <= 50
    plain_fits = len(text) <= MOST_CHARACTERS and len(plain) <= 50
    return [*([rich] if fits else []), *([plain] if plain_fits else []), None]

"""The Home tab as Slack lays it out: what is in somebody's name, what they hear, their account."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from bots.rules.answer import moment
from bots.rules.forms import MILESTONE, SAVING, WORKSTREAM
from bots.rules.home import HomeFacts, HomeItem, hearing_lines
from bots.rules.markup import escaped
from bots.slack.parts import Block, actions, button, context, header, link_button, rich, section

REFORECAST: Final = "reforecast"
RATE: Final = "rate"
RESTATE: Final = "restate"
HEAR: Final = "hear"
PICK: Final = {WORKSTREAM: "pick_workstream", MILESTONE: "pick_milestone", SAVING: "pick_saving"}
CHANGES: Final = {
    WORKSTREAM: (RATE, "Update RAG", "Update RAG: {}"),
    MILESTONE: (REFORECAST, "Update forecast", "Update forecast: {}"),
    SAVING: (RESTATE, "Update forecast", "Update forecast: {}"),
}
HEADINGS: Final = {WORKSTREAM: "Your workstreams", MILESTONE: "Your milestones", SAVING: "Your savings"}
ASK: Final = (
    "Ask me in a direct message, mention me in a channel, or use `/tracker`. "
    "`/tracker help` says what I answer."
)


def home(facts: HomeFacts, keys: Mapping[UUID, UUID], *, address: str) -> dict[str, Any]:
    """Return a person's Home. `keys` stand for their items; `address` is the tracker's, with its slash."""
    blocks: list[Block] = [header(f"{facts.name}, this is yours"), context(ASK)]
    kind = ""
    for item in facts.items:
        if item.kind != kind:
            kind = item.kind
            blocks += [{"type": "divider"}, header(HEADINGS[kind])]
        blocks += _item(item, keys, address)
    if not facts.items:
        blocks += [{"type": "divider"}, section("Nothing is in your name. Choose anything you may update:")]
    elif facts.more:
        blocks.append(section(f"And {facts.more} more in the tracker."))
    blocks.append(
        actions(
            [
                button(PICK[WORKSTREAM], "Update a RAG", "new"),
                button(PICK[MILESTONE], "Move a milestone", "new"),
                button(PICK[SAVING], "Update a saving", "new"),
                link_button("Open the tracker", address),
            ]
        )
    )
    blocks += _hearing(facts, address)
    blocks.append(context(escaped(f"As at {moment(facts.as_at)}. Without exempt items.")))
    return {"type": "home", "blocks": blocks}


def stranger(url: str) -> dict[str, Any]:
    """Return the Home of somebody nobody has linked: how to link, and nothing else."""
    words = (
        "Link your Slack account to your Programme Tracker account, and this page shows what is in your name. "
        "The link is yours alone and works once, for fifteen minutes; open this page again for a new one."
    )
    return {
        "type": "home",
        "blocks": [header("Welcome"), section(words), actions([link_button("Link my account", url)])],
    }


def refused(words: str) -> dict[str, Any]:
    """Return the Home of somebody who is not served."""
    return {"type": "home", "blocks": [section(words)]}


def _item(item: HomeItem, keys: Mapping[UUID, UUID], address: str) -> list[Block]:
    elements: list[Block] = []
    if item.may_update and item.id in keys:
        action, label, spoken = CHANGES[item.kind]
        elements.append(button(action, label, str(keys[item.id]), spoken=spoken.format(item.heading)))
    if item.path:
        elements.append(link_button("Open", f"{address}{item.path}"))
    return [rich(item.heading, item.lines), *([actions(elements)] if elements else [])]


def _hearing(facts: HomeFacts, address: str) -> list[Block]:
    digests = f"Digests: {', '.join(facts.digests)}." if facts.digests else "No board's digest reaches you."
    blocks: list[Block] = [
        {"type": "divider"},
        header("What you hear"),
        section("\n".join([*hearing_lines(facts.chosen, facts.turned_down), digests])),
        actions(
            [
                button(HEAR, "Change what I hear", "own"),
                link_button("All of it", f"{address}account/#hearing"),
            ]
        ),
    ]
    if facts.undelivered:
        blocks.append(section("\n".join(["May not have reached you:", *facts.undelivered])))
    return [
        *blocks,
        {"type": "divider"},
        header("Your account"),
        section(
            f"{facts.account}. I answer over the open and internal items you may see, never exempt ones."
        ),
        actions([link_button("Your account in the tracker", f"{address}account/#slack")]),
    ]

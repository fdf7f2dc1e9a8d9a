"""The sections of a board's document, made from what its reader sees and from nothing else.

Figures, words and their order are the view's; here they are only laid out. Source: docs/method.md, "Board packs".
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from uuid import UUID

from governance.exchange.blocks import Block, Bullets, Cell, Column, Drawing, Heading, Section, Table
from governance.exchange.pack_delivery import moves, opinions, savings_at_risk, trends
from governance.exchange.pack_money import money
from governance.exchange.pack_registers import actions, asked, decided, escalated, risks
from governance.exchange.pack_words import is_public
from governance.exchange.printable import printable
from governance.rules.board_summary import joined
from governance.rules.board_view import BoardView
from governance.rules.hierarchy import Chart, described, drawn, listed, said

ALERTS: Final = "Alerts that reached this board"  # officers' own: in no public version


def sections(view: BoardView, hierarchy: Chart | None = None) -> tuple[Section, ...]:
    """Return the sections of a board's pack, in the order they are read. `hierarchy` are the boards around it."""
    held = (
        Section("Since your last meeting" if view.last_meeting else "What moved", moves(view)),
        Section("Decisions asked for", asked(view)),
        Section("Money", money(view)),
        Section("Workstreams: three opinions", opinions(view)),
        Section("Milestones", trends(view)),
        Section("Savings at risk", savings_at_risk(view)),
        Section("Risks", risks(view)),
        Section(ALERTS, escalated(view)),
        Section("Decisions made", decided(view)),
        Section("Actions", actions(view)),
        Section("About this board", (*about_board(view), *around(view, hierarchy))),
    )
    return tuple(one for one in held if one.title != ALERTS) if is_public(view) else held


def about_board(view: BoardView) -> tuple[Block, ...]:
    """Return what the board is: its remit, place, quorum and members."""
    facts = [
        ("Kind", view.board_kind),
        ("Remit", view.remit or "not recorded"),
        ("Reports to", view.parent or "no other board"),
        ("Reported to by", joined(view.children) or "no other board"),
        ("Meets", view.cadence or "not recorded"),
        ("Quorum", str(view.quorum) if view.quorum else "not recorded"),
    ]
    rows = tuple((Cell(label), Cell(words)) for label, words in facts)
    blocks: list[Block] = [Table("The board", (Column("What", 1.5), Column("As recorded", 6.0)), rows)]
    if view.members:
        seats = tuple((Cell(one.name), Cell(one.role), Cell(one.term or "–")) for one in view.members)
        columns = (Column("Member", 3.5), Column("Role", 2.5), Column("Term", 2.0))
        blocks += [Heading("Members"), Table("Members", columns, seats)]
    return tuple(blocks)


def around(view: BoardView, hierarchy: Chart | None) -> tuple[Block, ...]:
    """Return the boards around this one as a picture, and as a list that says the same; nothing where it is alone."""
    if hierarchy is None or len(hierarchy.parts) < 2:
        return ()
    parts, ties = said(listed(hierarchy))
    names = {part.id: part.name for part in parts}
    hangs: dict[UUID, list[str]] = {}
    for tie in ties:
        hangs.setdefault(tie.below, []).append(f"{tie.words} {names[tie.above]}")
    lines = tuple(f"{part.name}, {', '.join((part.kind_words, *hangs.get(part.id, ())))}." for part in parts)
    fit = Chart(tuple(replace(p, name=printable(p.name)) for p in hierarchy.parts), hierarchy.ties)
    svg = drawn(fit, title="Boards and decision-makers", key="hierarchy", this=view.board.id)
    picture = Drawing(svg, "Boards and decision-makers", described(hierarchy))
    return (Heading("Where it stands"), picture, Bullets(lines))

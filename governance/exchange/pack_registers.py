"""What a document says of a board's registers: decisions, risks, alerts, actions."""

from __future__ import annotations

from collections.abc import Sequence

from governance.exchange.blocks import Block, Cell, Column, Heading, Paragraph, Table
from governance.exchange.pack_words import day, day_of, name_of, tag_of
from governance.rules.board_summary import counted
from governance.rules.board_view import BoardView
from governance.rules.chart_style import rating_of
from governance.rules.charts import show_day
from savings.rules.notation import show_pounds


def asked(view: BoardView) -> tuple[Block, ...]:
    """Return the decisions somebody waits for, those of this board first."""
    if not view.asked:
        return (Paragraph("No decision is asked for."),)
    blocks: list[Block] = []
    for ours, title in ((True, "Of this board"), (False, "Of other decision-makers")):
        chosen = [one for one in view.asked if one.is_for_this_board is ours]
        if not chosen:
            continue
        columns = (
            Column("Decision", 3.2),
            Column("Decides", 1.8),
            Column("Amount", 1.1, True),
            Column("Needed by", 1.4),
            Column("What waits for it", 2.9),
        )
        rows = tuple(
            (
                Cell(name_of(one.about), one.state, tag=tag_of(one.about)),
                Cell(one.decision_maker or "Nobody named"),
                Cell(show_pounds(one.amount) if one.amount is not None else "–"),
                Cell(
                    day(one.needed_by),
                    f"waiting {counted(one.waiting_days, 'day')}" if one.waiting_days else "",
                ),
                Cell("\n".join(one.waits) or "Nothing recorded", held_back(one.held_back_by)),
            )
            for one in chosen
        )
        blocks += [Heading(title), Table(title, columns, rows)]
    return tuple(blocks)


def held_back(what: Sequence[str]) -> str:
    """Return what is outstanding before a decision may be made, in a sentence; blank for nothing."""
    return f"Outstanding first: {'; '.join(what)}" if what else ""


def risks(view: BoardView) -> tuple[Block, ...]:
    """Return the risks as they stand."""
    if not view.risks:
        return (Paragraph("No risk is recorded."),)
    columns = (
        Column("Risk", 3.4),
        Column("Score", 1.5),
        Column("Mitigation", 3.6),
        Column("Owner and review", 1.9),
    )
    rows = tuple(
        (
            Cell(name_of(one.about), tag=tag_of(one.about)),
            Cell(
                one.band,
                "; ".join(filter(None, (one.score, f"was {one.was}" if one.was else ""))),
                tone=rating_of(one.band),
            ),
            Cell(one.mitigation or "None recorded"),
            Cell(
                one.owner or "No owner",
                f"review {show_day(one.review_on)}" if one.review_on else "no review date",
            ),
        )
        for one in view.risks
    )
    return (Table("Risks", columns, rows),)


def escalated(view: BoardView) -> tuple[Block, ...]:
    """Return the alerts that reached the board."""
    if not view.escalated:
        return (Paragraph("No alert is open."),)
    columns = (
        Column("About", 3.2),
        Column("What was last said of it", 3.4),
        Column("Since", 1.5),
        Column("Taken in hand by", 1.9),
    )
    rows = tuple(
        (
            Cell(name_of(one.about), one.kind, tag=tag_of(one.about)),
            Cell(one.words, f"from {one.from_board}" if one.from_board else ""),
            Cell(day_of(one.since)),
            Cell(one.acknowledged_by or "Nobody yet"),
        )
        for one in view.escalated
    )
    return (Table("Alerts that reached this board", columns, rows),)


def decided(view: BoardView) -> tuple[Block, ...]:
    """Return the decisions made."""
    if not view.decided:
        return (Paragraph(f"No decision was made {view.since_words}."),)
    columns = (
        Column("Decision", 3.2),
        Column("Decided by", 1.9),
        Column("On", 1.4),
        Column("What it changes", 3.5),
    )
    rows = tuple(
        (
            Cell(name_of(one.about), one.state, tag=tag_of(one.about)),
            Cell(one.decision_maker),
            Cell(
                show_day(one.on),
                f"effective {show_day(one.effective_on)}" if one.effective_on else "not yet effective",
            ),
            Cell("\n".join(one.changes) or "No plan"),
        )
        for one in view.decided
    )
    return (Table("Decisions made", columns, rows),)


def actions(view: BoardView) -> tuple[Block, ...]:
    """Return the actions, the overdue among them."""
    if not view.actions:
        return (Paragraph("No action is open."),)
    columns = (Column("Action", 5.0), Column("Owner", 2.0), Column("Due", 1.4), Column("State", 1.6))
    rows = tuple(
        (
            Cell(name_of(one.about), tag=tag_of(one.about)),
            Cell(one.owner or "Nobody"),
            Cell(day(one.due_on)),
            Cell(
                f"Done {show_day(one.done_on)}"
                if one.done_on
                else f"{counted(one.overdue_days, 'day')} overdue"
                if one.overdue_days
                else "In time"
            ),
        )
        for one in view.actions
    )
    return (Table("Actions", columns, rows),)

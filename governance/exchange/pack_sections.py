"""The sections of a board's document, made from what its reader sees and from nothing else.

Figures, words and their order are the view's; here they are only laid out. Source: docs/method.md, "Board packs".
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from django.utils import timezone

from governance.exchange.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    Paragraph,
    Picture,
    Section,
    Table,
)
from governance.exchange.pack_money import money
from governance.rules.board_summary import counted, joined
from governance.rules.board_view import About, BoardView, Moved, Opinions, Trend
from governance.rules.chart_style import rating_of
from governance.rules.charts import milestone_trend, show_day
from savings.rules.notation import show_pounds

CHARTS: Final = 12  # trend charts at most, those pushed most; every milestone is in the table
TREND_WIDTH: Final = 330  # points, of half a page
TAGS: Final = {"internal": "Internal", "exempt": "Exempt", "confidential": "Confidential"}
WHAT: Final = {"rating": "Reported RAG"}


def sections(view: BoardView) -> tuple[Section, ...]:
    """Return the sections of a board's pack, in the order they are read."""
    return (
        Section("Since your last meeting" if view.last_meeting else "What moved", _moves(view)),
        Section("Decisions asked for", _asked(view)),
        Section("Money", money(view)),
        Section("Workstreams: three opinions", _opinions(view)),
        Section("Milestones", _trends(view)),
        Section("Savings at risk", _savings(view)),
        Section("Risks", _risks(view)),
        Section("Alerts that reached this board", _escalated(view)),
        Section("Decisions made", _decided(view)),
        Section("Actions", _actions(view)),
        Section("About this board", about_board(view)),
    )


def _moves(view: BoardView) -> tuple[Block, ...]:
    said = Paragraph(f"What moved {view.since_words}, what worsened first.")
    if not view.moves:
        return (Paragraph(f"Nothing moved {view.since_words}."),)
    columns = (
        Column("What", 3.0),
        Column("Was", 1.5),
        Column("Now", 1.5),
        Column("Effect", 1.6),
        Column("Who and why", 3.2),
    )
    rows = tuple(
        (
            Cell(name_of(one.about), what_of(one), tag=tag_of(one.about)),
            _state(one, one.was),
            _state(one, one.now),
            Cell(*_effect(one)),
            Cell(one.reason or "No reason given", f"{one.by}, {day_of(one.at)}"),
        )
        for one in view.moves
    )
    return (said, Table("What moved", columns, rows))


def _state(move: Moved, words: str) -> Cell:
    return Cell(words or "none", tone=rating_of(words) if move.what == "rating" else "")


def _effect(move: Moved) -> tuple[str, str]:
    """Return what a move does, in days and pounds, and in small print which way it goes."""
    parts = []
    if move.days:
        parts.append(f"{counted(abs(move.days), 'day')} {'later' if move.days > 0 else 'earlier'}")
    if move.pounds:
        parts.append(f"{show_pounds(abs(move.pounds))} {'more' if move.pounds > 0 else 'less'} in the year")
    way = {True: "worse", False: "better", None: ""}[move.worsened]
    pushes = move.push or 0
    again = f"moved later for the {ordinal(pushes)} time" if move.worsened and pushes > 1 else ""
    if not parts:
        return way.capitalize() or "–", again
    return ", ".join(parts), "; ".join(filter(None, (way, again)))


def what_of(move: Moved) -> str:
    """Return what sort of thing moved, and what of it: "milestone forecast", "reported RAG"."""
    return WHAT.get(move.what, f"{move.about.kind} {move.what}".capitalize().replace("_", " "))


def _asked(view: BoardView) -> tuple[Block, ...]:
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


def _opinions(view: BoardView) -> tuple[Block, ...]:
    if not view.opinions:
        return (Paragraph("No workstream is overseen."),)
    columns = (
        Column("Workstream", 2.5), Column("Reported", 1.5), Column("By rule", 1.3), Column("By chance", 1.4),
        Column("Next milestone", 2.2), Column("To note", 2.4),
    )  # fmt: skip
    rows = tuple(
        (
            Cell(name_of(one.about), f"Owner: {one.owner or 'nobody'}", tag=tag_of(one.about)),
            _reported(one),
            Cell(one.by_rule, tone=rating_of(one.by_rule)),
            Cell(one.chance, tone=rating_of(one.chance)),
            Cell(
                one.next_milestone or "None ahead",
                f"{counted(one.milestones_late, 'milestone')} late" if one.milestones_late else "",
            ),
            Cell("\n".join(filter(None, (one.disagreement, one.staleness))) or "The opinions agree"),
        )
        for one in view.opinions
    )
    sets = sorted({one.definition_set for one in view.opinions if one.definition_set})
    said = (
        "What its owner reported, what the rule makes of what is recorded, and the calculated chance that it moves "
        "later by 90 days or more."
    )
    under = f"Ratings by: {joined(sets)}. " if sets else ""
    return (
        Paragraph(said),
        Table("Three opinions", columns, rows),
        Paragraph(f"{under}Method {view.method_version}.", soft=True),
    )


def _reported(one: Opinions) -> Cell:
    was = f"was {one.reported_was}" if one.reported_was and one.reported_was != one.reported else ""
    on = f"on {show_day(one.reported_on)}" if one.reported_on else ""
    return Cell(one.reported, ", ".join(filter(None, (was, on))), tone=rating_of(one.reported))


def _trends(view: BoardView) -> tuple[Block, ...]:
    if not view.trends:
        return (Paragraph("No milestone is recorded."),)
    drawn = sorted(
        (one for one in view.trends if len(one.points) > 1 and one.actual is None),
        key=lambda one: (-one.pushes, one.about.ref, one.about.name),
    )[:CHARTS]
    pictures = tuple(
        Picture(
            milestone_trend(one, name=f"Milestone trend of {name_of(one.about)}", width=TREND_WIDTH),
            f"{name_of(one.about)}: {one.slip_words}",
            half=True,
        )
        for one in drawn
    )
    said = "Each forecast by the day it was reported: a level line holds, a climbing one recedes. "
    which = f"The {counted(len(drawn), 'milestone')} moved later most often." if len(drawn) > 1 else ""
    charts: tuple[Block, ...] = (Heading("Trends"), Paragraph(said + which), *pictures) if pictures else ()
    columns = (
        Column("Milestone", 4.0),
        Column("Baseline", 1.4),
        Column("Forecast", 1.6),
        Column("Slip", 1.8),
        Column("Moved later", 1.2),
    )
    table = Table("Milestones", columns, tuple(_milestone(one) for one in view.trends))
    return (*charts, Heading("Every milestone"), table)


def _milestone(one: Trend) -> tuple[Cell, ...]:
    reached = Cell(show_day(one.actual), "reached") if one.actual else None
    latest = Cell(show_day(one.points[-1][1]) if one.points else "none")
    times = counted(one.pushes, "time") if one.pushes else "–"
    return (
        Cell(name_of(one.about), tag=tag_of(one.about)), Cell(day(one.baseline)), reached or latest,
        Cell(one.slip_words or "–"), Cell(times),
    )  # fmt: skip


def _savings(view: BoardView) -> tuple[Block, ...]:
    if not view.savings_at_risk:
        return (Paragraph("No saving is short of its plan, or likely to be."),)
    columns = (
        Column("Saving", 3.0), Column("Plan", 1.1, True), Column("Forecast", 1.1, True), Column("Loss", 1.0, True),
        Column("Timing", 1.0, True), Column("Outlook and why", 3.2),
    )  # fmt: skip
    rows = tuple(
        (
            Cell(name_of(one.about), f"{one.owner or 'No owner'}, {one.year}", tag=tag_of(one.about)),
            *(Cell(show_pounds(amount)) for amount in (one.plan, one.forecast, one.loss, one.timing)),
            Cell(one.outlook, one.why),
        )
        for one in view.savings_at_risk
    )  # fmt: skip
    said = (
        "Loss is money that will not come; timing is money that comes later. Amounts are of the year named."
    )
    return (Paragraph(said), Table("Savings at risk", columns, rows))


def _risks(view: BoardView) -> tuple[Block, ...]:
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


def _escalated(view: BoardView) -> tuple[Block, ...]:
    if not view.escalated:
        return (Paragraph("No alert is open."),)
    columns = (
        Column("About", 3.2),
        Column("What", 3.4),
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


def _decided(view: BoardView) -> tuple[Block, ...]:
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


def _actions(view: BoardView) -> tuple[Block, ...]:
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


def name_of(about: About) -> str:
    """Return what a row is about: its ref and name."""
    return f"{about.ref} {about.name}".strip()


def tag_of(about: About) -> str:
    """Return the marking that is printed with a row; blank for an open one."""
    return TAGS.get(about.marking, "")


def is_closed(view: BoardView) -> bool:
    """Return whether anything in a view is exempt or confidential, so that the document may not be published."""
    return bool({"exempt", "confidential"} & markings_of(view))


def markings_of(view: BoardView) -> set[str]:
    """Return every marking that a view's things carry."""
    from_rows = {row.about.marking for name in _ABOUT for row in getattr(view, name)}
    return from_rows | {view.board.marking} | {one.programme.marking for one in view.bridges}


_ABOUT: Final = (
    "moves",
    "opinions",
    "trends",
    "savings_at_risk",
    "risks",
    "asked",
    "decided",
    "actions",
    "escalated",
)


def day(on: date | None) -> str:
    """Return a date as people write it; "no date" for none."""
    return show_day(on) if on else "no date"


def day_of(at: datetime) -> str:
    """Return the local day of a moment, as people write it."""
    return show_day(timezone.localdate(at))


def ordinal(number: int) -> str:
    """Return first, second, … in figures: 1st, 2nd, 3rd, 11th, 21st."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"

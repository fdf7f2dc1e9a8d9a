"""What a document says of delivery: what moved, the three opinions, milestones, savings at risk."""

from __future__ import annotations

from typing import Final

from governance.exchange.blocks import Block, Cell, Column, Heading, Paragraph, Picture, Table
from governance.exchange.pack_words import day, day_of, name_of, ordinal, tag_of
from governance.rules.board_summary import counted, joined
from governance.rules.board_view import BoardView, Moved, Opinions, Trend
from governance.rules.chart_style import rating_of
from governance.rules.charts import milestone_trend, show_day
from savings.rules.notation import show_pounds

CHARTS: Final = 12  # trend charts at most, those pushed most; every milestone is in the table
TREND_WIDTH: Final = 330  # points, of half a page
WHAT: Final = {"rating": "Reported RAG"}


def moves(view: BoardView) -> tuple[Block, ...]:
    """Return what moved, what worsened first."""
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
            Cell(one.reason or "No reason given", ", ".join(filter(None, (one.by, day_of(one.at))))),
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


def opinions(view: BoardView) -> tuple[Block, ...]:
    """Return the three opinions of each workstream, side by side."""
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


def trends(view: BoardView) -> tuple[Block, ...]:
    """Return trend charts of what moved later most often, and every milestone."""
    if not view.trends:
        return (Paragraph("No milestone is recorded."),)
    charted = sorted(
        (one for one in view.trends if len(one.points) > 1 and one.actual is None),
        key=lambda one: -one.pushes,
    )[:CHARTS]
    pictures = tuple(
        Picture(
            milestone_trend(one, name=f"Milestone trend of {name_of(one.about)}", width=TREND_WIDTH),
            f"{name_of(one.about)}: {one.slip_words}",
            half=True,
        )
        for one in charted
    )
    said = (
        "Each forecast by the day it was reported. A level line holds, a climbing one recedes; a milestone is reached "
        "where its line meets the diagonal. "
    )
    which = f"The {counted(len(charted), 'milestone')} moved later most often." if len(charted) > 1 else ""
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


def savings_at_risk(view: BoardView) -> tuple[Block, ...]:
    """Return the savings short of their plan, or likely to be."""
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

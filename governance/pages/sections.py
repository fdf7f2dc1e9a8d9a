"""A board's view as sections of its page: each a heading, a table or pictures, and words where there is nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from governance.charts import drawn
from governance.pages.tables import (
    NOT_PUBLISHED,
    Cell,
    Picture,
    Table,
    day,
    days,
    figures,
    money,
    ordinal,
    picture,
    rated,
    table,
    thing,
)
from governance.rules.board_view import Asked, BoardView, BridgeYear, Moved, Opinions, target_words
from governance.rules.charts import money_bridge
from savings.rules.notation import show_change, show_pounds

MOST_UNFOLDED: Final = 6  # rows of what did not worsen that are shown unasked


@dataclass(frozen=True)
class Bridges:
    """Both bridges of one year, with what stands beside them. Folded away they are tables alone."""

    heading: str
    basis: str
    facts: tuple[tuple[str, str], ...]
    pictures: tuple[Picture, ...]
    notes: tuple[str, ...]
    tables: tuple[Table, ...] = ()
    is_struck: bool = False
    is_folded: bool = False


def asked(view: BoardView) -> Table:
    """Return the decisions somebody waits for, this board's own first."""
    ordered = sorted(view.asked, key=lambda one: not one.is_for_this_board)
    return table(
        "Decisions asked for",
        ("Decision", "Who decides", "State", "#Amount", "@Needed by", "What waits for it"),
        (
            [
                thing(a.about, lines=_held(a)),
                a.decision_maker,
                _state(a),
                money(a.amount),
                _needed(a),
                _waits(a),
            ]
            for a in ordered
        ),
        nothing="No decision is waiting.",
    )


def moves(rows: Sequence[Moved], *, caption: str, nothing: str, is_folded: bool = False) -> Table:
    """Return what moved: what it was and is, by how much, who moved it and why."""
    return table(
        caption,
        ("What", "@Was", "@Is now", "Effect", "Who and why"),
        (
            [
                thing(m.about, lines=(m.what.capitalize(),)),
                m.was,
                Cell(m.now, tone=_direction(m), lines=("better",) if m.worsened is False else ()),
                _effect(m),
                Cell(m.by, lines=tuple(line for line in (day(m.at), m.reason) if line)),
            ]
            for m in rows
        ),
        nothing=nothing,
        is_folded=is_folded,
    )


def worsened(view: BoardView) -> Table:
    """Return what got worse since the last meeting."""
    return moves(
        [m for m in view.moves if m.worsened],
        caption="What worsened",
        nothing="Nothing got worse in this time.",
    )


def other_moves(view: BoardView) -> Table:
    """Return what moved without getting worse; folded where it is long."""
    rows = [m for m in view.moves if not m.worsened]
    return moves(
        rows,
        caption="What else moved",
        nothing="Nothing else moved in this time.",
        is_folded=len(rows) > MOST_UNFOLDED,
    )


def decided(view: BoardView) -> Table:
    """Return the decisions made in this time."""
    return table(
        "Decisions made",
        ("Decision", "Who decided", "State", "@On", "@Takes effect", "What it changes"),
        (
            [
                thing(d.about),
                d.decision_maker,
                d.state,
                day(d.on),
                day(d.effective_on, otherwise="not yet"),
                Cell(d.changes[0] if d.changes else "", lines=d.changes[1:]),
            ]
            for d in view.decided
        ),
        nothing="No decision was made in this time.",
        is_caption_hidden=False,
    )


def ratings(rows: Sequence[Opinions]) -> Table:
    """Return the three opinions of each workstream side by side, with what their difference says."""
    return table(
        "Workstreams: three opinions",
        ("Workstream", "Reported", "By rule", "By chance", "What to ask", "Milestones"),
        ([*_opinions(o), _signal(o), _milestones(o)] for o in rows),
        nothing="No workstream that you may see is overseen here.",
    )


def bridges(view: BoardView) -> tuple[Bridges, ...]:
    """Return the money bridges, a year at a time; the programme is named where there are several."""
    several = len({one.programme.id for one in view.bridges}) > 1
    return tuple(_bridges(one, is_named=several) for one in view.bridges)


def savings_at_risk(view: BoardView) -> Table:
    """Return the savings short of their plan, with the shortfall split into loss and timing."""
    return table(
        "Savings at risk",
        ("Saving", "@Year", "#Plan", "#Forecast", "#Loss", "#Timing", "Outlook", "Why"),
        (
            [
                thing(s.about, lines=(s.owner,)),
                s.year,
                money(s.plan),
                money(s.forecast),
                money(s.loss, otherwise="not split"),
                money(s.timing, otherwise="not split"),
                s.outlook or NOT_PUBLISHED,
                s.why,
            ]
            for s in view.savings_at_risk
        ),
        nothing="No saving is short of its plan or likely to be.",
    )


def risks(view: BoardView) -> Table:
    """Return the risks as they stand."""
    return table(
        "Risks",
        ("Risk", "Score", "Band", "Mitigation", "@Review"),
        (
            [
                thing(r.about, lines=(r.owner,)),
                r.score or "not scored",
                Cell(r.band, lines=(f"was {r.was}",) if r.was else ()),
                r.mitigation,
                day(r.review_on),
            ]
            for r in view.risks
        ),
        nothing="No risk is on the register.",
    )


def actions(view: BoardView) -> Table:
    """Return the actions, overdue ones saying so."""
    return table(
        "Actions",
        ("Action", "Owner", "@Due", "State"),
        (
            [
                thing(a.about),
                a.owner or "nobody",
                day(a.due_on, otherwise="no date"),
                Cell(f"done {day(a.done_on)}")
                if a.done_on
                else Cell(f"{days(a.overdue_days)} overdue", tone="worse")
                if a.overdue_days
                else Cell("in time" if a.due_on else "open"),
            ]
            for a in view.actions
        ),
        nothing="No action is open.",
    )


def _bridges(one: BridgeYear, *, is_named: bool) -> Bridges:
    if one.programme.is_struck:
        return Bridges(one.programme.name, "", (), (), (), is_struck=True)
    whole = "Plan" if one.target is None else "Target"
    charts = [money_bridge(one.to_plan, name=f"{whole} of {one.year}, by how sure it is", whole=whole)]
    if one.forecast is not None:
        charts.append(
            money_bridge(one.to_forecast, name=f"From plan to forecast, {one.year}", whole="Forecast")
        )
    facts = [
        ("Target", target_words(one)),
        ("Plan", show_pounds(one.plan)),
        ("Forecast", show_pounds(one.forecast)),
        ("Claimed", show_pounds(one.claimed)),
    ]
    if one.replaced:
        facts.append(("Replaced", show_pounds(one.replaced)))
    if one.moved is not None:
        facts.append(("Forecast moved", show_change(one.moved)))
    if one.range_words:
        facts.append(("Range", one.range_words))
    return Bridges(
        f"{one.programme.name}, {one.year}" if is_named else one.year,
        one.basis,
        tuple(facts),
        tuple(picture(d) for d in drawn(charts)) if one.in_view else (),
        one.notes,
        tables=() if one.in_view else tuple(figures(chart) for chart in charts),
        is_folded=not one.in_view,
    )


def definition_sets(rows: Sequence[Opinions]) -> tuple[str, ...]:
    """Return the definition sets by which the workstreams are rated."""
    return tuple(sorted({o.definition_set for o in rows if o.definition_set}))


def _opinions(o: Opinions) -> list[Cell]:
    who = [f"Owner: {o.owner or NOT_PUBLISHED}", f"Decides: {o.decision_maker or 'nobody'}"]
    was = f"was {o.reported_was}" if o.reported_was and o.reported_was != o.reported else ""
    reported_on = f"on {day(o.reported_on)}" if o.reported_on else ""
    return [
        thing(o.about, lines=() if o.about.is_struck else who),
        rated(o.reported, lines=(was, reported_on)),
        rated(o.by_rule, lines=o.rule_reasons[:1], more=o.rule_reasons[1:]),
        rated(o.chance, lines=o.chance_reasons[:1], more=o.chance_reasons[1:]),
    ]


def _signal(o: Opinions) -> Cell:
    said = [line for line in (o.disagreement, o.staleness) if line]
    return Cell(said[0], tone="worse", lines=tuple(said[1:])) if said else Cell("They agree")


def _milestones(o: Opinions) -> Cell:
    late = f"{o.milestones_late} late" if o.milestones_late else "none late"
    return Cell(late, lines=(f"next: {o.next_milestone}",) if o.next_milestone else ())


def _held(a: Asked) -> tuple[str, ...]:
    return tuple(f"Held back: {words}" for words in a.held_back_by)


def _state(a: Asked) -> Cell:
    return Cell(a.state, lines=("asked of this board",) if a.is_for_this_board else ())


def _needed(a: Asked) -> Cell:
    waiting = f"waiting {days(a.waiting_days)}" if a.waiting_days else ""
    return Cell(day(a.needed_by, otherwise="no date"), lines=(waiting,) if waiting else ())


def _waits(a: Asked) -> Cell:
    return Cell(a.waits[0], lines=a.waits[1:]) if a.waits else Cell("nothing named")


def _effect(m: Moved) -> Cell:
    later = f"{days(abs(m.days))} {'later' if m.days > 0 else 'earlier'}" if m.days else ""
    pushes = f"moved later for the {ordinal(m.push)} time" if m.push and m.push > 1 else ""
    pounds = f"forecast {show_change(m.pounds)}" if m.pounds else ""
    said = [part for part in (later, pounds, pushes) if part]
    return Cell(said[0] if said else "", lines=tuple(said[1:]))


def _direction(m: Moved) -> str:
    return "" if m.worsened is None else "worse" if m.worsened else "better"

"""Figures of money that are no sums over savings lines: budget pressures, and savings net of what they cost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final

from bots.queries.answers.addresses import rows_link
from bots.rules.answer import Answer, Value, counted
from bots.rules.asking.intents import intent_of
from bots.rules.asking.metrics import METRICS
from bots.rules.asking.query import Query, Shape
from bots.rules.asking.say import words_of
from bots.rules.money_answer import RowFigure, Said, answer_rows, show_in, words_said
from bots.rules.savings_answer import choose_year
from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from savings import queries as money
from savings.queries import PressureRow
from savings.queries.delivery import SourceTotal, programme_deliveries, saving_delivery
from savings.rules.net import NetYear

NIL: Final = Decimal(0)
NOTE: Final = "Over what you may see, without exempt items."


def answer(query: Query, *, reader: Actor, at: datetime) -> Answer | None:
    """Return the answer on pressures or on savings net; None where that is not held in the form asked for."""
    if query.filters or query.excluded or query.within or query.also:
        return None
    if query.metric == "pressure":
        return _pressures(query, reader=reader, at=at)
    if query.metric in ("net", "investment") and query.shape is Shape.FIGURE:
        return _net(query, reader=reader, at=at)
    return None


def _said(query: Query, title: str, *, illustrative: bool) -> Said:
    return Said(
        title=title,
        words=METRICS[query.metric].words,
        reading=words_of(query),
        intent=intent_of(query),
        definition=f"See “{METRICS[query.metric].definition}” in the method.",
        link=rows_link(query),
        unit=query.unit,
        illustrative=illustrative,
        notes=(NOTE,),
    )


def _pressures(query: Query, *, reader: Actor, at: datetime) -> Answer | None:
    """Tell budget pressures: those named, or all of one programme, in one year."""
    things = query.subjects or query.programmes
    kinds = {t.kind for t in things}
    if len(kinds) != 1 or not kinds <= {"pressure", "programme"} or len(query.time.years) > 1:
        return None
    if query.time.as_at is not None or query.shape not in (Shape.FIGURE, Shape.LIST, Shape.COUNT):
        return None
    ids = [t.id for t in things if t.id is not None]
    found = (
        money.pressures(reader=reader, ids=ids)
        if kinds == {"pressure"}
        else money.pressures(reader=reader, programme_ids=ids)
    )
    rows = list(found.values())
    title = " + ".join(t.title for t in things)
    said = _said(query, title, illustrative=any(r.illustrative for r in rows))
    if not rows:
        return words_said(said, f"{title}: no budget pressure is held.", refs=[], at=at)
    table = tuple(sorted({year for row in rows for year in row.amounts}))
    chosen = choose_year(query.year, table, today=at.date())
    return _told(
        query, said, rows, chosen.year, "" if query.year else f", {chosen.year}: {chosen.how}", at=at
    )


def _told(
    query: Query, said: Said, rows: Sequence[PressureRow], year: FinancialYear, how: str, *, at: datetime
) -> Answer:
    known = [p for row in rows if (p := row.amounts.get(year)) is not None]
    figures = [RowFigure(r.printed_ref or r.ref, r.name, r.amounts.get(year), r.deferred) for r in rows]
    lines = [
        f"{r.printed_ref or r.ref} {r.name}: {r.deferred}." for r in rows if r.deferred and len(rows) < 4
    ]
    if len(known) < len(rows):
        lines.append(f"{len(known)} of {len(rows)} pressures known in {year}.")
    if not known:
        text = f"{said.title}: no budget pressure is known in {year}."
        return words_said(said, text, refs=[r.ref for r in rows], lines=lines, at=at)
    total = sum(known, NIL)
    if query.shape is Shape.FIGURE:
        values = [Value(f"{said.words} {year}", total, "pounds")]
        headline = f"{said.title}: budget pressure {show_in(total, query.unit)} in {year}."
    else:
        values = [Value("pressures", len(rows), "pressures")]
        headline = (
            f"{said.title}: {counted(len(rows), 'budget pressure')}, {show_in(total, query.unit)} in {year}."
        )
    return answer_rows(
        said, figures, headline=headline, how=how, year=year, values=values, lines=lines, at=at
    )


def _net(query: Query, *, reader: Actor, at: datetime) -> Answer | None:
    """Tell what one line saves net of its costs, or the one-off money it takes; nothing where no cost is stated."""
    subject = query.subject
    if subject is None or subject.kind != "saving" or subject.id is None or len(query.time.years) > 1:
        return _net_of_programme(query, reader=reader, at=at)
    found = saving_delivery(reader=reader, saving_id=subject.id)
    if found is None:
        return None
    said = _said(query, subject.title, illustrative=found.saving.illustrative)
    if not found.costs:
        text = f"{subject.title}: no investment or cost is stated, so it has no net figure."
        return words_said(said, text, refs=[subject.ref], at=at)
    net = found.net
    payback = f"Payback: {net.payback_words}."
    if query.metric == "investment" and query.year is None:
        values = [] if net.investment is None else [Value("investment", net.investment, "pounds")]
        told = (
            "an amount of it is not known" if net.investment is None else show_in(net.investment, query.unit)
        )
        text = f"{subject.title}: one-off investment, all years: {told}."
        return words_said(said, text, refs=[subject.ref], values=values, lines=[payback], at=at)
    chosen = choose_year(query.year, tuple(y.year for y in net.years), today=at.date())
    held = net.year(chosen.year)
    pounds = None if held is None else held.one_off if query.metric == "investment" else held.net
    if held is None or pounds is None:
        text = f"{subject.title}: {said.words} in {chosen.year} not known."
        return words_said(said, text, refs=[subject.ref], lines=[payback], at=at)
    values = [Value(f"{said.words} {chosen.year}", pounds, "pounds"), *_parts(held, query.metric)]
    back = "" if query.metric == "investment" else f"; payback {net.payback_words}"
    text = f"{subject.title}: {said.words} {show_in(pounds, query.unit)} in {chosen.year}{back}."
    return words_said(said, text, refs=[subject.ref], values=values, at=at)


def _parts(year: NetYear, metric: str) -> list[Value]:
    parts = {
        "gross": year.gross,
        "one-off cost": year.one_off,
        "running cost": year.running,
        "lost income": year.lost_income,
    }
    left = {} if metric == "investment" else parts
    return [
        Value(f"{name} {year.year}", pounds, "pounds") for name, pounds in left.items() if pounds is not None
    ]


def _net_of_programme(query: Query, *, reader: Actor, at: datetime) -> Answer | None:
    """Tell the net of a programme in one year over the lines where it is known; None for any other whole."""
    subject = query.subject
    if subject is None or subject.kind != "programme" or len(query.time.years) > 1:
        return None
    this = FinancialYear.containing(at.date())
    found = programme_deliveries(reader=reader, programme_ids=[subject.programme_id], year=this).get(
        subject.programme_id
    )
    if found is None:
        return None
    said = _said(query, subject.title, illustrative=subject.illustrative)
    if not found.has_costs:
        return words_said(
            said, f"{subject.title}: no cost of a saving is stated, so none has a net figure.", refs=[], at=at
        )
    if query.metric == "investment":
        return _investment_of(query, said, found.sources, at=at)
    chosen = choose_year(query.year, tuple(t.year for t in found.net), today=at.date())
    total = next((t for t in found.net if t.year == chosen.year), None)
    if total is None:
        return words_said(said, f"{subject.title}: net savings in {chosen.year} not known.", refs=[], at=at)
    values = [
        Value(f"{said.words} {total.year}", total.net, "pounds"),
        Value(f"gross {total.year}", total.gross, "pounds"),
    ]
    lines = (
        [f"Over {total.known} of {total.of} lines, those whose net is known."]
        if total.of > total.known
        else []
    )
    text = f"{subject.title}: {said.words} {show_in(total.net, query.unit)} in {total.year}."
    return words_said(said, text, refs=[], values=values, lines=lines, at=at)


def _investment_of(
    query: Query, said: Said, sources: Sequence[SourceTotal], *, at: datetime
) -> Answer | None:
    """Tell the one-off money the lines of a programme take, by source; where an amount is not known, no sum."""
    if query.time.years:
        return None  # stated by source over all years
    told = [f"• {s.source}: {show_in(s.amount, query.unit)}" for s in sources]
    known = [s.amount for s in sources if s.amount is not None]
    values = [Value(f"investment, {s.source}", s.amount, "pounds") for s in sources if s.amount is not None]
    if not sources:
        text = f"{said.title}: no one-off investment is stated."
    elif len(known) < len(sources):
        text = f"{said.title}: one-off investment, all years: an amount of it is not known."
    else:
        total = sum(known, NIL)
        values.insert(0, Value("investment", total, "pounds"))
        text = f"{said.title}: one-off investment, all years: {show_in(total, query.unit)}."
    return words_said(said, text, refs=[], values=values, lines=told, at=at)


__all__ = ["answer"]

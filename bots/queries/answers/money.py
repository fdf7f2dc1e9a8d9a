"""The figures of money over savings lines: by year, together or each, compared, shared out and ranked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from bots.queries.answers import beyond, scope
from bots.queries.answers.addresses import rows_link
from bots.queries.answers.savings import group_facts, line_facts
from bots.rules.answer import Answer, Value, counted
from bots.rules.asking.intents import intent_of
from bots.rules.asking.metrics import METRICS
from bots.rules.asking.query import Filter, Query, Shape, amount_fits
from bots.rules.asking.say import words_of
from bots.rules.money_answer import (
    MOST_ROWS,
    RowFigure,
    Said,
    Side,
    YearFigure,
    amount_bounds,
    answer_compared,
    answer_figure,
    answer_rows,
    answer_share,
    answer_split,
    counts_of,
    lines_words,
    show_in,
    words_said,
)
from bots.rules.savings_answer import (
    COUNTED,
    WITHOUT_EXEMPT,
    YearChosen,
    answer_group,
    answer_line,
    choose_year,
    kind_words,
)
from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from savings import queries as money
from savings.queries import SavingRow
from savings.rules.bridge import Ledger, LedgerYear
from savings.rules.profile import NIL, SHAPE_WORDS, full_year_value, shape_of
from savings.rules.totals import COUNTED_KINDS, Position, SavingKind, Total

ALL_KINDS: Final = frozenset(SavingKind)
NOT_HERE: Final = frozenset({"net", "investment", "pressure", "provision", "range"})
"""Metrics of money whose figures are not over savings lines by year: `beyond` has those that are held."""
BUCKETS: Final = ("on_track", "at_risk", "deliverable_later", "undeliverable", "no_outlook")
OUTSIDE: Final = "no figure is held for {year}; {table}"


@dataclass(frozen=True)
class Scope:
    """The lines of one side of a question, with what has to be known of them as a whole."""

    query: Query
    rows: tuple[SavingRow, ...]
    kinds: frozenset[SavingKind]
    title: str
    targets: dict[FinancialYear, Decimal] | None = None
    unidentified: dict[FinancialYear, tuple[Decimal | None, Decimal | None]] | None = None

    @property
    def table(self) -> tuple[FinancialYear, ...]:
        """Return the years that any line has a plan or forecast in."""
        held = {y for r in self.rows for p in (r.plan, r.forecast) if p is not None for y in p.years}
        return tuple(sorted(held | set(self.targets or {})))


def answer(query: Query, *, reader: Actor, at: datetime) -> Answer | None:
    """Return the answer to a question of money."""
    on = at.date()
    query = _as_unvalidated(query)
    if query.metric in NOT_HERE:
        return beyond.answer(query, reader=reader, at=at)
    if query.shape is Shape.WHY:
        return _why(query, at=at, reader=reader)
    mine = _scope(query, reader=reader, at=at)
    if query.shape is Shape.FIGURE and query.order:
        return _sum_of_top(query, mine, on=on, at=at)
    if (
        query.shape is Shape.FIGURE
        and query.metric == "plan"
        and not query.also
        and len(query.time.years) < 2
    ) and _is_plain(query):
        return _plain(query, mine, reader=reader, on=on, at=at)
    match query.shape:
        case Shape.COMPARE | Shape.SHARE:
            return _two(query, mine, reader=reader, on=on, at=at)
        case Shape.LIST | Shape.TOP | Shape.COUNT:
            return with_unknown(_rows(query, mine, on=on, at=at), query, reader=reader, at=at)
        case Shape.SPLIT:
            return _split(query, mine, reader=reader, on=on, at=at)
        case _:
            found = _figure(query, mine, on=on, at=at)
            year = _years(query, mine, on)[0][0]
            return None if found is None else with_unknown(found, query, year, reader=reader, at=at)


def with_unknown(
    found: Answer, query: Query, year: FinancialYear | None = None, *, reader: Actor, at: datetime
) -> Answer:
    """Return an answer over what is not so ("not red") with what is neither: of which nothing is published."""
    lines, values = [], []
    for name in dict.fromkeys(f.name for f in query.filters if f.negated and f.value != "none"):
        if name not in ("rag", "outlook", "maturity"):
            continue
        kept = tuple(f for f in query.filters if f.name != name)
        side = _scope(replace(query, filters=(*kept, Filter(name, "none"))), reader=reader, at=at)
        if not side.rows:
            continue
        missing, number = NOT_PUBLISHED[name], counted(len(side.rows), "line").lower()
        f = None if year is None else figure(side, year, query.metric)
        if f is None or f.pounds is None:
            lines.append(f"Not in it: {number} with {missing}.")
        else:
            lines.append(f"Not in it: {show_in(f.pounds, query.unit)} of {number} with {missing}.")
            values.append(Value(f"{missing} {f.year}", f.pounds, "pounds"))
    return replace(found, lines=(*lines, *found.lines), values=(*found.values, *values))


def _as_unvalidated(query: Query) -> Query:
    """Return a list of what is claimed and not validated as the one metric both words mean."""
    left = Filter("validated", "any", negated=True)
    is_both = (
        query.metric == "claimed" or Filter("claimed", "any") in query.filters
    ) and left in query.filters
    if not is_both or query.shape not in (Shape.LIST, Shape.COUNT):
        return query
    kept = tuple(f for f in query.filters if f not in (left, Filter("claimed", "any")))
    return replace(query, metric="unvalidated", filters=kept)


# Over what.


def _scope(query: Query, *, reader: Actor, at: datetime) -> Scope:
    rows = tuple(scope.lines(query, reader=reader, at=at))
    targets, left = (None, None)
    if query.metric in ("target", "unidentified") or (
        query.against and query.against.metric in ("target", "unidentified")
    ):
        targets, left = _targets(query, reader=reader, at=at)
    return Scope(query, rows, _kinds(query, rows), title_of(query), targets, left)


def _kinds(query: Query, rows: Sequence[SavingRow]) -> frozenset[SavingKind]:
    """Return the kinds a figure takes in: ours, or all where lines or kinds are asked for by name."""
    asked = [f for f in query.filter("kind") if not f.negated]
    if asked:
        return frozenset(SavingKind(f.value) for f in asked)
    is_named = bool(query.subjects) and all(s.kind == "saving" for s in query.subjects)
    own = {SavingKind(r.kind) for r in rows}
    if is_named or (
        own
        and not own & (COUNTED_KINDS - {SavingKind.ADJUSTMENT})
        and query.subjects
        and all(s.kind != "programme" for s in query.subjects)
    ):
        return ALL_KINDS
    return COUNTED_KINDS


def title_of(query: Query) -> str:
    """Return how an answer calls what a query is over."""
    things = query.subjects or query.programmes
    if not things:
        return "All programmes you may see"
    codes = {t.where for t in things}
    if len(things) > 1 and len(codes) == 1:
        title = f"{' + '.join(t.label for t in things)} ({codes.pop()})"
    else:
        title = " + ".join(t.title if t.kind != "programme" else f"{t.name} ({t.where})" for t in things)
    if query.within:
        title += f", within {', '.join(t.label for t in query.within)}"
    if query.excluded:
        title += f", except {', '.join(t.label for t in query.excluded)}"
    told = [_filter_words(f.name, f.value, f.negated) for f in query.filters if f.name != "amount"]
    return ", ".join([title, *told])


NOT_PUBLISHED: Final = {
    "rag": "no RAG published",
    "outlook": "no outlook published",
    "maturity": "no maturity published",
    "owner": "no owner published",
    "forecast": "no forecast held",
    "validated": "nothing validated",
    "claimed": "nothing claimed",
}


def _filter_words(name: str, value: str, negated: bool) -> str:
    if value == "none":
        missing = NOT_PUBLISHED.get(name, f"no {name} published")
        return missing.replace("no ", "with a ").replace("nothing ", "something ") if negated else missing
    words = {"rag": "rated ", "maturity": "maturity ", "owner": "owner "}
    if value == "any":
        return f"{'not ' if negated else ''}{name}"
    said = value.replace("_", "-" if value in ("one_off", "cash_releasing", "non_cash") else " ")
    return f"{'not ' if negated else ''}{words.get(name, '')}{said}"


def _targets(
    query: Query, *, reader: Actor, at: datetime
) -> tuple[dict[FinancialYear, Decimal], dict[FinancialYear, tuple[Decimal | None, Decimal | None]]]:
    """Return the published targets of a programme or workstream by year, and what no line accounts for."""
    subject = query.subject
    if (
        subject is None
        or query.filters
        or query.excluded
        or query.within
        or subject.kind not in ("programme", "workstream", "saving")
    ):
        return {}, {}
    if subject.kind == "programme":
        position = money.positions(reader=reader, programme_ids=[subject.programme_id], on=at.date())[
            subject.programme_id
        ]
    elif subject.kind == "workstream" and subject.id is not None:
        position = money.workstream_positions(reader=reader, workstream_ids=[subject.id], on=at.date())[
            subject.id
        ]
    else:
        return {}, {}
    held = {y: p.bridge for y, p in position.years.items() if p.bridge.target is not None}
    return (
        {y: b.target for y, b in held.items() if b.target is not None},
        {y: (b.unidentified, b.not_in_our_copy) for y, b in held.items()},
    )


def _why(query: Query, *, reader: Actor, at: datetime) -> Answer | None:
    """Tell why there is a shortfall: what is recorded of the line, its premise corrected where there is none."""
    side = _scope(query, reader=reader, at=at)
    if len(side.rows) != 1:
        return None
    row = side.rows[0]
    year = _years(query, side, at.date())[0][0]
    f = figure(side, year, "shortfall")
    said = row.outlook
    outlook = f"Outlook: {said.words} ({said.by}: {said.reason})." if said else "No outlook is published."
    basis = row.said_reason or (row.delay.basis if row.delay is not None else "")
    reason = (
        f"Reason given with the forecast: {basis}." if basis else "No reason is recorded with its forecast."
    )
    if f.pounds is None:
        text = f"{side.title}: {f.why}."
    elif f.pounds <= 0:
        text = f"{side.title} is not behind in {year}: its forecast is not below its plan."
    else:
        text = f"{side.title}: shortfall {show_in(f.pounds, query.unit)} in {year}."
    values = [] if f.pounds is None else [Value(f"shortfall {year}", f.pounds, "pounds")]
    return words_said(_said(query, side), text, refs=[row.ref], values=values, lines=[outlook, reason], at=at)


# A figure of a year.


def figure(side: Scope, year: FinancialYear, metric: str) -> YearFigure:
    """Return a metric over some lines in a year, with how many of them are known, or why it is not held."""
    if metric in ("target", "unidentified"):
        return _of_target(side, year, metric)
    if not side.rows:
        return YearFigure(year, None, why="no savings line is held")
    if metric in ("cash", "full_year"):
        return _over_years(side, year, metric)
    if year not in side.table:
        return YearFigure(
            year, None, why=OUTSIDE.format(year=year, table=YearChosen(year, "", side.table).table_words)
        )
    if metric in ("new", "increment"):
        return _increment(side, year, metric)
    sums = Ledger([r.ledger for r in side.rows]).year(year)
    return _from_sums(side, sums, year, metric)


def _from_sums(side: Scope, sums: LedgerYear, year: FinancialYear, metric: str) -> YearFigure:
    position, bridge = sums.position(side.kinds), sums.bridge(target=None, kinds=side.kinds)
    plan = position.plan if side.kinds == ALL_KINDS or side.kinds == COUNTED_KINDS else sums.plan(side.kinds)
    if metric == "plan":
        return _of_total(year, _one_line(side, year) or plan, _beside(side, sums))
    if metric == "forecast":
        if not position.forecast.known:
            return YearFigure(year, None, why="no forecast is held")
        return _of_total(year, position.forecast)
    if metric in ("claimed", "validated", "delivered"):
        pounds = {
            "claimed": sums.claimed(side.kinds),
            "validated": sums.validated(side.kinds),
            "delivered": bridge.delivered,
        }[metric]
        if not sums.claimed(side.kinds) and not sums.validated(side.kinds):
            return YearFigure(year, None, why=f"nothing is recorded as claimed or validated for {year}")
        beside = (
            (("claimed by owners", sums.claimed(side.kinds)),)
            if metric != "claimed"
            else (("validated by finance", sums.validated(side.kinds)),)
        )
        return YearFigure(year, pounds, beside=beside)
    if metric == "unvalidated":
        if not sums.claimed(side.kinds):
            return YearFigure(year, None, why=f"nothing is recorded as claimed for {year}")
        return YearFigure(year, sum((_unvalidated(r, year) for r in side.rows), NIL))
    if metric in BUCKETS:
        if metric != "no_outlook" and not any(r.outlook for r in side.rows):
            return YearFigure(year, None, why="no outlook is published")
        return _of_bucket(side, year, metric, getattr(bridge, metric))
    return _shortfall(position, year, metric)


def _of_bucket(side: Scope, year: FinancialYear, metric: str, pounds: Decimal) -> YearFigure:
    """Return the plan of the lines in one state, over those of them whose plan is known; not nil where none is."""
    of = [r for r in side.rows if SavingKind(r.kind) in side.kinds and _in_bucket(r, metric)]
    known = sum(scope.amount(r.plan, year) is not None for r in of)
    if of and not known:
        return YearFigure(year, None, 0, len(of), f"no figure of {year} is known, 0 of {len(of)} lines")
    return YearFigure(year, pounds, known, len(of))


def _in_bucket(row: SavingRow, metric: str) -> bool:
    return row.outlook.outlook == metric if row.outlook else metric == "no_outlook"


def _one_line(side: Scope, year: FinancialYear) -> Total | None:
    """Return the plan of one line as it stands, whatever has since replaced it."""
    if len(side.rows) != 1 or side.kinds != ALL_KINDS:
        return None
    pounds = scope.amount(side.rows[0].plan, year)
    return Total(pounds or NIL, int(pounds is not None), 1)


def _of_total(year: FinancialYear, total: Total, beside: tuple[tuple[str, Decimal], ...] = ()) -> YearFigure:
    if total.amount is None:
        return YearFigure(year, None, total.known, total.of, f"no figure of {year} is known", beside)
    if not total.amount and total.known < total.of:
        why = f"nothing but nil is known of {year}, {total.known} of {total.of} lines known"
        return YearFigure(year, None, total.known, total.of, why, beside)
    if not total.of and not total.pounds:
        return YearFigure(year, None, why="no line of the kinds that totals take in", beside=beside)
    return YearFigure(year, total.amount, total.known, total.of, beside=beside)


def _beside(side: Scope, sums: LedgerYear) -> tuple[tuple[str, Decimal], ...]:
    if side.kinds != COUNTED_KINDS:
        return ()
    return tuple((kind_words(k), t.amount) for k, t in sums.beside.items() if t.amount is not None)


def _shortfall(position: Position, year: FinancialYear, metric: str) -> YearFigure:
    if not position.forecast.known:
        return YearFigure(year, None, why="nobody has forecast it, so no shortfall is known")
    split = position.plan.of - position.lines_not_split
    if metric != "shortfall" and not split:
        return YearFigure(year, None, why="no shortfall can be split into loss and timing")
    whole = position.loss + position.timing - position.over_delivery + position.not_split
    pounds = {
        "shortfall": whole,
        "loss": position.loss,
        "timing": position.timing,
        "over_delivery": position.over_delivery,
    }[metric]
    beside = (
        ()
        if metric != "shortfall"
        else (("loss", position.loss), ("timing", position.timing), ("over-delivery", position.over_delivery))
    )
    known = position.forecast.known if metric == "shortfall" else split
    return YearFigure(year, pounds, known, position.plan.of, beside=tuple((n, p) for n, p in beside if p))


def _increment(side: Scope, year: FinancialYear, metric: str) -> YearFigure:
    """Return what a year adds to the one before over the counted lines: all of it, or with "new" what rises alone."""
    rows = [r for r in side.rows if SavingKind(r.kind) in side.kinds]
    changes = [r.plan.changes().get(year) for r in rows if r.plan is not None]
    known = [c for c in changes if c is not None]
    if not known:
        return YearFigure(year, None, 0, len(rows), f"{year} or the year before is not known")
    rise, fall = sum((c for c in known if c > 0), NIL), sum((c for c in known if c < 0), NIL)
    if metric == "new" and len(rows) > 1:
        return YearFigure(
            year, rise, len(known), len(rows), beside=(("falling away", -fall),) if fall else ()
        )
    return YearFigure(
        year,
        rise + fall,
        len(known),
        len(rows),
        beside=(("new", rise), ("falling away", -fall)) if rise and fall else (),
    )


def _over_years(side: Scope, year: FinancialYear, metric: str) -> YearFigure:
    rows = [r for r in side.rows if SavingKind(r.kind) in side.kinds and r.plan is not None]
    found: list[Decimal | None] = []
    for row in rows:
        assert row.plan is not None
        if metric == "cash":
            known = [v for v in row.plan.values if v is not None]
            found.append(sum(known, NIL) if row.plan.is_known else None)
        else:
            found.append(
                full_year_value(
                    row.plan, shape=shape_of(row.plan, start=row.start_date), start=row.start_date
                )
            )
    known = [f for f in found if f is not None]
    if not known:
        why = (
            "a year of it is not known"
            if metric == "cash"
            else "it has no full-year value, or it is not known"
        )
        return YearFigure(year, None, 0, len(rows), why)
    return YearFigure(year, sum(known, NIL), len(known), len(rows))


def _of_target(side: Scope, year: FinancialYear, metric: str) -> YearFigure:
    if metric == "target":
        found = (side.targets or {}).get(year)
        return YearFigure(year, found, why="" if found is not None else f"no target is published for {year}")
    left = (side.unidentified or {}).get(year)
    if left is None:
        return YearFigure(year, None, why="no target is published, so what is unidentified is not known")
    if left[1]:
        return YearFigure(
            year,
            None,
            why="our copy lacks rows of the paper, so what is unidentified is not known",
            beside=(("not in our copy", left[1]),),
        )
    return YearFigure(year, left[0])


# The year.


def _years(query: Query, side: Scope, on: date) -> tuple[tuple[FinancialYear, ...], str]:
    """Return the years to answer for, and how the one not asked for came to be chosen."""
    if query.time.years:
        return query.time.years, ""
    table = side.table
    if query.metric == "unvalidated":
        table = tuple(sorted({y for r in side.rows for y, p in r.claimed.items() if p})) or table
    chosen = choose_year(None, table, today=on)
    return (chosen.year,), f", {chosen.year}: {chosen.how}" if side.table else ""


# Shapes.


def _is_plain(query: Query) -> bool:
    """Return whether it is one thing's plan with nothing narrowed: told with its forecast and what is delivered."""
    return len(query.subjects) == 1 and not (query.filters or query.within or query.excluded or query.unit)


def _plain(query: Query, side: Scope, *, reader: Actor, on: date, at: datetime) -> Answer | None:
    subject = query.subjects[0]
    said = {"reading": words_of(query), "intent": intent_of(query), "link": rows_link(query)}
    if subject.kind == "saving" and side.rows:
        found = answer_line(
            line_facts(side.rows[0], subject, query.year, reading=said["reading"], link=said["link"], on=on),
            at=at,
        )
    elif side.kinds == ALL_KINDS and side.rows:
        return _figure(query, side, on=on, at=at)
    else:
        found = answer_group(
            group_facts(side.rows, subject, query.year, reading=said["reading"], link=said["link"], on=on),
            at=at,
        )
    extra: list[Value] = []
    lines: list[str] = []
    if query.year is None and side.table and found.values:
        shown = _years(query, side, on)[0][0]
        for year in side.table:
            f = figure(side, year, "plan")
            if year != shown and f.pounds is not None:
                extra.append(Value(f"plan {year}", f.pounds, "pounds"))
        if extra:
            lines.append(
                "Other years: "
                + "; ".join(f"{v.label.removeprefix('plan ')} {show_in(Decimal(v.value), '')}" for v in extra)
                + "."
            )
        if not any(v.label == f"plan {shown}" for v in found.values):
            extra = []  # no other year's figure stands first where its own is not known
    return replace(found, intent=said["intent"], values=(*found.values, *extra), lines=(*found.lines, *lines))


def _figure(query: Query, side: Scope, *, on: date, at: datetime) -> Answer | None:
    years, how = _years(query, side, on)
    if query.metric in ("cash", "full_year"):
        years, how = years[:1], ""
        if query.n and query.n != len(side.table):
            span = YearChosen(years[0], "", side.table).table_words
            text = f"{side.title}: {span}, {len(side.table)} years and not {query.n}; no sum over {query.n} is told."
            return words_said(_said(query, side), text, refs=[r.ref for r in side.rows], at=at)
    if query.filter("amount"):
        if len(years) > 1:
            return None
        fitting = tuple(
            r for r in side.rows if amount_fits(query.filters, _of_row(side, r, years[0], query.metric))
        )
        side = replace(side, rows=fitting, title=f"{side.title}, lines{_that(query, years[0])}")
    said = _said(query, side)
    figures = [figure(side, year, query.metric) for year in years]
    refs = _refs(side, query.metric, years)
    parts: list[Value] = []
    lines: list[str] = []
    for key in query.also:
        parts += [
            Value(f"{METRICS[key].words} {f.year}", f.pounds, "pounds")
            for y in years
            if (f := figure(side, y, key)).pounds is not None
        ]
        lines += [
            f"{METRICS[key].words.capitalize()} {y}: {_told(figure(side, y, key), query)}." for y in years
        ]
    if query.metric == "target" and figures and figures[0].pounds is None:
        plans = [figure(side, year, "plan") for year in years]
        parts += [Value(f"plan {f.year}", f.pounds, "pounds") for f in plans if f.pounds is not None]
        lines += [f"Planned savings {f.year}: {_told(f, query)}." for f in plans]
    if query.metric in ("cash", "full_year"):
        table = side.table
        span = f"{table[0]} to {table[-1]}" if len(table) > 1 else ""
        figures = [replace(f, span=span if query.metric == "cash" else "each year") for f in figures]
    is_told_apart = len(query.subjects) > 1 and all(s.kind != "board" for s in query.subjects)
    if is_told_apart and len(years) == 1 and query.metric not in ("target", "unidentified"):
        parts += _parts(query, side, years[0], lines)
    return answer_figure(said, figures, how=how, refs=refs, lines=lines, parts=parts, at=at)


def _told(f: YearFigure, query: Query) -> str:
    return show_in(f.pounds, query.unit) if f.pounds is not None else f.why or "not known"


def _parts(query: Query, side: Scope, year: FinancialYear, lines: list[str]) -> list[Value]:
    """Return each subject's own figure, told beside the whole."""
    values = []
    for subject in query.subjects:
        rows = tuple(r for r in side.rows if scope.holds(subject, r))
        own = replace(side, rows=rows, kinds=_kinds(replace(query, subjects=(subject,)), rows))
        f = figure(own, year, query.metric)
        lines.append(f"{subject.label}: {_told(f, query)}.")
        if f.pounds is not None:
            values.append(Value(f"{subject.label} {year}", f.pounds, "pounds"))
    return values


def _two(query: Query, mine: Scope, *, reader: Actor, on: date, at: datetime) -> Answer:
    other_query = query.other_side()
    other = _scope(other_query, reader=reader, at=at)
    mine = replace(mine, title=title_of(query.alone()))
    years, how = _years(query, replace(mine, rows=mine.rows or other.rows), on)
    theirs = other_query.time.years or years
    a = Side(mine.title, METRICS[query.metric].words, figure(mine, years[0], query.metric))
    b = Side(other.title, METRICS[other_query.metric].words, figure(other, theirs[0], other_query.metric))
    if query.against and query.against.metric == "target" and b.figure.pounds is None:
        b = Side(other.title, METRICS["plan"].words, figure(other, theirs[0], "plan"))
        how += "; no target is published, so it is against the plan"
        if query.metric == "plan":
            a = b
    ask = answer_share if query.shape is Shape.SHARE else answer_compared
    refs = [r.ref for r in mine.rows]
    if {query.metric, other_query.metric} == {"claimed", "validated"} and query.shape is Shape.COMPARE:
        refs = [r.ref for r in mine.rows if r.claimed.get(years[0], NIL) != r.validated.get(years[0], NIL)]
    return ask(_said(query, mine), a, b, how=how, refs=refs, at=at)


def _rows(query: Query, side: Scope, *, on: date, at: datetime) -> Answer:
    years, how = _years(query, side, on)
    year = years[0]
    if query.rows in ("headings", "workstreams", "programmes"):
        return _ranked_groups(query, side, year, how=how, at=at)
    found = [(r, _of_row(side, r, year, query.metric)) for r in side.rows]
    lines: list[str] = []
    if query.filter("amount"):
        unknown = sum(p is None for _, p in found)
        found = [
            (r, p)
            for r, p in found
            if amount_fits(query.filters, p) and SavingKind(r.kind) is not SavingKind.ADJUSTMENT
        ]
        if unknown and not any(f.value == "none" for f in query.filter("amount")):
            lines.append(f"The figure of {counted(unknown, 'line')} is not known in {year}.")
    elif query.time.years or query.shape is Shape.TOP or query.metric != "plan":
        lines += _left_out(found, year)
        found = [(r, p) for r, p in found if p]
    if query.shape is Shape.TOP:
        found = [
            (r, p) for r, p in found if SavingKind(r.kind) is not SavingKind.ADJUSTMENT and p is not None
        ]
        found.sort(key=lambda one: -(one[1] or NIL) if query.order == "biggest" else (one[1] or NIL))
        tied = found[query.n : query.n + 1] and found[query.n - 1][1] == found[query.n][1]
        if tied:
            lines.append("Others are the same size as the last of these.")
        found = found[: query.n]
    elif query.metric in ("new",):
        found = [(r, p) for r, p in found if p and p > 0]
    said = _said(query, side)
    rows = [RowFigure(r.ref, r.name, p) for r, p in found]
    counts, apart = count_of(query, [r for r, _ in found])
    headline = (
        _top_words(query, side, rows, year)
        if query.shape is Shape.TOP
        else f"{side.title}: {lines_words(counts, apart, 'line')}{_that(query, year)}."
    )
    values = [] if query.shape is Shape.TOP else counts_of(counts, apart)
    return answer_rows(said, rows, headline=headline, how=how, year=year, values=values, lines=lines, at=at)


def count_of(query: Query, rows: Sequence[SavingRow]) -> tuple[int, int]:
    """Return how many lines some rows are and how many adjustments; where adjustments are asked for, they count."""
    if any(f.value == SavingKind.ADJUSTMENT and not f.negated for f in query.filter("kind")):
        return len(rows), 0
    apart = sum(SavingKind(r.kind) is SavingKind.ADJUSTMENT for r in rows)
    return len(rows) - apart, apart


def _sum_of_top(query: Query, side: Scope, *, on: date, at: datetime) -> Answer | None:
    """Return what the largest or smallest rows come to together, and which they are."""
    if query.n > MOST_ROWS or len(query.time.years) > 1 or query.also:
        return None
    ranked = _rows(replace(query, shape=Shape.TOP), side, on=on, at=at)
    amounts = [Decimal(v.value) for v in ranked.values if v.unit == "pounds" and v.value is not None]
    if not amounts:
        return ranked
    year, how = _years(query, side, on)
    total, words = sum(amounts, NIL), METRICS[query.metric].words
    what = f"the {len(amounts)} {query.order} by {words} in {year[0]}"
    return replace(
        ranked,
        headline=f"{side.title}: {what} come to {show_in(total, query.unit)} together.",
        intent=intent_of(query),
        reading=f"{words_of(query)}{how}",
        values=(Value(f"sum of {what}", total, "pounds"), *ranked.values),
    )


def _left_out(found: Sequence[tuple[SavingRow, Decimal | None]], year: FinancialYear) -> list[str]:
    unknown, nil = sum(p is None for _, p in found), sum(p == 0 for _, p in found)
    told = []
    if unknown:
        told.append(f"The figure of {counted(unknown, 'line')} is not known in {year}.")
    if nil:
        told.append(f"{counted(nil, 'line')} {'has' if nil == 1 else 'have'} nil in {year}.")
    return told


def _that(query: Query, year: FinancialYear) -> str:
    said = amount_bounds([f.value for f in query.filter("amount") if f.value != "none"])
    if query.filter("amount") and not said:
        return f" whose figure in {year} is not known"
    return f" {said} in {year}" if said else f" in {year}" if query.time.years else ""


def _top_words(query: Query, side: Scope, rows: Sequence[RowFigure], year: FinancialYear) -> str:
    if not rows:
        return f"{side.title}: no line has a known figure in {year}."
    first = rows[0]
    name = f"{first.ref} {first.name}".strip()
    words = METRICS[query.metric].words
    if len(rows) == 1:
        return f"{side.title}: the {query.order} by {words} in {year} is {name}, {show_in(first.pounds, query.unit)}."
    ranked = f"the {len(rows)} {query.order} by {words} in {year}"
    return f"{side.title}: {ranked}, {name} first with {show_in(first.pounds, query.unit)}."


def _of_row(side: Scope, row: SavingRow, year: FinancialYear, metric: str) -> Decimal | None:
    if metric in ("plan", "line"):
        return scope.amount(row.plan, year)
    if metric == "forecast":
        return scope.amount(row.forecast, year)
    if metric == "claimed":
        return row.claimed.get(year)
    if metric == "validated":
        return row.validated.get(year)
    if metric == "unvalidated":
        return _unvalidated(row, year)
    one = replace(side, rows=(row,), kinds=ALL_KINDS)
    return figure(one, year, metric).pounds


def _unvalidated(row: SavingRow, year: FinancialYear) -> Decimal:
    return max(row.claimed.get(year, NIL) - row.validated.get(year, NIL), NIL)


def _groups(by: str, side: Scope) -> dict[tuple[str, str], list[SavingRow]]:
    """Return the lines by what a split is by: (ref, name) of each part, in the order of the paper."""
    names: dict[str, Callable[[SavingRow], tuple[str, str]]] = {
        "heading": lambda r: ("", r.heading or "no heading"),
        "workstream": lambda r: (r.workstream_ref, r.workstream_name or "no workstream"),
        "kind": lambda r: ("", r.kind_words),
        "outlook": lambda r: ("", r.outlook.words if r.outlook else "no outlook published"),
        "maturity": lambda r: ("", r.maturity_words if r.maturity is not None else "no maturity published"),
        "owner": lambda r: ("", r.owner or "no owner published"),
        "programme": lambda r: ("", f"{r.programme_name} ({r.programme_code})"),
        "shape": lambda r: ("", SHAPE_WORDS[shape_of(r.plan, start=r.start_date)] if r.plan else "not known"),
    }
    found: dict[tuple[str, str], list[SavingRow]] = {}
    for row in side.rows:
        found.setdefault(names[by](row), []).append(row)
    return found


def _ranked_groups(query: Query, side: Scope, year: FinancialYear, *, how: str, at: datetime) -> Answer:
    by = query.rows.removesuffix("s")
    kinds = side.kinds
    ranked = []
    for (ref, name), rows in _groups(by, side).items():
        f = figure(replace(side, rows=tuple(rows), kinds=kinds), year, query.metric)
        if f.pounds is not None and name != f"no {by}":
            ranked.append(RowFigure(ref, name, f.pounds, f.known_words))
    if query.shape is not Shape.TOP:
        fitting = [r for r in ranked if amount_fits(query.filters, r.pounds)]
        headline = f"{side.title}: {counted(len(fitting), by)}{_that(query, year)}."
        values = [Value(query.rows, len(fitting), query.rows)]
        return answer_rows(
            _said(query, side), fitting, headline=headline, how=how, year=year, values=values, at=at
        )
    ranked.sort(key=lambda r: -(r.pounds or NIL) if query.order == "biggest" else (r.pounds or NIL))
    chosen = ranked[: query.n]
    return answer_rows(
        _said(query, side),
        chosen,
        headline=_top_words(query, side, chosen, year).replace("no line", f"no {by}"),
        how=how,
        year=year,
        at=at,
    )


def _split(query: Query, side: Scope, *, reader: Actor, on: date, at: datetime) -> Answer | None:
    if query.by == "year":
        table = query.time.years or side.table
        figures = [figure(side, year, query.metric) for year in table]
        return answer_figure(_said(query, side), figures, how="", refs=[r.ref for r in side.rows], at=at)
    years, how = _years(query, side, on)
    by = query.by
    if by == "heading" and not any(r.heading for r in side.rows):
        by = "workstream"
    elif by == "workstream" and not any(r.workstream_id for r in side.rows):
        by = "heading"
    if by == "rag":
        return _figure(query, side, on=on, at=at)
    parts = [
        (f"{ref} {name}".strip(), figure(replace(side, rows=tuple(rows)), years[0], query.metric))
        for (ref, name), rows in _groups(by, side).items()
    ]
    parts = [(name, f) for name, f in parts if f.pounds is not None or f.of]
    whole = figure(side, years[0], query.metric)
    return answer_split(
        _said(query, side), whole, parts, by=by, how=how, refs=[r.ref for r in side.rows], at=at
    )


def _said(query: Query, side: Scope) -> Said:
    counts = side.kinds == COUNTED_KINDS
    return Said(
        title=side.title,
        words=METRICS[query.metric].words,
        reading=words_of(query),
        intent=intent_of(query),
        definition=f"See “{METRICS[query.metric].definition}” in the method.",
        link=rows_link(query),
        unit=query.unit,
        illustrative=any(r.illustrative for r in side.rows)
        or any(t.illustrative for t in (*query.subjects, *query.programmes)),
        notes=(
            f"{COUNTED} {WITHOUT_EXEMPT}"
            if counts and query.shape not in (Shape.LIST, Shape.TOP, Shape.COUNT)
            else WITHOUT_EXEMPT,
        ),
    )


def _refs(side: Scope, metric: str, years: Iterable[FinancialYear]) -> list[str]:
    """Return the lines a figure is over: for what is new those that rise, for a state those in it."""
    if metric in ("new", "increment") and len(side.rows) > 1:
        return [
            r.ref for r in side.rows if r.plan and any((r.plan.changes().get(y) or NIL) > 0 for y in years)
        ]
    if metric in BUCKETS and metric != "no_outlook":
        return [r.ref for r in side.rows if r.outlook and r.outlook.outlook == metric]
    if metric in ("claimed", "validated", "delivered"):
        held: Callable[[SavingRow], bool] = lambda r: any(r.validated.values()) or any(r.claimed.values())  # noqa: E731
        return [r.ref for r in side.rows if held(r)]
    return [r.ref for r in side.rows]


__all__ = ["answer", "figure", "title_of"]

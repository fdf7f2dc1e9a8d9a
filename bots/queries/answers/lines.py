"""What savings lines are: one looked up, lists and counts of them, owners, kinds, maturity, outlook, dates, place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from bots.queries.answers import money as figures
from bots.queries.answers import scope
from bots.queries.answers.addresses import rows_link
from bots.queries.answers.savings import line_facts
from bots.rules.answer import Answer, Value, counted, day, listed
from bots.rules.asking.intents import intent_of
from bots.rules.asking.metrics import METRICS
from bots.rules.asking.query import NOT_HELD, Filter, Query, Shape
from bots.rules.asking.say import day_words, words_of
from bots.rules.money_answer import RowFigure, Said, answer_rows, counts_of, lines_words, words_said
from bots.rules.savings_answer import WITHOUT_EXEMPT, answer_line, choose_year
from governance import queries as governance
from programme import queries as ground
from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from savings.queries import SavingRow
from savings.rules.notation import show_pounds
from savings.rules.profile import SHAPE_WORDS, shape_of
from savings.rules.profile import Shape as ProfileShape
from savings.rules.totals import SavingKind

PLACED: Final = ("workstream", "milestone", "risk")
NOT_PUBLISHED: Final = {
    "owner": "No owner is published",
    "maturity": "No maturity is published",
    "outlook": "No outlook is published",
    "rag": "No RAG is published",
    "validated": "Nothing is validated by finance",
    "claimed": "Nothing is claimed as delivered",
    "forecast": "No forecast is held",
    "shape": "How it runs is not known, since a later year is blank",
}


def answer(query: Query, *, reader: Actor, at: datetime) -> Answer | None:
    """Return the answer to a question of what lines are."""
    if query.metric in ("headings", "workstreams", "programmes"):
        return _places(query, reader=reader, at=at)
    if query.shape is Shape.WHO and query.subject is not None and query.subject.kind in PLACED:
        return _owner_of_place(query, reader=reader, at=at)
    rows = scope.lines(query, reader=reader, at=at)
    if query.shape is Shape.LOOK_UP:
        return _looked_up(query, rows, on=at.date(), at=at)
    if query.shape in (Shape.LIST, Shape.COUNT):
        return figures.with_unknown(_listed(query, rows, reader=reader, at=at), query, reader=reader, at=at)
    if query.shape is Shape.YES_NO:
        return _yes_no(query, rows, reader=reader, at=at)
    if query.shape is Shape.SPLIT:
        return _split(query, rows, at=at)
    if query.shape is Shape.WHY:
        return _why(query, reader=reader, at=at)
    if query.metric in ("dates", "start", "finish"):
        return _dates(query, rows, at=at)
    return _told(query, rows, reader=reader, at=at)


def _looked_up(query: Query, rows: Sequence[SavingRow], *, on: date, at: datetime) -> Answer | None:
    if not rows or query.subject is None:
        return None
    row = rows[0]
    found = answer_line(
        line_facts(row, query.subject, None, reading=words_of(query), link=rows_link(query), on=on), at=at
    )
    held = row.plan
    years = [(y, held.amount(y)) for y in held.years] if held else []
    chosen = choose_year(None, [y for y, _ in years], today=on).year
    is_known = any(
        y == chosen and p is not None for y, p in years
    )  # else no other year's figure stands first
    extra = tuple(
        Value(f"plan {y}", p, "pounds") for y, p in years if p is not None and y != chosen and is_known
    )
    words = [f"{y} {show_pounds(p)}" for y, p in years]
    place = f"Under {row.heading}." if row.heading else ""
    owner = f"Owner: {row.owner}." if row.owner else "No owner is published."
    runs = f"Plan by year: {'; '.join(words)}. It runs as {_shape_words(row)}." if words else ""
    lines = tuple(line for line in (runs, place, owner) if line)
    return _with(found, lines, extra, intent_of(query))


def _with(found: Answer, lines: tuple[str, ...], values: tuple[Value, ...], intent: str) -> Answer:
    kept = {v.label: v for v in (*found.values, *values)}
    return replace(found, lines=(*found.lines, *lines), values=tuple(kept.values()), intent=intent)


def _shape_words(row: SavingRow) -> str:
    return SHAPE_WORDS[shape_of(row.plan, start=row.start_date)] if row.plan else "not known"


def _listed(query: Query, rows: Sequence[SavingRow], *, reader: Actor, at: datetime) -> Answer:
    if missing := _held_of_none(query, rows, reader=reader, at=at):
        return missing
    if query.metric in ("start", "finish"):
        return _in_year(query, rows, at=at)
    counts, apart = figures.count_of(query, rows)
    told = [RowFigure(r.ref, r.name, None, _why_listed(query, r)) for r in rows]
    return answer_rows(
        _said(query, rows),
        told,
        headline=f"{figures.title_of(query)}: {lines_words(counts, apart)}.",
        how="",
        year=None,
        values=counts_of(counts, apart),
        at=at,
    )


def _held_of_none(query: Query, rows: Sequence[SavingRow], *, reader: Actor, at: datetime) -> Answer | None:
    """Say that no line at all has what it is asked by, so that nothing is counted as nought; None where some have."""
    if rows:
        return None
    every = scope.lines(replace(query, filters=()), reader=reader, at=at)
    for one in query.filters:
        if one.name not in NOT_PUBLISHED or one.value == NOT_HELD or one.name == "shape" or not every:
            continue
        if one.name == "rag":
            ids = scope.programme_ids(query, reader=reader)
            rated = {
                k: w.status.rating
                for k, w in ground.workstreams(reader=reader, programme_ids=ids).items()
                if w.status
            }
            held = any(scope.held_of("rag", r, rated) != {NOT_HELD} for r in every)
        else:
            held = any(scope.held_of(one.name, r, {}) != {NOT_HELD} for r in every)
        if not held:
            said = _said(query, every)
            title = figures.title_of(replace(query, filters=()))
            missing = NOT_PUBLISHED[one.name]
            text = f"{title}: {missing[0].lower()}{missing[1:]} for any of its {counted(len(every), 'savings line')}."
            return words_said(said, text, refs=(), at=at)
    return None


def _in_year(query: Query, rows: Sequence[SavingRow], *, at: datetime) -> Answer:
    """Tell the lines whose first figure, or last, is of a year. No paper says more of when a line starts or ends."""
    year = query.year
    found = [row for row in rows if _turns(row, query.metric, year)]
    words = "have their first figure" if query.metric == "start" else "have a figure the year before and nil"
    if year is None and query.metric == "finish":
        words = "have nil after a year with a figure"
    title = figures.title_of(query)
    when = f" in {year}" if year else ""
    return answer_rows(
        _said(query, found),
        [RowFigure(r.ref, r.name, None, _years(r) if r.plan else "") for r in found],
        headline=f"{title}: {counted(len(found), 'savings line')} {words}{when}.",
        how="",
        year=None,
        values=[Value("lines", len(found), "lines")],
        at=at,
    )


def _turns(row: SavingRow, metric: str, year: FinancialYear | None) -> bool:
    """Return whether a line's first figure is of a year, or nil follows a figure in it; in any year where none is."""
    if row.plan is None:
        return False
    if metric == "start":
        first = row.plan.first_amount_year()
        return first is not None and year in (None, first)
    known = {y: row.plan.amount(y) for y in row.plan.years}
    asked = [year] if year is not None else list(known)
    return any(known.get(y) == 0 and bool(known.get(y.previous())) for y in asked)


def _why_listed(query: Query, row: SavingRow) -> str:
    names = {f.name for f in query.filters}
    told = []
    if "outlook" in names:
        told.append(row.outlook.words if row.outlook else "no outlook published")
    if "owner" in names:
        told.append(row.owner or "no owner published")
    if "maturity" in names:
        told.append(row.maturity_words)
    return ", ".join(told)


def _said(query: Query, rows: Sequence[SavingRow]) -> Said:
    return Said(
        title=figures.title_of(query),
        words=METRICS[query.metric].words,
        reading=words_of(query),
        intent=intent_of(query),
        definition=f"See “{METRICS[query.metric].definition}” in the method.",
        link=rows_link(query),
        unit=query.unit,
        illustrative=any(r.illustrative for r in rows) or any(t.illustrative for t in query.subjects),
        notes=(WITHOUT_EXEMPT,),
    )


# One property of a line, or of many.


def _of(metric: str, row: SavingRow) -> str:
    """Return what a line is, in words; blank where that is not held."""
    match metric:
        case "owner":
            return row.owner
        case "maturity":
            return row.maturity_words if row.maturity is not None else ""
        case "outlook":
            return row.outlook.words if row.outlook else ""
        case "kind":
            return row.kind_words
        case "shape":
            found = _shape_words(row)
            return "" if found == SHAPE_WORDS[ProfileShape.NOT_KNOWN] else found
        case "place":
            return "; ".join(
                filter(None, [row.heading, f"{row.workstream_ref} {row.workstream_name}".strip()])
            )
        case "note":
            return row.note
    return ""


def _told(query: Query, rows: Sequence[SavingRow], *, reader: Actor, at: datetime) -> Answer | None:
    metric = query.metric
    said = _said(query, rows)
    if not rows:
        return words_said(said, f"{said.title}: no savings line is held.", refs=(), at=at)
    if len(rows) == 1:
        row, word = rows[0], _of(metric, rows[0])
        refs = [row.ref]
        if not word:
            missing = NOT_PUBLISHED.get(metric, f"No {METRICS[metric].words} is published")
            lines = [f"Plan by year: {_years(row)}."] if metric == "shape" and row.plan else []
            return words_said(
                said, f"{said.title}: {missing[0].lower()}{missing[1:]}.", refs=refs, lines=lines, at=at
            )
        lines = []
        if metric == "outlook" and row.outlook:
            o = row.outlook
            lines = [
                f"{day(o.recorded_at)}, {o.by}: {o.reason}",
                f"Mitigation: {o.mitigation}." if o.mitigation else "",
            ]
        if metric == "shape" and row.plan:
            lines = [f"Plan by year: {_years(row)}."]
        values = [
            Value(
                METRICS[metric].words,
                word.lower() if metric in ("shape", "outlook", "kind") else word,
                "word",
            )
        ]
        return words_said(
            said,
            f"{said.title}: {METRICS[metric].words} {word}.",
            refs=refs,
            values=values,
            lines=[line for line in lines if line],
            at=at,
        )
    counts = Counter(_of(metric, r) for r in rows)
    held = {word: number for word, number in counts.items() if word}
    if not held:
        return words_said(
            said,
            f"{said.title}: {NOT_PUBLISHED.get(metric, 'nothing is published')[0].lower()}"
            f"{NOT_PUBLISHED.get(metric, 'nothing is published')[1:]} for any of its {len(rows)} lines.",
            refs=[r.ref for r in rows],
            at=at,
        )
    told = [f"{word} {number}" for word, number in held.items()]
    if counts[""]:
        told.append(f"not published {counts['']}")
    values = [Value(word, number, "lines") for word, number in held.items()]
    names = listed(list(held)) if metric == "owner" else listed(told)
    return words_said(
        said,
        f"{said.title}: {METRICS[metric].words} {names}.",
        refs=[r.ref for r in rows],
        values=[Value("owner", w, "word") for w in held] if metric == "owner" and len(held) == 1 else values,
        lines=[f"{listed(told)}."] if metric == "owner" else [],
        at=at,
    )


def _why(query: Query, *, reader: Actor, at: datetime) -> Answer | None:
    """Tell the reason recorded for an outlook; a premise that is not so is corrected first."""
    rows = scope.lines(replace(query, filters=()), reader=reader, at=at)
    if len(rows) != 1 or query.subject is None:
        return None
    row, said, title = rows[0], _said(query, rows), query.subject.title
    outlook = row.outlook
    if outlook is None:
        return words_said(said, f"{title}: no outlook is published, so no reason is.", refs=[row.ref], at=at)
    reason = f"{day(outlook.recorded_at)}, {outlook.by}: {outlook.reason or 'no reason recorded'}"
    asked = [f for f in query.filters if f.name == "outlook"]
    is_so = all((f.value == outlook.outlook) != f.negated for f in asked)
    text = f"{title}: {outlook.words}. {reason}."
    if not is_so:
        text = f"{title} is not {_value_words(asked[0])}: it is said to be {outlook.words}. {reason}."
    return words_said(
        said, text, refs=[row.ref], values=[Value("outlook", outlook.words.lower(), "word")], at=at
    )


def _years(row: SavingRow) -> str:
    assert row.plan is not None
    return "; ".join(f"{y} {show_pounds(row.plan.amount(y))}" for y in row.plan.years)


def _split(query: Query, rows: Sequence[SavingRow], *, at: datetime) -> Answer:
    by: dict[str, Callable[[SavingRow], str]] = {
        "heading": lambda r: r.heading or "no heading",
        "workstream": lambda r: r.workstream_name or "no workstream",
        "kind": lambda r: r.kind_words,
        "owner": lambda r: r.owner or "no owner published",
        "outlook": lambda r: _of("outlook", r) or "no outlook published",
        "maturity": lambda r: _of("maturity", r) or "no maturity published",
        "shape": _shape_words,
    }
    key = query.by if query.by in by else query.metric if query.metric in by else "heading"
    counts = Counter(by[key](r) for r in rows if SavingKind(r.kind) is not SavingKind.ADJUSTMENT)
    values = [
        Value("lines", sum(counts.values()), "lines"),
        *(Value(n, c, "lines") for n, c in counts.items()),
    ]
    said = _said(query, rows)
    text = f"{said.title}: {counted(sum(counts.values()), 'savings line')}, by {key}."
    return words_said(
        said,
        text,
        refs=[r.ref for r in rows],
        values=values,
        lines=[f"• {n}: {c}" for n, c in counts.items()],
        at=at,
    )


# Yes or no.


def _yes_no(query: Query, rows: Sequence[SavingRow], *, reader: Actor, at: datetime) -> Answer | None:
    subject = query.subject
    if subject is None or not query.filters:
        return None
    if query.filters[0].name == "rag":
        return None
    bare = [Query(Shape.FIGURE, query.metric, query.subjects, within=query.within)]
    every = scope.lines(bare[0], reader=reader, at=at)
    if not every:
        return None
    said, one = _said(query, every), query.filters[0]
    if len(every) == 1:
        row = every[0]
        held = scope.held_of(one.name, row, {})
        if NOT_HELD in held and one.value != NOT_HELD:
            missing = NOT_PUBLISHED.get(one.name, f"No {one.name} is published")
            extra = [f"Plan by year: {_years(row)}."] if one.name == "shape" and row.plan else []
            return words_said(
                said,
                f"{said.title}: {missing[0].lower()}{missing[1:]}, so that is not known.",
                refs=[row.ref],
                lines=extra,
                at=at,
            )
        if one.name == "shape" and "not_known" in held:
            return words_said(
                said,
                f"Not known for {subject.title}: a later year of its table is blank.",
                refs=[row.ref],
                lines=[f"Plan by year: {_years(row)}."] if row.plan else [],
                at=at,
            )
        is_so = bool(rows)
        fact = _of({"validated": "validated", "owner": "owner"}.get(one.name, one.name), row) or next(
            iter(held)
        ).replace("_", " ")
        sign = "Yes" if is_so else "No"
        if one.name == "validated":
            fact = "validated by finance"
        text = f"{sign}: {subject.title} is {fact}."
        word = fact.lower()
        return words_said(
            said, text, refs=[row.ref], values=[Value(METRICS[query.metric].words, word, "word")], at=at
        )
    number, whole = len(rows), len(every)
    verb = f"{'is' if number == 1 else 'are'}{' not' if one.negated else ''}"
    text = f"{subject.title}: {number} of its {whole} lines {verb} {_value_words(one)}."
    return words_said(said, text, refs=[r.ref for r in rows], values=[Value("lines", number, "lines")], at=at)


def _value_words(one: Filter) -> str:
    if one.name == "maturity" and one.value.isdigit():
        return f"maturity {one.value}"
    if one.name == "shape":
        return SHAPE_WORDS[ProfileShape(one.value)]
    if one.value == NOT_HELD:
        return f"without {one.name}"
    if one.value == "any":
        return one.name
    return one.value.replace("_", "-" if one.name == "kind" else " ")


# Dates.


def _dates(query: Query, rows: Sequence[SavingRow], *, at: datetime) -> Answer | None:
    if not rows or any(s.kind == "milestone" for s in query.subjects):
        return None
    said = _said(query, rows)
    told, values = [], []
    for row in rows:
        first = row.plan.first_amount_year() if row.plan else None
        if query.metric in ("start", "dates"):
            if row.start_date:
                told.append(f"{row.ref} starts on {day_words(row.start_date)}")
                values.append(Value(f"start date {row.ref}", row.start_date.isoformat(), "date"))
            else:
                years = f"; the first year with a figure is {first}" if first else ""
                told.append(f"no start date is published for {row.ref}{years}")
        if query.metric in ("finish", "dates"):
            if row.funding_ends:
                told.append(f"the funding of {row.ref} ends on {day_words(row.funding_ends)}")
                values.append(Value(f"funding ends {row.ref}", row.funding_ends.isoformat(), "date"))
            else:
                told.append(
                    f"no finish date is published for {row.ref}; it runs as {_shape_words(row)}{_last_year(row)}"
                )
    headline = (
        f"{said.title}: {told[0]}."
        if len(told) == 1
        else f"{said.title}: {counted(len(rows), 'savings line')}."
    )
    return words_said(
        said,
        headline,
        refs=[r.ref for r in rows],
        values=values,
        lines=[] if len(told) == 1 else [f"• {t}" for t in told],
        at=at,
    )


def _last_year(row: SavingRow) -> str:
    """Say the last year with a figure, of a line that has nil in the next; blank where it does not fall away."""
    known = {y: row.plan.amount(y) for y in row.plan.years} if row.plan else {}
    last = [y for y, pounds in known.items() if pounds and known.get(y.next()) == 0]
    return f"; its last year with a figure is {last[-1]}, and nil in {last[-1].next()}" if last else ""


# Headings, workstreams, programmes.


def _places(query: Query, *, reader: Actor, at: datetime) -> Answer | None:
    said = _said(query, ())
    if query.metric == "programmes":
        programmes = list(ground.programmes(reader=reader).values())
        rows = [RowFigure(p.code, p.label, None) for p in programmes]
    elif query.metric == "workstreams":
        ids = scope.programme_ids(query, reader=reader)
        streams = [
            w
            for w in ground.workstreams(reader=reader, programme_ids=ids).values()
            if all(f.name == "owner" and (not w.owner) != f.negated for f in query.filters)
        ]
        people = {t.id for t in (*query.subjects, *query.within) if t.kind == "person"}
        rows = [
            RowFigure(w.ref, w.name, None, w.owner) for w in streams if not people or w.owner_id in people
        ]
    else:
        found = dict.fromkeys(r.heading for r in scope.lines(query, reader=reader, at=at) if r.heading)
        rows = [RowFigure("", name, None) for name in found]
    noun = query.metric.removesuffix("s")
    headline = f"{said.title}: {counted(len(rows), noun)}."
    return answer_rows(
        said,
        rows,
        headline=headline,
        how="",
        year=None,
        values=[Value(query.metric, len(rows), query.metric)],
        at=at,
    )


def _owner_of_place(query: Query, *, reader: Actor, at: datetime) -> Answer | None:
    subject = query.subject
    assert subject is not None
    if subject.id is None:
        return None
    if subject.kind == "workstream":
        found = ground.workstreams(reader=reader, ids=[subject.id])[subject.id]
        ref, owner = found.ref, found.owner
    elif subject.kind == "risk":
        risk = governance.risks(reader=reader, ids=[subject.id])[subject.id]
        ref, owner = risk.ref, risk.owner
    else:
        milestone = ground.milestones(reader=reader, ids=[subject.id])[subject.id]
        ref, owner = milestone.ref, milestone.owner
    said = _said(query, ())
    if not owner:
        return words_said(said, f"{subject.title}: no owner is published.", refs=[ref], at=at)
    return words_said(
        said, f"{subject.title}: owner {owner}.", refs=[ref], values=[Value("owner", owner, "word")], at=at
    )

"""A query turned back into words: how it was read, what a choice calls it, and the question that asks it again.

`restated` is read as the very same query, so that a choice offered to somebody is settled by asking it, and a thread
is read on from the text of what it asked last.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from bots.rules.asking.metrics import METRICS
from bots.rules.asking.query import ANY_TIME, Filter, Query, Shape, Time
from bots.rules.asking.things import KIND_WORDS, Thing, ThingKind
from bots.rules.asking.words import METRIC, STATE
from programme.rules.calendar import MONTH_NAMES

MARKS: Final[dict[ThingKind, str]] = {**KIND_WORDS, "person": "officer"}
"""The word before a name in a restated question: one that says nothing else."""
CANON: Final[dict[str, str]] = {
    **{metric: phrases.split("|")[0] for metric, phrases in METRIC.items()},
    **{metric: phrases.split("|")[0] for metric, _, phrases in STATE if metric != "plan"},
    "cash": "cash over the period",
    "line": "lines",
    "help": "help",
    "status": "status",
    "shape": "one off or recurring",
    "place": "which heading",
    "provision": "suggested provision",
    "new": "new savings",
    "increment": "incremental savings",
    "loss": "permanent loss",
    "full_year": "full year value",
    "dates": "start and finish dates",
    "workstreams": "work streams",
    "headings": "heading list",
    "board": "which board",
    "boards": "board list",
    "programmes": "programme list",
    "risks": "risk register",
    "due": "due next",
    "rag": "rag",
    "decisions": "decision log",
    "changes": "what changed",
    "casts": "cast",
    "printed_total": "printed total",
    "meeting": "next meeting",
    "indicator_target": "indicator against target",
    "net": "net savings",
    "stated": "ceiling or plan",
    "plan": "planned savings",
    "budget": "current budget",
    "gross_budget": "gross budget",
    "net_budget": "net budget",
    "projection": "projected outturn",
    "target": "savings target",
    "forecast": "forecast savings",
    "timing": "timing difference",
    "movement": "movement since last month",
    "slipped": "slipped",
    "waiting": "waiting for a decision",
    "causes": "causes",
    "sources": "sources disagree",
    "chance": "chance of delivery",
    "budget_line": "cost centres",
    "kind": "what kind of saving",
    "range": "p50",
    "source": "source document",
    "note": "footnote",
    "start": "start date",
    "finish": "finish date",
    "alerts": "open alerts",
    "actions": "open actions",
    "findings": "review findings",
    "decider": "decision maker",
    "investment": "investment",
    "pressure": "budget pressures",
    "proposals": "further proposals",
    "delivered": "delivered savings",
    "validated": "validated savings",
    "at_risk": "savings at risk",
    "on_track": "on track",
    "unidentified": "unidentified savings",
    "claimed": "claimed savings",
    "shortfall": "shortfall",
    "outlook": "delivery outlook",
    "maturity": "maturity level",
    "owner": "named owner",
    "milestones": "milestone plan",
    "direction": "direction of travel",
    "variance": "budget variance",
    "spend": "spend to date",
    "balance": "cumulative balance",
    "unvalidated": "claimed but not validated",
    "on_budget": "on budget",
    "driver_days": "placement days",
    "driver_weeks": "placement weeks",
    "driver_per_day": "cost per day",
    "driver_per_week": "cost per week",
    "overspend": "overspend",
    "underspend": "underspend",
    "budget_basis": "gross or net",
    "indicator_peak": "peak",
    "blank_cells": "blank cells",
    "unreadable": "not in our rows",
    "readable": "readable rows",
    "printed_figure": "figure as printed",
    "baseline": "baseline date",
    "proposal_risk": "risk level",
    "chance_90": "90 days",
    "overdue_actions": "overdue actions",
    "decision": "decision details",
    "driver_volume": "passengers",
    "area_target": "savings target",
    "driver_unit_cost": "cost per passenger",
    "driver_cost": "total cost",
    "needed_by": "needed by",
    "decided_on": "decided",
}
"""The words of each metric in a restated question."""
STATE_WORDS: Final[dict[Filter, str]] = {found: phrases.split("|")[0] for _, found, phrases in STATE} | {
    Filter("shape", "one_off"): "one off",
    Filter("rag", "red"): "rag red",
    Filter("rag", "amber"): "rag amber",
    Filter("rag", "green"): "rag green",
    Filter("rag", "none"): "without a rating",
    Filter("kind", "income"): "income generation",
    Filter("owner", "none"): "without an owner",
    Filter("amount", "none"): "left blank",
    Filter("amount", "=0"): "nil",
    Filter("validated", "any"): "validated by finance",
}
ROWS_WORDS: Final = {
    "lines": "savings lines",
    "headings": "headings",
    "workstreams": "workstreams",
    "programmes": "programmes",
    "milestones": "milestones",
    "risks": "risks",
    "decisions": "decisions",
}
BY_WORDS: Final = {
    "heading": "heading",
    "workstream": "workstream",
    "year": "year",
    "kind": "kind",
    "outlook": "outlook",
    "maturity": "maturity",
    "owner": "owner",
    "programme": "programme",
    "rag": "rag rating",
    "shape": "recurrence",
}
AMOUNT_WORDS: Final = {">": "over", ">=": "at least", "<": "under", "<=": "at most", "=": ""}
UNIT_WORDS: Final = {"thousands": "in thousands", "millions": "in millions", "pounds": "in pounds"}


def restated(query: Query) -> str:
    """Return the question this query answers, in words that are read as this again."""
    if query.shape is Shape.HELP:
        return "help"
    parts = [_opening(query), *(f"and {CANON[key]}" for key in query.also)]
    parts += _compared(query) if query.shape in (Shape.COMPARE, Shape.SHARE) else _of(query)
    parts += [_filter_words(one) for one in query.filters]
    if query.excluded:
        parts.append(f"except {' and '.join(_marked(t) for t in query.excluded)}")
    if not (query.shape is Shape.COMPARE and query.against is not None and query.against.time is not None):
        parts.append(time_words(query.time))
    if query.unit:
        parts.append(UNIT_WORDS[query.unit])
    return " ".join(part for part in parts if part)


def words_of(query: Query) -> str:
    """Say how a question was read: "planned savings of heading Resources (code), 2025/26, except …"."""
    metric = METRICS[query.metric]
    what = f"{_shape_words(query)}{metric.words}"
    if query.also:
        what += "".join(f" and {METRICS[key].words}" for key in query.also)
    said = [what + _subject_words(query)]
    if query.within:
        said.append(f"within {', '.join(_titled(t) for t in query.within)}")
    if query.programmes and not query.subjects:
        said.append(f"in {', '.join(p.place for p in query.programmes)}")
    said += [_filter_said(one) for one in query.filters]
    if query.excluded:
        said.append(f"except {', '.join(_titled(t) for t in query.excluded)}")
    said.append(_time_said(query.time))
    said.append(_against_words(query))
    if query.by:
        said.append(f"by {query.by}")
    return ", ".join(part for part in said if part)


def label_of(query: Query) -> str:
    """Return what a choice of readings calls this one: what of what, and when."""
    return words_of(query)


def day_words(day: date) -> str:
    """Write a day as it is read again: "1 Oct 2026"."""
    return f"{day.day} {MONTH_NAMES[day.month - 1][:3]} {day.year}"


def time_words(time: Time) -> str:
    """Return a time in words that are read as it again."""
    said = []
    if time.years:
        said.append(" and ".join(y.label for y in time.years))
    if len(time.months) == 3:
        said.append(f"Q{(time.months[0].number + 2) // 3} {time.months[0].year.label}")
    elif time.months:
        year = "" if time.is_bare else f" {time.months[0].year.label}"
        said.append(f"{'since ' if time.is_from else ''}month {time.months[0].number}{year}")
    if time.last_period:
        said.append("last period")
    if time.calendar:
        said.append(f"{time.calendar}")
    if time.since:
        said.append(f"since {day_words(time.since)}")
    if time.since_board:
        said.append("since the board last met")
    if time.window:
        said.append(f"{time.window[0].isoformat()} to {time.window[1].isoformat()}")
    if time.as_at:
        said.append(f"as at {day_words(time.as_at)}")
    return " ".join(said)


# Restating.


def _opening(query: Query) -> str:
    if query.metric == "cash" and query.n:
        return f"over the {query.n} years"
    canon, metric = CANON[query.metric], METRICS[query.metric]
    if query.metric == "movement" and query.time.is_from:
        canon = "movement"
    rows = ROWS_WORDS.get(query.rows, "")
    is_line = query.metric == "line"
    match query.shape:
        case Shape.LIST:
            if is_line or query.metric == "plan":
                return f"list {rows}"
            if query.metric in ("headings", "workstreams", "programmes"):
                return f"list {query.metric}"
            return f"list {canon}"
        case Shape.COUNT:
            if is_line or query.metric == "plan":
                return f"how many {rows}"
            if query.metric in ("headings", "workstreams", "programmes"):
                return f"how many {query.metric}"
            return f"how many {canon}"
        case Shape.TOP:
            order = f"{query.order} {query.n}"
            if query.metric == "plan":
                return f"{order} {rows}"
            return f"{order} {rows} {canon}" if metric.family in ("money", "lines") else f"{order} {canon}"
        case Shape.SPLIT if is_line:
            return f"how many savings lines split by {BY_WORDS[query.by]}"
        case Shape.SPLIT:
            return f"{canon} split by {BY_WORDS[query.by]}" if query.by != "year" else f"{canon} by year"
        case Shape.WHY:
            return f"why {canon}"
        case Shape.WHO:
            return "who is the owner" if query.metric == "owner" else f"who {canon}"
        case Shape.WHEN:
            return f"when {canon}"
        case Shape.YES_NO:
            return (
                f"is {canon}"
                if query.metric
                in ("casts", "slipped", "overdue", "on_track", "waiting", "sources", "decided_on")
                else "is"
            )
        case Shape.LOOK_UP:
            return "details"
        case Shape.SHARE:
            return f"share {canon}"
        case Shape.COMPARE:
            return f"compare {canon}"
        case Shape.STATUS:
            return "status"
        case Shape.FIGURE if query.order:
            what = rows if query.metric == "plan" else f"{rows} {canon}"
            return f"sum of the {query.order} {query.n} {what}"
        case _:
            return canon


def _of(query: Query) -> list[str]:
    """Return the words for what it is of: subjects, then what narrows them, then the programme once."""
    things = (*query.subjects, *query.within)
    named = [] if not query.subjects else [" and ".join(_marked(t) for t in query.subjects)]
    named += [_marked(t) for t in query.within]
    inside = dict.fromkeys(t.programme_code for t in things if t.kind != "programme")
    if things and all(t.kind == "programme" for t in things):
        return named
    if query.programmes and not things:
        return [f"in {' and '.join(_marked(p) for p in query.programmes)}"]
    return [*named, *(f"in {code}" for code in inside)]


def _compared(query: Query) -> list[str]:
    other = query.against
    assert other is not None
    own = " and ".join(_marked(t) for t in query.subjects)
    inside = list(
        dict.fromkeys(t.programme_code for t in (*query.subjects, *query.within) if t.kind != "programme")
    )
    place = (
        [f"in {code}" for code in inside]
        if inside
        else [_marked(p) for p in query.programmes if not query.subjects]
    )
    if query.shape is Shape.SHARE:
        if other.whole and query.subjects:
            return [own, *place]
        if other.whole:
            return place
        theirs = " and ".join(_marked(t) for t in other.subjects)
        if other.subjects == query.subjects:
            return [own, *place]
        return [f"{theirs} is {own}", *place]
    said = [own, *(_marked(t) for t in query.within), *place]
    if other.time is not None:
        theirs = " and ".join(_marked(t) for t in other.subjects)
        return [*said, time_words(query.time), "versus", theirs, time_words(other.time)]
    if other.metric:
        return [*said, "versus", CANON[other.metric]]
    return [
        own,
        "versus",
        " and ".join(_marked(t) for t in other.subjects),
        *(_marked(t) for t in query.within),
        *place,
    ]


def _marked(thing: Thing) -> str:
    if thing.kind == "programme":
        return f"programme {thing.programme_code}"
    return f"{MARKS[thing.kind]} {thing.ref or thing.name}"


def _filter_words(one: Filter) -> str:
    if one.name == "amount" and one.value not in ("none", "=0"):
        sign = one.value.rstrip("0123456789.")
        return f"{AMOUNT_WORDS[sign]} £{one.value[len(sign) :]}".strip()
    if one == Filter("maturity", "none"):
        return "without maturity"
    if one == Filter("claimed", "none"):
        return "without claimed"
    plain = Filter(one.name, one.value)
    words = STATE_WORDS[plain]
    return f"not {words}" if one.negated else words


# Saying.


def _shape_words(query: Query) -> str:
    match query.shape:
        case Shape.LIST:
            return "list of "
        case Shape.COUNT:
            return "how many "
        case Shape.FIGURE if query.order:
            return f"sum of the {query.n} {query.order} of "
        case Shape.TOP:
            return f"the {query.order} of " if query.n == 1 else f"the {query.n} {query.order} of "
        case Shape.SHARE:
            return "share of "
        case Shape.COMPARE:
            return "difference in "
        case Shape.WHY:
            return "why: "
        case Shape.WHO:
            return "who: "
        case Shape.WHEN:
            return "when: "
        case Shape.YES_NO:
            return "whether: "
        case Shape.LOOK_UP:
            return "what is held: "
        case _:
            return ""


def _titled(thing: Thing) -> str:
    if thing.kind == "programme":
        return f"programme {thing.name} ({thing.where})"
    return f"{KIND_WORDS[thing.kind]} {thing.title}"


def _subject_words(query: Query) -> str:
    if not query.subjects:
        return ""
    return f" of {' + '.join(_titled(t) for t in query.subjects)}"


def _filter_said(one: Filter) -> str:
    if one.name == "amount" and one.value not in ("none", "=0"):
        sign = one.value.rstrip("0123456789.")
        amount = f"£{int(float(one.value[len(sign) :])):,}"
        return f"{AMOUNT_WORDS[sign] or 'of'} {amount}"
    name = {"rag": "RAG", "shape": "", "outlook": "", "kind": ""}.get(one.name, one.name)
    value = "not published" if one.value == "none" else one.value.replace("_", " ")
    return f"{'not ' if one.negated else ''}{name} {value}".replace("  ", " ").strip()


def _time_said(time: Time) -> str:
    if time == ANY_TIME:
        return ""
    return time_words(time)


def _against_words(query: Query) -> str:
    other = query.against
    if other is None:
        return ""
    if other.whole:
        return f"of all {METRICS[other.metric or query.metric].words}"
    said = [METRICS[other.metric].words if other.metric else ""]
    if other.subjects and other.subjects != query.subjects:
        said.append(" + ".join(_titled(t) for t in other.subjects))
    if other.time is not None:
        said.append(time_words(other.time))
    joined = " ".join(part for part in said if part)
    return f"against {joined}" if joined else "of all of it"

"""A query said in words: how it was read, and what a choice calls it."""

from __future__ import annotations

from datetime import date

from bots.rules.asking.canon import AMOUNT_WORDS
from bots.rules.asking.metrics import METRICS
from bots.rules.asking.query import ANY_TIME, Filter, Query, Shape, Time
from bots.rules.asking.things import KIND_WORDS, Thing
from programme.rules.calendar import MONTH_NAMES


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

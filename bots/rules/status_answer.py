"""The status of a workstream or of a whole programme, in words and values.

Three opinions stand side by side: the reported rating, the delivery risk that is calculated, the dates and money.
Where no rating is published that is said; it is never read as green.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from bots.rules.answer import Answer, Status, Value, counted, day
from bots.rules.milestone_facts import MilestoneFacts, due_next, overdue, slipped, undated
from bots.rules.savings_answer import (
    DEFINITION,
    WITHOUT_EXEMPT,
    YearChosen,
    YearMoney,
    money_headline,
    money_lines,
    money_values,
)
from programme.rules.rag import WORDS as RATING_WORDS
from programme.rules.rag import Rag
from programme.rules.slippage import is_stale

MOST_REASONS: Final = 3
MOST_MILESTONES: Final = 3
TOLD_APART: Final = frozenset(
    {"stale", "reported", "no_money", "unrated", "no_milestone"}
)  # told in lines of their own
NO_RAG: Final = "No RAG is published for this workstream"
BAND_ORDER: Final = ("very_high", "high", "medium", "low", "not_known")


@dataclass(frozen=True)
class RatingFacts:
    """A rating as reported: `rating` is the stored word. `recorded_at` in local time."""

    rating: str
    words: str
    reason: str
    rater: str
    recorded_at: datetime
    definition_set: str


@dataclass(frozen=True)
class RiskFacts:
    """The delivery risk as last calculated; reasons are (code, words), the weightiest first."""

    band_words: str
    percent: int | None
    reasons: tuple[tuple[str, str], ...]
    caveat: str


@dataclass(frozen=True)
class MoneyFacts:
    """The savings of the year answered for; `money` is None where that year is not held."""

    lines: int
    chosen: YearChosen
    money: YearMoney | None


@dataclass(frozen=True)
class WorkstreamFacts:
    """What is known of a workstream by its reader."""

    title: str
    ref: str
    reading: str
    rating: RatingFacts | None
    risk: RiskFacts | None
    milestones: tuple[MilestoneFacts, ...]
    money: MoneyFacts
    owner: str
    last_report: date | None
    cadence_days: int
    illustrative: bool = False
    link: str = ""


@dataclass(frozen=True)
class ProgrammeFacts:
    """What is known of a programme by its reader. `ratings` count workstreams within each definition set."""

    title: str
    code: str
    reading: str
    workstreams: int
    ratings: Mapping[str, Mapping[str, int]]
    not_published: int
    bands: Mapping[str, int]
    open_alerts: int
    milestones: tuple[MilestoneFacts, ...]
    money: MoneyFacts
    illustrative: bool = False
    link: str = ""


def answer_workstream(facts: WorkstreamFacts, *, on: date, at: datetime) -> Answer:
    """Word the status of a workstream, as seen on `on`."""
    rating = f"reported {facts.rating.words}" if facts.rating else "no RAG published"
    risk = f"delivery risk {facts.risk.band_words}" if facts.risk else "delivery risk not calculated yet"
    told, refs = _milestones(facts.milestones, on)
    return Answer(
        status=Status.ANSWERED,
        as_at=at,
        headline=f"{facts.title}: {rating}, {risk}.",
        intent="status",
        reading=facts.reading + _how(facts.money),
        lines=(
            _rating(facts.rating),
            *_stale(facts, on),
            *_risk(facts.risk),
            *told,
            *_money(facts.money),
            f"Owner: {facts.owner}." if facts.owner else "No owner is published.",
        ),
        notes=(*_caveat(facts.risk), WITHOUT_EXEMPT),
        values=(
            *_rating_values(facts.rating),
            *_milestone_values(facts.milestones, on),
            *_values(facts.money),
        ),
        refs=(facts.ref, *refs),
        link=facts.link,
        definition=DEFINITION,
        illustrative=facts.illustrative,
    )


def answer_programme(facts: ProgrammeFacts, *, on: date, at: datetime) -> Answer:
    """Word the status of a programme: its workstreams' ratings counted by word, never made into one of its own."""
    told, refs = _milestones(facts.milestones, on)
    alerts = counted(facts.open_alerts, "open alert")
    return Answer(
        status=Status.ANSWERED,
        as_at=at,
        headline=f"{facts.title}: {counted(facts.workstreams, 'workstream').lower()}, {alerts.lower()}.",
        intent="status",
        reading=facts.reading + _how(facts.money),
        lines=(*_ratings(facts), *_bands(facts), *told, *_money(facts.money)),
        notes=(WITHOUT_EXEMPT,),
        values=(
            *_programme_values(facts),
            *_milestone_values(facts.milestones, on),
            *_values(facts.money),
        ),
        refs=(facts.code, *refs),
        link=facts.link,
        definition=DEFINITION,
        illustrative=facts.illustrative,
    )


def rating_sentence(rating: RatingFacts) -> str:
    """Say a rating with who gave it, when and why: "Red on 3 Nov 2026, Sam Lead: …"."""
    return f"{rating.words} on {day(rating.recorded_at)}, {rating.rater}: {rating.reason}"


def _rating(rating: RatingFacts | None) -> str:
    if rating is None:
        return f"{NO_RAG}."
    by = f" ({rating.definition_set})" if rating.definition_set else ""
    return f"Reported {rating_sentence(rating)}{by}"


def _stale(facts: WorkstreamFacts, on: date) -> list[str]:
    if not is_stale(facts.last_report, on=on, cadence_days=facts.cadence_days):
        return []
    if facts.last_report is None:
        return ["Stale: it has never been reported."]
    days = (on - facts.last_report).days
    return [f"Stale: last reported {days:,} days ago; it reports every {facts.cadence_days} days."]


def _risk(risk: RiskFacts | None) -> list[str]:
    if risk is None:
        return []
    chance = f", chance {risk.percent}%" if risk.percent is not None else ""
    reasons = [words for code, words in risk.reasons if code not in TOLD_APART][:MOST_REASONS]
    if not reasons and not chance:
        return []
    because = f": {'; '.join(reasons)}" if reasons else ""
    return [f"Delivery risk {risk.band_words}{chance}{because}."]


def _caveat(risk: RiskFacts | None) -> tuple[str, ...]:
    speaks_of_chance = risk is not None and (
        risk.percent is not None or any(code == "chance" for code, _ in risk.reasons)
    )
    return (risk.caveat,) if risk is not None and speaks_of_chance else ()


def _milestones(milestones: Sequence[MilestoneFacts], on: date) -> tuple[list[str], list[str]]:
    """Return the lines on milestones, and the refs they name."""
    if not milestones:
        return ["No milestones are held."], []
    late, ahead, moved = overdue(milestones, on=on), due_next(milestones, on=on), slipped(milestones, on=on)
    groups = [
        ("Overdue", [(m.ref, f"{m.label}, due {m.expected}") for m in late]),
        ("Slipped", [(m.ref, f"{m.label}, {move.words}") for m, move in moved]),
        ("Next due", [(m.ref, f"{m.label}, {m.expected}") for m in ahead[:1]]),
    ]
    lines = []
    for name, told in groups:
        if told:
            more = f"; and {len(told) - MOST_MILESTONES} more" if len(told) > MOST_MILESTONES else ""
            lines.append(f"{name}: {'; '.join(words for _, words in told[:MOST_MILESTONES])}{more}.")
    if blank := undated(milestones):
        lines.append(f"{counted(blank, 'milestone')} without a date.")
    if not lines:
        lines.append("All its milestones are finished.")
    refs = [ref for _, told in groups for ref, _ in told[:MOST_MILESTONES]]
    return lines, list(dict.fromkeys(refs))


def _money(facts: MoneyFacts) -> list[str]:
    if not facts.lines:
        return ["No savings line is held."]
    if facts.money is None:
        return [f"Savings {facts.chosen.year}: no figure is held; {facts.chosen.table_words}."]
    rest = " ".join(money_lines(facts.money))
    return [f"Savings {facts.chosen.year}: {money_headline(facts.money)}. {rest}"]


def _how(facts: MoneyFacts) -> str:
    if not facts.lines or not facts.chosen.how:
        return ""
    return f"; savings of {facts.chosen.year}, {facts.chosen.how}"


def _values(facts: MoneyFacts) -> list[Value]:
    return [] if facts.money is None or not facts.lines else money_values(facts.money)


def _rating_values(rating: RatingFacts | None) -> list[Value]:
    return [Value("reported RAG", rating.rating, "rag")] if rating else []


def _milestone_values(milestones: Sequence[MilestoneFacts], on: date) -> list[Value]:
    return [
        Value("milestones", len(milestones), "milestones"),
        Value("overdue", len(overdue(milestones, on=on)), "milestones"),
        Value("slipped", len(slipped(milestones, on=on)), "milestones"),
    ]


def _ratings(facts: ProgrammeFacts) -> list[str]:
    if not facts.workstreams:
        return []
    lines = []
    for name, counts in facts.ratings.items():
        worst_first = [rag for rag in reversed(Rag) if counts.get(rag.value)]
        words = ", ".join(f"{counts[rag.value]} {RATING_WORDS[rag]}" for rag in worst_first)
        lines.append(f"Reported ({name}): {words}.")
    if facts.not_published:
        lines.append(f"No RAG is published for {counted(facts.not_published, 'workstream')}.")
    return lines


def _bands(facts: ProgrammeFacts) -> list[str]:
    found = [f"{facts.bands[b]} {b.replace('_', ' ')}" for b in BAND_ORDER if facts.bands.get(b)]
    return [f"Delivery risk of its workstreams: {', '.join(found)}."] if found else []


def _programme_values(facts: ProgrammeFacts) -> list[Value]:
    several = len(facts.ratings) > 1
    values = [Value("workstreams", facts.workstreams, "workstreams")]
    for name, counts in facts.ratings.items():
        for rating, number in counts.items():
            by = f" ({name})" if several else ""
            values.append(Value(f"reported {RATING_WORDS[Rag(rating)]}{by}", number, "workstreams"))
    values.append(Value("no RAG published", facts.not_published, "workstreams"))
    return values

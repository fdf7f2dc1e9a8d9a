"""Cards of the front page: where each programme stands, which alerts are open, and who watches nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from governance.queries import alerts, delivery_positions, oversights
from programme import queries as ground
from programme.admin.words import count_words, day_words
from programme.rules import access, rag
from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from savings.queries.stated import WITH_EXEMPT, WITHOUT_EXEMPT
from savings.rules.notation import show_pounds

HOW_MANY = 8


@dataclass(frozen=True)
class ProgrammeLine:
    """Where one programme stands: its ratings by its own definitions, its risk, its money this year, its alerts."""

    id: UUID
    code: str
    name: str
    illustrative: bool
    workstreams: int
    ratings: str
    worrying: int
    plan: str
    forecast: str
    is_short: bool
    alerts: int


@dataclass(frozen=True)
class Programmes:
    """The programmes this person sees anything of, in one financial year."""

    year: str
    lines: tuple[ProgrammeLine, ...]
    over: str


@dataclass(frozen=True)
class AlertLine:
    """One open alert."""

    id: UUID
    name: str
    programme: str
    illustrative: bool
    sentence: str
    since: str


@dataclass(frozen=True)
class OpenAlerts:
    """The open alerts, the newest step first, and how many there are."""

    lines: tuple[AlertLine, ...]
    number: int


@dataclass(frozen=True)
class Gaps:
    """What nobody watches, decides or owns, as counts in words with the list that shows them."""

    lines: tuple[tuple[str, str], ...]


def programmes(reader: Actor, at: datetime) -> Programmes | None:
    """Return where each programme stands this year; None for somebody who sees none."""
    year = FinancialYear.containing(timezone.localdate(at))
    rows = ground.programmes(reader=reader)
    found = delivery_positions(reader=reader, programme_ids=rows, on=timezone.localdate(at)) if rows else {}
    lines = []
    for key, row in rows.items():
        position = found[key]
        money = position.money.year(year)
        plan = money.ledger.plan.amount if money else None
        forecast = money.ledger.forecast.amount if money else None
        lines.append(
            ProgrammeLine(
                id=key,
                code=row.code,
                name=row.name,
                illustrative=row.illustrative,
                workstreams=position.workstreams,
                ratings=_ratings(position.ratings, position.not_published),
                worrying=position.bands.get("high", 0) + position.bands.get("very_high", 0),
                plan=show_pounds(plan),
                forecast=show_pounds(forecast),
                is_short=plan is not None and forecast is not None and forecast < plan,
                alerts=position.open_alerts,
            )
        )
    lines.sort(key=lambda line: (not line.alerts, line.code))
    over = WITH_EXEMPT if any(grant.cleared for grant in reader.grants) else WITHOUT_EXEMPT
    return Programmes(year.label, tuple(lines), over) if lines else None


def open_alerts(reader: Actor, at: datetime) -> OpenAlerts | None:
    """Return the open alerts this person may see."""
    rows = list(alerts(reader=reader).values())
    if not rows:
        return None
    lines = tuple(
        AlertLine(
            id=a.id,
            name=f"{a.step.facts.ref} {a.step.facts.name}",
            programme=a.step.facts.programme_code,
            illustrative=a.step.facts.illustrative,
            sentence=a.step.facts.sentence,
            since=day_words(a.opened_at),
        )
        for a in rows[:HOW_MANY]
    )
    return OpenAlerts(lines, len(rows))


def gaps(reader: Actor, at: datetime) -> Gaps | None:
    """Return what nobody watches, decides or owns in illustrative and live programmes; for the programme office."""
    if not reader.may_anywhere(access.GOVERN):
        return None
    rows = ground.workstreams(reader=reader)
    watched = oversights(rows)
    no_board = sum(key not in watched or watched[key].board_id is None for key in rows)
    nobody_decides = sum(key not in watched or watched[key].decision_maker_id is None for key in rows)
    no_owner = sum(row.owner_id is None for row in rows.values())
    found = [
        (f"{count_words(no_owner, 'workstream')} without an owner", "programme_workstream"),
        (f"{count_words(no_board, 'workstream')} that no board oversees", "governance_oversight"),
        (f"{count_words(nobody_decides, 'workstream')} without a decision-maker", "governance_oversight"),
    ]
    return Gaps(tuple(line for line in found if not line[0].startswith("0 ")))


def _ratings(by_set: dict[str, dict[str, int]], not_published: int) -> str:
    """Return the counts of each definition set apart: colours of two sets are never added up."""
    sets = [
        ", ".join(f"{counts[r]} {words}" for r, words in rag.WORDS.items() if r in counts)
        for counts in by_set.values()
    ]
    if not_published:
        sets.append(f"{not_published} not published")
    return "; ".join(sets)

"""What each form in Slack saves, and how it is taken back: by the same changes as the admin's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from bots.rules.forms import (
    AMOUNT,
    FIRST_FIELD,
    FORECAST,
    MILESTONE,
    RATING,
    REASON,
    SAVING,
    WORKSTREAM,
    YEAR,
)
from programme import changes as ground_changes
from programme import queries as ground
from programme.changes import Backdated, Invalid, Stale
from programme.rules import access
from programme.rules.calendar import ApproxDate, FinancialYear
from programme.rules.rag import WORDS, Rag
from savings import changes as money_changes
from savings import queries as money
from savings.changes import NeedsDecision
from savings.rules.notation import NotationError, read_pounds, show_pounds

ELSEWHERE: Final = "This item can be changed only in the tracker itself."
_FIELD_OF: Final = {
    "forecast_date": FORECAST,
    "forecast_precision": FORECAST,
    "rating": RATING,
    "amounts": AMOUNT,
    "reason": REASON,
}
Given = Mapping[str, str]


class FormProblem(Exception):
    """What was filled in cannot be saved. `problems` are words for the person, by field."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("; ".join(problems.values()))
        self.problems = dict(problems)


@dataclass(frozen=True)
class Change:
    """What was saved: what it says in words, the version it made, and what to say again to take it back.

    `back` is None where it cannot be taken back: nothing was said before.
    """

    says: str
    version: int
    back: dict[str, Any] | None = field(default=None)


def save_change(
    kind: str, thing_id: UUID, version: int, given: Given, *, by: access.Actor, at: datetime
) -> Change:
    """Save what a form gives, compared with the version its reader was shown. Raises FormProblem."""
    try:
        return _SAVERS[kind](thing_id, version, given, by, at)
    except Stale as stale:
        raise FormProblem({FIRST_FIELD[kind]: _said_meanwhile(kind, thing_id, given, stale, by)}) from None
    except Invalid as problem:
        raise FormProblem(_by_field(kind, problem)) from None
    except (access.Refused, Backdated, NeedsDecision) as problem:
        raise FormProblem({FIRST_FIELD[kind]: str(problem)}) from None


def take_back(
    kind: str, thing_id: UUID, version: int, back: Mapping[str, Any], *, by: access.Actor, at: datetime
) -> str:
    """Say again what had been said before, and return it in words. Raises FormProblem, also where it moved on."""
    try:
        return _TAKERS[kind](thing_id, version, back, by, at)
    except Stale:
        raise FormProblem(
            {"": "Somebody has changed it since, so it is not taken back. Open it to see."}
        ) from None
    except (Invalid, access.Refused, Backdated, NeedsDecision) as problem:
        raise FormProblem({"": str(problem)}) from None


def _save_milestone(thing_id: UUID, version: int, given: Given, by: access.Actor, at: datetime) -> Change:
    before = ground.milestones(reader=by, ids=[thing_id]).get(thing_id)
    if before is None:
        raise FormProblem({FORECAST: ELSEWHERE})
    try:
        wanted = date.fromisoformat(given.get(FORECAST, ""))
    except ValueError:
        raise FormProblem({FORECAST: "Choose a day."}) from None
    if before.forecast == ApproxDate(wanted):
        raise FormProblem({FORECAST: f"The forecast is {before.forecast} already."})
    saved = ground_changes.reforecast_milestone(
        milestone_id=thing_id, version=version, forecast=wanted, reason=given.get(REASON, ""), by=by, at=at
    )
    was = before.forecast
    back = (
        {"date": was.value.isoformat(), "precision": str(was.precision)}
        if was and was.value
        else {"date": ""}
    )
    says = f"forecast {ApproxDate(wanted)}, was {was or 'not known'}."
    return Change(says, saved.version, back)


def _take_milestone(
    thing_id: UUID, version: int, back: Mapping[str, Any], by: access.Actor, at: datetime
) -> str:
    day = date.fromisoformat(back["date"]) if back["date"] else None
    ground_changes.reforecast_milestone(
        milestone_id=thing_id,
        version=version,
        forecast=day,
        precision=str(back.get("precision", "day")),
        reason=_why_back(by),
        by=by,
        at=at,
    )
    now = ground.milestones(reader=by, ids=[thing_id])[thing_id].forecast
    return f"The forecast is {now or 'not known'} again."


def _save_rating(thing_id: UUID, version: int, given: Given, by: access.Actor, at: datetime) -> Change:
    before = ground.workstreams(reader=by, ids=[thing_id]).get(thing_id)
    if before is None:
        raise FormProblem({RATING: ELSEWHERE})
    rating = given.get(RATING, "")
    report = ground_changes.report_status(
        workstream_id=thing_id, version=version, rating=rating, reason=given.get(REASON, ""), by=by, at=at
    )
    was = before.status
    says = f"RAG {WORDS[Rag(rating)]}, was {was.words if was else 'not published'}."
    return Change(says, report.workstream_version, {"rating": was.rating} if was else None)


def _take_rating(
    thing_id: UUID, version: int, back: Mapping[str, Any], by: access.Actor, at: datetime
) -> str:
    rating = str(back["rating"])
    ground_changes.report_status(
        workstream_id=thing_id, version=version, rating=rating, reason=_why_back(by), by=by, at=at
    )
    return f"The RAG is {WORDS[Rag(rating)]} again."


def _save_saving(thing_id: UUID, version: int, given: Given, by: access.Actor, at: datetime) -> Change:
    before = money.savings(reader=by, ids=[thing_id]).get(thing_id)
    if before is None:
        raise FormProblem({AMOUNT: ELSEWHERE})
    year, amount = _year(given), _amount(given)
    said = before.said.amount(year) if before.said else None
    stands = before.forecast.amount(year) if before.forecast else None
    if stands == amount:
        raise FormProblem({AMOUNT: f"The forecast for {year} is {show_pounds(amount)} already."})
    saved = money_changes.forecast_saving(
        saving_id=thing_id,
        version=version,
        amounts={year.start_year: amount},
        reason=given.get(REASON, ""),
        by=by,
        at=at,
    )
    says = f"forecast for {year} {show_pounds(amount)}, was {show_pounds(stands)}."
    back = None if said is None else {"year": year.start_year, "amount": str(said)}
    return Change(says, saved.version, back)


def _take_saving(
    thing_id: UUID, version: int, back: Mapping[str, Any], by: access.Actor, at: datetime
) -> str:
    amount = Decimal(back["amount"])
    money_changes.forecast_saving(
        saving_id=thing_id,
        version=version,
        amounts={int(back["year"]): amount},
        reason=_why_back(by),
        by=by,
        at=at,
    )
    return f"The forecast for {FinancialYear(int(back['year']))} is {show_pounds(amount)} again."


def _year(given: Given) -> FinancialYear:
    try:
        return FinancialYear(int(given.get(YEAR, "")))
    except ValueError:
        raise FormProblem({YEAR: "Choose a financial year."}) from None


def _amount(given: Given) -> Decimal:
    try:
        amount = read_pounds(given.get(AMOUNT, ""))
    except NotationError as problem:
        raise FormProblem({AMOUNT: str(problem)}) from None
    if amount is None:
        raise FormProblem(
            {AMOUNT: "Write an amount, as £450k or 450,000. What is not known is said in the tracker."}
        )
    return amount


def _said_meanwhile(kind: str, thing_id: UUID, given: Given, stale: Stale, by: access.Actor) -> str:
    """Return what is said where somebody saved it since the form was opened: how it stands now."""
    now = _stands(kind, thing_id, given, by)
    return f"Somebody saved this since you opened it{f': {now}' if now else ''}. Open it again."


def _stands(kind: str, thing_id: UUID, given: Given, by: access.Actor) -> str:
    if kind == MILESTONE:
        milestone = ground.milestones(reader=by, ids=[thing_id]).get(thing_id)
        return f"the forecast is now {milestone.forecast or 'not known'}" if milestone else ""
    if kind == WORKSTREAM:
        workstream = ground.workstreams(reader=by, ids=[thing_id]).get(thing_id)
        if workstream is None:
            return ""
        said = workstream.status
        return f"the RAG is now {said.words}, by {said.rater}" if said else "the RAG is not published"
    saving = money.savings(reader=by, ids=[thing_id]).get(thing_id)
    year = _year(given)
    if saving is None or saving.forecast is None:
        return ""
    return f"the forecast for {year} is now {show_pounds(saving.forecast.amount(year))}"


def _why_back(by: access.Actor) -> str:
    return f"Taken back by {by.name} from Slack"


def _by_field(kind: str, problem: Invalid) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, words in problem.problems.items():
        where = _FIELD_OF.get(name, FIRST_FIELD[kind])
        found[where] = " ".join([*filter(None, [found.get(where)]), *words])
    return found


_SAVERS: Final[Mapping[str, Callable[[UUID, int, Given, access.Actor, datetime], Change]]] = {
    MILESTONE: _save_milestone,
    WORKSTREAM: _save_rating,
    SAVING: _save_saving,
}
_TAKERS: Final[Mapping[str, Callable[[UUID, int, Mapping[str, Any], access.Actor, datetime], str]]] = {
    MILESTONE: _take_milestone,
    WORKSTREAM: _take_rating,
    SAVING: _take_saving,
}

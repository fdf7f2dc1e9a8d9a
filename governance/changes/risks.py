"""Changes to the risk register. What a risk was scored, by whom and why, is a row of its own, only ever added."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from governance import events
from governance.changes.placing import check_links, next_ref
from governance.models import Risk, RiskReview
from governance.models.risk_register import RISK_STATES
from governance.queries.matrices import matrices_of
from governance.rules.risk_matrix import Matrix, Scored, score_risk
from programme.changes import Invalid
from programme.changes.saving_rows import changed_fields, check_dates, is_quiet, locked, said_at, save
from programme.outbox.recording import record
from programme.rules import access

SCORING: Final = ("likelihood", "impact", "band_override", "override_reason")
_FIXED: Final = frozenset({"programme_id", "ref", "state"})
OPEN: Final = "open"
ONE_SAVE: Final = timedelta(milliseconds=1)  # rows of one save are dated one after another within it


@transaction.atomic
def add_risk(
    *, programme_id: UUID, values: Mapping[str, Any], by: access.Actor, at: datetime, reason: str = ""
) -> Risk:
    """Put a risk on a programme's register, scored or not; without a ref it gets the next R number.

    Its first review is written with it, so that it can be asked for as at a moment. Raises Refused, Invalid.
    """
    ref = str(values.get("ref") or "") or next_ref(Risk, programme_id, "R")
    risk = Risk(programme_id=programme_id, **{**values, "ref": ref, "state": OPEN})
    _require(risk, by)
    _check(risk, values, by)
    scored = _scored(risk, matrices_of([programme_id])[programme_id])
    save(risk, by=by, reason=reason, new=True)
    _review(risk, scored, reason=reason, by=by, at=at)
    record([_revised(risk, tuple(values), by), _reviewed(risk, scored.band, "", None, by)], by=by, at=at)
    return risk


@transaction.atomic
def revise_risk(
    *, risk_id: UUID, version: int | None, values: Mapping[str, Any], by: access.Actor, at: datetime,
    reason: str = "",
) -> Risk:  # fmt: skip
    """Change what is said of a risk, its score apart; no difference saves nothing. Raises Refused, Stale, Invalid."""
    risk = _locked(risk_id, version, by)
    fixed = sorted((_FIXED | set(SCORING)) & set(values))
    if fixed:
        raise Invalid({fixed[0]: ["This changes by a review of the risk, or never"]})
    changed = changed_fields(risk, values)
    if not changed:
        return risk
    for name in changed:
        setattr(risk, name, values[name])
    _require(risk, by)
    _check(risk, values, by)
    save(risk, by=by, reason=reason)
    record([_revised(risk, changed, by)], by=by, at=at)
    return risk


@transaction.atomic
def review_risk(
    *, risk_id: UUID, version: int | None, likelihood: int | None, impact: int | None, reason: str,
    by: access.Actor, at: datetime, band_override: str = "", override_reason: str = "",
    review_on: date | None = None,
) -> Risk:  # fmt: skip
    """Score a risk again, or find that it stands as it did: either way the review is on the record, with its reason.

    Steps count from 1; both None leaves it unscored. `review_on` is the day of the next review, None leaves the day
    as it is. Raises Refused, Stale, Invalid, Backdated.
    """
    risk = _locked(risk_id, version, by)
    if risk.state != OPEN:
        raise Invalid({"state": [f"{risk.ref} is {_state_words(risk)}: open it again first"]})
    if not reason.strip():
        raise Invalid({"reason": ["Say what this review found: every review keeps its reason"]})
    matrix = matrices_of([risk.programme_id])[risk.programme_id]
    risk.likelihood, risk.impact = likelihood, impact
    risk.band_override, risk.override_reason = band_override, override_reason if band_override else ""
    if review_on is not None:
        check_dates({"review_on": review_on})
        risk.review_on = review_on
    scored = _scored(risk, matrix)
    return store_review(risk, scored, matrix, reason=reason, by=by, at=at)


@transaction.atomic
def end_risk(
    *, risk_id: UUID, version: int | None, state: str, reason: str, by: access.Actor, at: datetime
) -> Risk:
    """Close a risk, say that it has happened, or open it again, with the reason. The same again changes nothing.

    Raises Refused, Stale, Invalid, Backdated.
    """
    risk = _locked(risk_id, version, by)
    if state not in dict(RISK_STATES):
        raise Invalid({"state": [f"Choose one of {', '.join(dict(RISK_STATES))}"]})
    if state == risk.state:
        return risk
    if not reason.strip():
        raise Invalid({"reason": ["Say why: what ends or opens a risk keeps its reason"]})
    risk.state = state
    matrix = matrices_of([risk.programme_id])[risk.programme_id]
    return store_review(risk, _scored(risk, matrix), matrix, reason=reason, by=by, at=at)


@transaction.atomic
def put_risk(
    *,
    risk_id: UUID,
    version: int | None,
    values: Mapping[str, Any],
    reason: str,
    by: access.Actor,
    at: datetime,
) -> Risk:
    """Give a risk what a form or a row says of it, each thing by its own change: words, a score, an end.

    It is opened before it is scored and ended after. Raises Refused, Stale, Invalid, Backdated.
    """
    risk = _locked(risk_id, version, by)
    common: dict[str, Any] = {"risk_id": risk_id, "version": None, "reason": reason, "by": by, "at": at}
    words = {name: value for name, value in values.items() if name not in (*SCORING, "state")}
    state = values.get("state", risk.state)
    if words:
        risk = revise_risk(values=words, **common)
    if state == OPEN:
        risk = end_risk(state=state, **common)
    if any(name in values for name in SCORING):
        risk = review_risk(**{name: values.get(name, getattr(risk, name)) for name in SCORING}, **common)
    if state != OPEN:
        risk = end_risk(state=state, **common)
    return risk


@transaction.atomic
def remove_risk(*, risk_id: UUID, version: int | None, reason: str, by: access.Actor, at: datetime) -> None:
    """Take a risk off that was entered by mistake; it stays on the record. One that is over is closed instead.

    Raises Refused, Stale, Invalid.
    """
    risk = _locked(risk_id, version, by)
    if risk.removed_at is not None:
        return
    risk.removed_at = at
    save(risk, by=by, reason=reason)
    record([_revised(risk, ("removed_at",), by)], by=by, at=at)


def store_review(
    risk: Risk, scored: Scored, matrix: Matrix, *, reason: str, by: access.Actor, at: datetime
) -> Risk:
    """Save a locked risk with a review of it, inside the caller's transaction. Raises Invalid, Backdated."""
    newest = risk.reviews.order_by("-recorded_at").first()
    at = next_moment(newest.recorded_at if newest else None, at)
    was = newest.band if newest else ""
    save(risk, by=by, reason=reason)
    _review(risk, scored, reason=reason, by=by, at=at)
    record([_reviewed(risk, scored.band, was, matrix, by)], by=by, at=at)
    return risk


def next_moment(newest: datetime | None, at: datetime) -> datetime:
    """Return the moment of a row after the newest: `at`, or a microsecond later where both are said in one save.

    Rows of one moment would have no order. Raises Backdated where `at` lies before the newest.
    """
    if newest is not None and at <= newest < at + ONE_SAVE:
        return newest + timedelta(microseconds=1)
    return said_at(newest, at)


def _review(risk: Risk, scored: Scored, *, reason: str, by: access.Actor, at: datetime) -> None:
    RiskReview.objects.create(
        risk=risk,
        likelihood=scored.likelihood,
        impact=scored.impact,
        band=scored.band,
        is_override=scored.is_override,
        state=risk.state,
        reason=reason,
        recorded_by=by.name,
        recorded_at=at,
    )


def _locked(risk_id: UUID, version: int | None, by: access.Actor) -> Risk:
    risk = locked(Risk, risk_id, version=version)
    if not by.sees(risk.placement()):
        raise access.Refused("There is no such risk among those you may see.")
    _require(risk, by)
    return risk


def _require(risk: Risk, by: access.Actor) -> None:
    by.require(access.UPDATE_DELIVERY, risk.placement(), thing="the risks there")


def _check(risk: Risk, values: Mapping[str, Any], by: access.Actor) -> None:
    check_dates({name: values[name] for name in values if name == "review_on"})
    if risk.workstream is not None and risk.workstream.programme_id != risk.programme_id:
        raise Invalid({"workstream": ["That workstream belongs to another programme"]})
    check_links(risk, ("workstream", "board"), risk.placement(), by=by)


def _scored(risk: Risk, matrix: Matrix) -> Scored:
    try:
        return score_risk(
            matrix,
            risk.likelihood,
            risk.impact,
            override=risk.band_override,
            reason=risk.override_reason,
        )
    except ValueError as problem:
        field = "likelihood"
        if risk.band_override and matrix.holds(risk.likelihood, risk.impact) and risk.likelihood is not None:
            field = "override_reason" if matrix.rank_of(risk.band_override) >= 0 else "band_override"
        raise Invalid({field: [str(problem)]}) from problem


def _state_words(risk: Risk) -> str:
    return str(dict(RISK_STATES)[risk.state]).lower()


def _revised(risk: Risk, changed: tuple[str, ...], by: access.Actor) -> events.RiskRevised:
    return events.RiskRevised(
        aggregate_id=risk.id,
        version=risk.version,
        programme_id=risk.programme_id,
        closed=risk.placement().is_closed,
        quiet=is_quiet(by),
        workstream_id=risk.workstream_id,
        fields_changed=changed,
    )


def _reviewed(
    risk: Risk, band: str, was: str, matrix: Matrix | None, by: access.Actor
) -> events.RiskReviewed:
    worsened = None
    if matrix is not None and band and was and band != was:
        worsened = matrix.rank_of(band) > matrix.rank_of(was)
    return events.RiskReviewed(
        aggregate_id=risk.id,
        version=risk.version,
        programme_id=risk.programme_id,
        closed=risk.placement().is_closed,
        quiet=is_quiet(by),
        workstream_id=risk.workstream_id,
        state=risk.state,
        band=band,
        was=was,
        worsened=worsened,
    )

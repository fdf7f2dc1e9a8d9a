"""Changes to how a council scores risks. A risk that a new matrix reads otherwise is reviewed by that very change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from governance import events
from governance.changes.risks import store_review
from governance.models import GovernanceSettings, Risk, RiskMatrix
from governance.queries.matrices import as_matrix
from governance.rules.risk_matrix import DEFAULT, PRESETS, Matrix, bands_as_json, problems_of, score_risk
from programme import queries
from programme.changes import Invalid
from programme.changes.saving_rows import changed_fields, is_quiet, locked, save
from programme.outbox.recording import record
from programme.rules import access

FEW_NAMED: Final = 5


@transaction.atomic
def add_matrix(
    *, organisation_id: UUID, values: Mapping[str, Any], by: access.Actor, at: datetime
) -> RiskMatrix:
    """Set up a council's matrix. Bands cover every product of its steps once. Raises Refused, Invalid."""
    by.require(access.GOVERN, access.Placement(organisation_id), thing="how that council scores risks")
    row = RiskMatrix(organisation_id=organisation_id, **values)
    _check(row)
    save(row, by=by, new=True)
    record([_revised(row, tuple(values), by)], by=by, at=at)
    return row


def add_preset(
    *, organisation_id: UUID, preset: str, by: access.Actor, at: datetime, name: str = ""
) -> RiskMatrix:
    """Set up a preset ("nhs", "four") as a matrix of the council's own, to use as it stands or change.

    Raises Refused, Invalid.
    """
    if preset not in PRESETS:
        raise Invalid({"preset": [f"Choose one of {', '.join(PRESETS)}"]})
    held = PRESETS[preset]
    values = {
        "name": name or held.name,
        "likelihoods": list(held.likelihoods),
        "impacts": list(held.impacts),
        "bands": bands_as_json(held.bands),
        "source": held.source,
    }
    return add_matrix(organisation_id=organisation_id, values=values, by=by, at=at)


@transaction.atomic
def revise_matrix(
    *, matrix_id: UUID, version: int | None, values: Mapping[str, Any], by: access.Actor, at: datetime,
    reason: str = "",
) -> RiskMatrix:  # fmt: skip
    """Change a matrix's words or bands. Standing risks are read again; one it cannot read keeps it from changing.

    Raises Refused, Stale, Invalid.
    """
    row = locked(RiskMatrix, matrix_id, version=version)
    by.require(access.GOVERN, access.Placement(row.organisation_id), thing="how that council scores risks")
    changed = changed_fields(row, values)
    if not changed:
        return row
    for name in changed:
        setattr(row, name, values[name])
    _check(row)
    save(row, by=by, reason=reason)
    if {"likelihoods", "impacts", "bands"} & set(changed):
        users = GovernanceSettings.objects.filter(matrix=row).values_list("programme_id", flat=True)
        read_again(users, as_matrix(row), by=by, at=at)
    record([_revised(row, changed, by)], by=by, at=at)
    return row


@transaction.atomic
def use_matrix(
    *, programme_id: UUID, matrix_id: UUID | None, by: access.Actor, at: datetime, reason: str = ""
) -> GovernanceSettings:
    """Have a programme's risks read with a matrix of its council; None is the default, the NHS 5 by 5.

    Standing risks are read again. Raises Refused, Invalid.
    """
    programme = queries.programmes(reader=by, ids=[programme_id]).get(programme_id)
    if programme is None:
        raise access.Refused("There is no such programme among those you may see.")
    by.require(access.GOVERN, programme.placement, thing=f"how {programme.name} scores risks")
    matrix = RiskMatrix.objects.filter(pk=matrix_id).first() if matrix_id else None
    if matrix_id and (matrix is None or matrix.organisation_id != programme.organisation_id):
        raise Invalid({"matrix": ["Choose a matrix of the same council"]})
    held = GovernanceSettings.objects.select_for_update().filter(programme_id=programme_id).first()
    if held is not None and held.matrix_id == matrix_id:
        return held
    row = held or GovernanceSettings(programme_id=programme_id)
    row.matrix = matrix
    save(row, by=by, reason=reason, new=held is None)
    read_again([programme_id], as_matrix(matrix) if matrix else DEFAULT, by=by, at=at)
    return row


def read_again(programme_ids: Iterable[UUID], matrix: Matrix, *, by: access.Actor, at: datetime) -> int:
    """Read the standing risks of programmes with a new matrix, inside the caller's transaction.

    One whose band moves gets a review that says so. Returns how many. Raises Invalid, naming those that the
    matrix cannot read.
    """
    standing = Risk.objects.standing().filter(programme_id__in=list(programme_ids)).exclude(likelihood=None)
    risks: list[Risk] = list(
        standing.select_for_update(of=("self",)).select_related("programme", "workstream").order_by("ref")
    )
    misfits = [
        risk
        for risk in risks
        if not matrix.holds(risk.likelihood, risk.impact)
        or (risk.band_override and matrix.rank_of(risk.band_override) < 0)
    ]
    if misfits:
        raise Invalid({"bands": [_cannot_read(misfits, matrix, by)]})
    moved = 0
    for risk in risks:
        scored = score_risk(
            matrix, risk.likelihood, risk.impact, override=risk.band_override, reason=risk.override_reason
        )
        newest = risk.reviews.order_by("-recorded_at").first()
        if newest is None or newest.band != scored.band:
            store_review(risk, scored, matrix, reason=f"Read with {matrix.name}", by=by, at=at)
            moved += 1
    return moved


def _cannot_read(misfits: list[Risk], matrix: Matrix, by: access.Actor) -> str:
    seen = [risk for risk in misfits if by.sees(risk.placement())]
    named = [
        f"{risk.ref} ({risk.likelihood} × {risk.impact}{', ' + risk.band_override if risk.band_override else ''})"
        for risk in seen[:FEW_NAMED]
    ]
    more = len(misfits) - len(named)
    told = ", ".join(named) + (f"{' and ' if named else ''}{more} more" if more else "")
    return f"{matrix.name} ({matrix.size}) cannot read {told}: review those first"


def _check(row: RiskMatrix) -> None:
    try:
        matrix = as_matrix(row)
    except ValueError as problem:
        raise Invalid({"bands": [str(problem)]}) from problem
    problems = problems_of(matrix)
    if problems:
        raise Invalid(problems)


def _revised(row: RiskMatrix, changed: tuple[str, ...], by: access.Actor) -> events.RiskMatrixRevised:
    return events.RiskMatrixRevised(
        aggregate_id=row.id,
        version=row.version,
        quiet=is_quiet(by),
        name=row.name,
        fields_changed=changed,
    )

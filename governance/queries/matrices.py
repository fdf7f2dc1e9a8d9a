"""The matrix each programme's risks are read with, and the matrices of councils."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from governance.models import GovernanceSettings, RiskMatrix
from governance.rules.risk_matrix import DEFAULT, Matrix, bands_from_json
from programme import queries as ground
from programme.rules.access import Actor


@dataclass(frozen=True)
class MatrixRow:
    """A council's matrix; `used_by` are the codes of the programmes whose risks it reads, of those seen."""

    id: UUID
    version: int
    organisation_id: UUID
    organisation: str
    matrix: Matrix
    used_by: tuple[str, ...]


def matrices_of(programme_ids: Iterable[UUID]) -> dict[UUID, Matrix]:
    """Return the matrix of each programme: its own where it has chosen one, else the default.

    Asked for ids alone, by callers that have already narrowed them to what their reader may see.
    """
    wanted = set(programme_ids)
    rows = GovernanceSettings.objects.filter(programme_id__in=wanted).exclude(matrix=None)
    chosen = {row.programme_id: as_matrix(row.matrix) for row in rows.select_related("matrix") if row.matrix}
    return {programme_id: chosen.get(programme_id, DEFAULT) for programme_id in wanted}


def risk_matrices(*, reader: Actor, organisation_ids: Iterable[UUID] | None = None) -> dict[UUID, MatrixRow]:
    """Return the matrices of the councils this reader sees, by id, in the order of their names."""
    councils = ground.organisations(reader=reader)
    wanted = set(councils) if organisation_ids is None else set(councils) & set(organisation_ids)
    programmes = ground.programmes(reader=reader)
    used: dict[UUID | None, list[str]] = {}
    chosen = GovernanceSettings.objects.filter(programme_id__in=programmes).exclude(matrix=None)
    for matrix_id, programme_id in chosen.values_list("matrix_id", "programme_id"):
        used.setdefault(matrix_id, []).append(programmes[programme_id].code)
    rows = RiskMatrix.objects.filter(organisation_id__in=wanted).order_by("organisation_id", "name")
    return {
        row.id: MatrixRow(
            row.id,
            row.version,
            row.organisation_id,
            councils[row.organisation_id].name,
            as_matrix(row),
            tuple(sorted(used.get(row.id, ()))),
        )
        for row in rows
    }


def as_matrix(row: RiskMatrix) -> Matrix:
    """Return a stored matrix as the rules take it."""
    return Matrix(
        row.name, tuple(row.likelihoods), tuple(row.impacts), bands_from_json(row.bands), row.source
    )

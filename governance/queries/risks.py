"""Risks as they stand, or stood at a moment: what they were scored then is answered by their reviews alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from governance.models import Risk, RiskReview
from governance.queries.matrices import matrices_of
from governance.rules.risk_matrix import NOT_SCORED, Matrix, Scored, score_risk
from programme import queries as ground
from programme.rules.access import Actor, Placement


@dataclass(frozen=True)
class RiskRow:
    """A risk. `band` is blank where it is not scored; `rank` counts bands from the lowest, -1 without one.

    `named` are the workstreams its paper names, each with the one of exactly that name, if there is one and its
    reader may see it. As at a moment its score, band and state are those of then; its words are today's.
    """

    id: UUID
    version: int
    ref: str
    title: str
    cause: str
    effect: str
    programme_id: UUID
    programme_code: str
    programme_name: str
    workstream_id: UUID | None
    workstream_ref: str
    workstream_name: str
    workstreams_named: str
    named: tuple[tuple[str, UUID | None], ...]
    board_id: UUID | None
    board: str
    owner_id: UUID | None
    owner: str
    matrix: str
    likelihood: int | None
    impact: int | None
    likelihood_words: str
    impact_words: str
    score: int | None
    score_words: str
    band: str
    band_words: str
    rank: int
    by_score: str
    is_override: bool
    override_reason: str
    response: str
    response_words: str
    mitigation: str
    review_on: date | None
    state: str
    state_words: str
    reviewed_at: datetime | None
    reviewed_by: str
    reason: str
    source: str
    illustrative: bool
    marking: str
    placement: Placement

    @property
    def workstream(self) -> str:
        """Return its workstream by ref and name; blank for none."""
        return f"{self.workstream_ref} {self.workstream_name}".strip()


@dataclass(frozen=True)
class RiskReviewRow:
    """One review of a risk, as it was recorded. `band` is "not scored" where it was left unscored."""

    id: UUID
    risk_id: UUID
    likelihood: int | None
    impact: int | None
    score_words: str
    band: str
    is_override: bool
    state: str
    state_words: str
    reason: str
    recorded_by: str
    recorded_at: datetime


def risks(
    *,
    reader: Actor,
    programme_ids: Iterable[UUID] | None = None,
    workstream_ids: Iterable[UUID] | None = None,
    board_ids: Iterable[UUID] | None = None,
    ids: Iterable[UUID] | None = None,
    state: str | None = None,
    at: datetime | None = None,
) -> dict[UUID, RiskRow]:
    """Return the risks this reader may see, by id, in the order of their programmes and refs.

    `at` is the moment of which score, band and state are answered; a risk first recorded later is left out.
    The public sees no owners.
    """
    rows = Risk.objects.visible_to(reader) if at is None else _standing_at(reader, at)
    for path, values in (
        ("programme_id", programme_ids),
        ("workstream_id", workstream_ids),
        ("board_id", board_ids),
        ("pk", ids),
    ):
        if values is not None:
            rows = rows.filter(**{f"{path}__in": list(values)})
    found: list[Risk] = sorted(
        rows.select_related("programme", "workstream", "board__programme", "owner"),
        key=lambda risk: (risk.programme.code, _natural(risk.ref)),
    )
    newest = _newest([risk.id for risk in found], at)
    matrices = matrices_of({risk.programme_id for risk in found})
    strands = _strands({risk.programme_id for risk in found if risk.workstreams_named}, reader)
    told = (
        _row(risk, newest.get(risk.id), matrices[risk.programme_id], strands, reader, at)
        for risk in found
        if at is None or risk.id in newest
    )
    return {row.id: row for row in told if state is None or row.state == state}


def risk_reviews(risk_ids: Iterable[UUID], *, reader: Actor) -> dict[UUID, tuple[RiskReviewRow, ...]]:
    """Return every review of these risks, of those their reader may see, the oldest first."""
    seen = set(Risk.objects.visible_to(reader).filter(pk__in=list(risk_ids)).values_list("pk", flat=True))
    found: dict[UUID, list[RiskReviewRow]] = {risk_id: [] for risk_id in seen}
    for row in RiskReview.objects.filter(risk_id__in=seen).order_by("recorded_at", "id"):
        found[row.risk_id].append(_review_row(row))
    return {risk_id: tuple(rows) for risk_id, rows in found.items()}


def _standing_at(reader: Actor, at: datetime) -> Any:
    return Risk.objects.seen_by(reader).filter(Q(removed_at=None) | Q(removed_at__gt=at))


def _newest(risk_ids: list[UUID], at: datetime | None) -> dict[UUID, RiskReview]:
    rows = RiskReview.objects.filter(risk_id__in=risk_ids)
    if at is not None:
        rows = rows.filter(recorded_at__lte=at)
    ordered = rows.order_by("risk_id", "-recorded_at", "-id").distinct("risk_id")
    return {row.risk_id: row for row in ordered}


def _strands(programme_ids: set[UUID], reader: Actor) -> dict[tuple[UUID, str], UUID]:
    """Return the workstreams this reader may see, by programme and exact name."""
    if not programme_ids:
        return {}
    found = ground.workstreams(reader=reader, programme_ids=programme_ids).values()
    return {(row.programme_id, row.name): row.id for row in found}


def _row(
    risk: Risk,
    review: RiskReview | None,
    matrix: Matrix,
    strands: dict[tuple[UUID, str], UUID],
    reader: Actor,
    at: datetime | None,
) -> RiskRow:
    state = risk.state if at is None or review is None else review.state
    is_live = review is None or (at is None and _is_read_by(risk, matrix))
    scored = _scored(risk, matrix) if review is None or is_live else _as_reviewed(review, matrix)
    names = [name for name in map(str.strip, risk.workstreams_named.split(";")) if name]
    is_public = reader.kind == "public"
    return RiskRow(
        id=risk.id,
        version=risk.version,
        ref=risk.ref,
        title=risk.title,
        cause=risk.cause,
        effect=risk.effect,
        programme_id=risk.programme_id,
        programme_code=risk.programme.code,
        programme_name=risk.programme.name,
        workstream_id=risk.workstream_id,
        workstream_ref=risk.workstream.ref if risk.workstream else "",
        workstream_name=risk.workstream.name if risk.workstream else "",
        workstreams_named=risk.workstreams_named,
        named=tuple((name, strands.get((risk.programme_id, name))) for name in names),
        board_id=risk.board_id if _sees_board(risk, reader) else None,
        board=risk.board.name if risk.board and _sees_board(risk, reader) else "",
        owner_id=None if is_public else risk.owner_id,
        owner=risk.owner.name if risk.owner and not is_public else "",
        matrix=matrix.name,
        likelihood=scored.likelihood,
        impact=scored.impact,
        likelihood_words=_step(matrix.likelihoods, scored.likelihood),
        impact_words=_step(matrix.impacts, scored.impact),
        score=scored.score,
        score_words=scored.score_words,
        band=scored.band,
        band_words=scored.band_words,
        rank=matrix.rank_of(scored.band) if scored.band else -1,
        by_score=scored.by_score,
        is_override=scored.is_override,
        override_reason=scored.reason,
        response=risk.response,
        response_words=str(risk.get_response_display()) if risk.response else "",
        mitigation=risk.mitigation,
        review_on=risk.review_on,
        state=state,
        state_words=str(dict(Risk._meta.get_field("state").flatchoices)[state]),
        reviewed_at=review.recorded_at if review else None,
        reviewed_by=review.recorded_by if review and not is_public else "",
        reason=review.reason if review else "",
        source=risk.source,
        illustrative=risk.illustrative or risk.programme.illustrative,
        marking=risk.marking,
        placement=risk.placement(),
    )


def _is_read_by(risk: Risk, matrix: Matrix) -> bool:
    """Return whether the matrix can read a risk: one scored while it was being changed waits for its review."""
    fits = matrix.holds(risk.likelihood, risk.impact)
    return fits and (not risk.band_override or matrix.rank_of(risk.band_override) >= 0)


def _scored(risk: Risk, matrix: Matrix) -> Scored:
    return score_risk(
        matrix, risk.likelihood, risk.impact, override=risk.band_override, reason=risk.override_reason
    )


def _as_reviewed(review: RiskReview, matrix: Matrix) -> Scored:
    """Return a risk as a review recorded it; its band is that of its moment, whatever the matrix has since become."""
    if review.likelihood is None or review.impact is None:
        return Scored(None, None, None, "", "", False, "")
    score = review.likelihood * review.impact
    fits = matrix.holds(review.likelihood, review.impact)
    by_score = (matrix.band_of(score) if fits else "") if review.is_override else review.band
    return Scored(
        review.likelihood, review.impact, score, review.band, by_score, review.is_override, review.reason
    )


def _review_row(row: RiskReview) -> RiskReviewRow:
    scored = row.likelihood is not None and row.impact is not None
    return RiskReviewRow(
        id=row.id,
        risk_id=row.risk_id,
        likelihood=row.likelihood,
        impact=row.impact,
        score_words=f"{row.likelihood} × {row.impact} = {row.likelihood * row.impact}" if scored else "",  # type: ignore[operator]
        band=row.band or NOT_SCORED,
        is_override=row.is_override,
        state=row.state,
        state_words=str(row.get_state_display()),
        reason=row.reason,
        recorded_by=row.recorded_by,
        recorded_at=row.recorded_at,
    )


def _sees_board(risk: Risk, reader: Actor) -> bool:
    return risk.board is not None and reader.sees(risk.board.placement())


def _step(words: tuple[str, ...], step: int | None) -> str:
    return words[step - 1] if step is not None and 1 <= step <= len(words) else ""


def _natural(ref: str) -> tuple[str, int, str]:
    """Return what orders R2 before R10."""
    head = ref.rstrip("0123456789")
    tail = ref[len(head) :]
    return (head, int(tail) if tail else 0, ref)

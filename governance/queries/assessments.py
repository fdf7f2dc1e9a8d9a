"""The delivery risk of milestones, savings and workstreams as it was last stored, or had been by a moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from governance.models import Assessment
from governance.rules.method import CAVEAT, MONEY_CAVEAT, Band
from governance.rules.risk import BAND_WORDS, Reason, percent


@dataclass(frozen=True)
class AssessmentRow:
    """A risk as people are shown it: band, chance (0 to 1, None where not known), reasons, and as at when.

    Days and money of the same thing come from their own queries, which count today's; `facts` are of that moment.
    """

    subject_kind: str
    subject_id: UUID
    programme_id: UUID
    band: Band
    chance: float | None
    reasons: tuple[Reason, ...]
    facts: dict[str, Any]
    method_version: str
    recorded_at: datetime

    @property
    def band_words(self) -> str:
        """Return the band as a word."""
        return BAND_WORDS[self.band]

    @property
    def percent(self) -> int | None:
        """Return the chance in whole percent, or None where there is none."""
        return None if self.chance is None else percent(self.chance)

    @property
    def caveat(self) -> str:
        """Return what has to be said beside the figure."""
        return MONEY_CAVEAT if self.subject_kind == "saving" else CAVEAT


def assessments(ids: Iterable[UUID], *, at: datetime | None = None) -> dict[UUID, AssessmentRow]:
    """Return the newest risk of each thing, or the newest by a moment. One never assessed is absent.

    Asked for ids alone, by callers that have already narrowed them to what their reader may see.
    """
    rows = Assessment.objects.filter(subject_id__in=list(ids))
    if at is not None:
        rows = rows.filter(recorded_at__lte=at)
    newest = rows.order_by("subject_id", "-recorded_at").distinct("subject_id")
    return {a.subject_id: _assessment(a) for a in newest}


def assessment_history(ids: Iterable[UUID]) -> dict[UUID, list[AssessmentRow]]:
    """Return every stored risk of each thing, newest first. Ids as in `assessments`."""
    history: dict[UUID, list[AssessmentRow]] = {}
    for row in Assessment.objects.filter(subject_id__in=list(ids)).order_by("-recorded_at"):
        history.setdefault(row.subject_id, []).append(_assessment(row))
    return history


def _assessment(row: Assessment) -> AssessmentRow:
    return AssessmentRow(
        subject_kind=row.subject_kind,
        subject_id=row.subject_id,
        programme_id=row.programme_id,
        band=cast(Band, row.band),
        chance=None if row.chance is None else float(row.chance),
        reasons=tuple(Reason(**reason) for reason in row.reasons),
        facts=row.facts,
        method_version=row.method_version,
        recorded_at=row.recorded_at,
    )

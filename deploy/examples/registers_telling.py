"""The risk register and the impact assessments of an illustrative copy, through the ordinary changes, on their days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from deploy.examples.chronicle import Chronicle
from deploy.examples.registers import RegisterRow
from deploy.examples.stories.registers import ImpactStory, Looked, RegistersStory, RiskStory
from governance import changes as governing
from governance.models import Decision, RiskMatrix
from governance.rules.risk_matrix import NHS
from programme.rules.access import PMO

SOURCE = "Illustrative"
MATRIX = f"{NHS.name} (illustrative)"


def tell_registers(
    chronicle: Chronicle,
    story: RegistersStory,
    *,
    organisation_id: UUID,
    boards: Mapping[str, UUID],
    printed: Sequence[RegisterRow] = (),
) -> None:
    """Put a copy's risks with their reviews, and its impact assessments with their steps, in its chronicle.

    `printed` are the risks its paper prints, whose words the copy's own may have; their scores are invented.
    """
    teller = _Registers(chronicle, boards[story.board], {row.number: row for row in printed})
    chronicle.put(chronicle.begins, partial(teller.matrix, organisation_id))
    for risk in story.risks:
        teller.risk(risk)
    for impact in story.impacts:
        teller.impact(impact)


class _Registers:
    """The acts of one copy's registers; what an act makes is found by those after it."""

    def __init__(self, chronicle: Chronicle, board_id: UUID, printed: Mapping[str, RegisterRow]) -> None:
        self.chronicle, self.board_id, self.printed = chronicle, board_id, printed
        self.people, self.days = chronicle.people, chronicle.days
        self.office = self.people.speaker(PMO)
        self.made: dict[str, UUID] = {}

    def matrix(self, organisation_id: UUID, at: datetime) -> None:
        """Have the copy's risks read with the NHS matrix, set up for its council where that is not yet so."""
        held = RiskMatrix.objects.filter(organisation_id=organisation_id, name=MATRIX).first()
        held = held or governing.add_preset(
            organisation_id=organisation_id, preset="nhs", name=MATRIX, by=self.office, at=at
        )
        governing.use_matrix(
            programme_id=self.chronicle.programme_id, matrix_id=held.id, by=self.office, at=at
        )

    def risk(self, row: RiskStory) -> None:
        """Put a risk: on the register with its first score, its reviews, and its end."""
        first, *more = row.reviews
        self.chronicle.put(first.day, partial(self._add_risk, row, first))
        for looked in more:
            self.chronicle.put(looked.day, partial(self._review, row, looked))
        if row.over is not None:
            over = {"state": row.over.state, "reason": row.over.reason}
            self.chronicle.put(row.over.day, partial(self._end, row, over))

    def impact(self, row: ImpactStory) -> None:
        """Put an impact assessment: on record, screened, drafted and signed, as far as it has come."""
        key = f"{row.kind} {row.subject}"
        self.chronicle.put(row.added, partial(self._add_impact, row, key))
        if row.screened is not None:
            screened = {"full": row.screened.full, "reason": row.screened.reason}
            act = partial(self._step, governing.screen_assessment, key, row.screened.by, screened)
            self.chronicle.put(row.screened.day, act)
        if row.drafted is not None:
            drafted = {"impact": row.drafted.impact, "mitigation": row.drafted.mitigation}
            act = partial(self._step, governing.draft_assessment, key, row.drafted.by, drafted)
            self.chronicle.put(row.drafted.day, act)
        if row.signed is not None:
            day, who = row.signed
            self.chronicle.put(day, partial(self._step, governing.sign_assessment, key, who, {}))

    def _add_risk(self, row: RiskStory, first: Looked, at: datetime) -> None:
        printed = self.printed.get(row.published)
        values: dict[str, Any] = {
            "ref": row.ref,
            "title": row.title or (printed.summary if printed else ""),
            "workstreams_named": printed.named if printed else "",
            "workstream_id": self.chronicle.workstreams[row.workstream] if row.workstream else None,
            "board_id": self.board_id,
            "owner_id": self.people.ids[row.owner],
            "cause": row.cause,
            "effect": row.effect,
            "mitigation": row.mitigation,
            "response": row.response,
            "review_on": self.days.day(row.next_review),
            "likelihood": first.likelihood,
            "impact": first.impact,
            "band_override": first.band,
            "override_reason": first.why,
            "source": SOURCE,
            "illustrative": True,
            "marking": "exempt" if row.paragraph else "open",
            "exempt_paragraph": row.paragraph,
            "marking_note": row.why_exempt,
        }
        by = self.people.speaker(row.owner)
        made = governing.add_risk(
            programme_id=self.chronicle.programme_id, values=values, reason=first.found, by=by, at=at
        )
        self.made[row.ref] = made.id

    def _review(self, row: RiskStory, looked: Looked, at: datetime) -> None:
        governing.review_risk(
            risk_id=self.made[row.ref],
            version=None,
            likelihood=looked.likelihood,
            impact=looked.impact,
            reason=looked.found,
            band_override=looked.band,
            override_reason=looked.why,
            by=self.people.speaker(row.owner),
            at=at,
        )

    def _end(self, row: RiskStory, over: Mapping[str, str], at: datetime) -> None:
        by = self.people.speaker(row.owner)
        governing.end_risk(risk_id=self.made[row.ref], version=None, by=by, at=at, **over)

    def _add_impact(self, row: ImpactStory, key: str, at: datetime) -> None:
        about = Decision.objects.filter(programme_id=self.chronicle.programme_id, ref=row.decision).first()
        values = {
            "kind": row.kind,
            "subject": row.subject,
            "workstream_id": self.chronicle.workstreams[row.workstream] if row.workstream else None,
            "decision_id": about.id if about is not None else None,
            "source": SOURCE,
            "illustrative": True,
        }
        made = governing.add_assessment(
            programme_id=self.chronicle.programme_id, values=values, by=self.office, at=at
        )
        self.made[key] = made.id

    def _step(self, change: Any, key: str, who: str, values: Mapping[str, Any], at: datetime) -> None:
        change(assessment_id=self.made[key], version=None, by=self.people.speaker(who), at=at, **values)

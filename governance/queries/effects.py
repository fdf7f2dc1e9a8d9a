"""What decisions change, and whether it has been changed: of savings and milestones their reader may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from governance.models import Decision, DecisionEffect
from governance.models.decision import EFFECT_KINDS
from governance.queries.authority import OF_SAVINGS, years_of
from governance.rules.deciding import ENDED, STEP_WORDS
from programme import queries as ground
from programme.rules.access import Actor, system
from programme.rules.calendar import ApproxDate, DatePrecision
from savings import queries as money
from savings.rules.notation import show_pounds


@dataclass(frozen=True)
class EffectRow:
    """One plan a decision changes. `applied_at` is None until it has been; `refused` says why it could not be."""

    id: UUID
    version: int
    decision_id: UUID
    kind: str
    kind_words: str
    subject_kind: str
    subject_id: UUID
    subject: str
    values: Mapping[str, Any]
    words: str
    applied_at: datetime | None
    refused: str
    by_hand: bool

    @property
    def state_words(self) -> str:
        """Return whether it has been carried out, in words."""
        if self.refused:
            return f"Could not be changed: {self.refused}"
        return "Changed" if self.applied_at is not None else "Changes on the day the decision has effect"


def effects_of(
    decision_ids: Iterable[UUID], *, reader: Actor, at: datetime | None = None
) -> dict[UUID, tuple[EffectRow, ...]]:
    """Return what each decision changes, of things this reader may see, by decision.

    With `at`, what was carried out since has not been yet.
    """
    rows = list(DecisionEffect.objects.filter(decision__in=list(decision_ids)).order_by("kind", "id"))
    names = subject_names({(row.kind, row.subject_id) for row in rows}, reader=reader)
    found: dict[UUID, list[EffectRow]] = {}
    for row in rows:
        if row.subject_id in names:
            found.setdefault(row.decision_id, []).append(_effect(row, names[row.subject_id], at))
    return {key: tuple(own) for key, own in found.items()}


def subject_names(subjects: Iterable[tuple[str, UUID]], *, reader: Actor) -> dict[UUID, str]:
    """Return what effects are about by (kind, subject), called as its reader knows it; hidden ones are left out."""
    asked = list(subjects)
    lines = {key for kind, key in asked if kind in OF_SAVINGS}
    stones = ground.milestones(reader=reader, ids={key for kind, key in asked if kind not in OF_SAVINGS})
    places = money.saving_places(lines)
    seen = money.saving_names(
        reader=reader, programme_ids={place.programme_id for place in places.values() if place.programme_id}
    )
    names = {key: f"{row.ref} {row.name}" for key, row in stones.items()}
    return names | {key: f"{row.shown_ref} {row.name}".strip() for key, row in seen.items() if key in lines}


def also_changed(decision: Decision, *, reader: Actor) -> tuple[str, ...]:
    """Return which other decisions, not in effect yet, change what this one changes, of what this reader may see.

    The plan is then as the one that has effect last says.
    """
    mine = {row.subject_id: row.kind for row in decision.effects.all()}
    others = (
        DecisionEffect.objects.filter(
            subject_id__in=list(mine), applied_at=None, decision__in=Decision.objects.visible_to(reader)
        )
        .exclude(decision=decision)
        .exclude(decision__state__in=ENDED)
        .select_related("decision")
        .order_by("decision__ref")
    )
    names = subject_names({(kind, key) for key, kind in mine.items()}, reader=reader)
    found = []
    for row in others:
        other = row.decision
        day = f", effective {other.effective_on.day} {other.effective_on:%b %Y}" if other.effective_on else ""
        if row.subject_id in names:
            found.append(
                f"{other.ref} ({STEP_WORDS[other.state]}{day}) changes {names[row.subject_id]} too: what has effect "
                "last stands"
            )
    return tuple(dict.fromkeys(found))


def sees_all(decision: Decision, reader: Actor) -> bool:
    """Return whether a reader may see every plan a decision changes."""
    subjects = set(decision.effects.values_list("subject_id", flat=True))
    stones = ground.milestones(reader=system(), ids=subjects)
    places = [*money.saving_places(subjects).values(), *(stone.placement for stone in stones.values())]
    return all(reader.sees(place) for place in places)


def effect_words(kind: str, values: Mapping[str, Any]) -> str:
    """Return what an effect changes, in words: "2026/27 £107,000", "31 Mar 2027"."""
    if "by_hand" in values:
        return "Changed by hand under this decision"
    if kind == "saving_plan":
        return ", ".join(f"{year} {show_pounds(amount)}" for year, amount in years_of(values))
    if kind == "milestone_baseline":
        day = ApproxDate(date.fromisoformat(values["date"]), DatePrecision(values["precision"]))
        return f"to {day}"
    return ""


def _effect(row: DecisionEffect, name: str, at: datetime | None) -> EffectRow:
    is_later = at is not None and row.applied_at is not None and row.applied_at > at
    return EffectRow(
        id=row.id,
        version=row.version,
        decision_id=row.decision_id,
        kind=row.kind,
        kind_words=dict(EFFECT_KINDS)[row.kind],
        subject_kind="saving" if row.kind in OF_SAVINGS else "milestone",
        subject_id=row.subject_id,
        subject=name,
        values=row.values,
        words=effect_words(row.kind, row.values),
        applied_at=None if is_later else row.applied_at,
        refused=row.refused,
        by_hand="by_hand" in row.values,
    )

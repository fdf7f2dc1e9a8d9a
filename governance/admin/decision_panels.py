"""What stands beside a decision: who may decide and why not, its path, its effects; and what a milestone waits for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from governance.queries import decisions, milestone_waits, standing, steps_to_record
from governance.rules.deciding import STEP_WORDS
from programme.admin.words import day_words, moment_words
from programme.rules import access
from programme.rules.access import Actor

NOT_SHOWN: Final = "It changes something you may not see, so who may decide it is not shown to you."


@dataclass(frozen=True)
class Taken:
    """One step of the path, in words."""

    step: str
    on: str
    told: str
    note: str


@dataclass(frozen=True)
class Changed:
    """One plan it changes, in words, with where it is and where a refused one is tried again."""

    what: str
    subject: str
    url: str
    values: str
    state: str
    is_refused: bool
    again: str


@dataclass(frozen=True)
class DecisionFacts:
    """How a decision stands: who may decide, what is in the way, its path, and where its next step is recorded."""

    refusal: str
    able: tuple[str, ...]
    outstanding: tuple[str, ...]
    suggested: str
    warnings: tuple[str, ...]
    effective: str
    path: tuple[Taken, ...]
    effects: tuple[Changed, ...]
    next_words: str
    next_url: str


@dataclass(frozen=True)
class Waited:
    """One wait of a milestone, in words."""

    decision: str
    url: str
    words: str


@dataclass(frozen=True)
class WaitFacts:
    """What a milestone waits for, or has waited for, and on how many days."""

    waits: tuple[Waited, ...]
    total: str


def of_decision(
    thing_id: UUID, reader: Actor, at: datetime, proposed: Mapping[str, Any] | None
) -> DecisionFacts | None:
    """Return how a decision stands, as this reader may see it."""
    row = decisions(reader=reader, ids=[thing_id]).get(thing_id)
    on = timezone.localdate(at)
    facts = standing(reader=reader, decision_id=thing_id, on=on) if row else None
    if row is None or facts is None:
        return None
    may = reader.may(access.GOVERN, row.placement)
    steps = steps_to_record(reader=reader, decision_id=row.id, on=on)
    return DecisionFacts(
        refusal=facts.refusal if facts.is_over_all else NOT_SHOWN,
        able=facts.able,
        outstanding=facts.outstanding,
        suggested=_suggested(facts.suggested, row.key_decision) if row.is_asked else "",
        warnings=facts.warnings,
        effective=_effective(row.effective_on, on),
        path=tuple(
            Taken(
                step=one.words,
                on=day_words(one.on),
                told=f"recorded {moment_words(one.recorded_at)} by {one.recorded_by}",
                note=one.note,
            )
            for one in row.path
        ),
        effects=tuple(
            Changed(
                what=one.kind_words,
                subject=one.subject,
                url=_address(one.subject_kind, one.subject_id),
                values=one.words,
                state=one.state_words,
                is_refused=bool(one.refused),
                again=reverse("admin:governance_decision_retry", args=[row.id, one.id])
                if one.refused and may
                else "",
            )
            for one in row.effects
        ),
        next_words=" or ".join(STEP_WORDS[step] for step in steps),
        next_url=reverse("admin:governance_decision_step", args=[row.id]) if steps else "",
    )


def of_milestone(
    thing_id: UUID, reader: Actor, at: datetime, proposed: Mapping[str, Any] | None
) -> WaitFacts | None:
    """Return what a milestone has waited for, with days; None where it never waited for a decision."""
    found = milestone_waits(reader=reader, milestone_ids=[thing_id], on=timezone.localdate(at)).get(thing_id)
    if found is None:
        return None
    days = _days(found.days)
    return WaitFacts(
        waits=tuple(
            Waited(
                decision=one.decision_words,
                url=_address("decision", one.decision_id),
                words=f"{_days(one.days)}, since {day_words(one.since)}"
                + (f" until {day_words(one.until)}" if one.until else ""),
            )
            for one in found.waits
        ),
        total=f"Waits for a decision: {days} so far"
        if found.is_waiting
        else f"Waited for a decision: {days}",
    )


def _days(count: int) -> str:
    return f"{count} day" + ("" if count == 1 else "s")


def _suggested(suggested: tuple[bool, str] | None, settled: bool | None) -> str:
    if suggested is None:
        return "" if settled is not None else "The rule cannot say whether it is a key decision."
    words = f"The rule {'takes it for a key decision' if suggested[0] else 'takes it for no key decision'}: "
    return words + suggested[1] + ("." if settled is not None else ". Somebody settles it.")


def _effective(effective: date | None, on: date) -> str:
    if effective is None:
        return ""
    return f"{'Has effect from' if effective <= on else 'Takes effect on'} {day_words(effective)}"


def _address(kind: str, key: UUID) -> str:
    app = {"saving": "savings", "milestone": "programme", "decision": "governance"}[kind]
    return reverse(f"admin:{app}_{kind}_change", args=[key])

"""What holds a decision back before it is made: impact assessments that are not done, and who signs them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Q

from governance.models import Decision, DecisionEffect, ImpactAssessment
from governance.queries.signing import parties_of, signers_of
from governance.rules import assessing
from programme.queries.then import as_then
from programme.rules.access import Actor

HIDDEN: Final = (
    "An impact assessment that your grants do not show is not done; the programme office knows which"
)


@dataclass(frozen=True)
class OutstandingAssessment:
    """An impact assessment that is not done: what it is about, where it stands, what comes next and who signs.

    `words` says it all in a sentence, `brief` how it stands alone; neither says more than its reader may see, and
    of one they may not see `brief` is blank. Without an id it is a screening that nobody has recorded.
    """

    id: UUID | None
    ref: str
    kind_words: str
    state_words: str
    subject: str = ""
    next_step: str = ""
    who_signs: str = ""
    words: str = ""
    brief: str = ""


def outstanding_assessments(
    decision_ids: Iterable[UUID],
    *,
    reader: Actor | None = None,
    at: datetime | None = None,
    with_signers: bool = True,
) -> dict[UUID, tuple[OutstandingAssessment, ...]]:
    """Return what holds each of these decisions back, by decision; none where nothing does.

    Assessments of the decision itself, of the savings it changes, of its or its paper's workstream where they name
    neither, and of the whole programme where they name nothing; and screenings that are not on record about any of
    these, for a decision that takes them. Whatever a reader may see, what holds back holds
    back; of one they may not see they read only that there is one. With `at` they stand as had been recorded by
    then; without `with_signers` nobody is named. Source: docs/method.md, "Impact assessments".
    """
    decisions = list(Decision.objects.filter(pk__in=list(decision_ids)).select_related("paper"))
    if not decisions:
        return {}
    effects = DecisionEffect.objects.filter(decision__in=decisions).exclude(kind="milestone_baseline")
    subjects: dict[UUID, set[UUID]] = {}
    for decision_id, subject_id in effects.values_list("decision_id", "subject_id"):
        subjects.setdefault(decision_id, set()).add(subject_id)
    about = Q(pk__in=[])
    for decision in decisions:
        about |= _about(decision, subjects.get(decision.id, set()))
    known = _known(about, at)
    told = _told([row for row in known if row.state in assessing.HOLDING], reader, with_signers)
    found = {}
    for decision in decisions:
        savings = subjects.get(decision.id, set())
        mine = [row for row in known if _holds(row, decision, savings)]
        lacking = assessing.unscreened(decision.kind, bool(savings), {row.kind for row in mine})
        found[decision.id] = (
            *(told[row.id] for row in mine if row.id in told),
            *(_unscreened(words) for words in lacking),
        )
    return found


def _unscreened(kind: str) -> OutstandingAssessment:
    words = f"{kind} screening is not on record: screen it under Impact assessments"
    brief = f"{kind} screening is not on record"
    return OutstandingAssessment(
        None, "", kind, "Not screened", next_step="screen it", words=words, brief=brief
    )


def _known(about: Q, at: datetime | None) -> list[ImpactAssessment]:
    """Return the assessments that may hold a decision back, as they stand or stood."""
    rows = ImpactAssessment.objects.filter(about).select_related("programme", "workstream").order_by("ref")
    if at is None:
        return list(rows.filter(removed_at=None))
    found = list(rows.filter(Q(removed_at=None) | Q(removed_at__gt=at)))
    then = as_then(found, at)
    for row in found:
        if row.pk in then:
            then[row.pk].workstream = row.workstream  # who may see it is a matter of today
    return [then[row.pk] for row in found if row.pk in then]


def _about(decision: Decision, savings: set[UUID]) -> Q:
    """Return what finds the assessments that may hold a decision back; `_holds` says the same of one."""
    return (
        Q(decision_id=decision.id)
        | Q(saving_id__in=savings, decision=None)
        | Q(workstream_id__in=_workstreams(decision), decision=None, saving=None)
        | Q(programme_id=decision.programme_id, decision=None, saving=None, workstream=None)
    )


def _holds(row: ImpactAssessment, decision: Decision, savings: set[UUID]) -> bool:
    if row.decision_id is not None:
        return row.decision_id == decision.id
    if row.saving_id is not None:
        return row.saving_id in savings
    if row.workstream_id is not None:
        return row.workstream_id in _workstreams(decision)
    return row.programme_id == decision.programme_id


def _workstreams(decision: Decision) -> set[UUID]:
    of_paper = decision.paper.workstream_id if decision.paper else None
    return {one for one in (decision.workstream_id, of_paper) if one is not None}


def _told(
    rows: list[ImpactAssessment], reader: Actor | None, with_signers: bool
) -> dict[UUID, OutstandingAssessment]:
    parties = parties_of([row.id for row in rows]) if rows and with_signers else {}
    signers = signers_of(rows, parties) if rows and with_signers else {}
    found = {}
    for row in rows:
        if reader is not None and not reader.sees(row.placement()):
            found[row.id] = OutstandingAssessment(row.id, "", "", "not done", words=HIDDEN)
            continue
        kind, state = str(row.get_kind_display()), str(row.get_state_display())
        who = assessing.signing_words(parties[row.id], signers[row.id]) if with_signers else ""
        next_step = assessing.next_words(row.state)
        brief = f"{row.ref}, {kind.lower()}, of {row.subject}: {state.lower()}"
        words = "; ".join(filter(None, (brief, next_step, who)))
        found[row.id] = OutstandingAssessment(
            row.id, row.ref, kind, state, row.subject, next_step, who, words, brief
        )
    return found

"""Who stands too close to an impact assessment to sign it, and who could."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from governance.models import AssessmentStep, DecisionEffect, ImpactAssessment
from governance.rules import assessing
from governance.rules.assessing import Party
from programme import queries as ground
from programme.rules import access
from savings import queries as money


def parties_of(assessment_ids: Iterable[UUID]) -> dict[UUID, tuple[Party, ...]]:
    """Return who may not sign each assessment: owners of its saving and workstream, and whoever drafted it.

    Of one about a decision, the owners of the savings it changes too. Asked for ids alone: who may not sign does
    not depend on who looks. Drafts from before it was last screened or reopened count as well.
    """
    rows = list(
        ImpactAssessment.objects.filter(pk__in=list(assessment_ids)).select_related(
            "workstream__owner", "saving__owner", "saving__workstream__owner", "decision__workstream__owner"
        )
    )
    changed = _savings_changed({row.decision_id for row in rows if row.decision_id})
    drafted = _drafters([row.id for row in rows])
    found = {}
    for row in rows:
        parties: list[Party] = []
        workstreams = [row.workstream, getattr(row.saving, "workstream", None)]
        workstreams.append(getattr(row.decision, "workstream", None))
        if row.saving is not None and row.saving.owner is not None:
            parties.append(Party(row.saving.owner_id, row.saving.owner.name, f"owns {row.saving.ref}"))
        parties += changed.get(row.decision_id, ())
        parties += [
            Party(one.owner_id, one.owner.name, f"owns {one.ref}")
            for one in workstreams
            if one is not None and one.owner is not None
        ]
        parties += drafted.get(row.id, ())
        found[row.id] = tuple(dict.fromkeys(parties))
    return found


def signers_of(
    rows: Iterable[ImpactAssessment], parties: Mapping[UUID, tuple[Party, ...]]
) -> dict[UUID, tuple[str, ...]]:
    """Return the names of the officers who could sign each assessment: with a grant there, and no part in it."""
    rows = list(rows)
    councils = {row.programme.organisation_id for row in rows}
    people = {council: ground.people(reader=access.system(), organisation_id=council) for council in councils}
    actors = ground.actors_for({key for found in people.values() for key in found}, door="page")
    found = {}
    for row in rows:
        where = row.placement()
        here = people[row.programme.organisation_id]
        barred = {party.person_id for party in parties[row.id]}
        found[row.id] = tuple(
            person.name
            for person_id, person in here.items()
            if person_id not in barred
            and person_id in actors
            and actors[person_id].may(access.UPDATE_DELIVERY, where)
        )
    return found


def _savings_changed(decision_ids: set[UUID]) -> dict[UUID | None, list[Party]]:
    effects = DecisionEffect.objects.filter(decision_id__in=decision_ids).exclude(kind="milestone_baseline")
    pairs = list(effects.values_list("decision_id", "subject_id"))
    savings = money.savings(reader=access.system(), ids={subject for _, subject in pairs}) if pairs else {}
    found: dict[UUID | None, list[Party]] = {}
    for decision_id, subject_id in pairs:
        saving = savings.get(subject_id)
        if saving is not None and saving.owner_id is not None:
            party = Party(saving.owner_id, saving.owner, "owns a saving it changes")
            found.setdefault(decision_id, []).append(party)
    return found


def _drafters(assessment_ids: list[UUID]) -> dict[UUID, list[Party]]:
    rows = AssessmentStep.objects.filter(
        assessment_id__in=assessment_ids, state=assessing.DRAFTED, person__isnull=False
    ).order_by("recorded_at")
    found: dict[UUID, list[Party]] = {}
    for row in rows:
        if row.person_id is not None:
            found.setdefault(row.assessment_id, []).append(
                Party(row.person_id, row.recorded_by, "drafted it")
            )
    return found

"""What savings lines are called, for finding one by its name among all there are, and who may see which."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, Final
from uuid import UUID

from django.db.models import Q

from programme.queries.stamps import stamp_of
from programme.rules.access import Actor
from savings.models import BudgetLine, CostDriver, Enabler, Proposal, Saving, Target, VarianceCause
from savings.queries.names import SavingName
from savings.queries.targets import targets

OVERLAP: Final = 500  # entries of the history read again, for what was committed out of order
_FIELDS: Final = ("id", "ref", "ref_is_printed", "name", "heading", "programme_id", "workstream_id")


def names_stamp() -> tuple[int, ...]:
    """Return a stamp of all in the money that has a name: savings lines first, then budget lines and the like."""
    return (*stamp_of([Saving, BudgetLine, Proposal, CostDriver, Target]), VarianceCause.objects.count())


def standing_names(ids: Iterable[UUID] | None = None) -> dict[UUID, SavingName]:
    """Return what lines are called, all that stand or some of them, in the order of their paper.

    Asked for no reader: nothing of it may be shown before `lines_shown` has been asked.
    """
    rows = Saving.objects.standing()
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    found = {}
    for id, ref, is_printed, name, heading, programme, workstream in (
        rows.order_by("programme__code", "line_no", "ref").values_list(*_FIELDS).iterator(chunk_size=5000)
    ):
        found[id] = SavingName(id, ref, ref if is_printed else "", name, heading, programme, workstream)
    return found


def changed_since(stamp: int) -> set[UUID]:
    """Return the lines that the history tells of since a stamp, and shortly before it."""
    history: Any = Saving.pgh_event_model  # type: ignore[attr-defined]
    return set(history.objects.filter(pgh_id__gt=stamp - OVERLAP).values_list("pgh_obj_id", flat=True))


def lines_shown(*, reader: Actor, ids: Collection[UUID]) -> set[UUID]:
    """Return those of these lines that this reader sees."""
    return set(Saving.objects.visible_to(reader).filter(pk__in=list(ids)).values_list("pk", flat=True))


def headings_shown(*, reader: Actor, headings: Collection[tuple[UUID, str]]) -> set[tuple[UUID, str]]:
    """Return those of these headings, by programme, that this reader sees a line of."""
    asked = Q(pk__in=[])
    for programme_id, heading in headings:
        asked |= Q(programme_id=programme_id, heading=heading)
    rows = Saving.objects.visible_to(reader).filter(asked).order_by()
    return set(rows.values_list("programme_id", "heading").distinct())


def lines_of(
    *,
    reader: Actor,
    programme_id: UUID,
    heading: str | None = None,
    workstream_id: UUID | None = None,
    owner_id: UUID | None = None,
) -> frozenset[UUID]:
    """Return the lines that this reader sees of a heading, workstream or owner of a programme."""
    rows = Saving.objects.visible_to(reader).filter(programme_id=programme_id)
    if heading is not None:
        rows = rows.filter(heading__iexact=heading)
    if workstream_id is not None:
        rows = rows.filter(workstream_id=workstream_id)
    if owner_id is not None:
        rows = rows.filter(owner_id=owner_id)
    return frozenset(rows.values_list("pk", flat=True))


def lines_waiting_for(milestones: Iterable[UUID], *, reader: Actor) -> list[UUID]:
    """Return the lines that this reader sees which wait for any of these milestones, in the order of their paper."""
    rows = Saving.objects.visible_to(reader).filter(
        pk__in=Enabler.objects.filter(milestone_id__in=list(milestones)).values("saving_id")
    )
    return list(rows.order_by("programme__code", "line_no", "ref").values_list("pk", flat=True))


def owners_shown(*, reader: Actor, programme_ids: Iterable[UUID]) -> list[tuple[UUID, UUID, str]]:
    """Return who owns a line that this reader sees: programme, person and name."""
    rows = Saving.objects.visible_to(reader).filter(programme_id__in=list(programme_ids), owner__isnull=False)
    return list(
        rows.order_by("owner__name").values_list("programme_id", "owner_id", "owner__name").distinct()
    )


def causes_named(*, reader: Actor, programme_ids: Iterable[UUID]) -> list[tuple[UUID, str]]:
    """Return the names of causes stated of budget lines that this reader sees, by programme."""
    seen = BudgetLine.objects.visible_to(reader).filter(programme_id__in=list(programme_ids))
    rows = VarianceCause.objects.filter(budget_line__in=seen).order_by("budget_line__programme_id", "name")
    return list(rows.values_list("budget_line__programme_id", "name").distinct())


def targets_named(*, reader: Actor, programme_ids: Iterable[UUID]) -> list[tuple[UUID, str]]:
    """Return the names of targets a programme states beside the one its bridge starts from, and of no part of one."""
    rows = Target.objects.visible_to(reader).filter(programme_id__in=list(programme_ids), cut="")
    said = {
        (row.programme_id, row.name): None
        for row in targets(reader=reader, ids=rows.values_list("pk", flat=True)).values()
        if not row.is_bridge
    }
    return list(said)

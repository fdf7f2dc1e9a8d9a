"""What savings are called: enough to find one by, without its figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from programme.rules.access import Actor, Placement
from savings.models import Saving, Target


@dataclass(frozen=True)
class SavingName:
    """A saving's ref, name, printed heading and place. `shown_ref` is blank where the paper prints no ref."""

    id: UUID
    ref: str
    shown_ref: str
    name: str
    heading: str
    programme_id: UUID
    workstream_id: UUID | None


def saving_names(*, reader: Actor, programme_ids: Iterable[UUID]) -> dict[UUID, SavingName]:
    """Return the names of the savings this reader may see, by id, in the order of their paper."""
    rows = Saving.objects.visible_to(reader).filter(programme_id__in=list(programme_ids))
    fields = ("id", "ref", "ref_is_printed", "name", "heading", "programme_id", "workstream_id")
    return {
        row["id"]: SavingName(
            id=row["id"],
            ref=row["ref"],
            shown_ref=row["ref"] if row["ref_is_printed"] else "",
            name=row["name"],
            heading=row["heading"],
            programme_id=row["programme_id"],
            workstream_id=row["workstream_id"],
        )
        for row in rows.order_by("programme__code", "line_no", "ref").values(*fields)
    }


def saving_places(ids: Iterable[UUID]) -> dict[UUID, Placement]:
    """Return where savings stand now, with every marking they inherit, by id; those taken away among them.

    Asked for ids alone, to narrow what was frozen about them earlier; nothing of it is shown.
    """
    rows = Saving.objects.filter(pk__in=list(ids)).select_related("programme", "workstream")
    return {s.id: s.placement() for s in rows}


def savings_seen(*, reader: Actor, ids: Iterable[UUID]) -> set[UUID]:
    """Return those of these savings that this reader may see today, those taken away since among them."""
    return set(Saving.objects.seen_by(reader).filter(pk__in=list(ids)).values_list("pk", flat=True))


def targets_seen(*, reader: Actor, ids: Iterable[UUID]) -> set[UUID]:
    """Return those of these targets that this reader may see today."""
    return set(Target.objects.seen_by(reader).filter(pk__in=list(ids)).values_list("pk", flat=True))


@dataclass(frozen=True)
class SavingTies:
    """Whose a saving is and where it stands now."""

    id: UUID
    name: str
    owner_id: UUID | None
    workstream_id: UUID | None
    placement: Placement


def saving_ties(ids: Iterable[UUID]) -> dict[UUID, SavingTies]:
    """Return whose savings are, by id; those taken away are left out. Ids as in `saving_places`."""
    rows = Saving.objects.standing().filter(pk__in=list(ids)).select_related("programme", "workstream")
    return {s.id: SavingTies(s.id, s.name, s.owner_id, s.workstream_id, s.placement()) for s in rows}

"""Which workstreams a part of a target falls on. Nothing is mapped until somebody says so."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from programme import queries as ground
from programme.changes import Invalid
from programme.changes.saving_rows import locked, recorded, save
from programme.rules import access
from savings.models import Target, TargetMapping


@transaction.atomic
def map_target(
    *, target_id: UUID, workstream_id: UUID, by: access.Actor, at: datetime, note: str = ""
) -> TargetMapping:
    """State that a part of a cut falls on a workstream of its programme; the same again changes nothing.

    Raises Refused, Invalid.
    """
    target = locked(Target, target_id, version=None)
    _require(target, by)
    if not target.cut:
        raise Invalid({"target": [f"{target.name} is a whole: only a part of a cut falls on workstreams"]})
    known = target.mappings.filter(workstream_id=workstream_id).first()
    if known is not None:
        return known
    workstream = ground.workstreams(reader=by, ids=[workstream_id]).get(workstream_id)
    if workstream is None or workstream.programme_id != target.programme_id:
        raise Invalid({"workstream": ["Choose a workstream of the same programme"]})
    save(target, by=by)
    return save(TargetMapping(target=target, workstream_id=workstream_id, note=note), by=by, new=True)


@transaction.atomic
def unmap_target(*, mapping_id: UUID, by: access.Actor, at: datetime, reason: str = "") -> None:
    """State that a part of a cut does not fall on a workstream after all. Raises Refused."""
    mapping = locked(TargetMapping, mapping_id, version=None)
    target = locked(Target, mapping.target_id, version=None)
    _require(target, by)
    save(target, by=by, reason=reason)
    with recorded(by, reason=reason):
        mapping.delete()


def _require(target: Target, by: access.Actor) -> None:
    by.require(access.PLAN_MONEY, target.placement(), thing=f"what {target.label or target.name} falls on")

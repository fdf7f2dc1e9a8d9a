"""What a form in Slack saved, as its person may see it now."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from bots.models import Inbox
from bots.rules.forms import MILESTONE, SAVING, UNDO_LIFE, WORKSTREAM, Saved
from programme import queries as ground
from programme.rules.access import Actor
from savings import queries as money


def saved_form(form_id: UUID, *, reader: Actor) -> Saved | None:
    """Return what a form saved; None where it saved nothing, or its thing may not be shown to this reader now."""
    row = Inbox.objects.filter(pk=form_id).first()
    kept = row.payload.get("saved") if row is not None else None
    if row is None or not kept:
        return None
    named = _named(str(row.payload["form"]), UUID(row.payload["thing"]), reader)
    if named is None:
        return None
    heading, illustrative = named
    return Saved(
        heading=heading,
        says=str(kept["says"]),
        illustrative=illustrative,
        until=datetime.fromisoformat(kept["at"]) + UNDO_LIFE if kept["back"] else None,
        undone_at=datetime.fromisoformat(kept["undone"]) if "undone" in kept else None,
    )


def _named(kind: str, thing_id: UUID, reader: Actor) -> tuple[str, bool] | None:
    if kind == MILESTONE:
        milestone = ground.milestones(reader=reader, ids=[thing_id]).get(thing_id)
        return (f"{milestone.ref} {milestone.name}", milestone.illustrative) if milestone else None
    if kind == WORKSTREAM:
        workstream = ground.workstreams(reader=reader, ids=[thing_id]).get(thing_id)
        return (f"{workstream.ref} {workstream.name}", workstream.illustrative) if workstream else None
    if kind == SAVING:
        saving = money.savings(reader=reader, ids=[thing_id]).get(thing_id)
        return (saving.label, saving.illustrative) if saving else None
    return None

"""What a person may choose in a form: rows they may see, in the place they stand. Loaded once a request.

An offer is a key and its words. Autocompletes, filters and search are narrowed by the same querysets.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest

from programme import queries
from programme.admin.acting import kept, required_actor
from programme.admin.words import plain_name
from programme.models import DefinitionSet, Milestone, Organisation, Person, Programme, Workstream
from programme.rules import access

Offers = list[tuple[UUID, str]]


def stand_at(request: HttpRequest, thing: Any) -> None:
    """Say which thing the form is about, so that choices are those of its programme and council."""
    here = kept(request, "standing", dict)
    if thing is None or thing._state.adding:
        return
    programme = thing if isinstance(thing, Programme) else getattr(thing, "programme", None)
    if programme is None and getattr(thing, "workstream", None) is not None:
        programme = thing.workstream.programme
    board = getattr(thing, "board", None)
    if programme is None and board is not None:
        thing, programme = board, board.programme
    council = programme.organisation_id if programme else getattr(thing, "organisation_id", None)
    if isinstance(thing, Organisation):
        council = thing.pk
    here.update(programme=programme.pk if programme else None, council=council)


def offered(db_field: Any, request: HttpRequest, *, capability: str) -> Offers:
    """Return what may be chosen for a foreign key by this person, where the form stands.

    Programmes and councils are those where they may do what the form is for.
    """
    model = db_field.remote_field.model
    here = kept(request, "standing", dict)
    found: Offers = kept(
        request,
        f"offers:{model._meta.label}:{capability}:{here.get('programme')}:{here.get('council')}",
        lambda: _load(model, required_actor(request), here, capability),
    )
    return found


def _load(model: Any, reader: access.Actor, here: dict[str, Any], capability: str) -> Offers:
    if model is Person:
        return _people(reader, here.get("council"))
    if model is Programme:
        rows = queries.programmes(reader=reader).values()
        return [(p.id, p.label) for p in rows if not capability or reader.may(capability, p.placement)]
    if model is Workstream:
        return _workstreams(reader, here.get("programme"))
    if model is Milestone:
        return _milestones(reader, here.get("programme"))
    if model is Organisation:
        councils = queries.organisations(reader=reader).values()
        here_too = [o for o in councils if not capability or reader.may(capability, access.Placement(o.id))]
        return [(o.id, o.name) for o in here_too]
    if model is DefinitionSet:
        return list(DefinitionSet.objects.order_by("name").values_list("id", "name"))
    return _others(model, reader, here)


def _people(reader: access.Actor, council: UUID | None) -> Offers:
    """People of the council the form stands in; of every council this person knows, where it stands in none."""
    known = queries.people(reader=reader, organisation_id=council)
    return sorted(((p.id, p.name) for p in known.values()), key=lambda offer: offer[1].lower())


def _workstreams(reader: access.Actor, programme: UUID | None) -> Offers:
    seen = Workstream.objects.visible_to(reader)
    rows = (seen if programme is None else seen.filter(programme_id=programme)).values_list(
        "pk", "ref", "name", "programme__code"
    )
    return [
        (key, f"{ref} {name}" if programme else f"{code} · {ref} {name}")
        for key, ref, name, code in rows.order_by("programme__code", "position", "ref")
    ]


def _milestones(reader: access.Actor, programme: UUID | None) -> Offers:
    only = None if programme is None else [programme]
    rows = queries.milestones(reader=reader, programme_ids=only).values()
    return [(m.id, f"{m.ref} {m.name}") for m in rows]


def _others(model: Any, reader: access.Actor, here: dict[str, Any]) -> Offers:
    """Rows of higher storeys: of this programme and council where the form stands in one, never beyond sight."""
    rows = model._default_manager.all()
    names = {f.name for f in model._meta.fields}
    if hasattr(rows, "visible_to"):
        rows = rows.visible_to(reader)
    elif "organisation" in names:
        rows = rows.filter(organisation__in=Organisation.objects.visible_to(reader))
    else:
        return []
    if here.get("programme") and "programme" in names:
        rows = rows.filter(Q(programme_id=here["programme"]) | Q(programme=None))
    if here.get("council") and "organisation" in names:
        rows = rows.filter(organisation_id=here["council"])
    if "board" in names:
        rows = rows.select_related("board")
    named = [(row.pk, str(getattr(row, "name", "")) or plain_name(row)) for row in rows]
    return sorted(named, key=lambda offer: offer[1].lower())

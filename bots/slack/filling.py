"""What a modal shows once it is known who opened it: found, checked against their rights, prepared to be sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from bots import changes, queries
from bots.queries import InboxRow
from bots.rules.forms import CHANGING, CHANNEL, HEARING, LONGEST_REASON, MILESTONE, SAVING, WORKSTREAM
from bots.rules.wording import day
from bots.slack import client, forms, lifecycle
from bots.slack.outcomes import Refused
from governance import queries as governance
from programme import queries as ground
from programme.queries import MilestoneRow
from programme.rules import access
from programme.rules.calendar import FinancialYear
from programme.rules.rag import POINTS, WORDS, Rag, Scale
from savings import queries as money
from savings.rules.notation import show_pounds

ONLY_IN_TRACKER: Final = "This item can be changed only in the tracker itself."
INVITE: Final = "I am not in this channel, or you are not. Invite me with /invite @tracker and try again."
ONLY_CHANNELS: Final = "A direct message is linked to nothing; use this in a channel"
NOTHING_TO_CHOOSE: Final = "There is nothing of this kind that you may update from Slack."
_YEARS_SHOWN: Final = 12


@dataclass(frozen=True)
class Filled:
    """A modal ready to show, and what its opening comes to: opened, choosing or refused."""

    view: dict[str, Any]
    outcome: str


def fill(asked: InboxRow, actor: access.Actor, at: datetime) -> Filled:
    """Return the modal somebody asked for by a button, a shortcut or a command."""
    reader, kind = actor.without_closed(), _kind(asked)
    if kind == HEARING and reader.person_id is not None:
        changes.prepare_form(form_id=asked.id, kind=HEARING)
        chosen = queries.wishes([reader.person_id])[reader.person_id]
        return Filled(forms.hearing_form(form=asked.id, chosen=chosen), "opened")
    if kind == CHANNEL:
        return _channel(asked, reader, at)
    thing = _thing(asked, reader)
    if thing is not None:
        return form_for(asked, *thing, reader=reader, at=at)
    if "notice" in asked.payload or kind not in CHANGING or asked.payload.get("handle"):
        return _refused(asked.id, kind)
    if not queries.changeable(kind, reader=reader, most=1):
        return Filled(forms.cannot(asked.id, NOTHING_TO_CHOOSE, _address(), kind=kind), "refused")
    changes.prepare_form(form_id=asked.id, kind=kind)
    return Filled(forms.pick(asked.id, kind, note=_not_found(asked)), "choosing")


def form_for(asked: InboxRow, kind: str, thing_id: UUID, *, reader: access.Actor, at: datetime) -> Filled:
    """Return the form for one thing, if its reader may change it from Slack; why not, otherwise."""
    common = {"form": asked.id, "reason": _prefill(asked)}
    if kind == MILESTONE:
        view = _milestone(thing_id, reader, common)
    elif kind == WORKSTREAM:
        view = _workstream(thing_id, reader, common)
    else:
        view = _saving(thing_id, reader, common, at)
    return Filled(view, "opened") if view is not None else _refused(asked.id, kind)


def _milestone(thing_id: UUID, reader: access.Actor, common: Mapping[str, Any]) -> dict[str, Any] | None:
    row = ground.milestones(reader=reader, ids=[thing_id]).get(thing_id)
    if row is None or not reader.may(access.UPDATE_DELIVERY, row.placement):
        return None
    changes.prepare_form(form_id=common["form"], kind=MILESTONE, thing_id=row.id, version=row.version)
    known = row.forecast.first_day if row.forecast else None
    return forms.forecast_form(
        heading=f"{row.ref} {row.name}",
        standing=_standing_dates(row),
        initial_date=known.isoformat() if known else "",
        illustrative=row.illustrative,
        **common,
    )


def _standing_dates(row: MilestoneRow) -> list[str]:
    said = ground.milestone_trends([row.id]).get(row.id, [])
    by = f", said by {said[-1].by} on {day(said[-1].recorded_at)}" if said else ""
    return [f"Forecast now: {row.forecast or 'not known'}{by}", f"Baseline: {row.baseline or 'not known'}"]


def _workstream(thing_id: UUID, reader: access.Actor, common: Mapping[str, Any]) -> dict[str, Any] | None:
    row = ground.workstreams(reader=reader, ids=[thing_id]).get(thing_id)
    if row is None or not reader.may(access.UPDATE_DELIVERY, row.placement):
        return None
    changes.prepare_form(form_id=common["form"], kind=WORKSTREAM, thing_id=row.id, version=row.version)
    said = row.status
    by = f", said by {said.rater} on {day(said.recorded_at)}" if said else ""
    standing = [f"RAG now: {said.words if said else 'not published'}{by}"]
    if said and said.reason:
        standing.append(f"Because: {said.reason}")
    programme = ground.programmes(reader=reader, ids=[row.programme_id])[row.programme_id]
    return forms.rating_form(
        heading=f"{row.ref} {row.name}",
        standing=standing,
        ratings=_ratings(programme.definition_set),
        illustrative=row.illustrative,
        **common,
    )


def _ratings(name: str) -> list[tuple[str, str, str]]:
    """Return the ratings of a set of definitions by its name, the three points where a programme has none."""
    definitions = next((d for d in ground.definition_sets().values() if d.name == name), None)
    points = POINTS[Scale(definitions.scale)] if definitions else POINTS[Scale.THREE]
    meanings = definitions.meanings if definitions else {}
    last = (Rag.COMPLETE,) if Rag.COMPLETE in meanings else ()
    return [(r.value, WORDS[r], meanings.get(r.value, "")) for r in (*points, *last)]


def _saving(
    thing_id: UUID, reader: access.Actor, common: Mapping[str, Any], at: datetime
) -> dict[str, Any] | None:
    row = money.savings(reader=reader, ids=[thing_id]).get(thing_id)
    if row is None or not reader.may(access.UPDATE_MONEY, row.placement):
        return None
    changes.prepare_form(form_id=common["form"], kind=SAVING, thing_id=row.id, version=row.version)
    held = sorted({y for p in (row.plan, row.forecast) if p for y in p.years}, key=lambda y: y.start_year)
    current = FinancialYear.containing(timezone.localdate(at))
    years = []
    for year in held[-_YEARS_SHOWN:] or [current]:
        forecast = row.forecast.amount(year) if row.forecast else None
        plan = row.plan.amount(year) if row.plan else None
        stands = f"forecast {show_pounds(forecast)}, plan {show_pounds(plan)}"
        years.append((str(year.start_year), year.label, stands))
    said = (
        f"Said last on {day(row.said_at)}: {row.said_reason}" if row.said_at else "No forecast was said yet"
    )
    return forms.saving_form(
        heading=row.label,
        standing=[said, f"Holds by: {row.forecast_basis}"] if row.forecast_basis else [said],
        years=years,
        initial=str(current.start_year),
        illustrative=row.illustrative,
        **common,
    )


def _channel(asked: InboxRow, reader: access.Actor, at: datetime) -> Filled:
    """Return the form that links a channel, if the app and the asker are in it and it may be served."""
    channel_id = str(asked.payload.get("channel") or "")
    try:
        found = client.channel(channel_id)
        members = client.members(channel_id) if found.is_member and not found.is_im else []
    except Refused:
        return _no_channel(asked, INVITE)
    why = ONLY_CHANNELS if found.is_im else lifecycle.standing_of(found)
    if why or asked.user_id not in members:
        return _no_channel(asked, INVITE if why == lifecycle.NOT_IN_IT or not why else f"{why}.")
    ref = str(asked.payload.get("ref") or "")
    things = queries.linkable(reader=reader, matching=ref, most=2) if ref else []
    is_one = len(things) == 1 or [t.ref.casefold() == ref.casefold() for t in things] == [True, False]
    if not queries.linkable(reader=reader, most=1):
        return _no_channel(asked, changes.NOT_YOURS)
    known = {"name": found.name, "is_private": found.is_private, "members": members}
    changes.prepare_form(form_id=asked.id, kind=CHANNEL, about=known)
    standing = queries.channel(team_id=asked.team_id, channel_id=channel_id)
    initial = None
    if is_one and reader.person_id is not None:
        row = things[0]
        keys = changes.hand_out(person_id=reader.person_id, kind=row.kind, ids=[row.id], at=at)
        initial = (str(keys[row.id]), row.label, row.where)
    words = f"Linked to {standing.label} now." if standing else "Linked to nothing yet."
    view = forms.channel_form(
        form=asked.id, name=found.name, is_private=found.is_private, standing=words, initial=initial
    )
    return Filled(view, "opened")


def _no_channel(asked: InboxRow, words: str) -> Filled:
    return Filled(forms.cannot(asked.id, words, kind=CHANNEL), "refused")


def _kind(asked: InboxRow) -> str:
    return str(asked.payload.get("form") or MILESTONE)


def _thing(asked: InboxRow, reader: access.Actor) -> tuple[str, UUID] | None:
    """Return what a form is about: of a notice to this very person, of a key of theirs, or named by its ref."""
    payload = asked.payload
    if "notice" in payload:
        found = _of_notice(str(payload["notice"]), reader)
        if found is not None:
            return found
    if payload.get("handle") and reader.person_id is not None:
        handle = queries.handle(str(payload["handle"]), person_id=reader.person_id)
        return (handle.kind, handle.thing_id) if handle is not None else None
    named = queries.named(_kind(asked), payload["ref"], reader=reader) if payload.get("ref") else None
    return (named.kind, named.id) if named is not None else None


def _of_notice(key: str, reader: access.Actor) -> tuple[str, UUID] | None:
    try:
        notice = queries.notice(UUID(key))
    except ValueError:
        return None
    if notice is None or notice.person_id not in (None, reader.person_id):
        return None  # a channel's notice is everybody's there; what they may do with it is asked after this
    step = governance.alert_step(notice.step_id)
    if step is None or step.facts.subject_kind not in CHANGING:
        return None
    return step.facts.subject_kind, step.facts.subject_id


def _prefill(asked: InboxRow) -> str:
    return str(asked.payload.get("reason", ""))[:LONGEST_REASON]


def _not_found(asked: InboxRow) -> str:
    ref = asked.payload.get("ref")
    return f"I know nothing called “{ref}” that you may update from here. Choose it:" if ref else ""


def _refused(form_id: UUID, kind: str) -> Filled:
    return Filled(forms.cannot(form_id, ONLY_IN_TRACKER, _address(), kind=kind), "refused")


def _address() -> str:
    return f"{settings.PUBLIC_URL}/"

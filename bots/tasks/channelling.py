"""What an alert says in a linked channel: as everybody in it may read it, worked out anew for each try."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.conf import settings

from bots import queries
from bots.queries import ChannelRow, DeliveryRow, NoticeRow
from bots.rules.company import reader_of
from bots.rules.wording import Message, Section, alert_section, gone_section, told_once
from bots.slack import blocks
from bots.slack.client import LONGEST_UPDATE
from bots.tasks.outgoing import NoChannel, NothingToSay, NotYet, Outgoing, rights_of
from governance import queries as governance
from governance.queries import AlertStepRow
from governance.rules.paths import path_of
from programme.rules.access import Actor

SCOPE: Final = {
    "open": "over open items alone",
    "internal": "over the open and internal items of what this channel is linked to",
}
NO_CHANNEL: Final = "The channel is not linked any more, or nothing can be sent to it"
WORSENED: Final = "worsened"
FORMS: Final = ("milestone", "workstream", "saving")


def compose(delivery: DeliveryRow, at: datetime) -> Outgoing:
    """Return what goes to a channel now: an alert, its edit, or a reply in its thread. Raises NothingToSay, NotYet."""
    channel = queries.channel_by_id(delivery.channel_link_id) if delivery.channel_link_id else None
    if channel is None or channel.trouble:
        raise NoChannel(NO_CHANNEL)
    reader = reader_of(channel.name, channel.scopes, ceiling=channel.ceiling)
    if delivery.kind == "alert":
        return _root(delivery, channel, reader)
    original = queries.delivery(delivery.edits_id) if delivery.edits_id else None
    if original is None or original.state in ("failed", "suppressed", "held"):
        raise NothingToSay("The message it belongs to never went out")
    if original.state != "sent":
        raise NotYet
    if delivery.kind == "edit":
        return _edit(delivery, original, channel, reader)
    return _reply(delivery, original, reader)


def _root(delivery: DeliveryRow, channel: ChannelRow, reader: Actor) -> Outgoing:
    says, sections = _sections(queries.notices_of(delivery.id), channel, reader, editing=False)
    if not sections:
        raise NothingToSay("What it told of was over, or may not be shown there any more")
    text, layouts = blocks.alert(_message(sections))
    body = {"route": "post", "channel": channel.channel_id, "text": text, "layouts": layouts, "rung": 0}
    return Outgoing("slack", channel.channel_id, "", body | {"says": says})


def _edit(delivery: DeliveryRow, original: DeliveryRow, channel: ChannelRow, reader: Actor) -> Outgoing:
    line = [d.id for d in queries.unfinished_edits(original.id)]
    if delivery.id in line[:-1]:
        raise NothingToSay("A newer change of the same message covers it")
    notices = queries.notices_of(original.id)
    says, sections = _sections(notices, channel, reader, editing=True)
    text, layouts = blocks.alert(_message(sections), longest=LONGEST_UPDATE)
    stands = queries.standing_body(original)
    if stands is not None and (says, text) == (stands["says"], stands["text"]):
        raise NothingToSay("The message says so already")
    where = {"channel": original.address, "ts": original.provider_ref}
    body = {"route": "update", **where, "text": text, "layouts": layouts, "rung": 0, "says": says}
    return Outgoing("slack", original.address, "", body)


def _reply(delivery: DeliveryRow, original: DeliveryRow, reader: Actor) -> Outgoing:
    """Return a reply in the thread of an alert; it is shown in the channel as well only where something worsened."""
    notices = queries.notices_of(delivery.id)
    steps = governance.alert_steps([n.step_id for n in notices]).values()
    shown = [s for s in steps if reader.sees(s.facts.placement)]
    if not shown:
        raise NothingToSay("What it told of may not be shown there any more")
    text, layouts = blocks.change([s.facts for s in shown])
    body: dict[str, Any] = {"route": "post", "channel": original.address, "thread_ts": original.provider_ref}
    body |= {"text": text, "layouts": layouts, "rung": 0, "broadcast": any(s.step == WORSENED for s in shown)}
    body["says"] = [[str(s.alert_id), str(s.id), "full", rights_of(reader)] for s in shown]
    return Outgoing("slack", original.address, "", body)


def _message(sections: Sequence[Section]) -> Message:
    return Message(told_once(sections), f"{settings.PUBLIC_URL}/account/")


def _sections(
    notices: Sequence[NoticeRow], channel: ChannelRow, reader: Actor, *, editing: bool
) -> tuple[list[list[str]], list[Section]]:
    first = {n.alert_id: n for n in reversed(notices) if n.person_id is None}
    says: list[list[str]] = []
    sections: list[Section] = []
    for alert_id, step in governance.newest_steps(list(first)).items():
        if not reader.sees(step.facts.placement):
            if editing:
                says.append([str(alert_id), "", "gone", ""])
                sections.append(gone_section())
        elif editing or step.is_open:
            says.append([str(alert_id), str(step.id), "full", rights_of(reader)])
            sections.append(_section(step, first[alert_id], channel, reader))
    return says, sections


def _section(step: AlertStepRow, notice: NoticeRow, channel: ChannelRow, reader: Actor) -> Section:
    facts = step.facts
    path = path_of(facts.subject_kind, facts.subject_id)
    may_change = step.is_open and facts.subject_kind in FORMS
    return alert_section(
        facts,
        reader=reader,
        whys=(f"This channel is linked to {channel.label}",),
        link=f"{settings.PUBLIC_URL}{path}" if path else "",
        form=str(notice.id) if may_change and facts.subject_kind == "milestone" else "",
        scope=SCOPE[channel.ceiling],
    )

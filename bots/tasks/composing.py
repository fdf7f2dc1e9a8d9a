"""What a message says and where it goes, worked out just before it is sent, with the rights of that moment."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from bots import queries
from bots.mail.letters import letter
from bots.queries import DeliveryRow, InboxRow, NoticeRow
from bots.rules.chasing import Chase, chase_section
from bots.rules.wording import TAKEN_BACK, Message, Section, alert_section, exempt_section, gone_section
from bots.slack import blocks
from bots.slack.client import LONGEST_UPDATE, is_answer_address
from bots.tasks import channelling, confirming, digesting
from bots.tasks.answering_there import answering_there
from bots.tasks.outgoing import NothingToSay, NotYet, Outgoing, UseEmail, otherwise_words, rights_of
from bots.tasks.quiet import may_go_out
from governance import queries as governance
from governance.queries import AlertStepRow, Hearing
from governance.rules.audience import Hearer
from programme import queries as ground
from programme.rules import access

ADDRESS_LIFE: Final = timedelta(minutes=28)  # Slack's is thirty


def compose(delivery: DeliveryRow, *, at: datetime) -> Outgoing:
    """Return what would be sent now. Raises NothingToSay, NotYet, UseEmail, PutOff."""
    if delivery.channel_link_id is not None:
        return channelling.compose(delivery, at)
    if delivery.kind == "answer":
        return _answer(delivery, at)
    if delivery.kind == "edit":
        return _edit(delivery, at)
    if delivery.kind == "chase":
        return _chase(delivery, at)
    if delivery.kind == "saved":
        return confirming.compose(delivery, at)
    if delivery.kind == "digest":
        return digesting.compose(delivery, at)
    return _alert(delivery, at)


def _alert(delivery: DeliveryRow, at: datetime) -> Outgoing:
    chosen = queries.wishes([delivery.person_id])[delivery.person_id]
    if not chosen.live_alerts:
        raise NothingToSay("They have switched live alerts off")
    notices = queries.notices_of(delivery.edits_id or delivery.id)
    hearings = governance.alert_hearers({n.alert_id for n in notices}, at=at)
    says, sections = _sections(
        delivery.person_id, notices, hearings, at=at, editing=False, turned_down=chosen.turned_down
    )
    if not sections:
        raise NothingToSay("What it told of was over, or they may no longer hear of it")
    told = [hearings[UUID(said[0])] for said in says]
    may_go_out(delivery, chosen, at, working_days_only=all(h.working_days_only for h in told))
    message = Message(tuple(sections), _address("account/"), note=otherwise_words(delivery))
    window = min(h.gather_seconds for h in told)
    return replace(_to_person(delivery, message, says, at), window_seconds=window)


def _chase(delivery: DeliveryRow, at: datetime) -> Outgoing:
    """Return what chases a person's returns in a round: what of theirs has not returned by now, as they see it."""
    actor = ground.actor_for_person(delivery.person_id, door="slack")
    if actor is None or delivery.about is None:
        raise NothingToSay("Their account is closed")
    on = timezone.localdate(at)
    row = ground.rounds(reader=actor, ids=[delivery.about], on=on).get(delivery.about)
    if row is None or not row.is_open:
        raise NothingToSay("The round is closed, or they may no longer see it")
    own = [m.workstream for m in row.missing if m.workstream.owner_id == delivery.person_id]
    if not own or not row.is_overdue:
        raise NothingToSay("Everything of theirs has returned, or the deadline was moved")
    named = () if row.placement.is_closed else tuple(w for w in own if not w.placement.is_closed)
    facts = Chase(
        round="" if row.placement.is_closed else row.name,
        programme="" if row.placement.is_closed else row.programme_name,
        illustrative=row.illustrative,
        deadline=row.deadline,
        named=tuple(f"{w.ref} {w.name}" for w in named),
        unnamed=len(own) - len(named),
    )
    link = _address(f"admin/programme/reportinground/{row.id}/change/") if actor.is_officer else ""
    may_go_out(delivery, queries.wishes([delivery.person_id])[delivery.person_id], at)
    message = Message((chase_section(facts, on=on, link=link),), _address("account/"))
    said = [*facts.named, str(facts.unnamed), str(facts.deadline)]
    outgoing = _to_person(delivery, message, [["round", str(row.id), *said]], at)
    heard = governance.workstream_hearers([w.id for w in own], at=at)
    return replace(outgoing, window_seconds=min(h.gather_seconds for h in heard.values()))


def _to_person(delivery: DeliveryRow, message: Message, says: list[list[str]], at: datetime) -> Outgoing:
    """Return a message as it goes to its person alone: by email, or to their linked account. Raises UseEmail."""
    if delivery.medium == "email":
        return _letter(delivery, message, says, at)
    account = queries.slack_accounts([delivery.person_id]).get(delivery.person_id)
    if account is None:
        raise UseEmail
    text, layouts = blocks.alert(message)
    body = {
        "route": "post",
        "channel": account.user_id,
        "text": text,
        "layouts": layouts,
        "rung": 0,
        "says": says,
    }
    return Outgoing("slack", account.user_id, "", body)


def _letter(delivery: DeliveryRow, message: Message, says: list[list[str]], at: datetime) -> Outgoing:
    person = ground.people(reader=access.system(), ids=[delivery.person_id])[delivery.person_id]
    raw = letter(
        delivery_id=delivery.id,
        to_name=person.name,
        to_email=person.email,
        subject=message.subject(),
        text=message.text(),
        at=at,
        unsubscribe=message.unsubscribe(),
    )
    return Outgoing("email", person.email, message.subject(), {"mail": raw, "says": says})


def _edit(delivery: DeliveryRow, at: datetime) -> Outgoing:
    original = queries.delivery(delivery.edits_id) if delivery.edits_id else None
    if original is None or original.state in ("failed", "suppressed", "held") or original.medium != "slack":
        raise NothingToSay("The message it would change never went out")
    if original.state != "sent":
        raise NotYet
    line = [d.id for d in queries.unfinished_edits(original.id)]
    if delivery.id in line[:-1]:
        raise NothingToSay("A newer change of the same message covers it")
    if any(d.state == "sending" and d.id != delivery.id for d in queries.unfinished_edits(original.id)):
        raise NotYet
    if original.kind == "digest":
        return digesting.compose_edit(original)
    if original.kind == "saved":
        return confirming.compose_edit(original, at)
    if original.kind in ("answer", "chase"):
        says: list[list[str]] = [["taken back"]]
        text, layouts = blocks.answer(TAKEN_BACK[original.kind])
    else:
        notices = queries.notices_of(original.id)
        hearings = governance.alert_hearers({n.alert_id for n in notices}, at=at)
        says, sections = _sections(delivery.person_id, notices, hearings, at=at, editing=True)
        text, layouts = blocks.alert(Message(tuple(sections), _address("account/")), longest=LONGEST_UPDATE)
    stands = queries.standing_body(original)
    if stands is not None and (says, text) == (stands["says"], stands["text"]):
        raise NothingToSay("The message says so already")
    where = {"channel": original.address, "ts": original.provider_ref}
    body = {"route": "update", **where, "text": text, "layouts": layouts, "rung": 0, "says": says}
    return Outgoing("slack", original.address, "", body)


def _answer(delivery: DeliveryRow, at: datetime) -> Outgoing:
    asked = queries.inbox(delivery.inbox_id) if delivery.inbox_id else None
    if asked is None:
        raise NothingToSay("The question is not there any more")
    if queries.person_behind(team_id=asked.team_id, user_id=asked.user_id) != delivery.person_id:
        raise NothingToSay("Their Slack account is not linked any more")
    actor = ground.actor_for_person(delivery.person_id, door="slack")
    if actor is None:
        raise NothingToSay("Their account is closed")
    reply = answering_there(asked, actor, at)
    words = {
        "text": reply.text,
        "layouts": reply.layouts,
        "rung": 0,
        "says": [["reader", rights_of(reply.reader)]],
    }
    body = {**_way_back(asked, at), **words}
    return Outgoing("slack", str(body["channel"]), "", body)


def _way_back(asked: InboxRow, at: datetime) -> dict[str, Any]:
    """Return how an answer goes back: a mention in its thread, a direct message in place, a command to its asker."""
    channel = asked.payload["channel"]
    if asked.kind == "command" or asked.payload.get("is_ephemeral"):
        fresh = at - asked.received_at < ADDRESS_LIFE and is_answer_address(asked.payload["response_url"])
        return {
            "route": "respond" if fresh else "one",
            "channel": channel,
            "user": asked.user_id,
            "thread_ts": "",
        }
    thread = asked.payload["thread_ts"] or (asked.payload["ts"] if asked.kind == "mention" else "")
    return {"route": "post", "channel": channel, "thread_ts": thread}


def _sections(
    person_id: UUID,
    notices: list[NoticeRow],
    hearings: Mapping[UUID, Hearing],
    *,
    at: datetime,
    editing: bool,
    turned_down: Collection[str] = (),
) -> tuple[list[list[str]], list[Section]]:
    """Return what stands in a message and its sections: each alert once, as its newest step says, rights as of now.

    A new message leaves out what is over; an edit says so, and puts a word in place of what may not be shown now.
    """
    first = {n.alert_id: n for n in reversed(notices)}
    alert_ids = list(dict.fromkeys(n.alert_id for n in notices))
    steps = governance.newest_steps(alert_ids)
    actor = ground.actor_for_person(person_id, door="slack")
    says: list[list[str]] = []
    sections: list[Section] = []
    for alert_id in alert_ids:
        step, hearing = steps.get(alert_id), hearings.get(alert_id)
        hearer = next((h for h in hearing.hearers if h.person_id == person_id), None) if hearing else None
        if actor is None or step is None or hearer is None:
            if editing:
                says.append([str(alert_id), "", "gone", ""])
                sections.append(gone_section())
        elif editing or (step.is_open and not _is_turned_down(step, turned_down)):
            says.append([str(alert_id), str(step.id), hearer.telling, rights_of(actor)])
            sections.append(_section(step, hearer, first[alert_id], actor))
    return says, sections


def _is_turned_down(step: AlertStepRow, turned_down: Collection[str]) -> bool:
    return step.kind in turned_down or str(step.facts.workstream_id) in turned_down


def _section(step: AlertStepRow, hearer: Hearer, notice: NoticeRow, actor: access.Actor) -> Section:
    own_page = _address(f"account/alerts/{notice.id}/")
    if hearer.telling == "exempt":
        section = exempt_section(whys=hearer.whys, link=own_page)
        return replace(section, turn_down=f"{own_page}turn-down/")  # what it is of is said to nobody unasked
    facts, reader = step.facts, actor.without_closed()
    may_move = (
        step.is_open
        and facts.subject_kind == "milestone"
        and reader.may(access.UPDATE_DELIVERY, facts.placement)
    )
    link = _address(admin_path(step)) if actor.is_officer else own_page
    section = alert_section(
        facts, reader=reader, whys=hearer.whys, link=link, form=str(notice.id) if may_move else ""
    )
    key = _address(f"hear-less/{queries.turn_down_key(notice.id)}/")
    return replace(section, turn_down=key, is_one_click=True)


def admin_path(step: AlertStepRow) -> str:
    """Return where an officer works on the thing: its workstream's form, or its own where it is in none."""
    facts = step.facts
    if facts.workstream_id is not None:
        return f"admin/programme/workstream/{facts.workstream_id}/change/"
    app = "savings" if facts.subject_kind == "saving" else "programme"
    return f"admin/{app}/{facts.subject_kind}/{facts.subject_id}/change/"


def _address(path: str) -> str:
    return f"{settings.PUBLIC_URL}/{path}"

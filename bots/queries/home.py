"""The facts of a person's Home tab, over the open and internal items they may see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.utils import timezone

from bots.queries.deliveries import undelivered
from bots.queries.hearing import wishes
from bots.queries.identities import slack_accounts
from bots.rules.forms import MILESTONE, SAVING, WORKSTREAM
from bots.rules.home import HomeFacts, HomeItem
from bots.rules.wording import day
from governance import queries as governance
from governance.rules.escalation import KIND_WORDS
from programme import queries as ground
from programme.queries import MilestoneRow, WorkstreamRow
from programme.rules import access
from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from savings import queries as money
from savings.queries import SavingRow
from savings.rules.notation import show_pounds

MOST_ITEMS: Final = 20
MOST_OF_EACH: Final = 8


def home_facts(*, reader: Actor, at: datetime) -> HomeFacts:
    """Return what somebody's own Home shows. Raises ValueError for a reader that is no person."""
    person_id = reader.person_id
    if person_id is None:
        raise ValueError("a Home is a person's")
    reader, local = reader.without_closed(), timezone.localtime(at)
    items = list(_items(reader, person_id, local.date()))
    chosen = wishes([person_id])[person_id]
    account = slack_accounts([person_id]).get(person_id)
    return HomeFacts(
        name=reader.name,
        account=f"Linked since {day(account.linked_at)}" if account else "Not linked",
        items=tuple(items[:MOST_ITEMS]),
        more=max(0, len(items) - MOST_ITEMS),
        chosen=chosen,
        turned_down=_turned_down(chosen.turned_down, reader),
        digests=_digests(reader, person_id, local.date()),
        undelivered=tuple(words for _, words in undelivered([person_id]).get(person_id, ())[-5:]),
        as_at=local,
    )


def _items(reader: Actor, person_id: UUID, on: date) -> Iterator[HomeItem]:
    led = {g.workstream_id for g in reader.grants if g.role == access.LEAD and g.workstream_id}
    workstreams = ground.workstreams(reader=reader)
    mine = {w.id: w for w in workstreams.values() if w.owner_id == person_id or w.id in led}
    for workstream in list(mine.values())[:MOST_OF_EACH]:
        yield _workstream(workstream, reader)
    milestones = [
        m
        for m in ground.milestones(reader=reader).values()
        if m.actual is None and (m.owner_id == person_id or m.workstream_id in mine)
    ]
    for milestone in sorted(milestones, key=_lands)[:MOST_OF_EACH]:
        yield _milestone(milestone, reader, on)
    savings = money.savings(reader=reader, workstream_ids=list(mine)).values() if mine else ()
    for saving in list(savings)[:MOST_OF_EACH]:
        yield _saving(saving, reader, on)


def _lands(milestone: MilestoneRow) -> date:
    due = milestone.forecast or milestone.baseline
    return (due.last_day if due else None) or date.max


def _workstream(row: WorkstreamRow, reader: Actor) -> HomeItem:
    said = row.status
    rag = f"RAG {said.words}, by {said.rater} on {day(said.recorded_at)}" if said else "No RAG is published"
    return HomeItem(
        WORKSTREAM,
        row.id,
        _marked(f"{row.ref} {row.name}", row.illustrative),
        (row.programme_name, rag, *((f"“{said.reason}”",) if said and said.reason else ())),
        f"admin/programme/workstream/{row.id}/change/" if reader.is_officer else "",
        reader.may(access.UPDATE_DELIVERY, row.placement),
    )


def _milestone(row: MilestoneRow, reader: Actor, on: date) -> HomeItem:
    late = _lands(row) < on
    lines = [f"Forecast {row.forecast or 'not known'}; baseline {row.baseline or 'not known'}"]
    if row.workstream_name:
        lines.insert(0, f"{row.workstream_ref} {row.workstream_name}")
    if late:
        lines.append("Past due: say what it is now")
    return HomeItem(
        MILESTONE,
        row.id,
        _marked(f"{row.ref} {row.name}", row.illustrative),
        tuple(lines),
        "",
        reader.may(access.UPDATE_DELIVERY, row.placement),
    )


def _saving(row: SavingRow, reader: Actor, on: date) -> HomeItem:
    year = FinancialYear.containing(on)
    plan = row.plan.amount(year) if row.plan else None
    forecast = row.forecast.amount(year) if row.forecast else None
    return HomeItem(
        SAVING,
        row.id,
        _marked(row.label, row.illustrative),
        (row.programme_name, f"{year}: forecast {show_pounds(forecast)}, plan {show_pounds(plan)}"),
        f"admin/savings/saving/{row.id}/change/" if reader.is_officer else "",
        reader.may(access.UPDATE_MONEY, row.placement),
    )


def _marked(name: str, illustrative: bool) -> str:
    return f"{name} (Illustrative)" if illustrative else name


def _turned_down(what: frozenset[str], reader: Actor) -> tuple[str, ...]:
    kinds = {str(kind): words for kind, words in KIND_WORDS.items()}
    ids = [UUID(one) for one in what if one not in kinds]
    seen = {str(k): f"{w.ref} {w.name}" for k, w in ground.workstreams(reader=reader, ids=ids).items()}
    return tuple(
        kinds.get(one) or seen.get(one, "a workstream you may no longer see") for one in sorted(what)
    )


def _digests(reader: Actor, person_id: UUID, on: date) -> tuple[str, ...]:
    """Return the boards whose digest reaches this person: those they sit on."""
    return tuple(
        b.name
        for b in governance.boards(reader=reader).values()
        if any(m.person_id == person_id and m.sits_on(on) for m in b.members)
    )

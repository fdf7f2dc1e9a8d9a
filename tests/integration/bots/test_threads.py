"""What a question in a Slack thread is read on from."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from bots import changes, queries
from bots.models import Identity, Inbox
from bots.queries import InboxRow
from tests.factories.ground import a_person, grant
from tests.factories.savings import a_saving
from tests.integration.bots.hubs import AT, hubs

pytestmark = pytest.mark.django_db

TEAM, ROOM = "T0", "C0BOARD"


def linked(user: str) -> Identity:
    person = a_person()
    return Identity.objects.create(
        team_id=TEAM, user_id=user, person=person, linked_at=AT - timedelta(days=30)
    )


def heard(
    user: str, *, minutes: int, kind: str = "message", asked: str | None = None, **payload: Any
) -> InboxRow:
    held = {"channel": ROOM, "ts": f"{minutes}.1", "thread_ts": "1.1", "text": "…", **payload}
    row = Inbox.objects.create(
        key=f"event:{user}:{minutes}",
        kind=kind,
        team_id=TEAM,
        user_id=user,
        payload=held if asked is None else {**held, "asked": asked},
        received_at=AT + timedelta(minutes=minutes),
    )
    found = queries.inbox(row.id)
    assert found is not None
    return found


class TestAskedBefore:
    def test_is_ones_own_last_question_of_the_thread(self):
        linked("U1")
        linked("U2")
        heard("U1", minutes=1, asked="savings of 24S1", thread_ts="")
        heard("U1", minutes=2, asked="savings of 24S2", thread_ts="9.9")
        heard("U2", minutes=3, asked="savings of 24S3")

        assert queries.asked_before(heard("U1", minutes=4)) == "savings of 24S1"

    def test_is_in_a_channel_what_anybody_asked_there(self):
        linked("U1")
        linked("U2")
        heard("U2", minutes=1, asked="savings of 24S1", kind="mention", thread_ts="")

        assert queries.asked_before(heard("U1", minutes=4, kind="mention")) == "savings of 24S1"

    def test_is_nothing_after_a_day_a_refusal_or_an_unlinking(self):
        mine, theirs = linked("U1"), linked("U2")
        heard("U1", minutes=1, asked="savings of 24S1", thread_ts="")
        heard("U1", minutes=2, asked="")
        heard("U2", minutes=1, asked="savings of 24S1", thread_ts="")
        Identity.objects.filter(pk=theirs.pk).update(linked_at=AT + timedelta(minutes=3))

        assert queries.asked_before(heard("U1", minutes=4)) == ""
        assert queries.asked_before(heard("U2", minutes=4)) == ""
        heard(mine.user_id, minutes=5, asked="savings of 24S1")
        assert queries.asked_before(heard(mine.user_id, minutes=6)) == "savings of 24S1"
        assert queries.asked_before(heard(mine.user_id, minutes=60 * 24 + 6)) == ""


class TestReadingOn:
    def test_goes_by_nothing_that_its_asker_may_not_see(self):
        programme, workstream = hubs()
        cleared = a_person()
        a_saving(
            workstream, ref="24S9", name="Elmhurst sale", marking="internal", plan={2027: Decimal(5_000)}
        )
        office = grant(cleared, "pmo", programme.organisation)
        seen = queries.answer("savings 24S9 2027/28", reader=office, at=AT)
        other = grant(a_person(), "scrutiny", programme.organisation)

        followed = queries.answer("and in 2026/27?", reader=other, at=AT, before=seen.asked)

        assert seen.status == "answered"
        assert not any("Read on" in note for note in followed.notes)
        assert followed.text == queries.answer("and in 2026/27?", reader=other, at=AT).text


class TestKeepTurn:
    def test_is_of_one_reader_and_one_programme(self):
        programme, _ = hubs()
        reader = grant(a_person(), "staff", programme.organisation)
        changes.keep_turn(thread="a", asked="status", reader=reader, at=AT, programme="hubs")

        def found(at=AT, programme: str | None = "hubs", reader=reader):
            return queries.asked_in_thread("a", reader=reader, at=at, programme=programme)

        assert found() == "status"
        assert found(programme=None) == ""
        assert found(reader=grant(a_person(), "staff", programme)) == ""
        assert found(at=AT + timedelta(days=1)) == ""

"""Chasing returns of a reporting round: one message a person, round and day, over all that is theirs."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from bots import changes as messages
from bots import queries
from bots.models import Delivery
from bots.tasks.composing import NothingToSay, compose
from deploy.timetable import write_what_is_due
from programme import changes
from programme.models import Person, Programme, ReportingRound, Workstream
from programme.outbox.models import Work
from programme.outbox.switchboard import Job
from programme.rules.access import LEAD, MANAGER
from tests.factories.bots import linked
from tests.factories.ground import LOADING, LONG_AGO, a_person, a_programme, a_workstream, grant
from tests.fakes.rehearsal import Rehearsal
from tests.fakes.worker import work_off

pytestmark = pytest.mark.django_db

FRIDAY = date(2026, 11, 20)  # the day after the deadline
AT_TEN = datetime(2026, 11, 20, 10, tzinfo=UTC)


def a_round(programme: Programme, *, deadline: date = date(2026, 11, 19)) -> ReportingRound:
    values = {"name": "November", "opens_on": date(2019, 1, 1), "deadline": deadline}
    return changes.open_round(programme_id=programme.pk, values=values, by=LOADING, at=LONG_AGO)


def chase(row: ReportingRound, *, day: date = FRIDAY, at: datetime = AT_TEN) -> None:
    job = Job(uuid4(), f"round:{row.pk}", 1, uuid4(), {"round": str(row.pk), "day": str(day)})
    messages.chase(job, at)


def words_to(person: Person, *, at: datetime = AT_TEN) -> str:
    delivery = queries.delivery(Delivery.objects.get(person=person, kind="chase").pk)
    assert delivery is not None
    said = compose(delivery, at=at)
    return str(said.body.get("text") or said.body["mail"])


@pytest.fixture
def programme() -> Programme:
    return a_programme(name="Building for Brilliance", illustrative=True)


@pytest.fixture
def lead(programme: Programme) -> Person:
    lead = linked(a_person(name="Lena Lead"), "U0LEAD")
    grant(lead, LEAD, programme, cleared=True)
    return lead


@pytest.fixture(autouse=True)
def _with_slack(settings: object) -> None:
    settings.SLACK_BOT_TOKEN = "xoxb-1"  # type: ignore[attr-defined]


def owned(programme: Programme, person: Person, ref: str, **values: object) -> Workstream:
    return a_workstream(programme, ref=ref, name=f"Strand {ref}", owner_id=person.pk, **values)


class TestChase:
    def test_each_owner_gets_one_message_over_all_that_is_theirs(
        self, programme: Programme, lead: Person
    ) -> None:
        other = a_person(name="Mo Manager")
        grant(other, MANAGER, programme)
        owned(programme, lead, "WS1")
        owned(programme, lead, "WS2")
        owned(programme, other, "WS3")
        a_workstream(programme, ref="WS4")  # nobody owns it
        row = a_round(programme)

        chase(row)

        found = {d.person_id: d.medium for d in Delivery.objects.filter(kind="chase", about=row.pk)}
        assert found == {lead.pk: "slack", other.pk: "email"}
        assert "Not returned: WS1 Strand WS1; WS2 Strand WS2" in words_to(lead)
        assert "“November”: your return is due (Illustrative)" in words_to(lead)
        assert "It was due on 19 Nov 2026, 1 day ago." in words_to(lead)
        assert f"/admin/programme/reportinground/{row.pk}/change/" in words_to(lead)
        assert "WS3" in words_to(other)

    def test_twice_on_one_day_is_once_and_the_next_day_of_chasing_is_another(
        self, programme: Programme, lead: Person
    ) -> None:
        owned(programme, lead, "WS1")
        row = a_round(programme)

        chase(row)
        chase(row)
        assert Delivery.objects.filter(kind="chase").count() == 1
        chase(row, day=date(2026, 11, 25), at=datetime(2026, 11, 25, 10, tzinfo=UTC))

        assert Delivery.objects.filter(kind="chase").count() == 2

    def test_whoever_has_returned_hears_nothing(self, programme: Programme, lead: Person) -> None:
        strand = owned(programme, lead, "WS1")
        row = a_round(programme)
        changes.return_round(round_id=row.pk, workstream_id=strand.pk, by=LOADING, at=LONG_AGO)

        chase(row)

        assert not Delivery.objects.exists()

    def test_nothing_is_sent_on_a_day_that_has_passed_nor_of_a_closed_round(
        self, programme: Programme, lead: Person
    ) -> None:
        owned(programme, lead, "WS1")
        row = a_round(programme)

        chase(row, at=datetime(2026, 11, 21, 10, tzinfo=UTC))
        changes.close_round(round_id=row.pk, version=None, by=LOADING, at=AT_TEN)
        chase(row)

        assert not Delivery.objects.exists()


class TestWhatIsSaid:
    def test_a_closed_item_is_counted_and_never_named(self, programme: Programme, lead: Person) -> None:
        owned(programme, lead, "WS1")
        owned(programme, lead, "WS9", marking="exempt", exempt_paragraph=4)
        chase(a_round(programme))

        words = words_to(lead)

        assert "WS1 Strand WS1; one of yours that is not named in messages" in words
        assert "WS9" not in words

    def test_a_closed_programme_names_nothing_of_itself(self, lead: Person) -> None:
        closed = a_programme(name="Closing a home", marking="exempt", exempt_paragraph=4)
        grant(lead, LEAD, closed, cleared=True)
        owned(closed, lead, "WS1")
        chase(a_round(closed))

        words = words_to(lead)

        assert "Closing a home" not in words
        assert "November" not in words.replace("Nov 2026", "")
        assert "WS1" not in words

    def test_says_nothing_once_all_of_theirs_has_returned(self, programme: Programme, lead: Person) -> None:
        strand = owned(programme, lead, "WS1")
        row = a_round(programme)
        chase(row)
        changes.return_round(round_id=row.pk, workstream_id=strand.pk, by=LOADING, at=AT_TEN)

        with pytest.raises(NothingToSay, match="has returned"):
            words_to(lead)

    def test_says_nothing_once_the_round_is_closed(self, programme: Programme, lead: Person) -> None:
        owned(programme, lead, "WS1")
        row = a_round(programme)
        chase(row)
        changes.close_round(round_id=row.pk, version=None, by=LOADING, at=AT_TEN)

        with pytest.raises(NothingToSay, match="closed"):
            words_to(lead)


class TestSending:
    def test_reaches_a_linked_person_in_slack_and_another_by_email(
        self, slack: Rehearsal, programme: Programme, lead: Person
    ) -> None:
        other = a_person(name="Mo Manager")
        grant(other, MANAGER, programme)
        owned(programme, lead, "WS1")
        owned(programme, other, "WS3")
        row = a_round(programme, deadline=date(2020, 1, 2))

        chase(row)
        work_off()

        (message,) = [m for m in slack.messages_seen_by("U0LEAD") if m["user"] == "U0TRACKER"]
        assert "WS1 Strand WS1" in message["text"]
        (mail,) = slack.mails(other.email)
        assert "your return is due" in mail["subject"]
        assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}


class TestTimetable:
    def test_asks_once_a_day_of_chasing_and_by_day(self, programme: Programme, lead: Person) -> None:
        owned(programme, lead, "WS1")
        row = a_round(programme)

        def asked() -> list[str]:
            rows = Work.objects.filter(handler="bots.chase")
            return sorted(str(key) for key in rows.values_list("dedupe_key", flat=True))

        write_what_is_due(datetime(2026, 11, 20, 8, 59, tzinfo=UTC))
        assert asked() == []
        for minute in (0, 1, 59):
            write_what_is_due(datetime(2026, 11, 20, 9, minute, tzinfo=UTC))
        write_what_is_due(datetime(2026, 11, 21, 9, tzinfo=UTC))

        assert asked() == [f"chase:{row.pk}:2026-11-20"]

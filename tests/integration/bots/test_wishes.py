"""A person hears what they chose to, when they chose to, and what was not sent is kept with the reason."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from bots import changes as bots
from bots.models import Delivery, Notice, Preference
from governance.models import Acknowledgement
from programme.changes import Invalid
from programme.models import Person
from programme.outbox.models import Work
from tests.factories.bots import World, a_world
from tests.factories.ground import a_milestone
from tests.fakes.rehearsal import Rehearsal
from tests.fakes.worker import work_off
from tests.integration.bots.conftest import PUBLIC_URL

pytestmark = pytest.mark.django_db

LATER, MUCH_LATER = date(2027, 6, 30), date(2027, 12, 31)


def now() -> datetime:
    return datetime.now(tz=UTC)


def texts_to(slack: Rehearsal, user: str) -> list[str]:
    calls = slack.accepted("chat.postMessage")
    return [call["arguments"]["text"] for call in calls if call["arguments"]["channel"] == user]


def wants(world: World, person: Person, **chosen: object) -> None:
    bots.choose_hearing(by=world.actor(person), at=now(), **chosen)  # type: ignore[arg-type]


def signed_in(person: Person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


class TestHearingLess:
    def test_weekly_sends_nothing_live_and_keeps_why(self, slack: Rehearsal) -> None:
        world = a_world()
        wants(world, world.chair, wants="weekly")
        work_off()

        world.move(LATER)
        work_off()
        world.move(MUCH_LATER)
        work_off()

        assert texts_to(slack, "U0CHAIR") == []
        kept = Delivery.objects.filter(person=world.chair)
        assert {(d.state, d.why) for d in kept} == {
            ("suppressed", "They hear once a week: it is in their digest")
        }
        assert len(texts_to(slack, "U0LEAD")) == 2

    def test_worsened_only_hears_first_of_the_worsening(self, slack: Rehearsal) -> None:
        world = a_world()
        wants(world, world.chair, wants="worsened")
        work_off()

        world.move(LATER)
        work_off()
        assert texts_to(slack, "U0CHAIR") == []
        world.move(MUCH_LATER)
        work_off()

        (text,) = texts_to(slack, "U0CHAIR")
        assert "Worsened: 275 days late" in text

    def test_chosen_while_a_message_gathers_counts_at_sending(self, slack: Rehearsal) -> None:
        world = a_world(gather_seconds=900)
        work_off()
        world.move(LATER)
        work_off("governance.reassess", "bots.tell")

        bots.turn_down(what=["milestone_slip"], by=world.actor(world.chair), at=now())
        work_off("bots.send")

        assert texts_to(slack, "U0CHAIR") == []
        assert Delivery.objects.get(person=world.chair).state == "suppressed"

    def test_refuses_half_of_a_span_and_a_word_it_does_not_know(self) -> None:
        world = a_world()

        with pytest.raises(Invalid, match="both hours"):
            wants(world, world.chair, quiet=(time(20), None))
        with pytest.raises(Invalid, match="Choose one"):
            wants(world, world.chair, wants="hourly")


class TestQuietHours:
    def test_put_the_message_off_to_their_end_and_gather_in_between(self, slack: Rehearsal) -> None:
        world = a_world()
        local = timezone.localtime(now())
        begins, ends = (local - timedelta(hours=1)).time(), (local + timedelta(hours=2)).time()
        wants(
            world, world.chair, quiet=(begins.replace(second=0, microsecond=0), ends.replace(microsecond=0))
        )
        other = a_milestone(world.workstream, ref="M8", name="Carers are recruited")
        work_off()

        world.move(LATER)
        work_off("governance.reassess", "bots.tell")
        world.move(LATER, milestone=other)
        work_off("governance.reassess", "bots.tell")

        (waiting,) = Delivery.objects.filter(person=world.chair)
        assert waiting.state == "gathering"
        assert timezone.localtime(waiting.not_before).time() == ends.replace(microsecond=0)
        row = Work.objects.filter(shard=f"delivery:{waiting.id}", state="pending").latest("available_at")
        assert row.available_at > now() + timedelta(hours=1)
        work_off()
        (text,) = texts_to(slack, "U0CHAIR")
        assert "M7 Panel approves the homes" in text
        assert "M8 Carers are recruited" in text


class TestTurningDown:
    def alerted(self, slack: Rehearsal) -> World:
        world = a_world()
        work_off()
        world.move(LATER)
        work_off()
        return world

    def test_has_a_link_in_every_message(self, slack: Rehearsal) -> None:
        world = self.alerted(slack)

        notice = Notice.objects.get(person=world.lead)
        (text,) = texts_to(slack, "U0LEAD")
        assert f"{PUBLIC_URL}/account/alerts/{notice.id}/turn-down/" in text
        (mail,) = slack.mails()
        assert "/turn-down/" in mail["text"]

    def test_shows_on_get_and_does_on_post(self, slack: Rehearsal) -> None:
        world = self.alerted(slack)
        browser = signed_in(world.lead)
        path = f"/account/alerts/{Notice.objects.get(person=world.lead).id}/turn-down/"

        shown = browser.get(path)
        assert shown.status_code == 200
        assert "Every alert on WS3 Fostering" in shown.content.decode()
        assert not Preference.objects.filter(person=world.lead).exists()
        done = browser.post(path, {"what": str(world.workstream.id)}, follow=True)
        assert "WS3 Fostering" in done.content.decode()
        world.move(MUCH_LATER)
        work_off()
        assert len(texts_to(slack, "U0LEAD")) == 1
        assert len(texts_to(slack, "U0CHAIR")) == 2

        browser.post("/account/hearing/again/", {"what": str(world.workstream.id)})
        world.move(date(2028, 6, 30))
        work_off()
        assert len(texts_to(slack, "U0LEAD")) == 2

    def test_is_nobody_elses(self, slack: Rehearsal) -> None:
        world = self.alerted(slack)
        path = f"/account/alerts/{Notice.objects.get(person=world.lead).id}/turn-down/"

        assert signed_in(world.chair).get(path).status_code == 404
        assert Client().get(path).status_code == 302

    def test_takes_only_what_the_alert_is(self, slack: Rehearsal) -> None:
        world = self.alerted(slack)
        browser = signed_in(world.lead)
        path = f"/account/alerts/{Notice.objects.get(person=world.lead).id}/turn-down/"

        browser.post(path, {"what": "silence"})

        assert not Preference.objects.filter(person=world.lead).exists()


class TestTheAccountPage:
    def test_saves_how_much_and_quiet_hours(self) -> None:
        world = a_world()
        browser = signed_in(world.lead)

        browser.post("/account/hearing/", {"wants": "worsened"})
        browser.post("/account/hearing/", {"quiet_from": "20:00", "quiet_to": "07:00"})
        browser.post("/account/hearing/", {"live_alerts": "off"})

        row = Preference.objects.get(person=world.lead)
        assert (row.wants, row.quiet_from, row.quiet_to, row.live_alerts) == (
            "worsened",
            time(20),
            time(7),
            False,
        )

    def test_says_what_is_wrong_with_an_hour(self) -> None:
        world = a_world()

        page = signed_in(world.lead).post(
            "/account/hearing/", {"quiet_from": "soon", "quiet_to": "07:00"}, follow=True
        )

        assert "is no time of day" in page.content.decode()


class TestTakingInHand:
    def test_is_a_press_on_the_alerts_own_page(self, slack: Rehearsal) -> None:
        world = a_world()
        work_off()
        world.move(LATER)
        work_off()
        browser = signed_in(world.lead)
        path = f"/account/alerts/{Notice.objects.get(person=world.lead).id}/"

        assert "I have it in hand" in browser.get(path).content.decode()
        done = browser.post(f"{path}take/", {"note": "I call the contractor"}, follow=True)

        row = Acknowledgement.objects.get()
        assert (row.person, row.note, row.door) == (world.lead, "I call the contractor", "page")
        assert "Lena Lead" in done.content.decode()
        assert signed_in(world.chair).post(f"{path}take/").status_code == 404

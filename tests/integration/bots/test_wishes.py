"""A person hears what they chose to, when they chose to, and what was not sent is kept with the reason."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from bots import changes as bots
from bots import queries
from bots.models import Delivery, Notice, Preference
from bots.rules.wishes import weekly_from
from governance.models import Acknowledgement
from programme.changes import Invalid
from programme.models import Person
from programme.outbox.models import Work
from tests.factories.bots import World, a_world
from tests.factories.ground import a_milestone
from tests.fakes.rehearsal import Rehearsal
from tests.fakes.worker import at, work_off, work_once, work_through
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

    def test_weekly_gets_one_message_a_week_of_what_no_digest_tells(self, slack: Rehearsal) -> None:
        world = a_world()
        wants(world, world.lead, wants="weekly")
        other = a_milestone(world.workstream, ref="M8", name="Carers are recruited")
        work_off()

        world.move(LATER)
        work_through()
        world.move(MUCH_LATER)
        world.move(LATER, milestone=other)
        work_through()

        (waiting,) = Delivery.objects.filter(person=world.lead)
        due = weekly_from(timezone.localtime(now()))
        assert (waiting.state, waiting.not_before) == ("gathering", due)
        assert texts_to(slack, "U0LEAD") == []
        assert queries.not_proven(at=now() + timedelta(minutes=30)) == 0
        with at(due + timedelta(seconds=1)):
            work_through("bots.send")
        (text,) = texts_to(slack, "U0LEAD")
        assert "2 alerts" in text
        assert "275 days late" in text
        assert "M8 Carers are recruited" in text

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
        work_once("bots.send")
        assert texts_to(slack, "U0CHAIR") == []  # rung too early, it waits all the same
        wants(world, world.chair, quiet=(None, None))
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
        assert f"{PUBLIC_URL}/hear-less/{queries.turn_down_key(notice.id)}/" in text
        (mail,) = slack.mails()
        assert "/hear-less/" in mail["text"]
        key = queries.turn_down_key(Notice.objects.get(person=world.member).id)
        assert f"\nList-Unsubscribe: <{PUBLIC_URL}/hear-less/{key}/>" in f"\n{mail['raw']}"
        assert "\nList-Unsubscribe-Post: List-Unsubscribe=One-Click" in mail["raw"]

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


class TestTheSignedLink:
    """It works from any mail program, without signing in, and does nothing when it is only followed."""

    def key(self, slack: Rehearsal) -> tuple[World, str]:
        world = a_world()
        work_off()
        world.move(LATER)
        work_off()
        notice = Notice.objects.get(person=world.lead)
        return world, f"/hear-less/{queries.turn_down_key(notice.id)}/"

    def test_shows_on_get_and_changes_nothing_however_often_it_is_followed(self, slack: Rehearsal) -> None:
        world, path = self.key(slack)

        pages = [Client().get(path), Client().head(path), Client().get(path)]

        assert {page.status_code for page in pages} == {200}
        shown = pages[0].content.decode()
        assert "Every alert of this kind" in shown
        assert "Fostering" not in shown
        assert world.lead.name not in shown
        assert not Preference.objects.exists()

    def test_does_it_on_post_for_its_person_alone(self, slack: Rehearsal) -> None:
        world, path = self.key(slack)

        done = Client(enforce_csrf_checks=True).post(path, {"what": "workstream"})

        assert "Done." in done.content.decode()
        row = Preference.objects.get()
        assert (row.person, row.turned_down) == (world.lead, [str(world.workstream.id)])
        world.move(MUCH_LATER)
        work_off()
        assert len(texts_to(slack, "U0LEAD")) == 1
        assert len(texts_to(slack, "U0CHAIR")) == 2

    def test_takes_the_button_of_a_mail_program(self, slack: Rehearsal) -> None:
        world, path = self.key(slack)

        Client(enforce_csrf_checks=True).post(path, {"List-Unsubscribe": "One-Click"})

        assert Preference.objects.get(person=world.lead).turned_down == ["milestone_slip"]

    def test_that_we_did_not_sign_or_that_asks_for_something_else_does_nothing(
        self, slack: Rehearsal
    ) -> None:
        world, path = self.key(slack)
        forged = path.replace(".", ".x", 1)

        assert Client().get(forged).status_code == 410
        assert Client().post(forged, {"what": "kind"}).status_code == 410
        assert Client().post(path, {"what": "everything"}).status_code == 400
        Person.objects.filter(pk=world.lead.pk).update(is_active=False)
        assert Client().post(path, {"what": "kind"}).status_code == 410
        assert not Preference.objects.exists()

    def test_is_not_in_what_tells_of_an_exempt_item(self, slack: Rehearsal) -> None:
        world = a_world(marking="exempt")
        work_off()
        world.move(LATER)
        work_off()

        (text,) = texts_to(slack, "U0CHAIR")
        assert "/hear-less/" not in text
        assert "/turn-down/" in text


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

"""The small signed-in pages: whose Slack account is linked, by whose hand, and what one hears."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from bots import changes, queries
from bots.models import Identity, LinkRequest, Notice
from programme.models import Person
from programme.outbox.models import Event
from programme.rules.access import FINANCE, Refused
from tests.factories.bots import a_world, linked
from tests.factories.ground import a_council, a_person, grant, someone
from tests.fakes.rehearsal import Rehearsal
from tests.fakes.worker import work_off

pytestmark = pytest.mark.django_db

TEAM = "T0REHEARSAL"


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def a_key(user_id: str = "U0NEWCOMER", *, at: datetime | None = None) -> str:
    return changes.offer_link(
        team_id=TEAM, user_id=user_id, user_name="Newcomer", at=at or datetime.now(tz=UTC)
    )


class TestTheAccountPage:
    def test_says_who_you_are_and_what_you_hold(self) -> None:
        council = a_council(name="Northbury Council")
        person = a_person(name="Fay Finance")
        grant(person, FINANCE, council, cleared=True)

        page = signed_in(person).get("/account/").content.decode()

        assert "Fay Finance" in page
        assert person.email in page
        assert "Finance partner, cleared for exempt items" in page
        assert "Northbury Council" in page

    def test_is_for_whoever_is_signed_in(self) -> None:
        answer = Client().get("/account/")

        assert answer.status_code == 302
        assert answer.headers["Location"] == "/account/login/?next=/account/"

    def test_has_the_strict_policy_and_nothing_inline(self) -> None:
        answer = signed_in(a_person()).get("/account/")

        assert "'unsafe" not in answer.headers["Content-Security-Policy"]
        assert "style=" not in answer.content.decode()
        assert "<script" not in answer.content.decode()
        assert answer.headers["Cache-Control"] == "no-store"

    def test_an_account_closed_meanwhile_sees_nothing(self) -> None:
        person = a_person()
        client = signed_in(person)
        Person.objects.filter(pk=person.pk).update(is_active=False)

        assert client.get("/account/").status_code in (302, 404)


class TestLinking:
    def test_shows_whose_account_it_is_before_anything_happens(self) -> None:
        key, person = a_key(), a_person(name="Nan Newcomer")

        page = signed_in(person).get(f"/account/link/{key}/").content.decode()

        assert "Newcomer" in page
        assert "U0NEWCOMER" in page
        assert "Nan Newcomer" in page
        assert not Identity.objects.exists()

    def test_links_when_its_owner_says_so(self) -> None:
        key, person = a_key(), a_person()

        signed_in(person).post(f"/account/link/{key}/")

        assert queries.person_behind(team_id=TEAM, user_id="U0NEWCOMER") == person.id

    def test_leaves_an_event_with_both_sides(self) -> None:
        person = a_person()

        signed_in(person).post(f"/account/link/{a_key()}/")

        event = Event.objects.get(type="bots.identity.linked")
        assert (event.actor_id, event.door) == (person.id, "page")
        assert event.payload == {"person_id": str(person.id), "team_id": TEAM, "user_id": "U0NEWCOMER"}

    def test_a_key_works_once(self) -> None:
        key = a_key()
        signed_in(a_person()).post(f"/account/link/{key}/")

        again = signed_in(a_person()).post(f"/account/link/{key}/")

        assert again.status_code == 410
        assert Identity.objects.count() == 1

    def test_a_key_works_for_fifteen_minutes(self) -> None:
        key = a_key(at=datetime.now(tz=UTC) - timedelta(minutes=16))
        client = signed_in(a_person())

        assert client.get(f"/account/link/{key}/").status_code == 410
        assert client.post(f"/account/link/{key}/").status_code == 410
        assert not Identity.objects.exists()

    def test_a_key_nobody_gave_is_over_too(self) -> None:
        assert signed_in(a_person()).get("/account/link/made-up/").status_code == 410

    def test_without_signing_in_it_does_nothing(self) -> None:
        key = a_key()

        answer = Client().post(f"/account/link/{key}/")

        assert answer.status_code == 302
        assert LinkRequest.objects.get().used_at is None

    def test_an_account_of_somebody_else_stays_theirs(self) -> None:
        owner = linked(a_person(), "U0NEWCOMER")

        page = signed_in(a_person()).post(f"/account/link/{a_key()}/", follow=True).content.decode()

        assert "linked to somebody else" in page
        assert queries.person_behind(team_id=TEAM, user_id="U0NEWCOMER") == owner.id

    def test_a_person_has_one_account_a_workspace(self) -> None:
        person = linked(a_person(), "U0STAFF")

        page = signed_in(person).post(f"/account/link/{a_key()}/", follow=True).content.decode()

        assert "Unlink it first" in page
        assert queries.person_behind(team_id=TEAM, user_id="U0NEWCOMER") is None

    def test_nobody_links_for_somebody_else(self) -> None:
        someone_else = a_person()

        with pytest.raises(Refused):
            changes.link_identity(
                person_id=someone_else.id,
                team_id=TEAM,
                user_id="U0STAFF",
                by=someone(FINANCE, a_council()),
                at=datetime.now(tz=UTC),
            )


class TestUnlinking:
    def test_makes_a_stranger_of_the_account_at_once(self) -> None:
        person = linked(a_person(), "U0STAFF")

        signed_in(person).post("/account/unlink/")

        assert queries.person_behind(team_id=TEAM, user_id="U0STAFF") is None
        assert Event.objects.filter(type="bots.identity.unlinked", actor_id=person.id).count() == 1

    def test_takes_a_post(self) -> None:
        assert signed_in(a_person()).get("/account/unlink/").status_code == 405

    def test_may_be_linked_again(self) -> None:
        person = linked(a_person(), "U0NEWCOMER")
        client = signed_in(person)
        client.post("/account/unlink/")

        client.post(f"/account/link/{a_key()}/")

        assert queries.person_behind(team_id=TEAM, user_id="U0NEWCOMER") == person.id


class TestHearing:
    def test_is_switched_off_and_on(self) -> None:
        person = a_person()
        client = signed_in(person)

        off = client.post("/account/hearing/", {"live_alerts": "off"}, follow=True).content.decode()
        silent = queries.hear_no_alerts([person.id])
        client.post("/account/hearing/", {"live_alerts": "on"})

        assert "Live alerts are off." in off
        assert silent == {person.id}
        assert queries.hear_no_alerts([person.id]) == frozenset()


class TestAnAlertOfOnesOwn:
    def test_shows_an_exempt_item_to_whoever_is_cleared_and_was_told(self, slack: Rehearsal) -> None:
        world = a_world(marking="exempt")
        work_off()
        world.move(date(2027, 6, 30))
        work_off()
        notice = Notice.objects.get(person=world.chair)

        page = signed_in(world.chair).get(f"/account/alerts/{notice.id}/").content.decode()

        assert "Panel approves the homes" in page
        assert "91 days late" in page

    def test_asks_for_rights_again(self, slack: Rehearsal) -> None:
        world = a_world(marking="exempt")
        work_off()
        world.move(date(2027, 6, 30))
        work_off()
        notice = Notice.objects.get(person=world.chair)
        world.chair.grants.update(cleared=False)

        answer = signed_in(world.chair).get(f"/account/alerts/{notice.id}/")

        assert answer.status_code == 404
        assert "Panel" not in answer.content.decode()

    def test_is_nobody_elses(self, slack: Rehearsal) -> None:
        world = a_world()
        work_off()
        world.move(date(2027, 6, 30))
        work_off()
        notice = Notice.objects.get(person=world.chair)

        assert signed_in(world.manager).get(f"/account/alerts/{notice.id}/").status_code == 404


class TestSigningIn:
    @pytest.mark.parametrize("path", ["login", "password/reset", "signup"])
    def test_pages_are_ours(self, path: str) -> None:
        page = Client().get(f"/account/{path}/").content.decode()

        assert "/static/tracker/pages.css" in page
        assert '<html lang="en-GB">' in page
        assert 'href="#main"' in page

    def test_works_with_email_and_password(self) -> None:
        person = a_person()

        answer = Client().post(
            "/account/login/", {"login": person.email, "password": "a long enough phrase 7"}
        )

        assert answer.status_code == 302

    def test_says_in_words_what_is_wrong(self) -> None:
        page = Client().post("/account/login/", {"login": "x@example.test", "password": "wrong"})

        assert page.status_code == 200
        assert "errorlist" in page.content.decode()

    def test_an_address_is_not_changed_here(self) -> None:
        assert signed_in(a_person()).get("/account/email/").headers["Location"] == "/account/"

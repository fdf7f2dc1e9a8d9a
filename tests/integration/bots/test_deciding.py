"""The programme office decides in the admin on what may not have arrived."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from bots.models import Delivery
from programme.models import Person
from programme.rules.access import FINANCE, PMO
from tests.factories.bots import World, a_world
from tests.factories.ground import someone
from tests.fakes.rehearsal import Rehearsal
from tests.fakes.worker import work_off

pytestmark = pytest.mark.django_db

LIST = "/admin/bots/delivery/"


@pytest.fixture
def world(slack: Rehearsal) -> World:
    """A world in which the member's email is held."""
    made = a_world()
    work_off()
    slack.fail("smtp", "drop_before")
    made.move(date(2027, 6, 30))
    work_off()
    assert Delivery.objects.get(person=made.member).state == "held"
    return made


def signed_in(world: World, role: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(pk=someone(role, world.programme.organisation).person_id))
    return client


def act(client: Client, delivery: Delivery, action: str, **more: str) -> str:
    given = {"action": action, "_selected_action": str(delivery.pk), **more}
    return client.post(LIST, given, follow=True).content.decode()


class TestDeciding:
    def test_asks_why_first(self, world: World) -> None:
        held = Delivery.objects.get(person=world.member)

        page = act(signed_in(world, PMO), held, "send_again")

        held.refresh_from_db()
        assert held.state == "held"
        assert "with the rights of now" in page

    def test_sends_again(self, world: World, slack: Rehearsal) -> None:
        held = Delivery.objects.get(person=world.member)

        act(signed_in(world, PMO), held, "send_again", post="yes", reason="They say it is not there")
        work_off()

        held.refresh_from_db()
        assert held.state == "sent"
        assert len(slack.mails(world.member.email)) == 1

    def test_marks_as_sent(self, world: World) -> None:
        held = Delivery.objects.get(person=world.member)

        act(signed_in(world, PMO), held, "it_arrived", post="yes", reason="They have it")

        held.refresh_from_db()
        assert held.state == "sent"
        assert held.why.endswith(": They have it")

    def test_is_not_for_others(self, world: World) -> None:
        held = Delivery.objects.get(person=world.member)

        act(signed_in(world, FINANCE), held, "it_arrived", post="yes", reason="Let us say so")

        held.refresh_from_db()
        assert held.state == "held"

"""What a message said is read in the admin by its own rights: not everything that somebody else was told."""

from __future__ import annotations

from datetime import date

import pytest

from bots.models import Delivery
from programme.rules import access
from tests.factories.bots import World, a_world
from tests.factories.ground import LONG_AGO, a_programme, grant, someone
from tests.fakes.rehearsal import Rehearsal
from tests.fakes.worker import work_off
from tests.integration.admin.desk import Desk
from tests.integration.bots.conftest import slack

__all__ = ["slack"]

pytestmark = pytest.mark.django_db
NAME = "Panel approves the homes"


@pytest.fixture
def world(slack: Rehearsal) -> World:
    world = a_world()
    work_off()
    world.move(date(2027, 6, 30))
    work_off()
    return world


def page_of(desk: Desk, message: Delivery) -> str:
    return desk.open(f"/admin/bots/delivery/{message.pk}/change/").html


class TestTheWordsOfAMessage:
    def test_of_an_alert_are_read_by_an_office_that_sees_what_it_tells_of(self, world: World) -> None:
        message = Delivery.objects.get(kind="alert", person=world.lead)

        assert NAME in page_of(Desk(someone(access.PMO, world.programme.organisation)), message)

    def test_are_kept_from_the_office_of_another_programme(self, world: World) -> None:
        other = a_programme(world.programme.organisation)
        grant(world.lead, access.STAFF, other)
        message = Delivery.objects.get(kind="alert", person=world.lead)

        office = Desk(someone(access.PMO, other))

        assert NAME not in page_of(office, message)
        assert f"delivery/{message.pk}" not in office.list(Delivery).html

    def test_of_what_is_closed_since_are_kept_from_an_office_that_is_not_cleared(self, world: World) -> None:
        message = Delivery.objects.get(kind="alert", person=world.lead)
        type(world.milestone).objects.filter(pk=world.milestone.pk).update(
            marking="exempt", exempt_paragraph=3
        )
        office = Desk(someone(access.PMO, world.programme.organisation))

        assert NAME not in page_of(office, message)
        assert f"delivery/{message.pk}" not in office.list(Delivery).html

    def test_of_an_answer_are_its_readers_alone(self, world: World) -> None:
        message = Delivery.objects.create(
            kind="answer", medium="slack", person=world.lead, state="sent", dedupe_key="answer:1", sent_at=LONG_AGO,
            body={"text": f"{NAME} slipped"}, created_at=LONG_AGO, not_before=LONG_AGO,
        )  # fmt: skip

        page = page_of(Desk(someone(access.PMO, world.programme.organisation)), message)

        assert NAME not in page
        assert "between the bot and its reader" in page

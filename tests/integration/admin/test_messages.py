"""Messages in the admin: read by the office and audit, decided on where nobody else can know, never edited."""

import pytest
from django.urls import reverse

from bots.models import Delivery, Identity
from programme.models import Person
from programme.rules import access
from tests.factories.ground import LONG_AGO, a_council, a_person, a_programme, grant, someone
from tests.integration.admin.desk import Desk, remove_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return a_programme()


@pytest.fixture
def office(programme):
    return Desk(someone(access.PMO, programme.organisation))


def a_message(programme, state="held", **values):
    person = a_person()
    grant(person, access.STAFF, programme)
    given = {"kind": "alert", "medium": "email", "created_at": LONG_AGO, "not_before": LONG_AGO, **values}
    return Delivery.objects.create(person=person, state=state, dedupe_key=str(person.pk), **given)


def decide(desk, message, decision, **more):
    path = reverse("admin:bots_delivery_changelist")
    return desk.send(path, {"action": decision, "_selected_action": [str(message.pk)], **more})


class TestAHeldMessage:
    @pytest.mark.parametrize(
        ("decision", "state"), [("it_arrived", "sent"), ("send_again", "retrying"), ("drop_it", "suppressed")]
    )
    def test_is_decided_on_with_a_reason(self, office, programme, decision, state):
        message = a_message(programme)

        asked = decide(office, message, decision)
        unsaid = decide(office, message, decision, post="yes", reason="")
        decide(office, message, decision, post="yes", reason="I asked her")

        message.refresh_from_db()
        assert "Why?" in asked
        assert "Say why" in unsaid
        assert message.state == state
        assert message.why == f"{office.actor.name}: I asked her"

    def test_that_was_sent_is_left_alone(self, office, programme):
        message = a_message(programme, state="sent", sent_at=LONG_AGO)

        decide(office, message, "send_again", post="yes", reason="Forged")

        message.refresh_from_db()
        assert message.state == "sent"

    def test_is_not_decided_on_by_audit(self, programme):
        message = a_message(programme)
        audit = Desk(someone(access.AUDIT, programme.organisation))

        page = audit.list(Delivery)
        decide(audit, message, "drop_it", post="yes", reason="Forged")

        message.refresh_from_db()
        assert message.person.name in page
        assert message.state == "held"

    def test_to_people_of_another_council_is_not_seen(self, programme):
        message = a_message(programme)
        stranger = Desk(someone(access.PMO, a_council()))

        decide(stranger, message, "drop_it", post="yes", reason="Forged")

        message.refresh_from_db()
        assert message.person.name not in stranger.list(Delivery)
        assert message.state == "held"


class TestASlackAccount:
    def test_is_unlinked_by_the_office_with_a_reason(self, office, programme):
        person = a_person(name="Ama Boateng")
        grant(person, access.STAFF, programme)
        account = Identity.objects.create(
            team_id="T0", user_id="U0", person=Person.objects.get(pk=person.pk), linked_at=LONG_AGO
        )
        asked = office.open(remove_url(account))

        office.send(remove_url(account), asked.last_form | {"reason": "Left the council"})

        account.refresh_from_db()
        assert "Ama Boateng on Slack" in asked
        assert account.unlinked_at is not None

"""A milestone slips, and whoever should hear of it hears once, by one route, with the rights of the moment."""

from __future__ import annotations

from datetime import date

import pytest

from bots.models import Delivery, Notice
from programme import changes
from programme.models import Grant
from tests.factories.bots import a_world
from tests.factories.ground import LOADING, a_milestone
from tests.fakes.rehearsal import Rehearsal
from tests.fakes.worker import work_off
from tests.integration.bots.conftest import PUBLIC_URL

pytestmark = pytest.mark.django_db

LATER = date(2027, 6, 30)


class TestAnAlert:
    def test_says_all_an_alert_says(self, slack: Rehearsal) -> None:
        world = a_world()
        work_off()

        world.move(LATER)
        work_off()

        alert = slack.wait_for_message("Fostering", to="U0LEAD")
        for said in (
            "Building for Brilliance",
            "WS3 Fostering",
            "M7 Panel approves the homes",
            "91 days late",
            "30 Jun 2027, was 31 Mar 2027",
            "without exempt items",
            "Lena Lead",
            "“The contractor is late” (Max Manager",
            "You get this because: you own this workstream",
            f"{PUBLIC_URL}/account/",
        ):
            assert said in alert["text"]

    def test_reaches_each_person_by_one_route(self, slack: Rehearsal) -> None:
        world = a_world()
        work_off()

        world.move(LATER)
        work_off()

        posted = slack.accepted("chat.postMessage")
        assert sorted(call["arguments"]["channel"] for call in posted) == ["U0CHAIR", "U0LEAD"]
        assert [mail["recipients"] for mail in slack.mails()] == [[world.member.email]]
        assert slack.refused() == []
        assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}

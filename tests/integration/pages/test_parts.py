"""Parts that act: an alert taken in hand from its board's page, and a pack asked for from its meeting's."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from governance.models import Acknowledgement, Alert
from programme import changes
from programme.models import Person
from programme.rules import access
from tests.factories.ground import a_council, someone
from tests.fakes.worker import work_off
from tests.integration.pages.test_boards import Council, signed_in, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def council() -> Council:
    return Council()


class TestTakingAnAlertInHand:
    @pytest.fixture
    def alert(self, council: Council) -> Alert:
        manager = someone(access.MANAGER, council.workstream.programme)
        changes.reforecast_milestone(
            milestone_id=council.milestone.id, version=None, forecast=date(2028, 3, 31), reason="Tender was late",
            by=manager, at=timezone.now(),
        )  # fmt: skip
        work_off("governance.reassess")
        return Alert.objects.filter(subject_id=council.milestone.id).get()

    def test_is_offered_to_a_member_and_kept(self, council: Council, alert: Alert) -> None:
        path = f"{council.path}alerts/{alert.id}/"
        assert f'action="{path}"' in words(council.client, council.path)

        answer = council.client.post(path)

        assert answer.headers["Location"] == f"{council.path}#escalated"
        assert Acknowledgement.objects.get().person_id == council.member.id
        assert f'action="{path}"' not in words(council.client, council.path)

    def test_is_not_offered_when_looking_back(self, council: Council, alert: Alert) -> None:
        yesterday = timezone.localdate() - timedelta(days=1)

        assert "Take in hand" not in words(council.client, f"{council.path}?at={yesterday.isoformat()}")

    def test_is_not_there_for_a_stranger(self, council: Council, alert: Alert) -> None:
        stranger = signed_in(Person.objects.get(pk=someone(access.PMO, a_council()).person_id))

        assert stranger.post(f"{council.path}alerts/{alert.id}/").status_code == 404
        assert not Acknowledgement.objects.exists()


class TestPacks:
    def test_one_is_asked_for_made_and_handed_out(self, council: Council) -> None:
        meeting = f"/meetings/{council.meeting.id}/"
        assert "No pack has been made for you yet" in words(council.client, meeting)

        council.client.post(f"{meeting}packs/ask/")
        assert "is being made" in words(council.client, f"{meeting}packs/")
        work_off("governance.make_pack")
        part = words(council.client, f"{meeting}packs/")

        assert "hx-get" not in part
        path = part.split('href="')[1].split('"')[0]
        pack = council.client.get(path)
        assert pack.content.startswith(b"%PDF")
        assert "attachment" in pack.headers["Content-Disposition"]
        stranger = signed_in(Person.objects.get(pk=someone(access.PMO, a_council()).person_id))
        assert stranger.get(path).status_code == 404

    def test_the_board_as_at_the_meeting_is_of_the_pack_s_moment(self, council: Council) -> None:
        meeting = f"/meetings/{council.meeting.id}/"
        council.client.post(f"{meeting}packs/ask/")
        work_off("governance.make_pack")
        council.reforecast(timezone.localdate() + timedelta(days=400), "Said since", days_ago=0)

        page = words(council.client, f"{council.path}?meeting={council.meeting.id}")

        assert "as in its pack" in page
        assert "Said since" not in page

"""The boards of the illustrative copies at work: something held and something ahead, decided and waited for."""

import pytest
from django.utils import timezone

from deploy.examples.stories import STORIES
from governance import queries
from governance.models import Action, Attendance, Decision, Finding, Meeting, Paper
from governance.rules.finding import NEEDS_RESPONSE, NEXT
from programme import queries as ground
from programme.rules import access
from programme.rules.access import system
from tests.factories.examples import AT

pytestmark = pytest.mark.django_db

CODES = [story.code for story in STORIES.values()]
MEETING = [(s.code, b.key) for s in STORIES.values() for b in s.boards if b.kind != "scrutiny"]


def programme(code):
    return next(iter(ground.programmes(reader=system(), code=code).values()))


class TestMeetings:
    @pytest.mark.parametrize(("code", "key"), MEETING)
    def test_of_each_board_were_held_with_their_quorum_and_are_planned(self, told, code, key):
        board = queries.boards(reader=system(), code=f"{code}-{key}")
        ((last, following),) = queries.next_and_last(reader=system(), board_ids=board, at=AT).values()

        assert last.quorum.is_met or last.quorum.present < last.quorum.members
        assert last.starts_at < AT < following.starts_at
        assert (last.illustrative, last.state, following.state) == (True, "held", "planned")

    def test_are_on_working_days_and_in_order(self, told):
        for meeting in Meeting.objects.filter(illustrative=True):
            assert timezone.localtime(meeting.starts_at).weekday() < 5
            assert (meeting.state == "held") == (meeting.starts_at < AT)
        assert not Attendance.objects.filter(meeting__illustrative=False).exists()

    def test_hide_the_item_about_prices_from_who_is_not_cleared(self, told):
        board = queries.boards(reader=system(), code="southampton-cl-story-board")
        everything, member = (
            next(m for m in queries.meetings(reader=reader, board_ids=board).values() if m.starts_at > AT)
            for reader in (system(), access.public())
        )

        assert "Award the contract for the second home" in [item.title for item in everything.agenda]
        assert len(everything.agenda) == len(member.agenda) + 1
        assert "exclude the public for item 1" in everything.exclusions[0]
        assert member.exclusions == ()


class TestDecisions:
    @pytest.mark.parametrize("code", CODES)
    def test_are_waited_for_by_milestones(self, told, code):
        asked = Decision.objects.filter(
            programme__code=code, state__in=("proposed", "consulted", "recommended")
        )

        assert asked.exists()
        assert asked.filter(waits__until=None, waits__isnull=False).exists()

    def test_end_what_waited_for_them_once_made(self, told):
        made = Decision.objects.get(programme__code="southampton-cl-story", ref="D1")

        assert made.state == "made"
        assert made.waits.get().until == made.made_on


class TestActions:
    @pytest.mark.parametrize("code", CODES)
    def test_are_done_overdue_and_to_come(self, told, code):
        rows = queries.actions(reader=system(), programme_ids=[programme(code).id], on=AT.date()).values()

        assert any(row.overdue_days for row in rows)
        assert any(not row.is_open for row in rows)
        assert any(row.is_open and not row.overdue_days for row in rows)
        assert all(row.owner for row in rows)


class TestTheReviewFollowedUp:
    def test_stands_at_every_step(self, told):
        found = programme("southampton-cl-story")
        rows = queries.findings(reader=system(), programme_ids=[found.id]).values()

        assert len(rows) == 63
        assert {row.state for row in rows if row.needs_response} == set(NEXT)
        assert all(row.steps == () and row.state == "open" for row in rows if not row.needs_response)
        assert all(row.illustrative for row in rows)
        assert any(row.overdue_days for row in rows)

    def test_is_counted_for_who_may_see_it(self, told):
        found = programme("southampton-cl-story")
        (counts,) = queries.finding_counts(reader=system(), programme_ids=[found.id])[found.id].values()

        assert (counts.findings, counts.need_response, counts.finished) == (63, 49, 3)
        assert Finding.objects.filter(programme_id=found.id, kind__in=NEEDS_RESPONSE).count() == 49


class TestPublishedProgrammes:
    def test_have_nothing_invented(self, told):
        inside = {"programme__illustrative": False}

        assert not Action.objects.filter(**inside).exists()
        assert Paper.objects.filter(**inside).count() == Decision.objects.filter(**inside).count() == 1
        assert not Meeting.objects.filter(board__programme__illustrative=False, state="held").exists()
        for model in (Paper, Decision, Finding):
            assert not model.objects.filter(illustrative=True, **inside).exists()
            assert not model.objects.filter(illustrative=False, programme__illustrative=True).exists()

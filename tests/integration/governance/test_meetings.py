"""Meetings: planned, held with their quorum, called off; an agenda made from what needs deciding."""

from datetime import date, timedelta

import pytest

from governance import changes, queries
from governance.models import Decision, Meeting
from governance.rules.meeting import EXEMPT_TITLE
from programme.changes import Invalid, Stale
from programme.outbox.models import Event
from programme.rules import access
from tests.factories.governance import a_board, a_meeting, a_paper, a_seat, an_action
from tests.factories.ground import LOADING, LONG_AGO, a_council, a_person, a_programme, someone

pytestmark = pytest.mark.django_db

BEFORE = LONG_AGO
AFTER = LONG_AGO + timedelta(days=2)


@pytest.fixture
def programme():
    return a_programme()


@pytest.fixture
def board(programme):
    return a_board(programme, quorum=2)


@pytest.fixture
def office(programme):
    return someone(access.PMO, programme.organisation, cleared=True)


def a_decision(programme, board, **values):
    given = {"ref": f"D{Decision.objects.count() + 1}", "title": "Buy a home", **values}
    return Decision.objects.create(programme=programme, board=board, **given)


def row_of(meeting, reader):
    return queries.meetings(reader=reader, ids=[meeting.id])[meeting.id]


class TestPlanning:
    def test_is_the_offices_and_told(self, programme, board, office):
        meeting = changes.plan_meeting(
            board_id=board.id, values={"starts_at": AFTER, "place": "Room 3"}, by=office, at=BEFORE
        )

        event = Event.objects.get(aggregate_id=meeting.id)
        assert (event.type, event.quiet) == ("governance.meeting.planned", False)
        assert row_of(meeting, office).state_words == "Not recorded as held"

    def test_is_refused_to_anyone_else(self, programme, board):
        manager = someone(access.MANAGER, programme)

        with pytest.raises(access.Refused):
            changes.plan_meeting(board_id=board.id, values={"starts_at": AFTER}, by=manager, at=BEFORE)

    def test_is_not_for_a_support_team(self, programme, office):
        team = a_board(programme, kind="support")

        with pytest.raises(Invalid, match="no board"):
            changes.plan_meeting(board_id=team.id, values={"starts_at": AFTER}, by=office, at=BEFORE)

    def test_ends_after_it_begins(self, board, office):
        with pytest.raises(Invalid, match="ends after it begins"):
            changes.plan_meeting(
                board_id=board.id, values={"starts_at": AFTER, "ends_at": BEFORE}, by=office, at=BEFORE
            )

    def test_compares_the_version_seen(self, board, office):
        meeting = a_meeting(board)
        changes.revise_meeting(meeting_id=meeting.id, version=1, values={"place": "A"}, by=office, at=BEFORE)

        with pytest.raises(Stale):
            changes.revise_meeting(
                meeting_id=meeting.id, version=1, values={"place": "B"}, by=office, at=BEFORE
            )


class TestHolding:
    def test_counts_the_quorum_from_who_sat_on_the_board_that_day(self, board, office):
        present, away, past, adviser = (a_person() for _ in range(4))
        a_seat(board, present, role="chair")
        a_seat(board, away)
        a_seat(board, past, term_to=date(2026, 1, 31))
        a_seat(board, adviser, role="adviser")
        meeting = a_meeting(board)
        came = {present.id: "present", away.id: "substitute", past.id: "present", adviser.id: "present"}

        changes.hold_meeting(meeting_id=meeting.id, version=1, attendance=came, by=office, at=AFTER)

        row = row_of(meeting, office)
        assert row.state == "held"
        assert row.quorum_words == "2 of 2 members present, the quorum is 2: quorate"
        held = Event.objects.get(type="governance.meeting.held")
        assert held.payload["present"] == 2
        assert Event.objects.filter(type="governance.meeting.attendance_recorded").count() == 4

    def test_without_a_quorum_says_that_nothing_was_decided(self, board, office):
        a_seat(board)
        meeting = a_meeting(board)

        changes.hold_meeting(
            meeting_id=meeting.id, version=1, attendance={a_person().id: "present"}, by=office, at=AFTER
        )

        assert "not quorate, so this meeting decides nothing" in row_of(meeting, office).quorum_words

    def test_waits_until_it_began(self, board, office):
        meeting = a_meeting(board)

        with pytest.raises(Invalid, match="has not begun"):
            changes.hold_meeting(meeting_id=meeting.id, version=1, by=office, at=BEFORE)
        with pytest.raises(Invalid, match="Nobody is present before"):
            changes.record_attendance(
                meeting_id=meeting.id, person_id=a_person().id, state="present", by=office, at=BEFORE
            )

    def test_leaves_the_day_on_the_record(self, board, office):
        meeting = a_meeting(board)
        changes.hold_meeting(meeting_id=meeting.id, version=None, by=office, at=AFTER)

        with pytest.raises(Invalid, match="its day stays"):
            changes.revise_meeting(
                meeting_id=meeting.id, version=None, values={"starts_at": AFTER}, by=office, at=AFTER
            )

    def test_shows_no_names_to_the_public_and_notes_to_insiders_alone(self, programme, board, office):
        person = a_person(name="Somebody Present")
        meeting = a_meeting(board)
        changes.hold_meeting(
            meeting_id=meeting.id, version=1, notes="Hard words", attendance={person.id: "present"},
            by=office, at=AFTER,
        )  # fmt: skip
        scrutiny = someone(access.SCRUTINY, programme)

        public, inside, outside = (row_of(meeting, r) for r in (access.public(), office, scrutiny))

        assert (public.attendance, public.notes, outside.notes) == ((), "", "")
        assert [a.name for a in inside.attendance] == ["Somebody Present"]
        assert inside.notes == "Hard words"


class TestCallingOff:
    def test_says_why_and_stays_on_the_record(self, board, office):
        meeting = a_meeting(board)

        with pytest.raises(Invalid, match="Say why"):
            changes.cancel_meeting(meeting_id=meeting.id, version=1, reason=" ", by=office, at=BEFORE)
        changes.cancel_meeting(meeting_id=meeting.id, version=1, reason="No business", by=office, at=BEFORE)

        assert row_of(meeting, office).state == "cancelled"
        with pytest.raises(Invalid, match="called off"):
            changes.hold_meeting(meeting_id=meeting.id, version=None, by=office, at=AFTER)


class TestSuggestions:
    def test_are_what_needs_deciding_first(self, programme, board, office):
        meeting = a_meeting(board)
        late = a_decision(programme, board, title="Late one", needed_by=date(2026, 3, 30))
        a_decision(programme, board, title="No hurry")
        a_decision(programme, board, title="Long made", state="effective")
        a_decision(programme, a_board(programme), title="Elsewhere's")
        a_paper(programme, board_id=board.id, subject="For them to read")
        an_action(programme, board_id=board.id, due_on=date(2026, 3, 1))
        an_action(programme, board_id=board.id, due_on=date(2026, 5, 1))

        found = queries.agenda_suggestions(reader=office, meeting_id=meeting.id, at=BEFORE)

        assert [s.title for s in found] == ["Late one", "No hurry", "For them to read", "Actions"]
        assert found[0].why == f"{late.ref}, proposed, needed by 30 March 2026: 3 days before this meeting"
        assert found[3].why == "1 overdue by then"

    def test_go_on_the_agenda_once_accepted_and_are_not_made_again(self, programme, board, office):
        meeting = a_meeting(board)
        a_decision(programme, board)
        an_action(programme, board_id=board.id, due_on=date(2026, 3, 1))
        keys = [s.key for s in queries.agenda_suggestions(reader=office, meeting_id=meeting.id, at=BEFORE)]

        changes.accept_suggestions(meeting_id=meeting.id, keys=[*keys, "decision:gone"], by=office, at=BEFORE)

        assert [i.title for i in row_of(meeting, office).agenda] == ["Buy a home", "Actions"]
        assert queries.agenda_suggestions(reader=office, meeting_id=meeting.id, at=BEFORE) == ()

    def test_are_none_for_a_meeting_out_of_sight(self, board):
        stranger = someone(access.PMO, a_council(), cleared=True)

        assert queries.agenda_suggestions(reader=stranger, meeting_id=a_meeting(board).id, at=BEFORE) == ()


class TestAgenda:
    def test_is_put_in_order_by_a_person(self, board, office):
        meeting = a_meeting(board)
        items = [
            changes.add_agenda_item(meeting_id=meeting.id, values={"title": t}, by=office, at=BEFORE)
            for t in ("First", "Second", "Third")
        ]

        changes.order_agenda(meeting_id=meeting.id, item_ids=[items[2].id], by=office, at=BEFORE)
        changes.remove_agenda_item(item_id=items[0].id, version=None, by=office, at=BEFORE)

        assert [(i.number, i.title) for i in row_of(meeting, office).agenda] == [(1, "Third"), (2, "Second")]

    def test_hides_an_item_about_something_exempt_and_names_it_neutrally(self, programme, board, office):
        meeting = a_meeting(board)
        secret = a_paper(
            programme, subject="CANARY-SUBJECT", marking="exempt", exempt_paragraph=3, board_id=board.id
        )
        changes.publish_paper(paper_id=secret.id, version=None, by=LOADING, at=BEFORE)
        item = changes.add_agenda_item(
            meeting_id=meeting.id,
            values={"title": "CANARY-TITLE", "paper_id": secret.id},
            by=office,
            at=BEFORE,
        )
        changes.add_agenda_item(meeting_id=meeting.id, values={"title": "Any other"}, by=office, at=BEFORE)
        member = someone(access.MEMBER, programme)

        assert (item.title, item.excludes_public) == (EXEMPT_TITLE, True)
        assert [(i.number, i.title) for i in row_of(meeting, member).agenda] == [(1, "Any other")]
        assert [i.title for i in row_of(meeting, office).agenda] == ["CANARY-SUBJECT", "Any other"]
        assert "CANARY" not in repr(row_of(meeting, member))
        assert "CANARY" not in str(list(Event.objects.values_list("payload", flat=True)))

    def test_links_nothing_of_another_council(self, board, office):
        meeting, elsewhere = a_meeting(board), a_paper(a_programme())

        with pytest.raises(Invalid, match="another council"):
            changes.add_agenda_item(
                meeting_id=meeting.id, values={"title": "X", "paper_id": elsewhere.id}, by=office, at=BEFORE
            )


class TestExcludingThePublic:
    def test_is_resolved_by_a_meeting_that_has_begun(self, programme, board, office):
        meeting = a_meeting(board, in_public=True)
        paper = a_paper(programme, marking="exempt", exempt_paragraph=3)
        item = changes.add_agenda_item(
            meeting_id=meeting.id, values={"title": "Prices", "paper_id": paper.id}, by=office, at=BEFORE
        )
        asked = row_of(meeting, office).exclusions

        with pytest.raises(Invalid, match="has begun"):
            changes.resolve_public(item_id=item.id, version=None, excluded=True, by=office, at=BEFORE)
        changes.resolve_public(item_id=item.id, version=None, excluded=True, by=office, at=AFTER)

        assert asked[0].startswith("The meeting is asked to resolve to exclude the public for item 1, since")
        assert "paragraph 3 of Part 1 of Schedule 12A" in row_of(meeting, office).exclusions[0]
        assert row_of(meeting, office).exclusions[0].startswith("The meeting resolved")

    def test_is_not_resolved_where_nobody_asked(self, board, office):
        meeting = a_meeting(board)
        item = changes.add_agenda_item(meeting_id=meeting.id, values={"title": "Open"}, by=office, at=BEFORE)

        with pytest.raises(Invalid, match="was not asked"):
            changes.resolve_public(item_id=item.id, version=None, excluded=True, by=office, at=AFTER)


class TestReading:
    def test_as_at_a_moment_knows_what_was_planned_and_not_yet_held(self, board, office):
        meeting = a_meeting(board)
        later = changes.plan_meeting(
            board_id=board.id, values={"starts_at": AFTER + timedelta(days=9)}, by=office, at=AFTER
        )
        changes.hold_meeting(meeting_id=meeting.id, version=None, by=office, at=AFTER)

        then = queries.meetings(reader=office, board_ids=[board.id], at=BEFORE)
        last, following = queries.next_and_last(reader=office, board_ids=[board.id], at=AFTER)[board.id]

        assert [(m.id, m.state) for m in then.values()] == [(meeting.id, "planned")]
        assert (last.id, following.id) == (meeting.id, later.id)

    def test_hides_an_exempt_meeting(self, board, programme):
        meeting = a_meeting(board, marking="exempt", exempt_paragraph=1)

        assert queries.meetings(reader=someone(access.MEMBER, programme), ids=[meeting.id]) == {}
        assert Meeting.objects.filter(pk=meeting.id).exists()

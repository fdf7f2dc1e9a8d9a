"""Actions with an owner and a date, findings followed to closure, consultations as records."""

from datetime import date, timedelta

import pytest

from governance import changes, queries
from governance.models import FindingStep
from programme.changes import Backdated, Invalid
from programme.outbox.models import Event
from programme.rules import access
from tests.factories.governance import (
    a_board,
    a_consultation,
    a_meeting,
    an_action,
    some_findings,
)
from tests.factories.ground import LONG_AGO, a_person, a_programme, grant, someone

pytestmark = pytest.mark.django_db

LATER = LONG_AGO + timedelta(days=30)  # 1 May 2026


@pytest.fixture
def programme():
    return a_programme()


@pytest.fixture
def manager(programme):
    return someone(access.MANAGER, programme, cleared=True)


def one(rows, thing):
    return rows[thing.id]


class TestActions:
    def test_are_overdue_in_calendar_days(self, programme, manager):
        action = an_action(programme, due_on=date(2026, 4, 10))

        on_the_day, after = (
            one(queries.actions(reader=manager, on=day), action)
            for day in (date(2026, 4, 10), date(2026, 4, 22))
        )

        assert (on_the_day.overdue_days, on_the_day.state_words) == (0, "due 10 April 2026")
        assert (after.overdue_days, after.state_words) == (12, "12 days overdue")

    def test_without_a_date_are_never_overdue(self, programme, manager):
        action = an_action(programme, due_on=None)

        assert one(queries.actions(reader=manager, on=date(2030, 1, 1)), action).state_words == "no date"

    def test_of_a_meeting_are_its_boards(self, programme):
        board = a_board(programme)

        action = an_action(programme, meeting_id=a_meeting(board).id)

        assert action.board_id == board.id

    def test_are_done_by_their_owner_who_may_change_nothing_else(self, programme):
        person = a_person()
        action = an_action(programme, owner_id=person.id)
        owner, other = grant(person, access.MEMBER, programme), someone(access.MEMBER, programme)
        done = {"action_id": action.id, "version": None, "done_on": date(2026, 4, 20), "at": LATER}

        with pytest.raises(access.Refused):
            changes.complete_action(by=other, **done)
        with pytest.raises(access.Refused):
            changes.revise_action(
                action_id=action.id, version=None, values={"text": "Less"}, by=owner, at=LATER
            )
        changes.complete_action(by=owner, outcome="Told them", **done)

        row = one(queries.actions(reader=owner), action)
        assert (row.is_open, row.overdue_days, row.state_words) == (False, 0, "done 20 April 2026")

    def test_are_not_done_tomorrow(self, programme, manager):
        action = an_action(programme)

        with pytest.raises(Invalid, match="a day that has come"):
            changes.complete_action(
                action_id=action.id, version=None, done_on=date(2026, 5, 2), by=manager, at=LATER
            )

    def test_say_why_they_are_put_off_or_taken_up_again(self, programme, manager):
        action = an_action(programme)
        change = {"action_id": action.id, "version": None, "by": manager, "at": LATER}

        with pytest.raises(Invalid, match="put off"):
            changes.revise_action(values={"due_on": date(2026, 6, 1)}, **change)
        changes.revise_action(values={"due_on": date(2026, 6, 1)}, reason="Unions away", **change)
        changes.complete_action(done_on=date(2026, 4, 30), **change)
        with pytest.raises(Invalid, match="taken up again"):
            changes.reopen_action(reason="", **change)
        changes.reopen_action(reason="Not all were told", **change)

        assert one(queries.actions(reader=manager), action).is_open

    def test_as_at_a_moment_are_those_on_record_done_where_that_was_known(self, programme, manager):
        action = an_action(programme)
        newer = changes.agree_action(
            programme_id=programme.id, values={"text": "Later one"}, by=manager, at=LATER
        )
        changes.complete_action(
            action_id=action.id, version=None, done_on=date(2026, 4, 3), by=manager, at=LATER
        )

        before = queries.actions(reader=manager, at=LATER - timedelta(days=1))
        after = queries.actions(reader=manager, at=LATER)

        assert set(before) == {action.id}
        assert before[action.id].is_open
        assert before[action.id].overdue_days == 20
        assert set(after) == {action.id, newer.id}
        assert not after[action.id].is_open

    def test_that_are_exempt_are_hidden(self, programme):
        action = an_action(programme, marking="exempt", exempt_paragraph=1)

        assert action.id not in queries.actions(reader=someone(access.MEMBER, programme))
        assert Event.objects.get(aggregate_id=action.id).closed


class TestFindings:
    def step(self, finding, state, by, note="", at=LATER):
        return changes.step_finding(finding_id=finding.id, version=None, state=state, note=note, by=by, at=at)

    def test_that_are_strengths_ask_for_nothing(self, programme, manager):
        concern, _, strength = some_findings(programme)

        with pytest.raises(Invalid, match="asks for no response"):
            self.step(strength, "accepted", manager)

        rows = queries.findings(reader=manager)
        assert (rows[strength.id].state_words, rows[concern.id].state_words) == ("To read", "Open")
        assert rows[strength.id].is_finished

    def test_go_step_by_step_to_closure_by_another_person(self, programme, manager):
        concern = some_findings(programme)[0]
        office = someone(access.PMO, programme.organisation)

        self.step(concern, "accepted", manager, at=LATER - timedelta(days=2))
        with pytest.raises(Invalid, match="From accepted it goes to"):
            self.step(concern, "closed", manager)
        with pytest.raises(Invalid, match="Say what was done"):
            self.step(concern, "done", manager)
        self.step(concern, "done", manager, note="Chart drawn", at=LATER - timedelta(days=1))
        with pytest.raises(Invalid, match="ask somebody else"):
            self.step(concern, "closed", manager)
        self.step(concern, "closed", office)

        row = queries.findings(reader=manager)[concern.id]
        assert [s.state for s in row.steps] == ["accepted", "done", "closed"]
        assert row.is_finished

    def test_are_stepped_by_their_owner_and_ended_by_planners(self, programme, manager):
        concern = some_findings(programme)[0]
        person = a_person()
        owner = grant(person, access.STAFF, programme)
        changes.revise_finding(
            finding_id=concern.id, version=None, values={"owner_id": person.id}, by=manager, at=LATER
        )

        self.step(concern, "accepted", owner)
        with pytest.raises(access.Refused):
            self.step(concern, "not_accepted", owner, note="No")
        with pytest.raises(access.Refused):
            self.step(concern, "in_progress", someone(access.STAFF, programme))

        assert FindingStep.objects.count() == 1

    def test_are_never_stepped_before_their_newest_step(self, programme, manager):
        concern = some_findings(programme)[0]
        self.step(concern, "accepted", manager)

        with pytest.raises(Backdated):
            self.step(concern, "in_progress", manager, at=LATER - timedelta(days=1))

    def test_as_at_a_moment_stand_as_they_stood(self, programme, manager):
        concern = some_findings(programme)[0]
        self.step(concern, "accepted", manager)

        then = queries.findings(reader=manager, at=LATER - timedelta(days=1))

        assert then[concern.id].state == "open"
        assert queries.findings(reader=manager, at=LATER)[concern.id].state == "accepted"
        assert queries.findings(reader=manager, at=LONG_AGO - timedelta(days=1)) == {}

    def test_are_counted_by_theme_and_state(self, programme, manager):
        concern = some_findings(programme)[0]
        self.step(concern, "not_accepted", manager, note="Overtaken")

        found = queries.finding_counts(reader=manager, programme_ids=[programme.id])[programme.id]["A review"]

        assert (found.findings, found.need_response, found.finished) == (3, 2, 1)
        assert found.by_theme == {"Governance": (1, 2)}
        assert found.by_state == {"open": 1, "not_accepted": 1}

    def test_are_put_on_record_once(self, programme, manager):
        some_findings(programme)

        assert some_findings(programme) == ()
        with pytest.raises(Invalid, match="Two findings have one number"):
            changes.add_findings(
                programme_id=programme.id, review="Another", by=manager, at=LATER,
                rows=[{"number": 1, "theme": "A", "kind": "concern", "summary": "S"}] * 2,
            )  # fmt: skip
        with pytest.raises(Invalid, match="Finding 4"):
            changes.add_findings(
                programme_id=programme.id, review="Another", by=manager, at=LATER,
                rows=[{"number": 4, "theme": "A", "kind": "gossip", "summary": "S"}],
            )  # fmt: skip

    def test_keep_who_took_a_step_from_the_public(self, programme, manager):
        concern = some_findings(programme)[0]
        self.step(concern, "accepted", manager)

        row = queries.findings(reader=access.public())[concern.id]

        assert [s.recorded_by for s in row.steps] == [""]


class TestConsultations:
    def test_count_both_days(self, programme, manager):
        row = a_consultation(programme)

        shown = queries.consultations(reader=manager)[row.id]

        assert (shown.days, shown.responses) == (28, 120)

    def test_close_after_they_open(self, programme):
        with pytest.raises(Invalid, match="closes on the day it opens"):
            a_consultation(programme, closes_on=date(2026, 1, 1))

    def test_change_by_planners(self, programme, manager):
        row = a_consultation(programme)
        change = {"consultation_id": row.id, "version": 1, "values": {"outcome": "Heard"}, "at": LATER}

        with pytest.raises(access.Refused):
            changes.revise_consultation(by=someone(access.LEAD, programme), **change)
        changes.revise_consultation(by=manager, **change)

        assert queries.consultations(reader=manager)[row.id].outcome == "Heard"

"""The board page as at a meeting equals the pack frozen for it, section by section, after things moved since.

Everything a board shows is put on record, a pack is frozen before the meeting, the meeting is held, and then each
sort of thing is changed. Whatever it was, the page as at that meeting still holds what the pack holds.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from governance import changes
from governance.exchange.blocks import texts
from governance.exchange.pack_sections import sections
from governance.exchange.packing import freeze
from governance.models import Alert, BoardPack, Decision, Meeting
from governance.queries.board_view import board_view
from governance.queries.packs import pack_file
from governance.rules.board_view import ROWS, BoardView, from_json
from programme import changes as ground
from programme.models import Person
from programme.rules.access import CHAIR, FINANCE, MANAGER, Actor
from savings import changes as money
from tests.factories.governance import a_board, a_decision, a_decision_maker, a_seat, overseen
from tests.factories.ground import LOADING, a_milestone, a_person, a_programme, a_workstream, grant, someone
from tests.factories.savings import a_saving
from tests.fakes.pdf import letters, read_back

pytestmark = pytest.mark.django_db

LAST = datetime(2026, 9, 1, 9, tzinfo=UTC)  # the meeting before
MOVED = datetime(2026, 9, 14, 9, tzinfo=UTC)
FROZEN = datetime(2026, 9, 28, 9, tzinfo=UTC)
MEETS = datetime(2026, 10, 1, 9, tzinfo=UTC)
LATER = datetime(2026, 10, 20, 9, tzinfo=UTC)
TODAY = datetime(2026, 11, 2, 9, tzinfo=UTC)
SAID: dict[str, Any] = {"version": None, "by": LOADING}


class Council:
    """A board with something in every section of its page, and the pack its chair had before a meeting."""

    def __init__(self) -> None:
        self.programme = a_programme(name="Building for Brilliance", first_year=2026)
        self.above = a_board(self.programme, name="Improvement Board")
        self.board = a_board(
            self.programme, name="Savings Board", parent_id=self.above.pk, quorum=3, cadence="monthly"
        )
        self.beneath = a_board(self.programme, name="Homes Board", parent_id=self.board.pk)
        self.maker = a_decision_maker(self.programme.organisation, name="Cabinet")
        self.person, self.colleague = a_person(name="Cyd Chair"), a_person(name="Mo Member")
        a_seat(self.board, self.person, role="chair", cleared=True)
        a_seat(self.board, self.colleague, term_to=date(2027, 5, 1))
        self.chair: Actor = grant(self.person, CHAIR, self.programme, cleared=True)
        self.held = self.meets(LAST)
        changes.hold_meeting(meeting_id=self.held.pk, at=LAST + timedelta(hours=2), **SAID)
        self.meeting = self.meets(MEETS)
        self.delivery()
        self.registers()
        ground_of = {"programme_id": self.programme.pk, "by": LOADING}
        changes.reassess_programme(at=FROZEN - timedelta(days=1), **ground_of)
        self.pack: BoardPack = freeze(
            board_id=self.board.pk, by=self.chair, at=FROZEN, meeting_id=self.meeting.pk
        )
        changes.hold_meeting(meeting_id=self.meeting.pk, at=MEETS + timedelta(hours=2), **SAID)

    def meets(self, at: datetime, **values: Any) -> Meeting:
        given = {"starts_at": at, "place": "Committee room 2", **values}
        planned = LAST - timedelta(days=30) if at in (LAST, MEETS) else LATER
        return changes.plan_meeting(board_id=self.board.pk, values=given, by=LOADING, at=planned)

    def delivery(self) -> None:
        """Put a workstream on record that slipped, was rated red and costs money; and one a board beneath has."""
        owner = someone(MANAGER, self.programme)
        self.owner = owner
        self.fostering = a_workstream(self.programme, ref="W3", name="Fostering", owner_id=owner.person_id)
        self.homes = a_workstream(self.programme, ref="W4", name="Homes")
        overseen(self.fostering, self.board, self.maker)
        overseen(self.homes, self.beneath, self.maker)
        self.milestone = a_milestone(
            self.fostering, ref="M7", name="Panel approves", baseline_date=date(2026, 10, 1)
        )
        self.opening = a_milestone(self.homes, ref="M8", name="Home opens", baseline_date=date(2026, 12, 1))
        self.saving = a_saving(
            self.fostering, ref="24S1", waits_for=[self.milestone], start_date=date(2026, 10, 1)
        )
        for at, day, amount, rating in (
            (LAST - timedelta(days=9), date(2026, 10, 20), 60_000, "green"),
            (MOVED, date(2026, 12, 11), 40_000, "red"),
        ):
            self.move(self.milestone, day, at)
            self.forecast(self.saving, amount, at)
            self.rate(self.fostering, rating, at)
        money.report_outlook(
            saving_id=self.saving.pk, outlook="deliverable_later", reason="No homes", at=MOVED, **SAID
        )

    def registers(self) -> None:
        """Put a risk, decisions asked for and made, actions done and to do, and an assessment on record."""
        early = LAST - timedelta(days=9)
        within: dict[str, Any] = {"board_id": self.board.pk, "workstream_id": self.fostering.pk}
        owned = {**within, "owner_id": self.owner.person_id}
        self.risk = changes.add_risk(
            programme_id=self.programme.pk,
            values={
                **owned, "title": "No carers come", "likelihood": 2, "impact": 3, "mitigation": "Advertise",
                "review_on": date(2026, 12, 1),
            },
            by=LOADING, at=early,
        )  # fmt: skip
        changes.review_risk(
            risk_id=self.risk.pk, likelihood=4, impact=4, reason="Fewer came", at=MOVED, **SAID
        )
        self.asked = a_decision(
            self.programme, self.maker, at=early, screened=False, title="Buy two homes",
            amount=Decimal(480_000), needed_by=date(2026, 11, 1), board_id=self.board.pk,
        )  # fmt: skip
        self.made = a_decision(self.programme, self.maker, at=early, title="Close a home", kind="other")
        changes.link_effect(
            decision_id=self.made.pk, kind="milestone_baseline", subject_id=self.milestone.pk,
            values={"date": "2026-12-11", "precision": "day"}, by=LOADING, at=early,
        )  # fmt: skip
        self.step(self.made, "made", MOVED)
        self.wait = changes.wait_for_decision(
            decision_id=self.asked.pk,
            milestone_id=self.milestone.pk,
            since=MOVED.date(),
            by=LOADING,
            at=MOVED,
        )
        self.assessment = changes.add_assessment(
            programme_id=self.programme.pk,
            values={"kind": "equality", "subject": "Two homes", "decision_id": self.asked.pk},
            by=LOADING, at=early,
        )  # fmt: skip
        self.todo, self.done = (
            changes.agree_action(
                programme_id=self.programme.pk,
                values={**owned, "text": words, "due_on": date(2026, 9, 20)},
                by=LOADING, at=early,
            )
            for words in ("Ask the panel", "Write to carers")
        )  # fmt: skip
        changes.complete_action(action_id=self.done.pk, done_on=MOVED.date(), at=MOVED, **SAID)

    def move(self, milestone: Any, day: date, at: datetime) -> None:
        ground.reforecast_milestone(milestone_id=milestone.pk, forecast=day, reason="Late", at=at, **SAID)

    def forecast(self, saving: Any, amount: int, at: datetime) -> None:
        money.forecast_saving(
            saving_id=saving.pk, amounts={2026: Decimal(amount)}, reason="Late", at=at, **SAID
        )

    def rate(self, workstream: Any, rating: str, at: datetime) -> None:
        ground.report_status(workstream_id=workstream.pk, rating=rating, reason="No homes", at=at, **SAID)

    def step(self, decision: Decision, step: str, at: datetime) -> None:
        changes.take_step(decision_id=decision.pk, step=step, on=at.date(), at=at, **SAID)

    @property
    def frozen(self) -> BoardView:
        return from_json(BoardPack.objects.get(pk=self.pack.pk).body)

    def page(self, monkeypatch: pytest.MonkeyPatch, query: str) -> BoardView:
        monkeypatch.setattr("django.utils.timezone.now", lambda: TODAY)
        client = Client()
        client.force_login(Person.objects.get(pk=self.person.pk))
        answer = client.get(f"/boards/{self.board.code}/{query}")
        assert answer.status_code == 200
        found: BoardView = answer.context["view"]
        return found


def milestones(c: Council) -> None:
    c.move(c.milestone, date(2027, 6, 1), LATER)
    c.move(c.opening, date(2027, 1, 8), LATER)
    values = {
        "ref": "M9", "name": "Late comer", "workstream_id": c.fostering.pk,
        "baseline_date": date(2027, 3, 31), "baseline_precision": "day",
    }  # fmt: skip
    ground.add_milestone(programme_id=c.programme.pk, values=values, by=LOADING, at=LATER)
    ground.remove_milestone(
        milestone_id=c.opening.pk, reason="Dropped", at=LATER + timedelta(hours=1), **SAID
    )


def ratings(c: Council) -> None:
    c.rate(c.fostering, "amber", LATER)
    c.rate(c.homes, "red", LATER)


def owners(c: Council) -> None:
    other = someone(MANAGER, c.programme).person_id
    values = {"owner_id": other, "cadence_days": 3}
    ground.revise_workstream(workstream_id=c.fostering.pk, values=values, at=LATER, **SAID)
    for key in (c.todo.pk, c.done.pk):
        values = {"owner_id": other}
        changes.revise_action(action_id=key, values=values, at=LATER, reason="Left", **SAID)
    changes.revise_risk(risk_id=c.risk.pk, values={"owner_id": other}, at=LATER, **SAID)


def savings(c: Council) -> None:
    c.forecast(c.saving, 10_000, LATER)
    money.report_outlook(
        saving_id=c.saving.pk, outlook="undeliverable", reason="No", at=LATER + timedelta(hours=1), **SAID
    )
    a_saving(c.homes, ref="24S2", at=LATER)


def a_period_closed(c: Council) -> None:
    finance = someone(FINANCE, c.programme)
    money.close_period(programme_id=c.programme.pk, year=2026, month=5, by=finance, at=LATER)


def risks(c: Council) -> None:
    values = {"mitigation": "Pay more", "review_on": date(2027, 1, 1), "board_id": c.above.pk}
    changes.revise_risk(risk_id=c.risk.pk, values=values, at=LATER, **SAID)
    changes.review_risk(risk_id=c.risk.pk, likelihood=1, impact=1, reason="They came", at=LATER, **SAID)
    changes.end_risk(risk_id=c.risk.pk, state="closed", reason="Done", at=LATER + timedelta(hours=1), **SAID)
    values = {"title": "Another", "board_id": c.board.pk}
    changes.add_risk(programme_id=c.programme.pk, values=values, by=LOADING, at=LATER)


def a_risk_removed(c: Council) -> None:
    changes.remove_risk(risk_id=c.risk.pk, reason="Twice there", at=LATER, **SAID)


def decisions(c: Council) -> None:
    other = a_decision_maker(c.programme.organisation, name="Council")
    values = {
        "amount": Decimal(1), "needed_by": date(2027, 3, 1), "decision_maker_id": other.pk, "board_id": None,
    }  # fmt: skip
    changes.revise_decision(decision_id=c.asked.pk, values=values, at=LATER, **SAID)
    c.step(c.asked, "made", LATER)
    a_decision(c.programme, c.maker, at=LATER, title="Another", board_id=c.board.pk)


def what_waits(c: Council) -> None:
    changes.end_wait(wait_id=c.wait.pk, until=MOVED.date() + timedelta(days=3), by=LOADING, at=LATER)
    changes.wait_for_decision(
        decision_id=c.asked.pk, milestone_id=c.opening.pk, since=MOVED.date(), by=LOADING, at=LATER
    )


def assessments(c: Council) -> None:
    changes.screen_assessment(
        assessment_id=c.assessment.pk, full=False, reason="Nobody is touched", at=LATER, **SAID
    )


def actions(c: Council) -> None:
    changes.revise_action(
        action_id=c.todo.pk, values={"due_on": date(2027, 1, 1)}, at=LATER, reason="Put off", **SAID
    )
    changes.complete_action(action_id=c.todo.pk, done_on=MOVED.date(), at=LATER + timedelta(hours=1), **SAID)
    changes.reopen_action(action_id=c.done.pk, reason="Not all of them", at=LATER, **SAID)
    values = {"text": "Another", "board_id": c.board.pk}
    changes.agree_action(programme_id=c.programme.pk, values=values, by=LOADING, at=LATER)


def an_action_removed(c: Council) -> None:
    changes.remove_action(action_id=c.todo.pk, reason="Twice there", at=LATER, **SAID)


def members(c: Council) -> None:
    changes.stand_down(board_id=c.board.pk, person_id=c.colleague.pk, by=LOADING, at=LATER)
    for person, role in ((a_person(name="Nia Newcomer"), "member"), (c.person, "member")):
        changes.appoint_member(board_id=c.board.pk, person_id=person.pk, role=role, by=LOADING, at=LATER)


def hierarchy(c: Council) -> None:
    values = {"parent_id": None, "quorum": 5, "cadence": "weekly", "remit": "All"}
    changes.revise_board(board_id=c.board.pk, values=values, at=LATER, **SAID)
    changes.revise_board(board_id=c.beneath.pk, values={"parent_id": c.above.pk}, at=LATER, **SAID)
    late = a_board(c.programme, name="Late Board")
    changes.revise_board(board_id=late.pk, values={"parent_id": c.board.pk}, at=LATER, **SAID)


def oversight(c: Council) -> None:
    other = a_decision_maker(c.programme.organisation, name="Audit committee")
    for workstream, board in ((c.fostering, c.above), (c.homes, c.above)):
        changes.set_oversight(
            workstream_id=workstream.pk, board_id=board.pk, decision_maker_id=other.pk, by=LOADING, at=LATER
        )


def meetings(c: Council) -> None:
    c.meets(MEETS - timedelta(days=1))
    soon = c.meets(LATER + timedelta(days=40))
    changes.cancel_meeting(meeting_id=soon.pk, reason="Snow", at=LATER + timedelta(days=1), **SAID)
    values = {"place": "Elsewhere", "ends_at": MEETS + timedelta(hours=3)}
    changes.revise_meeting(meeting_id=c.meeting.pk, values=values, at=LATER, **SAID)
    values = {"ends_at": LAST + timedelta(days=20)}
    changes.revise_meeting(meeting_id=c.held.pk, values=values, at=LATER, **SAID)


def alerts(c: Council) -> None:
    alert = Alert.objects.filter(closed_at=None).first()
    assert alert is not None
    changes.acknowledge(alert_id=alert.pk, by=c.owner, at=LATER)
    c.move(c.milestone, date(2027, 9, 1), LATER)
    changes.reassess_programme(programme_id=c.programme.pk, by=LOADING, at=LATER + timedelta(hours=1))


EVERYTHING: tuple[Callable[[Council], None], ...] = (
    what_waits, milestones, ratings, owners, savings, risks, decisions, assessments, actions, members, hierarchy,
    oversight, meetings, alerts, a_period_closed,
)  # fmt: skip


@pytest.fixture
def council() -> Council:
    return Council()


class TestThePageAsAtAMeeting:
    def test_has_something_in_every_section(self, council: Council) -> None:
        frozen = council.frozen

        assert [name for name in ROWS if not getattr(frozen, name)] == []
        assert frozen.members
        assert frozen.last_meeting
        assert frozen.next_meeting
        assert frozen.asked[0].held_back_by
        assert frozen.asked[0].waits
        assert frozen.decided[0].changes

    @pytest.mark.parametrize(
        "moved", [*EVERYTHING, a_risk_removed, an_action_removed], ids=lambda one: one.__name__
    )
    def test_equals_the_pack_after_these_moved(
        self, council: Council, moved: Callable[[Council], None]
    ) -> None:
        now = TODAY
        before = board_view(reader=council.chair, board_id=council.board.pk, now=now, closed_periods=True)

        moved(council)

        after = board_view(reader=council.chair, board_id=council.board.pk, now=now, closed_periods=True)
        assert after != before  # it moved what the page shows now
        then = board_view(
            reader=council.chair, board_id=council.board.pk, at=council.pack.as_at, closed_periods=True
        )
        assert then == council.frozen

    def test_equals_the_pack_section_by_section_after_everything_moved(
        self, council: Council, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for moved in EVERYTHING:
            moved(council)

        shown = council.page(monkeypatch, f"?meeting={council.meeting.pk}")

        for one, other in zip(sections(shown), sections(council.frozen), strict=True):
            assert one == other, one.title
        assert shown == council.frozen
        pack = read_back(pack_file(reader=council.chair, pack_id=council.pack.pk).content)
        printed = pack.letters + letters("".join(pack.alternatives))
        missing = [words for words in texts(sections(shown)) if letters(words) not in printed]
        assert missing == []
        assert council.page(monkeypatch, "") != shown

"""A frozen plan changes by decision only: refused with the board named, then changed on its day, and not before."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from deploy.timetable import write_what_is_due
from governance import changes as governing
from governance.models import Decision
from programme.changes import Invalid
from programme.outbox.models import Event, Work
from programme.outbox.switchboard import Job
from programme.rules import access
from savings import changes
from savings.changes import Authority, NeedsDecision
from savings.models import PlannedAmount
from tests.factories.governance import a_board, a_decision_maker, a_meeting, a_seat, overseen, screen_out
from tests.factories.ground import LOADING, LONG_AGO, a_person, a_programme, a_workstream, grant, someone
from tests.factories.savings import a_saving

pytestmark = pytest.mark.django_db

MAY_1 = datetime(2026, 5, 1, 9, tzinfo=UTC)  # a Friday
DIRECTOR, CABINET = "Director of Children", "Cabinet"


class Council:
    """A workstream that its board oversees and a director decides for; Cabinet may decide more."""

    def __init__(self):
        self.programme = a_programme(name="Children first")
        self.workstream = a_workstream(self.programme, ref="W3", name="Foster care")
        self.board = a_board(self.programme, name="Transformation Board")
        chair = a_person()
        self.holder = grant(chair, access.CHAIR, self.programme)
        self.director = a_decision_maker(self.programme.organisation, name=DIRECTOR, holder_id=chair.id)
        self.cabinet = a_decision_maker(self.programme.organisation, name=CABINET, kind="executive")
        for maker, limit in ((self.director, 50_000), (self.cabinet, 500_000)):
            governing.set_limit(
                decision_maker_id=maker.id,
                kind="saving_change",
                limit=Decimal(limit),
                by=LOADING,
                at=LONG_AGO,
            )
        a_seat(self.board, chair, role="chair")
        overseen(self.workstream, self.board, self.director)
        self.saving = a_saving(self.workstream, ref="FS01", maturity=3)
        self.manager = someone(access.MANAGER, self.programme)
        self.office = someone(access.PMO, self.programme)

    def replan(self, amount, *, at=MAY_1, decision=None):
        changes.plan_saving(
            saving_id=self.saving.id, version=None, amounts={2026: Decimal(amount)}, by=self.manager, at=at,
            authority=decision and Authority(decision.ref, decision.decision_maker.name, decision.effective_on),
        )  # fmt: skip

    def propose(self, maker, amount, *, ref="D12"):
        decision = governing.propose_decision(
            programme_id=self.programme.id,
            values={
                "ref": ref, "title": "Lower FS01", "decision_maker_id": maker.id, "kind": "saving_change",
                "workstream_id": self.workstream.id, "board_id": self.board.id,
            },
            by=self.manager,
            at=MAY_1,
        )  # fmt: skip
        governing.link_effect(
            decision_id=decision.id, kind="saving_plan", subject_id=self.saving.id,
            values={"amounts": {"2026": amount}}, by=self.manager, at=MAY_1,
        )  # fmt: skip
        screen_out(decision)
        return decision

    def step(self, decision, step, day=MAY_1, by=None):
        return governing.take_step(
            decision_id=decision.id, version=None, step=step, on=day.date(), by=by or self.office, at=day
        )

    @property
    def planned(self):
        return PlannedAmount.objects.get(saving=self.saving, year=2026).amount


def the_day_passes(at):
    """Write what falls due at a moment, and do what of it is about decisions as a worker would then."""
    write_what_is_due(at)
    waiting = Work.objects.filter(handler="governance.carry_out_decisions", state="pending")
    while row := waiting.first():
        governing.carry_out_decisions(Job(row.id, row.shard, 1, row.id, row.payload), at)
        Work.objects.filter(pk=row.pk).update(state="done")


@pytest.fixture
def council():
    return Council()


class TestAPlanTakesADecision:
    def test_without_one_it_is_refused_with_the_board_named_and_the_amount_against_the_limit(self, council):
        with pytest.raises(NeedsDecision) as refused:
            council.replan(90_000)

        assert "Director of Children decides for W3 Foster care" in str(refused.value)
        assert "This is £30,000, within the limit of £50,000" in str(refused.value)
        assert "Take it to Transformation Board" in str(refused.value)
        assert council.planned == 120_000

    def test_approving_a_plan_without_one_is_refused_with_the_board_named_then_done_by_one(self, council):
        idea = a_saving(council.workstream, ref="FS02", maturity=2)
        approve = {"saving_id": idea.id, "version": None, "values": {"maturity": 3}, "by": council.manager}

        with pytest.raises(NeedsDecision, match="Take it to Transformation Board"):
            changes.revise_saving(**approve, at=MAY_1)
        decision = governing.propose_decision(
            programme_id=council.programme.id,
            values={
                "ref": "D13", "title": "Approve FS02", "decision_maker_id": council.director.id, "kind": "other",
                "workstream_id": council.workstream.id, "board_id": council.board.id,
            },
            by=council.manager,
            at=MAY_1,
        )  # fmt: skip
        decision = council.step(decision, "made")
        the_day_passes(MAY_1)
        changes.revise_saving(
            **approve, at=MAY_1, authority=Authority("D13", DIRECTOR, decision.effective_on)
        )

        idea.refresh_from_db()
        assert (idea.maturity, idea.plan_frozen_at) == (3, MAY_1)
        assert decision.effects.get().kind == "saving_approved"

    def test_a_reference_nobody_recorded_is_refused_too(self, council):
        made_up = Decision(ref="CAB 99", decision_maker=council.cabinet, effective_on=date(2026, 4, 20))

        with pytest.raises(Invalid, match="No decision CAB 99 is on the record of Children first"):
            council.replan(90_000, decision=made_up)

    def test_within_the_limit_it_changes_on_the_day_the_decision_has_effect_and_not_before(self, council):
        decision = council.propose(council.cabinet, "40000.00")
        council.step(decision, "made")
        published = council.step(decision, "published")

        assert published.effective_on == date(
            2026, 5, 12
        )  # five working days after 1 May, past the bank holiday
        the_day_passes(datetime(2026, 5, 11, 22, tzinfo=UTC))
        assert council.planned == 120_000

        the_day_passes(datetime(2026, 5, 12, 4, tzinfo=UTC))
        the_day_passes(datetime(2026, 5, 12, 5, tzinfo=UTC))

        council.saving.refresh_from_db()
        decision.refresh_from_db()
        assert council.planned == 40_000
        assert decision.state == "effective"
        assert decision.effects.get().applied_at == datetime(2026, 5, 12, 4, tzinfo=UTC)
        replanned = Event.objects.filter(aggregate_id=council.saving.id, type="savings.saving.replanned")
        assert [e.payload["reason"] for e in replanned] == ["By decision D12, Cabinet, effective 12 May 2026"]

    def test_above_the_limit_it_is_refused_naming_the_limit_and_who_has_a_higher_one(self, council):
        decision = council.propose(council.director, "60000.00")

        with pytest.raises(Invalid) as refused:
            council.step(decision, "made")

        assert "£60,000 is above the limit of Director of Children" in str(refused.value)
        assert "£50,000: ask Cabinet (up to £500,000)" in str(refused.value)

    def test_a_posts_decision_within_its_limit_has_effect_at_once(self, council):
        decision = council.propose(council.director, "100000.00")

        council.step(decision, "made")
        the_day_passes(MAY_1)

        assert council.planned == 100_000

    def test_whoever_holds_the_post_records_it_though_they_are_no_officer(self, council):
        decision = council.propose(council.director, "100000.00")
        assert not council.holder.is_officer

        council.step(decision, "made", by=council.holder)
        the_day_passes(MAY_1)

        assert council.planned == 100_000

    def test_at_a_board_that_was_not_quorate_a_body_decides_nothing(self, council):
        decision = council.propose(council.cabinet, "40000.00")
        cabinet = a_board(council.programme, name="Cabinet", kind="executive", quorum=2)
        seats = [a_seat(cabinet) for _ in range(3)]
        meeting = a_meeting(cabinet, starts_at=MAY_1)
        governing.revise_decision(
            decision_id=decision.id,
            version=None,
            values={"meeting_id": meeting.id},
            by=council.office,
            at=MAY_1,
        )
        governing.hold_meeting(
            meeting_id=meeting.id,
            version=None,
            attendance={seats[0].person_id: "present"},
            by=LOADING,
            at=MAY_1,
        )

        with pytest.raises(Invalid, match="was not quorate: it decided nothing"):
            council.step(decision, "made")

        assert council.planned == 120_000

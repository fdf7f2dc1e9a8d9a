"""What takes a decision on the record: a new baseline, an approved plan, targets, budgets and virements."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from governance.models import Decision, DecisionEffect
from programme import changes as ground
from programme.changes import Authority, Invalid, NeedsDecision
from programme.rules import access
from programme.rules.calendar import FinancialYear
from savings import changes as money
from savings.models import Target
from savings.rules.in_budget import Reduction
from tests.factories.governance import a_board, a_decision, a_decision_maker, on_record, overseen
from tests.factories.ground import LOADING, LONG_AGO, a_milestone, a_workstream, someone
from tests.factories.savings import a_saving

pytestmark = pytest.mark.django_db

AT = datetime(2026, 5, 1, 9, tzinfo=UTC)
SINCE = date(2026, 4, 20)
JUNE = {"baseline_date": date(2027, 6, 1), "baseline_precision": "month"}


@pytest.fixture
def workstream():
    return a_workstream(ref="W3", name="Foster care")


@pytest.fixture
def programme(workstream):
    return workstream.programme


@pytest.fixture
def director(workstream):
    maker = a_decision_maker(workstream.programme.organisation, name="Director")
    overseen(workstream, a_board(workstream.programme, name="Care Board"), maker)
    return maker


@pytest.fixture
def manager(programme):
    return someone(access.MANAGER, programme)


@pytest.fixture
def finance(programme):
    return someone(access.FINANCE, programme)


class TestRebaselining:
    @pytest.fixture
    def milestone(self, workstream):
        return a_milestone(workstream, ref="M4")

    def move(self, milestone, by, authority=None, *, reason="The site floods", **values):
        return ground.revise_milestone(
            milestone_id=milestone.id, version=None, values={**JUNE, **values}, reason=reason, by=by, at=AT,
            authority=authority,
        )  # fmt: skip

    def test_without_a_decision_names_who_decides_and_the_board(self, milestone, director, manager):
        with pytest.raises(NeedsDecision) as refused:
            self.move(milestone, manager)

        assert "M4 is held to its baseline" in str(refused.value)
        assert "Director decides for W3 Foster care. Take it to Care Board." in str(refused.value)

    def test_by_one_keeps_both_baselines_with_the_decision(self, milestone, programme, manager):
        authority = on_record(programme, "CAB 1", "Cabinet", SINCE)

        moved = self.move(milestone, manager, authority)

        assert (moved.baseline_date, moved.original_baseline_date) == (date(2027, 6, 1), date(2027, 3, 31))
        said = moved.reports.get(baseline_date=date(2027, 6, 1)).reason
        assert said == "The site floods (decision CAB 1, Cabinet, effective 20 Apr 2026)"
        noted = DecisionEffect.objects.get()
        assert (noted.kind, noted.subject_id) == ("milestone_baseline", milestone.id)
        assert noted.applied_at == AT

    def test_takes_a_reason_beside_the_decision(self, milestone, programme, manager):
        authority = on_record(programme, "CAB 1", "Cabinet", SINCE)

        with pytest.raises(Invalid, match="every change of date keeps its reason"):
            self.move(milestone, manager, authority, reason=" ")

    def test_takes_one_that_is_on_the_record(self, milestone, director, manager):
        with pytest.raises(Invalid, match="No decision CAB 99 is on the record"):
            self.move(milestone, manager, Authority("CAB 99", "Cabinet", SINCE))

    def test_takes_one_whose_maker_decides_there(self, milestone, director, programme, manager):
        other = a_decision_maker(programme.organisation, name="Director of Roads")
        a_decision(programme, other, effective=SINCE, ref="D7")

        with pytest.raises(Invalid, match="Director of Roads does not decide for W3 Foster care"):
            self.move(milestone, manager, Authority("D7", "Director of Roads", SINCE))

    def test_is_free_where_there_was_none_and_that_is_the_original(self, workstream, manager):
        undated = a_milestone(workstream, baseline_date=None, baseline_precision="none")

        moved = self.move(undated, manager)

        assert (moved.original_baseline_date, moved.original_baseline_precision) == (
            date(2027, 6, 1),
            "month",
        )
        with pytest.raises(NeedsDecision):
            self.move(undated, manager, baseline_date=date(2027, 7, 1))

    def test_is_free_for_history_being_loaded(self, milestone):
        assert self.move(milestone, LOADING).baseline_date == date(2027, 6, 1)


class TestApprovingAPlan:
    @pytest.fixture
    def saving(self, workstream):
        return a_saving(workstream, ref="FS01", maturity=2)

    def mature(self, saving, by, authority=None, *, maturity=3):
        return money.revise_saving(
            saving_id=saving.id, version=None, values={"maturity": maturity}, by=by, at=AT,
            authority=authority,
        )  # fmt: skip

    @pytest.mark.parametrize("maturity", [3, 4])
    def test_without_a_decision_names_the_board(self, saving, director, manager, finance, maturity):
        with pytest.raises(NeedsDecision) as refused:
            self.mature(saving, finance, maturity=maturity)

        assert "FS01: maturity 3 (approved plan) and above freezes the plan" in str(refused.value)
        assert "Director decides for W3 Foster care. Take it to Care Board." in str(refused.value)

    def test_by_one_freezes_it_with_the_decision_kept(self, saving, programme, finance):
        authority = on_record(programme, "CAB 1", "Cabinet", SINCE)

        approved = self.mature(saving, finance, authority)

        assert (approved.maturity, approved.plan_frozen_at) == (3, AT)
        assert DecisionEffect.objects.get().kind == "saving_approved"

    def test_by_one_that_lists_something_else_is_refused(self, saving, programme, finance):
        authority = on_record(programme, "CAB 1", "Cabinet", SINCE)
        DecisionEffect.objects.create(
            decision=Decision.objects.get(), kind="saving_withdrawn", subject_id=saving.id, applied_at=AT
        )

        with pytest.raises(Invalid, match=r"approving its plan \(FS01\) is not among it"):
            self.mature(saving, finance, authority)

    def test_going_on_from_there_takes_none(self, workstream, finance):
        approved = a_saving(workstream, maturity=3)

        assert self.mature(approved, finance, maturity=4).maturity == 4

    def test_a_new_line_cannot_arrive_approved(self, programme, workstream, finance):
        values = {"ref": "N1", "name": "New", "workstream_id": workstream.id, "maturity": 3}

        with pytest.raises(NeedsDecision):
            money.add_saving(programme_id=programme.id, values=values, by=finance, at=AT)


class TestTargets:
    def lower(self, target, by, decision):
        return money.set_target_amount(
            target_id=target.id, version=None, amount=Decimal(200), decision=decision, reason="Withdrawn",
            by=by, at=AT,
        )  # fmt: skip

    @pytest.fixture
    def target(self, programme):
        return money.store_target(
            programme_id=programme.id, name="The target", year=2026, amount={"amount": Decimal(300)}, by=LOADING,
            at=LONG_AGO,
        )  # fmt: skip

    def test_are_lowered_by_a_decision_on_the_record(self, target, programme, finance):
        on_record(programme, "CAB 1", "Cabinet", SINCE)

        with pytest.raises(Invalid, match="No decision Minute 4 is on the record"):
            self.lower(target, finance, "Minute 4")
        assert self.lower(target, finance, "cab 1").amount == 200
        assert Target.objects.get().amounts.count() == 2

    def test_are_not_lowered_by_a_post_that_decides_for_one_workstream(
        self, target, programme, director, finance
    ):
        a_workstream(programme, ref="W4", name="Transport")
        a_decision(programme, director, effective=SINCE, ref="D7")

        with pytest.raises(Invalid, match="No decision-maker is set for W4 Transport"):
            self.lower(target, finance, "D7")


class TestBudgets:
    def approve(self, saving, by, decision="C 84", day=SINCE):
        return money.approve_budget(
            saving_id=saving.id, version=None, council_date=day, decision=decision,
            reductions=[Reduction(FinancialYear(2026), Decimal(1_000), "CC1")], by=by, at=AT,
        )  # fmt: skip

    def test_are_approved_by_council_on_the_day_it_met(self, workstream, programme, finance):
        saving = a_saving(workstream)
        on_record(programme, "C 84", "Council", SINCE)

        with pytest.raises(Invalid, match="C 84 was made on 20 Apr 2026: give that day"):
            self.approve(saving, finance, day=SINCE - timedelta(days=1))
        assert self.approve(saving, finance).decision == "C 84"

    def test_are_not_approved_by_anybody_else(self, workstream, programme, finance):
        saving = a_saving(workstream)
        on_record(programme, "CAB 1", "Cabinet", SINCE)

        with pytest.raises(Invalid, match=r"decided by Cabinet, and what is in the budget is Council's"):
            self.approve(saving, finance, "CAB 1")
        with pytest.raises(Invalid, match="Which decision"):
            self.approve(saving, finance, " ")


class TestVirements:
    @pytest.fixture
    def lines(self, programme):
        return [
            money.store_budget_line(
                programme_id=programme.id, fund="general", group="Care", name=name, values={}, by=LOADING,
                at=LONG_AGO,
            )
            for name in ("One", "Two")
        ]  # fmt: skip

    def vire(self, lines, pounds, authority, by):
        one, two = lines
        return money.vire(
            from_line_id=one.id, to_line_id=two.id, year=2026, period="M2", amount=Decimal(pounds),
            authority=authority, by=by, at=AT,
        )  # fmt: skip

    def test_stay_within_the_limit_of_who_decided_all_under_one_decision(self, lines, programme, finance):
        on_record(programme, "CAB 2", "Cabinet", SINCE, limit=Decimal(50_000), about="virement")

        self.vire(lines, 30_000, "CAB 2", finance)
        with pytest.raises(Invalid, match="£60,000 is above the limit of Cabinet for a virement, £50,000"):
            self.vire(lines, 30_000, "CAB 2", finance)

    def test_take_a_decision_about_virement(self, lines, programme, finance):
        on_record(programme, "CAB 1", "Cabinet", SINCE)

        with pytest.raises(Invalid) as refused:
            self.vire(lines, 1_000, "CAB 1", finance)

        assert "not as a virement" in refused.value.problems["authority"][0]
        with pytest.raises(Invalid, match="No decision Cabinet says so is on the record"):
            self.vire(lines, 1_000, "Cabinet says so", finance)

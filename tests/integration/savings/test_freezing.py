"""In the budget, frozen plans and the decisions that change them, withdrawal, and codes with their shares."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from programme.changes import Invalid
from programme.outbox.models import Event
from programme.rules import access
from programme.rules.access import Refused, system
from programme.rules.calendar import FinancialYear
from savings import changes
from savings.changes import Authority, NeedsDecision
from savings.models import BudgetApproval, Saving
from savings.rules.in_budget import Reduction
from savings.rules.series import from_month
from tests.factories.governance import on_record
from tests.factories.ground import LONG_AGO, a_workstream, someone
from tests.factories.savings import a_saving

pytestmark = pytest.mark.django_db

BY = system()
AT = LONG_AGO + timedelta(days=30)  # 1 May 2026
Y26 = FinancialYear(2026)
DECISION = Authority("CAB 12/26", "Cabinet", date(2026, 4, 20))


@pytest.fixture
def saving():
    return a_saving(a_workstream(), maturity=1)


@pytest.fixture
def frozen():
    return a_saving(a_workstream(), maturity=3)


def approve(saving, *, by=BY, at=AT, day=date(2026, 2, 25), decision="Minute 84", reductions=None, **more):
    amounts = [Reduction(Y26, Decimal(100_000), "CC100", "4100")] if reductions is None else reductions
    return changes.approve_budget(
        saving_id=saving.pk, version=None, council_date=day, decision=decision, reductions=amounts,
        by=by, at=at, **more,
    )  # fmt: skip


def replan(saving, *, at=AT, by=BY, authority=None, **more):
    return changes.plan_saving(
        saving_id=saving.pk, version=None, amounts=more.pop("amounts", {2026: Decimal(90_000)}),
        by=by, at=at, authority=authority, **more,
    )  # fmt: skip


def newest(saving, kind):
    return Event.objects.filter(aggregate_id=saving.pk, type=f"savings.saving.{kind}").latest("place").payload


class TestApproveBudget:
    def test_keeps_date_decision_and_what_is_taken_out(self, saving):
        row = approve(saving)

        reduction = row.reductions.get()
        assert (row.council_date, row.decision) == (date(2026, 2, 25), "Minute 84")
        assert (reduction.year, reduction.amount, reduction.cost_centre) == (2026, 100_000, "CC100")
        assert newest(saving, "budget_approved")["amounts"] == {"2026": "100000"}

    def test_freezes_the_plan_at_maturity_one_and_leaves_maturity(self, saving):
        approve(saving)

        saving.refresh_from_db()
        assert (saving.plan_frozen_at, saving.maturity) == (AT, 1)
        assert not saving.outlooks.exists()

    def test_leaves_an_earlier_freeze(self, frozen):
        approve(frozen)

        frozen.refresh_from_db()
        assert frozen.plan_frozen_at == LONG_AGO

    def test_sums_codes_of_a_year_in_what_it_tells(self, saving):
        halves = [Reduction(Y26, Decimal(50), code) for code in ("CC1", "CC2")]

        approve(saving, reductions=halves)

        assert newest(saving, "budget_approved")["amounts"] == {"2026": "100"}

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"decision": " "}, "decision"),
            ({"day": date(2026, 5, 2)}, "council_date"),
            ({"reductions": []}, "amounts"),
            ({"reductions": [Reduction(Y26, Decimal(-1))]}, "amount"),
            ({"reductions": [Reduction(Y26, Decimal(1), "CC1")] * 2}, "amounts"),
            ({"reductions": [Reduction(Y26, Decimal(1), "C" * 41)]}, "amounts"),
            ({"reductions": [Reduction(Y26, Decimal("0.001"))]}, "months"),
        ],
    )
    def test_is_whole_or_refused(self, saving, given, field):
        with pytest.raises(Invalid) as caught:
            approve(saving, **given)

        assert field in caught.value.problems
        assert not BudgetApproval.objects.exists()

    @pytest.mark.parametrize("role", [access.FINANCE, access.PMO])
    def test_is_recorded_by_finance_and_programme_office(self, saving, role):
        on_record(saving.programme, "Minute 84", "Council", date(2026, 2, 25))

        approve(saving, by=someone(role, saving.programme))

        assert saving.budget_approvals.get().decision == "Minute 84"

    @pytest.mark.parametrize("role", [access.LEAD, access.AUDIT, access.CHAIR])
    def test_is_not_recorded_by_others(self, saving, role):
        with pytest.raises(Refused, match="what of S.* is in the budget"):
            approve(saving, by=someone(role, saving.workstream))


class TestWithdrawBudgetApproval:
    def test_names_the_approval_and_leaves_the_plan_frozen(self, saving):
        approved = approve(saving)

        row = changes.withdraw_budget_approval(
            approval_id=approved.pk, version=None, council_date=date(2026, 4, 1), decision="Minute 90",
            reason="Taken out by amendment", by=BY, at=AT,
        )  # fmt: skip

        saving.refresh_from_db()
        assert (row.withdraws, row.note) == (approved, "Taken out by amendment")
        assert saving.plan_frozen_at == AT
        assert newest(saving, "budget_approval_withdrawn")["approved_on"] == "2026-02-25"

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"reason": ""}, "note"),
            ({"council_date": date(2026, 2, 24)}, "council_date"),
            ({"decision": ""}, "decision"),
        ],
    )
    def test_says_why_when_and_by_what(self, saving, given, field):
        approved = approve(saving)
        values = {"council_date": date(2026, 4, 1), "decision": "Minute 90", "reason": "Amended", **given}

        with pytest.raises(Invalid) as caught:
            changes.withdraw_budget_approval(approval_id=approved.pk, version=None, by=BY, at=AT, **values)

        assert field in caught.value.problems

    def test_happens_once(self, saving):
        approved = approve(saving)
        values = {"council_date": date(2026, 4, 1), "decision": "Minute 90", "reason": "Amended"}
        changes.withdraw_budget_approval(approval_id=approved.pk, version=None, by=BY, at=AT, **values)

        with pytest.raises(Invalid, match="already"):
            changes.withdraw_budget_approval(approval_id=approved.pk, version=None, by=BY, at=AT, **values)


class TestAFrozenPlan:
    @pytest.mark.parametrize(
        "given",
        [
            {"amounts": {2026: Decimal(90_000)}},
            {"amounts": {2026: None}},
            {"amounts": {2030: Decimal(1)}},
            {"amounts": {}, "spreads": {2026: from_month(3)}},
        ],
    )
    def test_takes_a_decision_for_amounts_years_and_spread(self, frozen, given):
        with pytest.raises(
            NeedsDecision, match=r"frozen since 1 Apr 2026.*reference, who decided, and from when"
        ):
            replan(frozen, **given)

        replan(frozen, authority=DECISION, **given)

    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({"kind": "income"}, "changing its kind"),
            ({"start_date": date(2026, 6, 1)}, "changing when it starts"),
        ],
    )
    def test_takes_one_for_kind_and_start(self, frozen, values, words):
        given = {"saving_id": frozen.pk, "version": None, "values": values, "by": BY, "at": AT}
        with pytest.raises(NeedsDecision, match=words):
            changes.revise_saving(**given)

        changes.revise_saving(**given, authority=DECISION)

        assert newest(frozen, "revised")["decision"] == "CAB 12/26"

    def test_takes_one_for_what_it_corrects(self):
        workstream = a_workstream()
        other = a_saving(workstream)
        frozen = a_saving(workstream, kind="adjustment", maturity=3, plan={2026: Decimal(-5)})

        with pytest.raises(NeedsDecision, match="changing what it corrects"):
            changes.revise_saving(
                saving_id=frozen.pk, version=None, values={"corrects_id": other.pk}, by=BY, at=AT
            )

    def test_takes_none_for_its_name_or_the_step_that_freezes_it(self, saving, frozen):
        changes.revise_saving(saving_id=frozen.pk, version=None, values={"name": "Fleet"}, by=BY, at=AT)
        changes.revise_saving(
            saving_id=saving.pk, version=None, values={"maturity": 3, "kind": "income"}, by=BY, at=AT
        )

        saving.refresh_from_db()
        assert saving.plan_frozen_at == AT

    def test_keeps_the_decision_with_the_change(self, frozen):
        replan(frozen, authority=DECISION, reason="Two posts stay")

        payload = newest(frozen, "replanned")
        words = "Two posts stay (decision CAB 12/26, Cabinet, effective 20 Apr 2026)"
        history = Saving.pgh_event_model.objects.filter(pgh_obj_id=frozen.pk).latest("pgh_id")
        assert (payload["decision"], payload["decision_maker"]) == ("CAB 12/26", "Cabinet")
        assert (payload["effective"], payload["reason"]) == ("2026-04-20", words)
        assert history.pgh_context["reason"] == words

    def test_changes_on_the_day_the_decision_takes_effect(self, frozen):
        tomorrow = Authority("CAB 12/26", "Cabinet", date(2026, 5, 2))

        with pytest.raises(Invalid, match=r"takes effect on 2 May 2026.*save it then"):
            replan(frozen, authority=tomorrow)
        replan(frozen, authority=tomorrow, at=datetime(2026, 5, 1, 23, 30, tzinfo=UTC))

    @pytest.mark.parametrize(
        ("authority", "field"),
        [
            (Authority("", "Cabinet", date(2026, 4, 20)), "decision"),
            (Authority("CAB 12", " ", date(2026, 4, 20)), "decision_maker"),
        ],
    )
    def test_takes_a_whole_decision(self, frozen, authority, field):
        with pytest.raises(Invalid) as caught:
            replan(frozen, authority=authority)

        assert "reference, who decided, and from when" in caught.value.problems[field][0]

    def test_stays_frozen_when_the_evidence_falls_back(self, frozen):
        changes.revise_saving(saving_id=frozen.pk, version=None, values={"maturity": 1}, by=BY, at=AT)

        with pytest.raises(NeedsDecision):
            replan(frozen)

    def test_is_removed_by_decision_alone(self, frozen):
        given = {"saving_id": frozen.pk, "version": None, "by": BY, "at": AT, "reason": "Doubled"}
        with pytest.raises(NeedsDecision, match="withdrawn by a decision, not removed"):
            changes.remove_saving(**given)

        changes.remove_saving(**given, authority=DECISION)

        frozen.refresh_from_db()
        assert frozen.removed_at == AT

    def test_of_a_kind_with_the_other_sign_is_refused(self, saving):
        with pytest.raises(Invalid, match="its amounts are nil or below"):
            changes.revise_saving(
                saving_id=saving.pk, version=None, values={"kind": "adjustment"}, by=BY, at=AT
            )


class TestWithdrawal:
    def withdraw(self, saving, *, by=BY, authority=DECISION, reason="The service moved"):
        return changes.withdraw_saving(
            saving_id=saving.pk, version=None, reason=reason, authority=authority, by=by, at=AT
        )

    def test_is_said_with_its_decision(self, saving):
        report = self.withdraw(saving)

        assert (report.outlook, report.reason) == (
            "withdrawn",
            "The service moved (decision CAB 12/26, Cabinet, effective 20 Apr 2026)",
        )
        assert newest(saving, "outlook_reported")["decision"] == "CAB 12/26"

    def test_takes_a_decision_frozen_or_not(self, saving, frozen):
        for one in (saving, frozen):
            with pytest.raises(NeedsDecision, match="withdrawing it takes a decision"):
                self.withdraw(one, authority=None)

    def test_is_reversed_by_decision_alone(self, saving):
        self.withdraw(saving)
        given = {"saving_id": saving.pk, "version": None, "reason": "It is back", "by": BY, "at": AT}

        with pytest.raises(NeedsDecision, match="taking it up again takes a decision"):
            changes.report_outlook(outlook="on_track", **given)
        changes.reinstate_saving(outlook="on_track", authority=DECISION, **given)

        assert saving.outlooks.latest("saving_version").outlook == "on_track"

    def test_is_not_a_leads_to_say(self, saving):
        with pytest.raises(Refused, match="by withdrawing it"):
            self.withdraw(saving, by=someone(access.LEAD, saving.workstream))

    def test_taken_up_again_has_another_outlook(self, saving):
        self.withdraw(saving)

        with pytest.raises(Invalid, match="any outlook but withdrawn"):
            changes.reinstate_saving(
                saving_id=saving.pk, version=None, outlook="withdrawn", reason="x", authority=DECISION,
                by=BY, at=AT,
            )  # fmt: skip


class TestCodeSaving:
    def code(self, saving, *splits, by=BY):
        given = [(centre, code, Decimal(share)) for centre, code, share in splits]
        changes.code_saving(saving_id=saving.pk, version=None, splits=given, by=by, at=AT)
        rows = saving.coding.order_by("cost_centre", "subjective")
        return [(row.cost_centre, row.subjective, row.share) for row in rows]

    def test_splits_a_saving_over_codes(self, saving):
        rows = self.code(saving, ("CC1", "4100", "0.25"), ("CC2", "", "0.75"))

        assert rows == [("CC1", "4100", Decimal("0.25")), ("CC2", "", Decimal("0.75"))]
        assert newest(saving, "coded")["codes"] == {"CC1/4100": "0.25", "CC2": "0.75"}

    def test_replaces_what_stood(self, saving):
        self.code(saving, ("CC1", "", "0.25"), ("CC2", "", "0.75"))

        assert self.code(saving, ("CC2", "", "0.5"), ("CC3", "", "0.5")) == [
            ("CC2", "", Decimal("0.5")),
            ("CC3", "", Decimal("0.5")),
        ]
        assert self.code(saving) == []

    def test_that_is_the_same_changes_nothing(self, saving):
        self.code(saving, ("CC1", "", "1"))
        saving.refresh_from_db()

        self.code(saving, ("CC1 ", " ", "1.000000"))

        assert Saving.objects.get(pk=saving.pk).version == saving.version

    @pytest.mark.parametrize(
        ("splits", "words"),
        [
            ([("CC1", "", "0.3"), ("CC2", "", "0.6")], "The shares sum to 90%; together they must be 100%"),
            ([("CC1", "", "0.5"), ("CC1", "", "0.5")], "CC1 is named twice"),
            ([("", "4100", "1")], "Give the cost centre"),
            ([("CC1", "", "0"), ("CC2", "", "1")], "above nought and at most 100%"),
            ([("CC1", "", "0.3333333"), ("CC2", "", "0.6666667")], "four decimals at most"),
        ],
    )
    def test_is_exact_or_refused(self, saving, splits, words):
        with pytest.raises(Invalid, match=words):
            self.code(saving, *splits)

        assert not saving.coding.exists()

    def test_takes_no_decision_and_does_take_the_right(self, frozen):
        assert self.code(frozen, ("CC1", "", "1"))
        with pytest.raises(Refused, match="the codes of"):
            self.code(frozen, ("CC2", "", "1"), by=someone(access.LEAD, frozen.workstream))

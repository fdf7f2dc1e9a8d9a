"""A saving's months, its budget approvals, its codes and the decision that changes a frozen plan, in the admin."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from programme.outbox.models import Event
from programme.rules import access
from programme.rules.calendar import FinancialYear
from savings import changes
from savings.models import BudgetApproval, Period, PeriodStep, Saving, SavingForecast
from savings.rules.in_budget import Reduction
from savings.rules.series import by_hand
from tests.factories.governance import on_record
from tests.factories.ground import LOADING, LONG_AGO, a_workstream, someone
from tests.factories.savings import a_saving
from tests.integration.admin.desk import Desk, form_url

pytestmark = pytest.mark.django_db

FORM = "saving_form"
DECISION = {"decision": "CAB 12/26", "decision_maker": "Cabinet", "effective": "20/04/2026"}
Y26 = FinancialYear(2026)


@pytest.fixture
def workstream():
    return a_workstream()


@pytest.fixture
def saving(workstream):
    return a_saving(workstream, name="Fewer agency staff", maturity=1)


@pytest.fixture
def frozen(workstream):
    return a_saving(workstream, maturity=3)


@pytest.fixture
def finance(workstream):
    on_record(workstream.programme, "CAB 12/26", "Cabinet", date(2026, 4, 20))
    return Desk(someone(access.FINANCE, workstream.programme.organisation))


@pytest.fixture
def lead(workstream):
    return Desk(someone(access.LEAD, workstream))


def row_of(page, saving, year):
    return page.row_of(FORM, "planned_amounts", saving.planned_amounts.get(year=year).pk)


def months_url(saving, year=2026):
    return reverse("admin:savings_saving_months", args=[saving.pk, year])


def newest(saving, kind):
    return Event.objects.filter(aggregate_id=saving.pk, type=f"savings.saving.{kind}").latest("place").payload


def said(saving, series="forecast"):
    rows = SavingForecast.objects.filter(saving=saving, series=series).order_by("recorded_at", "month")
    return [(row.month, row.amount) for row in rows]


def approve(saving, **values):
    given = {
        "council_date": date(2026, 2, 25),
        "decision": "Minute 84",
        "reductions": [Reduction(Y26, Decimal(100_000), "CC100", "4100")],
        **values,
    }
    return changes.approve_budget(saving_id=saving.pk, version=None, by=LOADING, at=LONG_AGO, **given)


def close(programme, month):
    period = Period.objects.create(programme=programme, year=2026, month=month, closed_at=LONG_AGO)
    PeriodStep.objects.create(
        period=period,
        step="closed",
        position={},
        signatory="Rosa Lind",
        recorded_at=LONG_AGO,
        recorded_by_name="Rosa Lind",
    )


class TestTheDecision:
    def test_is_asked_for_by_name_where_a_frozen_plan_changes(self, finance, frozen):
        page = finance.form(frozen)
        row = row_of(page, frozen, 2026)

        answer = finance.save(frozen, page.typed(FORM, **{f"{row}-amount": "90,000"}))

        assert answer.status == 200
        assert "Give the decision's reference, who decided, and from when it is effective" in answer
        assert answer.forms[FORM][f"{row}-amount"] == "90,000"
        assert frozen.planned_amounts.get(year=2026).amount == Decimal(120_000)

    def test_lets_the_plan_change_and_is_kept(self, finance, frozen):
        page = finance.form(frozen)
        row = row_of(page, frozen, 2026)

        answer = finance.save(
            frozen, page.typed(FORM, **{f"{row}-amount": "90,000", "reason": "Two posts stay"}, **DECISION)
        )

        payload = newest(frozen, "replanned")
        assert answer.status == 302
        assert frozen.planned_amounts.get(year=2026).amount == Decimal(90_000)
        assert (payload["decision"], payload["decision_maker"]) == ("CAB 12/26", "Cabinet")
        assert payload["effective"] == "2026-04-20"

    def test_is_given_in_full(self, finance, frozen):
        page = finance.form(frozen)
        row = row_of(page, frozen, 2026)

        answer = finance.save(
            frozen, page.typed(FORM, **{f"{row}-amount": "90,000", "decision": "CAB 12/26"})
        )

        assert answer.status == 200
        assert answer.words.count("Give all three") == 2

    def test_that_is_not_yet_effective_is_refused(self, finance, frozen):
        page = finance.form(frozen)
        row = row_of(page, frozen, 2026)
        later = DECISION | {"effective": "01/04/2094"}

        answer = finance.save(frozen, page.typed(FORM, **{f"{row}-amount": "90,000"}, **later))

        assert "takes effect on 1 Apr 2094, and a plan changes on that day" in answer

    def test_is_asked_for_the_kind_too(self, finance, frozen):
        page = finance.form(frozen)

        asked = finance.save(frozen, page.typed(FORM, kind="income"))
        answer = finance.save(frozen, asked.typed(FORM, **DECISION))

        frozen.refresh_from_db()
        assert "changing its kind takes a decision" in asked
        assert answer.status == 302
        assert frozen.kind == "income"

    def test_for_nothing_is_not_passed_over(self, finance, frozen):
        answer = finance.save(frozen, finance.form(frozen).typed(FORM, **DECISION))

        assert "Nothing is changed that takes a decision" in answer

    def test_withdraws_a_line(self, finance, saving):
        page = finance.form(saving)
        values = {"outlook": "withdrawn", "reason": "The service moved"}

        asked = finance.save(saving, page.typed(FORM, **values))
        answer = finance.save(saving, asked.typed(FORM, **values, **DECISION))

        assert "withdrawing it takes a decision" in asked
        assert answer.status == 302
        assert saving.outlooks.get().outlook == "withdrawn"

    def test_has_no_boxes_for_a_lead(self, lead, frozen):
        page = lead.form(frozen)

        assert page.status == 200
        assert not set(DECISION) & set(page.forms[FORM])


class TestSpread:
    def test_is_chosen_by_year(self, finance, saving):
        page = finance.form(saving)
        row = row_of(page, saving, 2026)

        answer = finance.save(saving, page.typed(FORM, **{f"{row}-falls": "from_4"}))

        held = saving.planned_amounts.get(year=2026)
        assert answer.status == 302
        assert (held.spread, held.from_month, held.amount) == ("from_month", 4, Decimal(120_000))
        assert finance.form(saving).forms[FORM][f"{row}-falls"] == "from_4"

    def test_of_a_new_year_goes_with_its_amount(self, finance, saving):
        page = finance.form(saving)

        finance.save(
            saving,
            page.typed(FORM, planned_amounts__TOTAL_FORMS=4)
            | {
                "planned_amounts-3-year": "2029",
                "planned_amounts-3-amount": "140k",
                "planned_amounts-3-falls": "from_7",
            },
        )

        held = saving.planned_amounts.get(year=2029)
        assert (held.amount, held.from_month) == (Decimal(140_000), 7)

    def test_by_hand_is_kept_until_another_is_chosen(self, finance, saving):
        months = by_hand([Decimal(10_000)] * 12)
        changes.plan_saving(
            saving_id=saving.pk, version=None, amounts={}, spreads={2026: months}, by=LOADING, at=LONG_AGO
        )
        page = finance.form(saving)
        row = row_of(page, saving, 2026)

        refused = finance.save(saving, page.typed(FORM, **{f"{row}-amount": "90,000"}))
        answer = finance.save(saving, refused.typed(FORM, **{f"{row}-falls": "even"}))

        assert page.forms[FORM][f"{row}-falls"] == "by_hand"
        assert "2026/27 is spread by hand: the months sum to £120,000" in refused
        assert answer.status == 302


class TestMonths:
    def test_say_a_forecast_and_leave_the_rest(self, finance, saving):
        page = finance.open(months_url(saving))

        answer = finance.send(
            months_url(saving),
            page.typed(FORM, forecast_1="9k", forecast_3="£9,500", reason="Two posts late"),
        )

        assert answer.status == 302
        assert answer.response.url == form_url(saving)
        assert said(saving) == [(1, Decimal(9_000)), (3, Decimal(9_500))]
        assert not saving.planned_amounts.exclude(spread="even").exists()

    def test_of_a_whole_year_make_it(self, finance, saving):
        page = finance.open(months_url(saving))
        twelve = {f"forecast_{month}": "9,000" for month in range(1, 13)}

        finance.send(months_url(saving), page.typed(FORM, **twelve, reason="Reviewed"))

        assert (None, Decimal(108_000)) in said(saving)
        assert finance.open(months_url(saving)).forms[FORM]["forecast_0"] == "108,000"

    def test_plan_by_hand(self, finance, saving):
        page = finance.open(months_url(saving))

        answer = finance.send(months_url(saving), page.typed(FORM, plan_1="0", plan_12="20,000"))

        held = saving.planned_amounts.get(year=2026)
        assert answer.status == 302
        assert (held.spread, held.months[0], held.months[11]) == ("by_hand", "0.00", "20000.00")

    def test_plan_the_year_and_its_months_together(self, finance, saving):
        page = finance.open(months_url(saving))

        finance.send(months_url(saving), page.typed(FORM, plan_0="130,000", plan_12="20,000"))

        held = saving.planned_amounts.get(year=2026)
        assert (held.amount, held.months[11]) == (Decimal(130_000), "20000.00")

    def test_that_are_not_the_year_are_refused_with_all_that_was_typed(self, finance, saving):
        page = finance.open(months_url(saving))

        answer = finance.send(months_url(saving), page.typed(FORM, plan_12="20,000"))

        assert answer.status == 200
        assert "the months sum to £130,000" in answer
        assert answer.forms[FORM]["plan_12"] == "20,000"

    def test_of_a_plan_by_hand_are_all_given(self, finance, saving):
        page = finance.open(months_url(saving))

        answer = finance.send(months_url(saving), page.typed(FORM, plan_12=""))

        assert "type 0 where nothing is planned" in answer

    def test_of_a_frozen_plan_take_a_decision(self, finance, frozen):
        page = finance.open(months_url(frozen))
        typed = {"plan_1": "0", "plan_12": "20,000"}

        asked = finance.send(months_url(frozen), page.typed(FORM, **typed))
        answer = finance.send(months_url(frozen), asked.typed(FORM, **DECISION))

        assert "Give the decision's reference, who decided" in asked
        assert answer.status == 302
        assert frozen.planned_amounts.get(year=2026).spread == "by_hand"

    def test_ask_why(self, finance, saving):
        page = finance.open(months_url(saving))

        answer = finance.send(months_url(saving), page.typed(FORM, actual_1="9,000"))

        assert "every forecast and actual keeps its reason" in answer
        assert not SavingForecast.objects.exists()

    def test_say_how_to_write_an_amount(self, finance, saving):
        page = finance.open(months_url(saving))

        answer = finance.send(months_url(saving), page.typed(FORM, actual_1="some", reason="x"))

        assert "is not an amount of money" in answer

    def test_actual_and_forecast_of_one_save_stand_apart(self, finance, saving):
        page = finance.open(months_url(saving))

        finance.send(months_url(saving), page.typed(FORM, actual_1="9,000", forecast_2="8,000", reason="M1"))

        assert said(saving, "actual") == [(1, Decimal(9_000))]
        assert said(saving) == [(2, Decimal(8_000))]

    def test_of_a_closed_period_name_who_signed_and_both_ways_out(self, finance, saving):
        close(saving.programme, 5)
        page = finance.open(months_url(saving))

        refused = finance.send(months_url(saving), page.typed(FORM, actual_5="9,000", reason="Late invoice"))
        answer = finance.send(
            months_url(saving),
            page.typed(FORM, actual_6="9,000", reason="Late invoice", corrects_period="2026/27 M5"),
        )

        assert "Rosa Lind closed 2026/27 M5" in refused
        assert "or ask finance to reopen 2026/27 M5" in refused
        assert answer.status == 302
        assert SavingForecast.objects.get(series="actual").corrects_period == "2026/27 M5"

    def test_of_a_lead_leave_the_plan_as_words(self, lead, saving):
        page = lead.open(months_url(saving))
        answer = lead.send(months_url(saving), page.typed(FORM, forecast_1="9k", reason="Late"))

        assert "plan_1" not in page.forms[FORM]
        assert "£10,000" in page
        assert answer.status == 302

    def test_a_forged_plan_of_a_lead_is_not_saved(self, lead, saving):
        page = lead.open(months_url(saving))

        lead.send(months_url(saving), page.typed(FORM, forecast_1="9k", reason="Late") | {"plan_0": "1"})

        assert saving.planned_amounts.get(year=2026).amount == Decimal(120_000)

    def test_changed_meanwhile_are_a_conflict_that_keep_mine_settles(self, finance, saving):
        page = finance.open(months_url(saving))
        changes.forecast_saving(
            saving_id=saving.pk, version=None, months={2026: {1: Decimal(8_000)}}, reason="Theirs",
            by=LOADING, at=LONG_AGO,
        )  # fmt: skip

        clash = finance.send(months_url(saving), page.typed(FORM, forecast_1="9k", reason="Mine"))
        answer = finance.send(months_url(saving), clash.forms["keep-mine"])

        assert clash.status == 409
        assert "Forecast, April" in clash
        assert "8,000" in clash
        assert answer.status == 302
        assert said(saving)[-1] == (1, Decimal(9_000))

    def test_of_hidden_lines_and_years_beyond_are_not_there(self, finance):
        elsewhere = a_saving(a_workstream())

        assert finance.open(months_url(elsewhere)).status == 302  # as any form of what one may not see
        assert finance.open(months_url(a_saving(a_workstream()), 1066)).status == 404

    def test_of_a_year_without_a_plan_may_be_forecast(self, finance, saving):
        page = finance.open(months_url(saving, 2040))

        answer = finance.send(months_url(saving, 2040), page.typed(FORM, forecast_1="1", reason="Early"))

        assert answer.status == 302
        assert SavingForecast.objects.get(saving=saving).year == 2040

    def test_stand_on_the_saving_s_form(self, finance, workstream):
        today = FinancialYear.containing(timezone.localdate()).start_year
        saving = a_saving(workstream, plan={today: Decimal(12_000)})

        page = finance.form(saving)

        assert "Finance has not said that the actuals of any month" in page
        assert "M12 March £1,000" in page
        assert f"Months of {FinancialYear(today)}" in page


class TestBudgetApproval:
    @pytest.fixture
    def manager(self, workstream):
        on_record(workstream.programme, "Minute 84", "Council", date(2026, 2, 25))
        on_record(workstream.programme, "Minute 90", "Council", date(2026, 4, 1))
        return Desk(someone(access.PMO, workstream.programme.organisation))

    def add(self, desk, saving, *, form=FORM, **values):
        page = desk.form(saving)
        row = {f"budget_approvals-{saving.budget_approvals.count()}-{k}": v for k, v in values.items()}
        total = str(saving.budget_approvals.count() + 1)
        return desk.save(saving, page.typed(form, budget_approvals__TOTAL_FORMS=total) | row)

    def test_is_added_with_what_it_takes_out(self, manager, saving):
        answer = self.add(
            manager,
            saving,
            council_date="25/02/2026",
            decision="Minute 84",
            amounts="2026/27: 60,000 CC100/4100\n2026/27: 40k CC200",
        )

        row = BudgetApproval.objects.get(saving=saving)
        saving.refresh_from_db()
        assert answer.status == 302
        assert sorted(row.reductions.values_list("cost_centre", "amount")) == [
            ("CC100", Decimal(60_000)),
            ("CC200", Decimal(40_000)),
        ]
        assert saving.plan_frozen_at is not None
        assert saving.maturity == 1

    def test_offers_the_plan_out_of_the_saving_s_codes(self, manager, saving):
        changes.code_saving(
            saving_id=saving.pk, version=None,
            splits=[("CC1", "41", Decimal("0.75")), ("CC2", "", Decimal("0.25"))], by=LOADING, at=LONG_AGO,
        )  # fmt: skip

        page = manager.form(saving)

        assert page.forms[FORM]["budget_approvals-__prefix__-amounts"].splitlines()[:2] == [
            "2026/27: 90,000 CC1/41",
            "2026/27: 30,000 CC2",
        ]

    def test_stands_beside_the_plan_with_the_difference(self, manager, saving):
        approve(saving)

        page = manager.form(saving)

        assert "£100,000 £20,000 below plan" in page
        assert "2026/27 £100,000 CC100/4100" in page
        assert "Nothing: it stands" in page
        assert "Of 25 Feb 2026: Minute 84" in page

    def test_is_taken_back_by_a_row_that_names_it(self, manager, saving):
        approved = approve(saving)

        answer = self.add(
            manager, saving, council_date="01/04/2026", decision="Minute 90", note="Amended",
            amounts="", takes_back=str(approved.pk),
        )  # fmt: skip

        assert answer.status == 302
        assert BudgetApproval.objects.get(withdraws=approved).note == "Amended"
        assert "Not in the budget" in manager.form(saving)
        assert "Nothing: taken back 1 Apr 2026" in manager.form(saving)

    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({"amounts": "lots"}, "cannot be read: it has no colon after the year"),
            ({"amounts": ""}, "at least one year"),
            ({"council_date": "01/03/2094"}, "record its approval once it has approved"),
            ({"decision": ""}, "This field is required"),
        ],
    )
    def test_is_whole_or_refused(self, manager, saving, values, words):
        given = {"council_date": "25/02/2026", "decision": "Minute 84", "amounts": "2026/27: 1", **values}

        answer = self.add(manager, saving, **given)

        assert answer.status == 200
        assert words in answer
        assert not BudgetApproval.objects.exists()

    def test_is_not_a_lead_s_to_add(self, lead, saving):
        approve(saving)

        page = lead.form(saving)

        assert "Minute 84" in page
        assert not [name for name in page.forms[FORM] if name.endswith("-council_date")]

    def test_narrows_the_list_and_has_a_column(self, manager, workstream):
        inside = a_saving(workstream, name="Inside the budget")
        outside = a_saving(workstream, name="Outside of it")
        approve(inside)

        yes, no = manager.list(Saving, in_budget="yes"), manager.list(Saving, in_budget="no")

        assert inside.name in yes
        assert outside.name not in yes
        assert outside.name in no
        assert inside.name not in no
        assert "Yes, 25 Feb 2026" in yes


class TestCoding:
    def rows(self, *splits):
        found = {"coding-TOTAL_FORMS": str(len(splits))}
        for place, (centre, code, percent) in enumerate(splits):
            found |= {
                f"coding-{place}-cost_centre": centre,
                f"coding-{place}-subjective": code,
                f"coding-{place}-percent": percent,
            }
        return found

    def held(self, saving):
        return sorted(saving.coding.values_list("cost_centre", "subjective", "share"))

    def test_splits_a_saving(self, finance, saving):
        page = finance.form(saving)

        answer = finance.save(saving, page.typed(FORM) | self.rows(("CC1", "41", "75%"), ("CC2", "", "25")))

        assert answer.status == 302
        assert self.held(saving) == [("CC1", "41", Decimal("0.75")), ("CC2", "", Decimal("0.25"))]

    def test_that_is_not_the_whole_names_the_sum(self, finance, saving):
        page = finance.form(saving)

        answer = finance.save(saving, page.typed(FORM) | self.rows(("CC1", "41", "75%"), ("CC2", "", "20%")))

        assert "The shares sum to 95%; together they must be 100%" in answer
        assert not self.held(saving)

    def test_is_edited_as_one_statement(self, finance, saving):
        page = finance.form(saving)
        finance.save(saving, page.typed(FORM) | self.rows(("CC1", "41", "75%"), ("CC2", "", "25%")))
        page = finance.form(saving)
        row = page.row_of(FORM, "coding", saving.coding.get(cost_centre="CC1").pk)
        other = page.row_of(FORM, "coding", saving.coding.get(cost_centre="CC2").pk)

        finance.save(saving, page.typed(FORM, **{f"{row}-percent": "100%", f"{other}-DELETE": "on"}))

        assert self.held(saving) == [("CC1", "41", Decimal(1))]

    def test_narrows_the_list(self, finance, workstream):
        coded = a_saving(workstream, name="Coded line")
        other = a_saving(workstream, name="Another line")
        changes.code_saving(
            saving_id=coded.pk, version=None, splits=[("CC77", "", Decimal(1))], by=LOADING, at=LONG_AGO
        )

        page = finance.list(Saving, cost_centre="CC77")

        assert coded.name in page
        assert other.name not in page

    def test_says_how_to_write_a_share(self, finance, saving):
        page = finance.form(saving)

        answer = finance.save(saving, page.typed(FORM) | self.rows(("CC1", "41", "half")))

        assert "is not a percentage: write 50%" in answer


class TestThreeThings:
    def test_stand_apart_in_words(self, finance, saving):
        approve(saving)
        at = datetime(2026, 5, 1, tzinfo=UTC) + timedelta(hours=1)
        changes.report_outlook(
            saving_id=saving.pk, version=None, outlook="undeliverable", reason="No", by=LOADING, at=at
        )

        page = finance.form(saving)

        assert "In the budget of 25 Feb 2026 Maturity: 1 Sized Outlook: Undeliverable" in page

"""Plans, months, outlooks, budget approvals and codes through the API: the same changes, the same refusals."""

from datetime import date
from decimal import Decimal

import pytest

from programme.rules import access
from savings.models import Period, Saving, SavingForecast
from tests.factories.governance import on_record
from tests.factories.ground import LONG_AGO, someone
from tests.fakes.callers import Caller
from tests.integration.api.council import a_busy_council

pytestmark = pytest.mark.django_db

AUTHORITY = {"decision": "CAB 12/26", "decision_maker": "Cabinet", "effective": "2026-04-01"}
APPROVAL = {
    "council_date": "2026-02-25",
    "decision": "Minute 84",
    "reductions": [
        {"year": "2094/95", "amount": "60000.00", "cost_centre": "CC1", "subjective": "4100"},
        {"year": "2094/95", "amount": "40000.00", "cost_centre": "CC2"},
    ],
}
TWELVE = {f"M{number}": "10000.00" for number in range(1, 13)}


@pytest.fixture
def council():
    return a_busy_council()


@pytest.fixture
def caller(council):
    on_record(council.programme, "CAB 12/26", "Cabinet", date(2026, 4, 1))
    on_record(council.programme, "Minute 84", "Council", date(2026, 2, 25))
    return Caller(someone(access.FINANCE, council.programme))


@pytest.fixture
def saving(council):
    return council.saving


@pytest.fixture
def frozen(saving):
    Saving.objects.filter(pk=saving.pk).update(plan_frozen_at=LONG_AGO)
    return saving


def post(caller, saving, what, body, **options):
    options.setdefault("version", Saving.objects.get(pk=saving.pk).version)
    return caller.post(f"savings/{saving.pk}/{what}", body, **options)


def year(answer, label="2094/95"):
    return next(y for y in answer.json()["years"] if y["year"] == label)


def fields(answer):
    return {e["field"] for e in answer.json()["errors"]}


class TestForecastByMonth:
    def test_is_the_year_once_twelve_are_known(self, caller, saving):
        answer = post(caller, saving, "forecasts", {"months": {"2094/95": TWELVE}, "reason": "By month"})

        assert answer.status_code == 200, answer.json()
        assert year(answer)["said"] == "120000.00"
        assert year(answer)["months"][11]["forecast_to_date"] == "120000.00"

    def test_of_an_actual_is_read_back_month_by_month(self, caller, saving):
        body = {"series": "actual", "months": {"2094/95": {"M1": "0.00", "M2": None}}, "reason": "Ledger"}

        answer = post(caller, saving, "forecasts", body)

        april, may = year(answer)["months"][:2]
        assert (april["month"], april["actual"], april["actual_to_date"]) == ("M1", "0.00", "0.00")
        assert (may["actual"], may["actual_to_date"], may["actuals_loaded"]) == (None, None, False)
        assert year(answer)["actual"] is None

    def test_names_the_closed_period(self, caller, saving):
        Period.objects.create(programme=saving.programme, year=2094, month=1, closed_at=LONG_AGO)
        body = {"series": "actual", "months": {"2094/95": {"M1": "5.00"}}, "reason": "Late"}

        refused = post(caller, saving, "forecasts", body)
        late = {**body, "months": {"2094/95": {"M2": "5.00"}}, "corrects_period": "2094/95 M1"}
        answer = post(caller, saving, "forecasts", late)

        assert refused.status_code == 422
        assert fields(refused) == {"period"}
        assert answer.status_code == 200
        assert SavingForecast.objects.get(series="actual").corrects_period == "2094/95 M1"

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({"months": {"2094/95": {"M13": "1.00"}}}, "months.2094/95.M13"),
            ({"months": {"2094/95": {"M1": "1.00", "m01": "2.00"}}}, "months.2094/95.m01"),
            ({"months": {"2094/95": {"M1": 1.5}}}, "months.2094/95.M1"),
            ({"months": {"2094": TWELVE}}, "months.2094"),
            ({"months": {"2094/95": {}}}, "months.2094/95"),
            ({"months": {"2094/95": TWELVE}, "amounts": {"2094/95": "1.00"}}, "amounts"),
            ({"months": {"2094/95": TWELVE}, "series": "plan"}, "series"),
            ({}, "amounts"),
        ],
    )
    def test_is_exact_or_refused(self, caller, saving, body, field):
        answer = post(caller, saving, "forecasts", {**body, "reason": "Guess"})

        assert answer.status_code == 422
        assert field in fields(answer), answer.json()
        assert not SavingForecast.objects.exists()


class TestPlan:
    def test_changes_amount_and_spread(self, caller, saving):
        body = {
            "amounts": {"2094/95": "90000.00", "2097/98": None},
            "spreads": {"2094/95": {"spread": "from_month", "from_month": "M10"}},
        }

        answer = post(caller, saving, "plan", body)

        shown = year(answer)
        assert answer.status_code == 200, answer.json()
        assert (shown["plan"], shown["spread"], shown["from_month"]) == ("90000.00", "from_month", "M10")
        assert shown["months"][9]["plan"] == "30000.00"
        assert saving.planned_amounts.get(year=2097).amount is None

    def test_by_hand_is_the_year(self, caller, saving):
        answer = post(
            caller, saving, "plan", {"spreads": {"2094/95": {"spread": "by_hand", "months": TWELVE}}}
        )

        assert year(answer)["spread"] == "by_hand"

    def test_that_is_frozen_takes_a_decision(self, caller, frozen):
        body = {"amounts": {"2094/95": "90000.00"}}

        asked = post(caller, frozen, "plan", body)
        answer = post(caller, frozen, "plan", {**body, "authority": AUTHORITY})

        assert asked.status_code == 409
        assert asked.json()["type"].endswith("#decision")
        assert "reference, who decided, and from when it is effective" in asked.json()["detail"]
        assert answer.status_code == 200, answer.json()

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({}, "amounts"),
            (
                {"spreads": {"2094/95": {"spread": "by_hand", "months": {"M1": "120000.00"}}}},
                "spreads.2094/95.spread",
            ),
            ({"spreads": {"2094/95": {"spread": "from_month"}}}, "spreads.2094/95.spread"),
            ({"spreads": {"2094/95": {"spread": "even", "from_month": "M4"}}}, "spreads.2094/95.spread"),
            ({"spreads": {"2094/95": {"spread": "sideways"}}}, "spreads.2094/95.spread"),
            ({"amounts": {"2094/95": "1.00"}, "authority": {"decision": "CAB"}}, "authority.effective"),
            (
                {"amounts": {"2094/95": "1.00"}, "authority": AUTHORITY | {"effective": "2094-04-01"}},
                "effective",
            ),
        ],
    )
    def test_is_exact_or_refused(self, caller, saving, body, field):
        answer = post(caller, saving, "plan", body)

        assert answer.status_code == 422
        assert field in fields(answer), answer.json()
        assert saving.planned_amounts.get(year=2094).amount == Decimal(120_000)

    def test_is_not_a_lead_s(self, council, saving):
        lead = Caller(someone(access.LEAD, council.workstream))

        assert post(lead, saving, "plan", {"amounts": {"2094/95": "1.00"}}).status_code == 403


class TestOutlook:
    def test_is_said_with_its_reason(self, caller, saving):
        body = {"outlook": "undeliverable", "reason": "The lease fell through"}

        answer = post(caller, saving, "outlooks", body)

        assert answer.json()["outlook"]["outlook"] == "undeliverable"
        assert answer.json()["outlook"]["reason"] == "The lease fell through"

    def test_withdrawn_takes_a_decision(self, caller, saving):
        body = {"outlook": "withdrawn", "reason": "Not wanted"}

        asked = post(caller, saving, "outlooks", body)
        answer = post(caller, saving, "outlooks", {**body, "authority": AUTHORITY})

        assert asked.status_code == 409
        assert answer.json()["outlook_words"] == "Withdrawn"

    def test_at_risk_names_a_mitigation(self, caller, saving):
        answer = post(caller, saving, "outlooks", {"outlook": "at_risk", "reason": "One bidder left"})

        assert answer.status_code == 422
        assert fields(answer) == {"mitigation"}


class TestBudgetApproval:
    def test_stands_beside_the_plan_and_freezes_it(self, caller, saving):
        answer = post(caller, saving, "budget-approvals", APPROVAL)

        shown = answer.json()
        assert answer.status_code == 200, shown
        assert shown["in_budget"]["council_date"] == "2026-02-25"
        assert shown["in_budget"]["decision"] == "Minute 84"
        assert shown["in_budget"]["amounts"] == {"2094/95": "100000.00"}
        assert (year(answer)["plan"], year(answer)["in_budget"]) == ("120000.00", "100000.00")
        assert shown["plan_frozen_at"] is not None
        assert shown["maturity"] is None

    def test_sent_twice_is_recorded_once(self, caller, saving):
        first = post(caller, saving, "budget-approvals", APPROVAL, key="k1")
        again = post(caller, saving, "budget-approvals", APPROVAL, key="k1", version=saving.version)

        assert again.content == first.content
        assert saving.budget_approvals.count() == 1

    def test_narrows_the_list(self, council, caller, saving):
        post(caller, saving, "budget-approvals", APPROVAL)

        inside = caller.get("savings", in_budget="true").json()["results"]
        outside = caller.get("savings", in_budget="false").json()["results"]

        assert [row["id"] for row in inside] == [str(saving.pk)]
        assert [row["id"] for row in outside] == [str(council.loose.pk)]

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"reductions": []}, "reductions"),
            ({"council_date": "2094-02-25"}, "council_date"),
            ({"decision": " "}, "decision"),
            ({"reductions": [{"year": "2094", "amount": "1.00"}]}, "reductions.0.year"),
            ({"reductions": [{"year": "2094/95", "amount": "1.00"}] * 2}, "amounts"),
        ],
    )
    def test_is_whole_or_refused(self, caller, saving, change, field):
        answer = post(caller, saving, "budget-approvals", {**APPROVAL, **change})

        assert answer.status_code == 422
        assert field in fields(answer), answer.json()


class TestCodes:
    def test_are_said_all_at_once(self, council, caller, saving):
        codes = [
            {"cost_centre": "CC1", "subjective": "4100", "share": "0.75"},
            {"cost_centre": "CC2", "share": "0.25"},
        ]

        answer = post(caller, saving, "codes", {"codes": codes})

        found = caller.get("savings", cost_centre="CC2").json()["results"]
        assert answer.json()["codes"] == [
            {"cost_centre": "CC1", "subjective": "4100", "share": "0.750000"},
            {"cost_centre": "CC2", "subjective": "", "share": "0.250000"},
        ]
        assert [row["id"] for row in found] == [str(saving.pk)]

    def test_that_are_not_the_whole_are_refused(self, caller, saving):
        answer = post(caller, saving, "codes", {"codes": [{"cost_centre": "CC1", "share": "0.75"}]})

        assert answer.status_code == 422
        assert fields(answer) == {"share"}


class TestReading:
    def test_leaves_out_months_nobody_has_said(self, caller, saving):
        shown = caller.get(f"savings/{saving.pk}").json()

        assert [y["months"] for y in shown["years"]] == [None] * len(shown["years"])
        assert {y["spread"] for y in shown["years"]} == {"even"}
        assert (shown["in_budget"], shown["codes"]) == (None, [])

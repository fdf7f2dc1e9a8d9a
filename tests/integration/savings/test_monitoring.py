"""Budget monitoring from the ledger: movement and its split, virements, causes, profiles, funds apart, as at then."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from programme.changes import Backdated, Invalid
from programme.rules import access
from programme.rules.calendar import FinancialMonth, FinancialYear
from savings import changes
from savings.models import BudgetFigure, BudgetLine, Period, PeriodStep, Virement
from savings.queries.cost_drivers import cost_drivers
from savings.queries.monitoring import monitoring
from savings.rules.monitoring_spending import suggested_profile
from tests.factories.governance import on_record
from tests.factories.ground import LOADING, a_programme, a_workstream, someone

pytestmark = pytest.mark.django_db

YEAR = 2024
AUGUST = datetime(2024, 9, 12, 9, tzinfo=UTC)
SEPTEMBER = datetime(2024, 10, 11, 9, tzinfo=UTC)


@pytest.fixture
def programme():
    return a_programme()


@pytest.fixture
def finance(programme):
    return someone(access.FINANCE, programme)


def a_line(programme, name="Placements", fund="general", group="Care", **values):
    return changes.store_budget_line(
        programme_id=programme.id, fund=fund, group=group, name=name, values=values, by=LOADING, at=AUGUST
    )


def figure(line, period="M5", *, at=AUGUST, by=LOADING, **values):
    given = {name: None if v is None else Decimal(v) for name, v in values.items()}
    return changes.record_budget_figure(
        budget_line_id=line.id, values={"year": YEAR, "period": period, **given}, by=by, at=at
    )


def read(programme, reader=None, *, period="", at=None):
    reader = reader or someone(access.MANAGER, programme)
    return monitoring(reader=reader, programme_ids=[programme.id], period=period, at=at).get(programme.id)


def only_line(programme, **given):
    (line,) = read(programme, **given).fund("general").lines
    return line


class TestRecordBudgetFigure:
    def test_works_out_the_third_part_and_the_variance(self, programme, finance):
        line = a_line(programme)

        kept = figure(line, gross_budget=212, income_budget=89, projection=130, by=finance)

        assert (kept.current_budget, kept.variance) == (123, 7)
        assert kept.recorded_by_name == finance.name

    def test_refuses_parts_that_disagree(self, programme):
        with pytest.raises(Invalid, match="£212 gross less £89 income is £123 net, not £120"):
            figure(a_line(programme), gross_budget=212, income_budget=89, current_budget=120)

    def test_refuses_a_variance_that_is_none(self, programme):
        with pytest.raises(Invalid, match="projection less budget is 7, not 5"):
            figure(a_line(programme), current_budget=123, projection=130, variance=5)

    @pytest.mark.parametrize("period", ["M13", "M0", "5", "August"])
    def test_refuses_what_is_no_period(self, programme, period):
        with pytest.raises(Invalid, match="write M1"):
            figure(a_line(programme), period, current_budget=1)

    def test_refuses_more_than_pence(self, programme):
        with pytest.raises(Invalid, match="current budget"):
            figure(a_line(programme), current_budget="1.234")

    def test_said_again_changes_nothing(self, programme):
        line = a_line(programme)
        first = figure(line, current_budget=5, projection=6)

        again = figure(line, current_budget=5, projection=6, at=SEPTEMBER)

        assert again.id == first.id
        assert BudgetFigure.objects.count() == 1

    def test_is_never_dated_before_the_newest(self, programme):
        line = a_line(programme)
        figure(line, current_budget=5, at=SEPTEMBER)

        with pytest.raises(Backdated):
            figure(line, current_budget=6, at=AUGUST)

    def test_of_a_closed_period_is_refused(self, programme):
        line = a_line(programme)
        figure(line, current_budget=5)
        close(programme, 5)

        with pytest.raises(Invalid, match="closed 2024/25 M5"):
            figure(line, current_budget=6, at=SEPTEMBER)

    def test_of_a_line_that_is_hidden_is_refused(self, programme, finance):
        exempt = a_line(programme, marking="exempt", exempt_paragraph=4)

        with pytest.raises(access.Refused):
            figure(exempt, current_budget=5, by=finance)

    def test_takes_a_right_over_the_money(self, programme):
        with pytest.raises(access.Refused):
            figure(a_line(programme), current_budget=5, by=someone(access.LEAD, a_workstream(programme)))


def close(programme, month):
    period = Period.objects.create(programme=programme, year=YEAR, month=month, closed_at=AUGUST)
    PeriodStep.objects.create(
        period=period,
        step="closed",
        position={},
        signatory="Rosa Lind",
        recorded_at=AUGUST,
        recorded_by_name="Rosa Lind",
    )


def vire(source, target, amount=20, *, by=LOADING, at=SEPTEMBER, **given):
    values = {"year": YEAR, "period": "M6", "authority": "Cabinet, CAB12", **given}
    return changes.vire(
        from_line_id=source.id, to_line_id=target.id, amount=Decimal(amount), by=by, at=at, **values
    )


class TestVire:
    def test_moves_budget_and_is_nil_across_the_fund(self, programme, finance):
        one, two = a_line(programme, "One"), a_line(programme, "Two")
        for line in (one, two):
            figure(line, "", original_budget=100)
        on_record(programme, "CAB12", "Cabinet", date(2024, 9, 20), about="virement")
        vire(one, two, by=finance, authority="CAB12")
        figure(one, "M6", projection=80, at=SEPTEMBER)
        figure(two, "M6", projection=130, at=SEPTEMBER)

        fund = read(programme).fund("general")

        assert [line.figures.budget for line in fund.lines] == [80, 120]
        assert [line.figures.variance for line in fund.lines] == [0, 10]
        assert [line.figures.original for line in fund.lines] == [100, 100]
        assert fund.total.virements == 0
        assert Virement.objects.get().recorded_by_id == finance.person_id

    def test_takes_finance_or_the_programme_office(self, programme):
        one, two = a_line(programme, "One"), a_line(programme, "Two")

        with pytest.raises(
            access.Refused, match="Programme office, Finance partner|programme office, finance"
        ):
            vire(one, two, by=someone(access.MANAGER, programme))

    def test_stays_in_its_fund(self, programme):
        with pytest.raises(Invalid, match="ring-fenced"):
            vire(a_line(programme), a_line(programme, "High Needs", fund="dsg", group=""))

    def test_stays_in_its_programme(self, programme):
        with pytest.raises(Invalid, match="stays in its programme"):
            vire(a_line(programme), a_line(a_programme(), "Elsewhere"))

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"amount": 0}, "amount"),
            ({"amount": -5}, "amount"),
            ({"authority": " "}, "authority"),
            ({"period": ""}, "period"),
            ({"period": "M13"}, "period"),
        ],
    )
    def test_names_the_field_to_correct(self, programme, wrong, field):
        one, two = a_line(programme, "One"), a_line(programme, "Two")

        with pytest.raises(Invalid) as refused:
            vire(one, two, **wrong)

        assert list(refused.value.problems) == [field]

    def test_between_a_line_and_itself_is_none(self, programme):
        line = a_line(programme)

        with pytest.raises(Invalid, match="between two lines"):
            vire(line, line)

    def test_takes_no_effect_in_a_closed_period(self, programme):
        close(programme, 6)

        with pytest.raises(Invalid, match="closed 2024/25 M6"):
            vire(a_line(programme, "One"), a_line(programme, "Two"))


class TestMovement:
    def test_is_split_into_forecast_change_and_virement(self, programme):
        one, two = a_line(programme, "One"), a_line(programme, "Two")
        for line in (one, two):
            figure(line, original_budget=100, current_budget=100, projection=110)
        vire(two, one, 20)
        figure(one, "M6", original_budget=100, current_budget=120, projection=133, at=SEPTEMBER)
        figure(two, "M6", original_budget=100, current_budget=80, projection=90, at=SEPTEMBER)

        first, second = read(programme).fund("general").lines

        assert first.since == FinancialMonth(FinancialYear(YEAR), 5)
        assert (first.movement.variance, first.movement.forecast_change, first.movement.virement) == (
            3,
            23,
            20,
        )
        assert first.direction_words == "down: worse by £3"
        assert (second.movement.variance, second.direction_words) == (0, "level: no change")

    def test_is_against_the_last_period_reported_not_the_last_month(self, programme):
        line = a_line(programme)
        figure(line, "M3", current_budget=100, projection=105)
        figure(line, "M6", current_budget=100, projection=101, at=SEPTEMBER)

        found = only_line(programme)

        assert found.since.label == "M3"
        assert (found.moved, found.direction_words) == (-4, "up: improved by £4")

    def test_counts_a_virement_that_was_recorded_after_the_period_it_takes_effect_in(self, programme):
        one, two = a_line(programme, "One"), a_line(programme, "Two")
        figure(one, original_budget=100, current_budget=100, projection=110)
        vire(two, one, 20, period="M4", at=AUGUST + timedelta(days=3))
        figure(one, "M6", original_budget=100, current_budget=120, projection=130, at=SEPTEMBER)

        (found,) = read(programme).fund("general").lines

        assert (found.movement.variance, found.movement.virement, found.movement.other_budget_change) == (
            0,
            20,
            0,
        )

    def test_since_nothing_reported_is_as_printed_and_not_split(self, programme):
        figure(a_line(programme), current_budget=100, projection=110, movement=3)

        found = only_line(programme)

        assert (found.moved, found.since) == (3, None)
        assert found.movement.forecast_change is None

    def test_shows_a_budget_that_changed_without_a_virement(self, programme):
        line = a_line(programme)
        figure(line, original_budget=100, current_budget=100, projection=100)
        figure(line, "M6", original_budget=100, current_budget=130, projection=100, at=SEPTEMBER)

        found = only_line(programme)

        assert found.movement.other_budget_change == 30
        assert found.figures.unexplained == 30


class TestAsAt:
    def test_means_what_had_been_recorded_by_then(self, programme):
        line = a_line(programme)
        figure(line, current_budget=100, projection=110)
        figure(line, current_budget=100, projection=150, at=SEPTEMBER)

        before = only_line(programme, at=SEPTEMBER - timedelta(seconds=1))

        assert before.figures.variance == 10
        assert (
            only_line(programme, at=SEPTEMBER).figures.variance == only_line(programme).figures.variance == 50
        )
        assert read(programme, at=AUGUST - timedelta(days=1)) is None

    def test_virements_causes_and_drivers_count_from_when_they_were_recorded(self, programme):
        one, two = a_line(programme, "One"), a_line(programme, "Two")
        figure(one, "M6", original_budget=100, projection=110, at=AUGUST)
        vire(two, one, 20)
        cause(one, "Price", 8, period="M6", at=SEPTEMBER)

        before, now = only_line(programme, at=AUGUST), only_line(programme)

        assert (before.figures.budget, now.figures.budget) == (100, 120)
        assert (before.causes, now.causes.itemised) == (None, 8)


def cause(line, name, amount, *, period="M5", at=AUGUST, by=LOADING):
    amount = None if amount is None else Decimal(amount)
    return changes.state_cause(
        budget_line_id=line.id, year=YEAR, period=period, name=name, amount=amount, by=by, at=at
    )


class TestCauses:
    def test_leave_a_rest_that_is_not_itemised(self, programme):
        line = a_line(programme)
        figure(line, current_budget=100, projection=110)
        cause(line, "Price", 4)
        cause(line, "Price", 5, at=SEPTEMBER)
        cause(line, "Complexity", None)

        found = only_line(programme).causes

        assert [(c.name, c.amount) for c in found.causes] == [("Complexity", None), ("Price", 5)]
        assert (found.not_itemised, found.without_amount) == (5, 1)

    def test_taken_back_explain_nothing(self, programme, finance):
        line = a_line(programme)
        figure(line, current_budget=100, projection=110)
        stated = cause(line, "Price", 4)

        changes.withdraw_cause(cause_id=stated.id, by=finance, at=SEPTEMBER, reason="Counted twice")

        assert only_line(programme).causes is None
        assert only_line(programme, at=AUGUST).causes.itemised == 4

    def test_need_a_name_a_month_and_a_reason_to_go(self, programme):
        line = a_line(programme)
        stated = cause(line, "Price", 4)

        for act in (
            lambda: cause(line, " ", 4),
            lambda: cause(line, "Price", 4, period=""),
            lambda: changes.withdraw_cause(cause_id=stated.id, by=LOADING, at=AUGUST, reason=""),
        ):
            with pytest.raises(Invalid):
                act()


class TestSpendingProfile:
    def test_is_what_spend_to_date_is_held_against(self, programme, finance):
        line = a_line(programme)
        terms = suggested_profile("school terms", FinancialYear(YEAR))
        changes.set_spending_profile(
            budget_line_id=line.id,
            version=None,
            name=terms.name,
            shares=terms.as_text(),
            by=finance,
            at=AUGUST,
        )
        figure(line, current_budget=190, projection=190, spend_to_date=63)

        rate = only_line(programme).rate

        assert (rate.profile, rate.expected, rate.at_this_rate) == (terms, 63, 190)

    def test_without_one_is_a_straight_line_by_name(self, programme):
        figure(a_line(programme), current_budget=120, projection=120, spend_to_date=90)

        rate = only_line(programme).rate

        assert rate.is_ahead
        assert "straight line (no profile of its own)" in rate.words

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"name": "", "shares": ["1", *["0"] * 11]}, "profile_name"),
            ({"name": "Ours", "shares": ["0.5"] * 12}, "profile"),
            ({"name": "Ours", "shares": []}, "profile"),
        ],
    )
    def test_says_what_is_wrong_with_it(self, programme, given, field):
        line = a_line(programme)

        with pytest.raises(Invalid) as refused:
            changes.set_spending_profile(budget_line_id=line.id, version=None, by=LOADING, at=AUGUST, **given)

        assert list(refused.value.problems) == [field]

    def test_goes_back_to_the_straight_line(self, programme):
        line = a_line(programme)
        for shares in (["1", *["0"] * 11], None):
            changes.set_spending_profile(
                budget_line_id=line.id, version=None, name="Ours", shares=shares, by=LOADING, at=AUGUST
            )

        line = BudgetLine.objects.get(pk=line.id)
        assert (line.profile, line.profile_name) == (None, "")


class TestFunds:
    def test_are_apart_with_the_cumulative_balance_beside(self, programme):
        figure(a_line(programme), current_budget=100, projection=110)
        figure(a_line(programme, "High Needs", "dsg", ""), current_budget=70, projection=85)
        changes.state_fund_balance(
            programme_id=programme.id,
            fund="dsg",
            year=YEAR,
            balance=Decimal(-37),
            by=LOADING,
            at=AUGUST,
        )

        found = read(programme)

        assert [fund.total.variance.amount for fund in found.funds] == [10, 15]
        assert found.fund("general").balance is None
        assert found.fund("dsg").balance.balance == -37
        assert found.fund("dsg").total.variance.amount == 15

    def test_of_no_ring_fence_have_no_cumulative_balance(self, programme):
        with pytest.raises(Invalid, match="Dedicated Schools Grant"):
            changes.state_fund_balance(
                programme_id=programme.id,
                fund="general",
                year=YEAR,
                balance=Decimal(1),
                by=LOADING,
                at=AUGUST,
            )


class TestAReader:
    def test_sees_totals_over_their_own_lines_and_is_told_so(self, programme):
        figure(a_line(programme), current_budget=100, projection=110)
        figure(
            a_line(programme, "Closed", marking="exempt", exempt_paragraph=4),
            current_budget=70,
            projection=85,
        )
        cleared = someone(access.FINANCE, programme, cleared=True)

        seen, all_of_it = read(programme), read(programme, cleared)

        assert seen.over == "over the lines you may see, without exempt items"
        assert (seen.fund("general").total.lines, seen.fund("general").total.budget.amount) == (1, 100)
        assert all_of_it.fund("general").total.budget.amount == 170

    def test_of_another_council_sees_nothing(self, programme):
        figure(a_line(programme), current_budget=100, projection=110)

        assert read(programme, someone(access.FINANCE, a_programme())) is None

    def test_costs_a_fixed_number_of_queries(self, programme, django_assert_max_num_queries):
        for n in range(12):
            line = a_line(programme, f"Line {n}")
            figure(line, current_budget=100, projection=110)
            cause(line, "Price", 4)
        reader = someone(access.MANAGER, programme)

        with django_assert_max_num_queries(14):
            monitoring(reader=reader, programme_ids=[programme.id])


class TestCostDrivers:
    def test_explain_each_change_and_the_whole(self, programme, finance):
        driver = changes.store_cost_driver(
            programme_id=programme.id,
            name="Days",
            values={"volume_unit": "days", "budget_line_id": a_line(programme).id},
            by=finance,
            at=AUGUST,
        )
        for n, (period, volume, price) in enumerate((("M1", 10, 5), ("M2", 12, 5), ("M3", 12, 6))):
            record(driver, period, position=n, volume=volume, unit_cost=price)

        (found,) = cost_drivers(reader=finance, programme_ids=[programme.id]).values()

        assert [c.change for c in found.changes] == [10, 12]
        assert [str(c.explains) for c in found.changes] == ["volume", "price"]
        assert (found.overall.price_effect, found.overall.volume_effect, found.overall.both) == (10, 10, 2)

    def test_said_again_stand_in_front_and_as_at_before(self, programme):
        driver = changes.store_cost_driver(
            programme_id=programme.id, name="Days", values={"volume_unit": "days"}, by=LOADING, at=AUGUST
        )
        record(driver, "M1", volume=10, unit_cost=5)
        record(driver, "M1", volume=11, unit_cost=5, at=SEPTEMBER)

        reader = someone(access.MANAGER, programme)
        volumes = [
            cost_drivers(reader=reader, programme_ids=[programme.id], at=at)[driver.id]
            .readings[0]
            .figures.volume
            for at in (AUGUST, None)
        ]

        assert volumes == [10, 11]

    def test_of_a_hidden_line_are_hidden_with_it(self, programme):
        hidden = a_line(programme, marking="exempt", exempt_paragraph=4)
        changes.store_cost_driver(
            programme_id=programme.id,
            name="Days",
            values={"volume_unit": "days", "budget_line_id": hidden.id},
            by=LOADING,
            at=AUGUST,
        )

        found = cost_drivers(reader=someone(access.MANAGER, programme), programme_ids=[programme.id])

        assert found == {}

    def test_refuse_a_reading_that_says_nothing(self, programme):
        driver = changes.store_cost_driver(
            programme_id=programme.id, name="Days", values={"volume_unit": "days"}, by=LOADING, at=AUGUST
        )

        for wrong in ({"volume": None}, {"volume": -1}):
            with pytest.raises(Invalid):
                record(driver, "M1", **wrong)

    def test_refuse_a_line_of_another_programme(self, programme):
        with pytest.raises(Invalid, match="same programme"):
            changes.store_cost_driver(
                programme_id=programme.id,
                name="Days",
                values={"volume_unit": "days", "budget_line_id": a_line(a_programme()).id},
                by=LOADING,
                at=AUGUST,
            )


def record(driver, period, *, at=AUGUST, **values):
    given = {k: v if k == "position" or v is None else Decimal(v) for k, v in values.items()}
    return changes.record_cost_driver(
        driver_id=driver.id, period=period, values={"on_date": date(2024, 4, 1), **given}, by=LOADING, at=at
    )

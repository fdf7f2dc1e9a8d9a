"""Three series of twelve months: what they sum to, what stands of what was said, and what is not known."""

from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.rules.calendar import FinancialYear
from savings.rules.series import (
    EVEN,
    NO_MONTHS,
    SaidCell,
    SaidYear,
    Spread,
    SpreadKind,
    YearSeries,
    by_hand,
    by_month,
    cumulative,
    fits,
    from_month,
    month_name,
    plan_months,
    said_year,
    sum_of,
    with_actuals,
)
from tests.unit.savings.strategies import amounts, pence

YEAR = FinancialYear(2024)
numbers = st.integers(min_value=1, max_value=12)
twelve = st.lists(pence, min_size=12, max_size=12).map(tuple)
spreads = st.one_of(st.just(EVEN), numbers.map(from_month))
cells = st.one_of(st.none(), amounts)


def statement(number, series, *, year="unsaid", **months):
    """Return one statement: months as m1=…, and the year's amount where it is said."""
    together = UUID(int=number)
    said = [
        SaidCell(series, int(name[1:]), None if value is None else Decimal(value), together)
        for name, value in months.items()
    ]
    if year != "unsaid":
        said.append(SaidCell(series, None, None if year is None else Decimal(year), together))
    return said


def twelve_of(amount):
    return {f"m{number}": amount for number in range(1, 13)}


class TestSpread:
    @given(amount=pence, spread=spreads)
    def test_sums_to_the_year_to_the_penny(self, amount, spread):
        months = plan_months(amount, spread, year=YEAR)

        assert len(months) == 12
        assert sum_of(months) == amount
        assert all(month == month.quantize(Decimal("0.01")) for month in months)

    @given(months=twelve)
    def test_by_hand_is_what_was_given(self, months):
        assert plan_months(sum(months), by_hand(months), year=YEAR) == months

    @given(months=twelve, off=pence.filter(bool))
    def test_by_hand_names_both_sums_where_they_differ(self, months, off):
        with pytest.raises(ValueError, match=r"the months sum to £.*, the year is £"):
            plan_months(sum(months) + off, by_hand(months), year=YEAR)

    @given(number=numbers, amount=amounts.filter(bool))
    def test_from_a_month_on_begins_with_it(self, number, amount):
        months = plan_months(amount, from_month(number), year=YEAR)

        assert set(months[: number - 1]) <= {Decimal(0)}
        assert max(months[number - 1 :]) - min(months[number - 1 :]) <= Decimal("0.01")

    def test_of_what_is_not_known_has_no_months(self):
        assert plan_months(None, EVEN, year=YEAR) == NO_MONTHS
        assert plan_months(None, from_month(3), year=YEAR) == NO_MONTHS
        with pytest.raises(ValueError, match="not known, so it has no months"):
            plan_months(None, by_hand([Decimal(1)] * 12), year=YEAR)

    @pytest.mark.parametrize(
        "given_",
        [
            {"kind": SpreadKind.FROM_MONTH},
            {"kind": SpreadKind.FROM_MONTH, "from_month": 13},
            {"kind": SpreadKind.EVEN, "from_month": 4},
            {"kind": SpreadKind.BY_HAND},
            {"kind": SpreadKind.BY_HAND, "months": (Decimal(1),) * 11},
            {"kind": SpreadKind.EVEN, "months": (Decimal(1),) * 12},
        ],
    )
    def test_says_where_it_starts_or_its_months(self, given_):
        with pytest.raises(ValueError, match="month"):
            Spread(**given_)

    def test_is_told_in_words(self):
        words = [one.words for one in (EVEN, from_month(6), by_hand([Decimal(1)] * 12))]

        assert words == ["even over the year", "from September on", "by hand"]
        assert [month_name(number) for number in (1, 9, 10, 12)] == ["April", "December", "January", "March"]


class TestSumOf:
    @given(months=st.lists(cells, min_size=1, max_size=12))
    def test_is_not_known_where_a_month_is_not(self, months):
        total = sum_of(months)

        assert (total is None) == (None in months)
        assert total is None or total == sum(months)

    def test_of_nothing_is_not_nil(self):
        assert sum_of([]) is None

    @given(months=st.tuples(*[cells] * 12))
    def test_to_date_is_not_known_from_the_first_blank_on(self, months):
        running = cumulative(months)

        first_blank = months.index(None) if None in months else 12
        assert all(one is None for one in running[first_blank:])
        assert list(running[:first_blank]) == [sum(months[: n + 1]) for n in range(first_blank)]


class TestFits:
    @given(months=twelve, off=pence.filter(bool))
    def test_twelve_known_months_are_the_year(self, months, off):
        assert fits(months, sum(months))
        assert not fits(months, sum(months) + off)
        assert not fits(months, None)

    def test_some_do_not_go_beyond_it(self):
        some = (Decimal(60), *[None] * 11)

        assert [fits(some, year) for year in (None, Decimal(60), Decimal(59), Decimal(-60))] == [
            True, True, False, False,
        ]  # fmt: skip
        assert fits((Decimal(-60), *[None] * 11), Decimal(-100))
        assert fits(NO_MONTHS, Decimal(5))


class TestSaidYear:
    def test_a_year_said_is_the_year(self):
        stands = said_year(statement(1, "forecast", year=90))

        assert (stands.expected, stands.forecast_months) == (Decimal(90), NO_MONTHS)

    def test_twelve_months_are_the_year(self):
        stands = said_year(statement(1, "forecast", year=120, **twelve_of(10)))

        assert stands.is_forecast_by_month
        assert stands.expected == Decimal(120)

    def test_a_month_said_anew_moves_the_year(self):
        said = [
            *statement(1, "forecast", year=120, **twelve_of(10)),
            *statement(2, "forecast", year=115, m4=5),
        ]

        stands = said_year(said)

        assert stands.expected == Decimal(115)
        assert stands.forecast_months[3] == Decimal(5)

    def test_an_actual_counts_in_the_place_of_its_month(self):
        said = [*statement(1, "forecast", year=120, **twelve_of(10)), *statement(2, "actual", m1=4, m2=0)]

        stands = said_year(said)

        assert stands.expected == Decimal(104)
        assert stands.forecast_months[0] == Decimal(10)
        assert stands.actual is None

    def test_an_actual_completes_the_months_of_the_rest(self):
        rest = {f"m{number}": 10 for number in range(3, 13)}
        said = [*statement(1, "forecast", **rest), *statement(2, "actual", m1=4, m2=0)]

        assert said_year(said).expected == Decimal(104)
        assert said_year(said[:-1]).expected is None

    def test_actuals_alone_forecast_nothing(self):
        said = [*statement(1, "forecast", year=90), *statement(2, "actual", year=84, **twelve_of(7))]

        stands = said_year(said)

        assert (stands.expected, stands.actual) == (Decimal(90), Decimal(84))

    def test_a_blank_month_is_not_nil(self):
        said = [
            *statement(1, "forecast", year=120, **twelve_of(10)),
            *statement(2, "forecast", year=None, m4=None),
        ]

        assert said_year(said).expected is None

    def test_a_year_said_without_its_months_takes_them_out_of_force(self):
        said = [*statement(1, "forecast", year=120, **twelve_of(10)), *statement(2, "forecast", year=70)]

        stands = said_year(said)

        assert (stands.expected, stands.forecast_months) == (Decimal(70), NO_MONTHS)

    @pytest.mark.parametrize("year", [120, 500, None])
    def test_a_year_that_its_months_allow_leaves_them(self, year):
        some = {"m1": 10, "m2": 110}
        said = [*statement(1, "forecast", **some), *statement(2, "forecast", year=year)]

        assert said_year(said).forecast_months[:3] == (Decimal(10), Decimal(110), None)

    @given(
        forecast=st.tuples(*[cells] * 12), actual=st.tuples(*[cells] * 12), year=st.one_of(st.none(), amounts)
    )
    def test_is_never_a_sum_over_a_blank(self, forecast, actual, year):
        stands = SaidYear(year, None, forecast, actual)
        counts = with_actuals(forecast, actual)

        if None in counts or forecast == NO_MONTHS:
            assert stands.expected == year
        else:
            assert stands.expected == sum(counts)


class TestYearSeries:
    def test_compares_the_series_by_the_last_month_loaded(self):
        said = said_year([*statement(1, "forecast", **twelve_of(9)), *statement(2, "actual", m1=8, m2=7)])
        series = YearSeries(YEAR, Decimal(120), from_month(2), said, frozenset({1, 2}))

        to_date = series.to_date()

        assert str(to_date.through) == "M2 2024/25"
        assert (to_date.plan, to_date.forecast, to_date.actual) == (
            Decimal("10.91"),
            Decimal(18),
            Decimal(15),
        )

    def test_knows_nothing_to_date_until_finance_says_what_is_loaded(self):
        series = YearSeries(YEAR, Decimal(120), said=said_year(statement(2, "actual", m1=8)))

        assert series.to_date() is None
        assert series.loaded_through is None

    def test_an_actual_missing_from_a_loaded_month_is_not_nil(self):
        said = said_year(statement(2, "actual", m1=8))
        series = YearSeries(YEAR, Decimal(120), said=said, loaded=frozenset({1, 2}))

        assert series.to_date().actual is None
        assert series.lines()[0].to_date.actual == Decimal(8)

    @given(amount=pence, spread=spreads)
    def test_comes_to_the_year_by_march(self, amount, spread):
        lines = YearSeries(YEAR, amount, spread).lines()

        assert lines[-1].to_date.plan == amount
        assert [line.name for line in lines[:2]] == ["April", "May"]

    def test_has_months_of_its_own_only_where_they_are_not_even(self):
        years = [
            YearSeries(YEAR, Decimal(120)),
            YearSeries(YEAR.next(), Decimal(120), from_month(12)),
            YearSeries(YEAR.shifted(2), None, from_month(12)),
        ]

        assert by_month(years) == {YEAR.next(): (*[Decimal(0)] * 11, Decimal(120))}

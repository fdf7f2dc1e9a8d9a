from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.rules.calendar import ApproxDate, DatePrecision
from programme.rules.slippage import (
    MilestoneDates,
    Slip,
    difference,
    is_overdue,
    is_stale,
    landing,
    period_slip,
    pushes,
    slip_rate,
    slip_to_baseline,
    slip_to_original_baseline,
    slip_words,
)

NO_DATE = ApproxDate.parse("")
days = st.dates(min_value=date(2015, 1, 1), max_value=date(2040, 12, 31))
approximate_dates = st.builds(
    ApproxDate, days, st.sampled_from([p for p in DatePrecision if p is not DatePrecision.NONE])
)


def milestone(baseline="1 Dec 2026", forecast="20 Nov 2026", actual="", original_baseline=""):
    return MilestoneDates(
        baseline=ApproxDate.parse(baseline),
        forecast=ApproxDate.parse(forecast),
        actual=ApproxDate.parse(actual),
        original_baseline=ApproxDate.parse(original_baseline),
    )


class TestSlipToBaseline:
    def test_counts_the_forecast_while_it_lies_ahead(self):
        late = milestone(forecast="15 Dec 2026")

        assert slip_to_baseline(late, on=date(2026, 11, 1)) == Slip(14, 14, DatePrecision.DAY)

    def test_counts_from_today_once_the_forecast_has_passed(self):
        overdue = milestone(forecast="20 Nov 2026")

        assert slip_to_baseline(overdue, on=date(2026, 12, 4)).days == 3

    def test_counts_the_actual_date_once_finished_whatever_the_forecast_said(self):
        finished = milestone(forecast="20 Nov 2026", actual="24 Nov 2026")

        assert slip_to_baseline(finished, on=date(2027, 3, 1)).days == -7

    def test_refuses_an_actual_date_that_lies_ahead(self):
        finished = milestone(actual="24 Nov 2026")

        with pytest.raises(ValueError, match="24 Nov 2026 lies after 23 Nov 2026"):
            slip_to_baseline(finished, on=date(2026, 11, 23))

    def test_accepts_an_actual_month_that_has_begun(self):
        finished = milestone(baseline="October 2026", actual="November 2026")

        assert slip_to_baseline(finished, on=date(2026, 11, 3)).words == "1 month later"

    @pytest.mark.parametrize("missing", ["baseline", "forecast"])
    def test_is_not_known_where_a_date_is_missing(self, missing):
        slip = slip_to_baseline(milestone(**{missing: ""}), on=date(2027, 1, 1))

        assert slip is None
        assert slip_words(slip) == "not known"

    def test_takes_a_date_that_was_never_given_for_a_missing_one(self):
        assert slip_to_baseline(MilestoneDates(), on=date(2027, 1, 1)) is None

    def test_finished_without_a_forecast_is_known(self):
        finished = milestone(forecast="", actual="3 Dec 2026")

        assert slip_to_baseline(finished, on=date(2027, 1, 1)).days == 2

    @given(days, days, days)
    def test_never_says_earlier_than_the_as_at_day_allows(self, baseline, forecast, on):
        dates = MilestoneDates(baseline=ApproxDate(baseline), forecast=ApproxDate(forecast))

        assert slip_to_baseline(dates, on=on).days == (max(forecast, on) - baseline).days

    @given(approximate_dates, approximate_dates, days)
    def test_does_not_fall_as_time_passes(self, baseline, forecast, on):
        dates = MilestoneDates(baseline=baseline, forecast=forecast)

        today, tomorrow = (slip_to_baseline(dates, on=on + timedelta(days=ahead)) for ahead in (0, 1))

        assert 0 <= tomorrow.days - today.days <= 1


class TestSlipToOriginalBaseline:
    def test_is_shown_beside_the_slip_to_the_current_one(self):
        rebaselined = milestone(baseline="1 Dec 2026", forecast="15 Dec 2026", original_baseline="1 Sep 2026")

        assert slip_to_baseline(rebaselined, on=date(2026, 11, 1)).days == 14
        assert slip_to_original_baseline(rebaselined, on=date(2026, 11, 1)).days == 105

    def test_is_the_same_when_never_rebaselined(self):
        late = milestone(forecast="15 Dec 2026")

        assert slip_to_original_baseline(late, on=date(2026, 11, 1)).days == 14


class TestDifference:
    @pytest.mark.parametrize(
        ("later", "earlier", "words"),
        [
            ("November 2026", "November 2026", "no change"),
            ("20 Nov 2026", "November 2026", "no change"),
            ("December 2026", "November 2026", "1 month later"),
            ("4 Dec 2026", "November 2026", "1 month later"),
            ("Q1 2025/26", "Q3 2024/25", "2 quarters later"),
            ("March 2025", "Q4 2024/25", "no change"),
            ("Spring 2027", "Autumn 2026", "2 seasons later"),
            ("Summer 2026", "Autumn 2026", "1 season earlier"),
            ("January 2027", "Winter 2026", "no change"),
            ("2027", "Autumn 2026", "1 year later"),
            ("Q3 2024/25", "Autumn 2024", "1 month later"),
            ("21 Nov 2026", "20 Nov 2026", "1 day later"),
        ],
    )
    def test_is_told_in_the_coarser_unit(self, later, earlier, words):
        assert difference(ApproxDate.parse(later), ApproxDate.parse(earlier)).words == words

    @given(approximate_dates, approximate_dates)
    def test_turns_its_sign_with_its_order(self, first, second):
        there, back = difference(first, second), difference(second, first)

        assert (there.days, there.amount, there.unit) == (-back.days, -back.amount, back.unit)

    @given(approximate_dates, approximate_dates)
    def test_unit_and_days_never_point_opposite_ways(self, first, second):
        slip = difference(first, second)

        assert slip.amount * slip.days >= 0


class TestLanding:
    def test_keeps_the_precision_of_a_forecast_not_yet_past(self):
        unfinished = milestone(forecast="November 2026")

        assert str(landing(unfinished, on=date(2026, 11, 30))) == "November 2026"
        assert str(landing(unfinished, on=date(2026, 12, 1))) == "1 Dec 2026"


class TestPeriodSlip:
    def test_is_the_move_of_the_forecast_since_last_time(self):
        slip = period_slip(ApproxDate.parse("1 Mar 2027"), ApproxDate.parse("15 Jan 2027"))

        assert slip.days == 45

    def test_is_not_known_without_a_forecast_last_time(self):
        assert period_slip(ApproxDate.parse("1 Mar 2027"), None) is None
        assert period_slip(ApproxDate.parse("1 Mar 2027"), NO_DATE) is None


class TestPushes:
    def test_counts_moves_later_beyond_tolerance(self):
        reported = ["1 Jun 2026", "8 Jun 2026", "1 Jul 2026", "", "1 Jun 2026", "9 Jun 2026"]

        count = pushes(map(ApproxDate.parse, reported), tolerance_days=7)

        assert count == 2

    def test_refuses_a_tolerance_below_nought(self):
        with pytest.raises(ValueError, match="below nought"):
            pushes([], tolerance_days=-1)


class TestSlipRate:
    def test_is_one_when_the_end_recedes_as_fast_as_time_passes(self):
        slip = Slip(30, 30, DatePrecision.DAY)

        assert slip_rate(slip, days_since_last_report=30) == Decimal("1.00")
        assert slip_rate(slip, days_since_last_report=90) == Decimal("0.33")

    def test_is_not_known_on_the_day_of_the_report_or_without_a_slip(self):
        assert slip_rate(Slip(30, 30, DatePrecision.DAY), days_since_last_report=0) is None
        assert slip_rate(None, days_since_last_report=30) is None

    def test_refuses_a_report_that_lies_ahead(self):
        with pytest.raises(ValueError, match="lies 3 days ahead"):
            slip_rate(None, days_since_last_report=-3)


class TestIsStale:
    def test_waits_for_the_cadence_to_pass(self):
        assert not is_stale(date(2026, 10, 1), on=date(2026, 10, 31), cadence_days=30)
        assert is_stale(date(2026, 10, 1), on=date(2026, 11, 1), cadence_days=30)

    def test_silence_from_the_start_is_stale(self):
        assert is_stale(None, on=date(2026, 11, 1), cadence_days=30)


class TestIsOverdue:
    def test_begins_after_the_last_day_of_the_precision(self):
        autumn = milestone(forecast="Autumn 2026")

        assert is_overdue(autumn, on=date(2026, 11, 30)) is False
        assert is_overdue(autumn, on=date(2026, 12, 1)) is True

    def test_uses_the_baseline_without_a_forecast(self):
        assert is_overdue(milestone(forecast=""), on=date(2026, 12, 2)) is True

    def test_a_finished_milestone_never_is(self):
        assert is_overdue(milestone(actual="3 Jan 2027"), on=date(2027, 2, 1)) is False

    def test_is_not_known_without_any_date(self):
        assert is_overdue(MilestoneDates(), on=date(2027, 2, 1)) is None

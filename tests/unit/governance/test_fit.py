"""The shipped weights are the fit, and they do as well out of time as docs/method.md says."""

import pytest

from bench import fit_risk
from governance.rules import method
from governance.rules.risk import slip_chance


@pytest.fixture(scope="module")
def pairs() -> list[fit_risk.Pair]:
    return fit_risk.read_pairs()


@pytest.fixture(scope="module")
def backtest(pairs) -> fit_risk.Backtest:
    return fit_risk.out_of_time(pairs, fit_risk.shipped)


class TestTheData:
    def test_has_the_pairs_and_shares_the_priors_name(self, pairs):
        past_end = [pair.slipped for pair in pairs if pair.days_left <= 0]

        assert len(pairs) == method.PAIRS
        assert sum(pair.slipped for pair in pairs) / len(pairs) == pytest.approx(method.BASE_SHARE)
        assert sum(past_end) / len(past_end) == pytest.approx(method.PAST_END_SHARE)

    def test_counts_a_withheld_rating_as_amber_because_it_behaves_so(self, pairs):
        def with_withheld(pair):
            return [*fit_risk.shipped(pair), float(pair.rating == "")]

        weights = fit_risk.fit([with_withheld(p) for p in pairs], [p.slipped for p in pairs])

        assert weights[-1] == pytest.approx(0.0, abs=0.1)


class TestTheShippedWeights:
    def test_are_the_maximum_likelihood_fit_on_every_pair(self, pairs):
        weights = fit_risk.fit([fit_risk.shipped(p) for p in pairs], [p.slipped for p in pairs])

        shipped = (method.INTERCEPT, method.RATING_WEIGHT, method.NEARNESS_WEIGHT)
        assert shipped == pytest.approx(weights, abs=0.00005)

    def test_give_the_same_chance_in_the_product_as_in_the_fit(self, pairs):
        weights = (method.INTERCEPT, method.RATING_WEIGHT, method.NEARNESS_WEIGHT)

        for pair in pairs[::50]:
            fitted = fit_risk.logistic(fit_risk.dot(weights, fit_risk.shipped(pair)))

            assert slip_chance(fit_risk.score(pair), pair.days_left) == pytest.approx(fitted)

    def test_reproduce_the_base_share_on_average(self, pairs):
        mean = sum(slip_chance(fit_risk.score(p), p.days_left) for p in pairs) / len(pairs)

        assert mean == pytest.approx(method.BASE_SHARE, abs=0.0005)


class TestOutOfTime:
    def test_tests_670_pairs_with_a_base_rate_of_23_7_per_cent(self, backtest):
        assert len(backtest.pairs) == 670
        assert sum(backtest.outcomes) / 670 == pytest.approx(0.237, abs=0.0005)

    def test_ranks_and_scores_as_documented(self, backtest):
        assert fit_risk.auc(backtest) == pytest.approx(0.671, abs=0.0005)
        assert fit_risk.brier(backtest) == pytest.approx(0.1673, abs=0.00005)

    def test_beats_the_published_model_and_the_base_rate(self, pairs, backtest):
        base = fit_risk.out_of_time(pairs, fit_risk.FORMS["base rate"])

        assert fit_risk.auc(backtest) >= 0.665
        assert fit_risk.brier(backtest) <= 0.1695 < fit_risk.brier(base)

    def test_is_calibrated(self, backtest):
        intercept, slope = fit_risk.calibration(backtest)

        assert intercept == pytest.approx(0.0, abs=0.1)
        assert slope == pytest.approx(1.0, abs=0.1)

    def test_is_not_bettered_by_the_fraction_elapsed(self, pairs, backtest):
        with_fraction = fit_risk.out_of_time(pairs, fit_risk.FORMS["  + fraction elapsed"])

        assert fit_risk.brier(with_fraction) > fit_risk.brier(backtest)
        assert fit_risk.auc(with_fraction) < fit_risk.auc(backtest)

    def test_learns_nothing_from_the_slip_before(self, pairs):
        before = fit_risk.previous_slip(pairs)

        assert len(before.pairs) == 576
        assert fit_risk.auc(before) == pytest.approx(0.5, abs=0.01)

    def test_shows_bands_that_slip_in_their_order(self, backtest):
        shares = [share for _, _, share in fit_risk.bands(backtest).values()]

        assert len(shares) == 4
        assert shares == sorted(shares)


class TestFit:
    def test_leans_towards_the_side_where_outcomes_lie(self):
        rows = [[1.0, float(i)] for i in range(-3, 4)]

        weights = fit_risk.fit(rows, [0, 0, 1, 0, 1, 1, 1])

        assert weights[1] > 0


class TestAuc:
    def test_counts_ties_half(self, pairs):
        slipped = next(p for p in pairs if p.slipped)
        kept = next(p for p in pairs if not p.slipped)

        tied = fit_risk.Backtest((0.3, 0.3), (slipped, kept))
        right = fit_risk.Backtest((0.4, 0.3), (slipped, kept))

        assert fit_risk.auc(tied) == 0.5
        assert fit_risk.auc(right) == 1.0

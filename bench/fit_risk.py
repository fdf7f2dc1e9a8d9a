"""Fit the chance of a slip on the public report pairs, and say how well it does out of time.

    python -m bench.fit_risk            the fit, the comparison of forms, calibration and bands
    python -m bench.fit_risk --quick    without the intervals

Plain Python, no random numbers but the seeded resampling of the intervals; run it from the root of the tree.
The constants of governance/rules/method.py are copied from its first lines.
Data and limits: bench/data/gmpp_pairs.md. Method: docs/method.md, "Risk of delivery".
"""

from __future__ import annotations

import csv
import math
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from governance.rules import method
from governance.rules.risk import BAND_ORDER, band_of

PAIRS_FILE = Path(__file__).parent / "data" / "gmpp_pairs.csv"
FIRST_TESTED = 3  # reports before the first one tested: every test has at least three reports to learn from
RESAMPLES = 400
CUTS = (183, 365, 730, 1825)  # calendar days left, the published table's


@dataclass(frozen=True)
class Pair:
    """One project at one report, and whether its end lay 90 days or more later in the next (1) or not (0)."""

    project: str
    report: date
    rating: str
    days_left: int
    fraction_elapsed: float
    slipped: int


Features = Callable[[Pair], list[float]]


def read_pairs(path: Path = PAIRS_FILE) -> list[Pair]:
    """Return the report pairs in the file's order."""
    with path.open(newline="", encoding="utf-8") as lines:
        return [_pair(row) for row in csv.DictReader(lines)]


def _pair(row: dict[str, str]) -> Pair:
    report, start, end = (date.fromisoformat(row[c]) for c in ("report_date", "planned_start", "planned_end"))
    span = (end - start).days
    return Pair(
        project=row["project_id"],
        report=report,
        rating=row["rating"].replace("/", "_"),
        days_left=(end - report).days,
        fraction_elapsed=min(max((report - start).days / span, 0.0), 1.0) if span > 0 else 1.0,
        slipped=int(row["slipped"]),
    )


def score(pair: Pair) -> float:
    """Return the rating's score as the product uses it, amber where the rating is withheld."""
    return method.RATING_SCORE.get(pair.rating, method.UNRATED_SCORE)


def nearness(pair: Pair) -> float:
    """Return log(1 + years left), nought once past."""
    return math.log1p(max(pair.days_left, 0) / method.DAYS_SCALE)


def shipped(pair: Pair) -> list[float]:
    """Return the features of the form the product uses."""
    return [1.0, score(pair), nearness(pair)]


def _bands(pair: Pair) -> list[float]:
    place = 0 if pair.days_left < 0 else 1 + sum(pair.days_left > cut for cut in CUTS)
    return [float(place == other) for other in (0, 1, 2, 3, 5)]


def _colours(pair: Pair) -> list[float]:
    return [float(pair.rating == colour) for colour in ("green", "amber_green", "amber_red", "red", "")]


FORMS: dict[str, Features] = {
    "base rate": lambda p: [1.0],
    "rating alone": lambda p: [1.0, score(p)],
    "days left alone, log": lambda p: [1.0, nearness(p)],
    "rating + log days left (shipped)": shipped,
    "  + fraction elapsed": lambda p: [*shipped(p), p.fraction_elapsed],
    "  + past its end": lambda p: [*shipped(p), float(p.days_left < 0)],
    "  + rating withheld": lambda p: [*shipped(p), float(p.rating == "")],
    "a share per colour + log days left": lambda p: [1.0, *_colours(p), nearness(p)],
    "rating + days left in six bands": lambda p: [1.0, score(p), *_bands(p)],
    "rating + six bands + fraction elapsed": lambda p: [1.0, score(p), *_bands(p), p.fraction_elapsed],
}


def fit(rows: Sequence[Sequence[float]], outcomes: Sequence[int]) -> list[float]:
    """Return the maximum likelihood weights of a logistic form, by Newton's method.

    A feature that is nought in every row gets weight nought. Raises ValueError where it does not settle.
    """
    size = len(rows[0])
    weights = [0.0] * size
    for _ in range(60):
        slope = [0.0] * size
        curve = [[1e-9 * (i == j) for j in range(size)] for i in range(size)]
        for row, outcome in zip(rows, outcomes, strict=True):
            chance = logistic(dot(weights, row))
            spread = chance * (1 - chance)
            for i, value in enumerate(row):
                if value:
                    slope[i] += (outcome - chance) * value
                    for j in range(size):
                        curve[i][j] += spread * value * row[j]
        step = _solve(curve, slope)
        weights = [weight + move for weight, move in zip(weights, step, strict=True)]
        if max(map(abs, step)) < 1e-10 or (max(map(abs, weights)) > 20):
            return weights
    raise ValueError("the fit did not settle; look for a feature that splits the outcomes")


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    size = len(right)
    rows = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    for i in range(size):
        pivot = max(range(i, size), key=lambda k: abs(rows[k][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for k in range(size):
            if k != i:
                share = rows[k][i] / rows[i][i]
                rows[k] = [low - share * high for low, high in zip(rows[k], rows[i], strict=True)]
    return [rows[i][size] / rows[i][i] for i in range(size)]


def dot(weights: Sequence[float], row: Sequence[float]) -> float:
    return sum(weight * value for weight, value in zip(weights, row, strict=True))


def logistic(log_odds: float) -> float:
    return 1 / (1 + math.exp(-max(log_odds, -500.0)))


@dataclass(frozen=True)
class Backtest:
    """Chances given out of time, each with its pair."""

    chances: tuple[float, ...]
    pairs: tuple[Pair, ...]

    @property
    def outcomes(self) -> list[int]:
        return [pair.slipped for pair in self.pairs]

    def only(self, places: Sequence[int]) -> Backtest:
        return Backtest(tuple(self.chances[i] for i in places), tuple(self.pairs[i] for i in places))


def out_of_time(pairs: Sequence[Pair], features: Features) -> Backtest:
    """Return the chances of each report from the fourth on, each fitted on all earlier reports alone."""
    chances: list[float] = []
    tested: list[Pair] = []
    for report in sorted({pair.report for pair in pairs})[FIRST_TESTED:]:
        past = [pair for pair in pairs if pair.report < report]
        weights = fit([features(pair) for pair in past], [pair.slipped for pair in past])
        for pair in pairs:
            if pair.report == report:
                chances.append(logistic(dot(weights, features(pair))))
                tested.append(pair)
    return Backtest(tuple(chances), tuple(tested))


def auc(tested: Backtest) -> float:
    """Return the share of slipped-against-not pairs ranked rightly, ties counting half."""
    ranked = sorted(zip(tested.chances, tested.outcomes, strict=True))
    total, start = 0.0, 0
    while start < len(ranked):
        end = start
        while end < len(ranked) and ranked[end][0] == ranked[start][0]:
            end += 1
        total += sum(outcome for _, outcome in ranked[start:end]) * (start + end + 1) / 2
        start = end
    ones = sum(tested.outcomes)
    return (total - ones * (ones + 1) / 2) / (ones * (len(ranked) - ones))


def brier(tested: Backtest) -> float:
    """Return the mean squared distance of chance and outcome; lower is better."""
    return sum((c - o) ** 2 for c, o in zip(tested.chances, tested.outcomes, strict=True)) / len(tested.pairs)


def calibration(tested: Backtest) -> tuple[float, float]:
    """Return intercept and slope of the outcomes on the log-odds given; 0 and 1 are perfect."""
    logits = [[1.0, math.log(chance / (1 - chance))] for chance in tested.chances]
    intercept, slope = fit(logits, tested.outcomes)
    return intercept, slope


def tenths(tested: Backtest) -> list[tuple[int, float, float]]:
    """Return count, mean chance and share slipped of each tenth, least chance first."""
    ranked = sorted(zip(tested.chances, tested.outcomes, strict=True))
    cuts = [round(len(ranked) * tenth / 10) for tenth in range(11)]
    return [_group(ranked[low:high]) for low, high in pairwise(cuts)]


def bands(tested: Backtest) -> dict[str, tuple[int, float, float]]:
    """Return count, mean chance and share slipped of each band the product shows."""
    both = list(zip(tested.chances, tested.outcomes, strict=True))
    grouped = {band: [pair for pair in both if band_of(pair[0]) == band] for band in BAND_ORDER}
    return {band: _group(group) for band, group in grouped.items() if group}


def _group(group: Sequence[tuple[float, int]]) -> tuple[int, float, float]:
    return len(group), sum(c for c, _ in group) / len(group), sum(o for _, o in group) / len(group)


def top_fifth(tested: Backtest) -> float:
    """Return the share slipped in the fifth with the highest chances."""
    ranked = sorted(zip(tested.chances, tested.outcomes, strict=True), reverse=True)[: len(tested.pairs) // 5]
    return sum(outcome for _, outcome in ranked) / len(ranked)


def interval(tested: Backtest, figure: Callable[[Backtest], float], *, seed: int = 1) -> tuple[float, float]:
    """Return the 95% interval of a figure, projects resampled whole."""
    places: dict[str, list[int]] = {}
    for place, pair in enumerate(tested.pairs):
        places.setdefault(pair.project, []).append(place)
    projects, draw = sorted(places), random.Random(seed)
    draws = (draw.choices(projects, k=len(projects)) for _ in range(RESAMPLES))
    figures = sorted(figure(tested.only([at for name in names for at in places[name]])) for names in draws)
    return figures[round(RESAMPLES * 0.025)], figures[round(RESAMPLES * 0.975) - 1]


def previous_slip(pairs: Sequence[Pair]) -> Backtest:
    """Return the pairs whose project has a pair of the report before; its chance is whether that slipped."""
    reports = sorted({pair.report for pair in pairs})
    earlier = {(pair.project, pair.report): pair.slipped for pair in pairs}
    found = [
        (float(earlier[pair.project, before]), pair)
        for before, after in pairwise(reports)
        for pair in pairs
        if pair.report == after and (pair.project, before) in earlier
    ]
    return Backtest(tuple(slip for slip, _ in found), tuple(pair for _, pair in found))


def weight_interval(pairs: Sequence[Pair], features: Features, *, seed: int = 1) -> tuple[float, float]:
    """Return the 95% interval of the last weight of a form, projects resampled whole."""
    own: dict[str, list[Pair]] = {}
    for pair in pairs:
        own.setdefault(pair.project, []).append(pair)
    projects, draw, last = sorted(own), random.Random(seed), []
    for _ in range(RESAMPLES):
        drawn = [pair for name in draw.choices(projects, k=len(projects)) for pair in own[name]]
        last.append(fit([features(pair) for pair in drawn], [pair.slipped for pair in drawn])[-1])
    last.sort()
    return last[round(RESAMPLES * 0.025)], last[round(RESAMPLES * 0.975) - 1]


def print_shares(pairs: Sequence[Pair]) -> None:
    """Print the share slipped by rating and by days left."""
    groups = {
        colour or "withheld": [p for p in pairs if p.rating == colour]
        for colour in (*method.RATING_SCORE, "")
    }
    for low, high in pairwise((-math.inf, 0, *CUTS, math.inf)):
        groups[f"{low:g} < days <= {high:g}"] = [p for p in pairs if low < p.days_left <= high]
    for name, group in groups.items():
        print(f"{name:24}{len(group):5}  slipped {sum(p.slipped for p in group) / len(group):.0%}")


def main(arguments: Sequence[str]) -> None:
    pairs = read_pairs()
    weights = fit([shipped(pair) for pair in pairs], [pair.slipped for pair in pairs])
    for name, weight in zip(("INTERCEPT", "RATING_WEIGHT", "NEARNESS_WEIGHT"), weights, strict=True):
        print(f"{name} = {weight:.4f}")
    print_shares(pairs)
    before = previous_slip(pairs)
    print(f"previous slip, {len(before.pairs)} pairs: AUC {auc(before):.3f}")
    print(f"\n{'out of time':40}{'AUC':>7}{'Brier':>8}{'intercept':>11}{'slope':>7}")
    for name, features in FORMS.items():
        tested = out_of_time(pairs, features)
        at, slope = (math.nan, math.nan) if name == "base rate" else calibration(tested)
        ranking = 0.5 if name == "base rate" else auc(tested)
        print(f"{name:40}{ranking:7.3f}{brier(tested):8.4f}{at:11.2f}{slope:7.2f}")
    tested = out_of_time(pairs, shipped)
    print(f"\n{len(tested.pairs)} tested, {sum(tested.outcomes) / len(tested.pairs):.1%} slipped; top fifth "
          f"{top_fifth(tested):.0%}")  # fmt: skip
    groups = {f"tenth {number}": group for number, group in enumerate(tenths(tested), 1)}
    for label, (count, mean, share) in {**groups, **bands(tested)}.items():
        print(f"{label:<10}{count:5}  mean chance {mean:.3f}  slipped {share:.3f}")
    if "--quick" not in arguments:
        for name, figure in (("AUC", auc), ("Brier", brier), ("slope", lambda t: calibration(t)[1])):
            low, high = interval(tested, figure)
            print(f"{name} 95% by project: {low:.4f} to {high:.4f}")
        low, high = weight_interval(pairs, FORMS["  + fraction elapsed"])
        print(f"weight of fraction elapsed 95% by project: {low:.2f} to {high:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])

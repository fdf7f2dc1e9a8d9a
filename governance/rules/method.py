"""Every weight, threshold and prior by which delivery is judged, each with its unit and source.

A change to any value here, or to how `risk` and `workstream_band` use it, raises METHOD_VERSION, which is
stored with each result. Sources in full: docs/method.md, "Risk of delivery", "Bands" and "Limits".
"""

from __future__ import annotations

from typing import Final, Literal

METHOD_VERSION: Final = "risk-2"

Band = Literal["low", "medium", "high", "very_high", "not_known"]

# What is predicted: the planned end in the next yearly report lies this much later than in this one.
SLIP_DAYS: Final = 90  # calendar days or more. Source: the column `slipped` of bench/data/gmpp_pairs.csv
HORIZON_DAYS: Final = 365  # calendar days; the usual gap between two reports in the pairs

# The chance of a milestone: 1 / (1 + exp(-(INTERCEPT + RATING_WEIGHT x score + NEARNESS_WEIGHT x
# log(1 + days left / DAYS_SCALE)))). Log-odds. Source: maximum likelihood on the 988 pairs by
# bench/fit_risk.py; tests/unit/governance/test_fit.py fits them again and compares.
INTERCEPT: Final = -0.0249
RATING_WEIGHT: Final = 0.5811
NEARNESS_WEIGHT: Final = -0.8456
DAYS_SCALE: Final = 365  # calendar days. Our choice of unit: a year
RATING_SCORE: Final[dict[str, float]] = {
    "green": -1.0,
    "amber_green": -0.5,
    "amber": 0.0,
    "amber_red": 0.5,
    "red": 1.0,
}  # equal steps, so that a worse rating never lowers the chance; single shares per colour did no better
UNRATED_SCORE: Final = 0.0  # as amber: the 31 pairs whose rating is withheld lie 0.01 log-odds beside it

# Priors, shares of report pairs. Source: bench/data/gmpp_pairs.csv
PAIRS: Final = 988  # report pairs of 409 projects, 2013 to 2022
BASE_SHARE: Final = 237 / 988  # all pairs: 24.0% moved later by 90 days or more
PAST_END_SHARE: Final = 16 / 33  # planned end reached or past: 48%. The floor of a past-due chance

# Bands of a chance: the lowest chance of each. Our choice, around the base share of 24%; very high is "more
# likely than not". Shares observed out of time in each band: docs/method.md, "Bands".
MEDIUM_FROM: Final = 0.15
HIGH_FROM: Final = 0.30
VERY_HIGH_FROM: Final = 0.50

# Words for how near the planned end is: upper bounds in calendar days, inclusive. The cuts are those of the
# published table of shares by days left; they choose words only, the chance itself is smooth.
NEARNESS_WORDS: Final[tuple[tuple[int, str], ...]] = (
    (183, "within six months"),
    (365, "within a year"),
    (730, "within two years"),
    (1825, "within five years"),
)
FAR_WORDS: Final = "over five years away"
FRACTION_WORTH_SAYING: Final = 0.75  # share of planned time gone. Said, never scored: see "Risk of delivery"

# Staleness: days without an update beyond which a thing is stale, unless its workstream sets its own cadence.
CADENCE_DAYS: Final = 31  # calendar days. Our choice: a month at its longest; each workstream sets its own

# Workstream band: what each kind of evidence counts for, 0 low to 3 very high.
# Source: docs/method.md, "Bands"
LOW: Final = 0
MEDIUM: Final = 1
HIGH: Final = 2
VERY_HIGH: Final = 3
CHANCE_COUNTS_AT_MOST = HIGH  # a prior alone says nothing of this council: never very high by itself
SLIP_MEDIUM_DAYS: Final = 14  # calendar days to baseline. The opening threshold of a slip alert
SLIP_HIGH_DAYS: Final = 90  # calendar days to baseline. What the chance calls a slip
SHORTFALL_MEDIUM: Final = 0.02  # share of this year's plan. Our choice: less is rounding and small drift
SHORTFALL_HIGH: Final = 0.12  # published outturns deliver 88% at best: more short is worse than all of them
SHORTFALL_VERY_HIGH: Final = 0.21  # published outturns deliver 79% at worst
REPORTED_WEIGHT: Final[dict[str, int]] = {
    "complete": LOW,
    "green": LOW,
    "amber_green": LOW,
    "amber": MEDIUM,
    "amber_red": HIGH,
    "red": HIGH,
}  # red is high, not very high: sets define it differently, and it hardly predicts dates (AUC 0.542)
STALE_WEIGHT: Final = MEDIUM  # silence is no all-clear; it proves nothing worse either
FACTS_FOR_VERY_HIGH: Final = 2  # kinds of fact at high (lateness, money, reported rating) that make very high
DISAGREEMENT_STEPS: Final = 2  # bands between the reported rating and the rest before it is said

# What drives a saving off the path its plan assumes: percent of the assumption.
OFF_PATH_WEIGHT: Final = MEDIUM  # beyond the tolerance of the driver. Our choice, see "Drivers"
OFF_PATH_HIGH_PERCENT: Final = 20  # percent; from here it counts as high. Our choice

CAVEAT: Final = (
    "These chances come from yearly reports of whole national projects. Projects that finished and left the "
    "list are not among them, so read the chance of something due soon as an upper figure."
)
MONEY_CAVEAT: Final = "indicative, priors not tested on savings"

"""How a council scores a risk: likelihood times impact, read against bands that cover every product once.

A matrix may be of any size and speak the council's own words. A risk may be unscored; a band set by hand keeps its
reason. Source: docs/method.md, "Risk register".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

NOT_SCORED: Final = "not scored"
LEAST_STEPS: Final = 2
MOST_STEPS: Final = 10


@dataclass(frozen=True)
class ScoreBand:
    """A band of scores: its name, its lowest and its highest score, both inclusive."""

    name: str
    lowest: int
    highest: int


@dataclass(frozen=True)
class Matrix:
    """The words of each step, the least likely and the least impact first, and the bands, the lowest first."""

    name: str
    likelihoods: tuple[str, ...]
    impacts: tuple[str, ...]
    bands: tuple[ScoreBand, ...]
    source: str = ""

    @property
    def products(self) -> tuple[int, ...]:
        """Return every score this matrix can give, the lowest first."""
        steps = range(1, len(self.likelihoods) + 1)
        return tuple(sorted({x * y for x in steps for y in range(1, len(self.impacts) + 1)}))

    @property
    def size(self) -> str:
        """Return its size in words: likelihoods by impacts."""
        return f"{len(self.likelihoods)} by {len(self.impacts)}"

    def band_of(self, score: int) -> str:
        """Return the name of the band a score lies in. Raises ValueError where it lies in none."""
        for band in self.bands:
            if band.lowest <= score <= band.highest:
                return band.name
        raise ValueError(f"{score} lies in no band of {self.name}")

    def rank_of(self, band: str) -> int:
        """Return how bad a band is, the lowest being 0; -1 for one this matrix does not have, or none."""
        return next((n for n, one in enumerate(self.bands) if one.name == band), -1)

    def holds(self, likelihood: int | None, impact: int | None) -> bool:
        """Return whether both steps are on this matrix, or neither is given."""
        if likelihood is None or impact is None:
            return likelihood is None and impact is None
        return 1 <= likelihood <= len(self.likelihoods) and 1 <= impact <= len(self.impacts)


@dataclass(frozen=True)
class Scored:
    """A risk as its matrix reads it. Unscored, `score` is None and `band` is blank.

    `by_score` is the band of the score alone: it differs from `band` where that was set by hand.
    """

    likelihood: int | None
    impact: int | None
    score: int | None
    band: str
    by_score: str
    is_override: bool
    reason: str

    @property
    def band_words(self) -> str:
        """Return the band in words: "high", "high, set by hand", or "not scored"."""
        if not self.band:
            return NOT_SCORED
        return f"{self.band}, set by hand" if self.is_override else self.band

    @property
    def score_words(self) -> str:
        """Return the sum as printed: "4 × 5 = 20"; blank where unscored."""
        return "" if self.score is None else f"{self.likelihood} × {self.impact} = {self.score}"


NHS: Final = Matrix(
    "NHS 5 by 5",
    ("Rare", "Unlikely", "Possible", "Likely", "Almost certain"),
    ("Negligible", "Minor", "Moderate", "Major", "Catastrophic"),
    (
        ScoreBand("low", 1, 3),
        ScoreBand("moderate", 4, 6),
        ScoreBand("high", 8, 12),
        ScoreBand("extreme", 15, 25),
    ),
    "National Patient Safety Agency, A risk matrix for risk managers, 2008",
)
FOUR_BY_FOUR: Final = Matrix(
    "4 by 4",
    ("Unlikely", "Possible", "Likely", "Very likely"),
    ("Minor", "Moderate", "Significant", "Major"),
    (
        ScoreBand("low", 1, 3),
        ScoreBand("medium", 4, 6),
        ScoreBand("high", 8, 9),
        ScoreBand("very high", 12, 16),
    ),
    "Ours, in the form many councils use",
)
PRESETS: Final[Mapping[str, Matrix]] = {"nhs": NHS, "four": FOUR_BY_FOUR}
DEFAULT: Final = NHS
"""What a programme that names no matrix is read with."""


def score_risk(
    matrix: Matrix, likelihood: int | None, impact: int | None, *, override: str = "", reason: str = ""
) -> Scored:
    """Return a risk as this matrix reads it: score = likelihood × impact, steps counted from 1.

    Both None is unscored, and stays so. `override` is a band set by hand, which takes a score and a reason.
    Raises ValueError in words for a person. Source: docs/method.md, "Risk register".
    """
    if likelihood is None or impact is None:
        if likelihood is not None or impact is not None:
            raise ValueError("A risk is scored on both likelihood and impact, or on neither")
        if override:
            raise ValueError("A band set by hand stands beside a score: give likelihood and impact first")
        return Scored(None, None, None, "", "", False, "")
    if not matrix.holds(likelihood, impact):
        raise ValueError(
            f"{matrix.name} has likelihood 1 to {len(matrix.likelihoods)} and impact 1 to {len(matrix.impacts)}"
        )
    score = likelihood * impact
    by_score = matrix.band_of(score)
    if not override:
        return Scored(likelihood, impact, score, by_score, by_score, False, "")
    if matrix.rank_of(override) < 0:
        names = ", ".join(band.name for band in matrix.bands)
        raise ValueError(f"{override!r} is no band of {matrix.name}: choose one of {names}")
    if not reason.strip():
        raise ValueError("A band set by hand needs its reason")
    return Scored(likelihood, impact, score, override, by_score, True, reason)


def problems_of(matrix: Matrix) -> dict[str, list[str]]:
    """Return what keeps a matrix from being used, in words, by field; nothing where every score has one band."""
    found: dict[str, list[str]] = {}
    for field, words in (("likelihoods", matrix.likelihoods), ("impacts", matrix.impacts)):
        told = _steps(words)
        if told:
            found[field] = told
    told = _bands(matrix)
    if told:
        found["bands"] = told
    return found


def _steps(words: Sequence[str]) -> list[str]:
    if not LEAST_STEPS <= len(words) <= MOST_STEPS:
        return [f"Give {LEAST_STEPS} to {MOST_STEPS} words, one for each step, the least first"]
    if any(not word.strip() for word in words):
        return ["One of the words is blank: name every step"]
    twice = _twice(words)
    return [f"{twice!r} stands for two steps: each takes a word of its own"] if twice else []


def _bands(matrix: Matrix) -> list[str]:
    """Return what is wrong with the bands: order, names, scores in two of them, scores in none."""
    told: list[str] = []
    if not matrix.bands:
        return ["Give the bands of the score, the lowest first"]
    if any(not band.name.strip() for band in matrix.bands):
        told.append("One of the bands has no name")
    twice = _twice([band.name for band in matrix.bands])
    if twice:
        told.append(f"Two bands are called {twice!r}")
    told += [
        f"Band {band.name} runs from {band.lowest} to {band.highest}: its lowest score comes first"
        for band in matrix.bands
        if band.lowest > band.highest
    ]
    pairs = zip(matrix.bands, matrix.bands[1:], strict=False)
    told += [
        f"Band {after.name} begins at {after.lowest}, inside or below band {before.name}, which ends at "
        f"{before.highest}: the lowest comes first and none overlaps"
        for before, after in pairs
        if after.lowest <= before.highest
    ]
    left_out = [
        score
        for score in matrix.products
        if not any(band.lowest <= score <= band.highest for band in matrix.bands)
    ]
    if left_out:
        scores = ", ".join(map(str, left_out))
        told.append(f"No band takes a score of {scores}: every product of the two has one")
    return told


def _twice(words: Sequence[str]) -> str:
    folded = [word.strip().casefold() for word in words]
    return next((word for word, plain in zip(words, folded, strict=True) if folded.count(plain) > 1), "")


def bands_as_json(bands: Sequence[ScoreBand]) -> list[dict[str, Any]]:
    """Return bands as they are stored: name, from, to."""
    return [{"name": band.name, "from": band.lowest, "to": band.highest} for band in bands]


def bands_from_json(stored: Sequence[Mapping[str, Any]]) -> tuple[ScoreBand, ...]:
    """Return stored bands. Raises ValueError, in words, where they are not name, from and to."""
    try:
        return tuple(ScoreBand(str(one["name"]), int(one["from"]), int(one["to"])) for one in stored)
    except (KeyError, TypeError, ValueError) as wrong:
        raise ValueError("Each band has a name, the score it is from and the score it runs to") from wrong


def read_bands(text: str) -> tuple[ScoreBand, ...]:
    """Return bands as somebody types them, one a line: "low 1-3". Raises ValueError naming the line."""
    found = []
    for number, line in enumerate(filter(None, map(str.strip, text.splitlines())), 1):
        name, _, span = line.rpartition(" ")
        lowest, _, highest = span.replace("–", "-").partition("-")
        if not name or not lowest.isdecimal() or not (highest or lowest).isdecimal():
            raise ValueError(f"Line {number}, {line!r}, is no band: write low 1-3")
        found.append(ScoreBand(name.strip(), int(lowest), int(highest or lowest)))
    return tuple(found)


def bands_as_typed(bands: Sequence[ScoreBand]) -> str:
    """Return bands as `read_bands` takes them."""
    return "\n".join(f"{band.name} {band.lowest}-{band.highest}" for band in bands)

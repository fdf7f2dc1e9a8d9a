"""Ratings: the five-point and three-point scales, what one council means by them, and how they compare.

A rating is always shown as a word. A rating that no paper prints is None, shown as "not published"; it is
neither green nor amber. Colours of two definition sets are never counted together without a mapping.

Source: docs/method.md, "Ratings". The five points are the delivery confidence scale of the Infrastructure
and Projects Authority to 2021, the three points its successor.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

NOT_PUBLISHED = "not published"


class Rag(StrEnum):
    """A rating, best first."""

    COMPLETE = "complete"
    GREEN = "green"
    AMBER_GREEN = "amber_green"
    AMBER = "amber"
    AMBER_RED = "amber_red"
    RED = "red"


class Scale(StrEnum):
    """How many points a definition set has, complete left out."""

    THREE = "three"
    FIVE = "five"


class Movement(StrEnum):
    """How a rating moved since the last one."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"


POINTS: Mapping[Scale, tuple[Rag, ...]] = {
    Scale.THREE: (Rag.GREEN, Rag.AMBER, Rag.RED),
    Scale.FIVE: (Rag.GREEN, Rag.AMBER_GREEN, Rag.AMBER, Rag.AMBER_RED, Rag.RED),
}
WORDS: Mapping[Rag, str] = {
    Rag.COMPLETE: "Complete",
    Rag.GREEN: "Green",
    Rag.AMBER_GREEN: "Amber/Green",
    Rag.AMBER: "Amber",
    Rag.AMBER_RED: "Amber/Red",
    Rag.RED: "Red",
}
THREE_POINT: Mapping[Rag, Rag] = {Rag.AMBER_GREEN: Rag.AMBER, Rag.AMBER_RED: Rag.AMBER}

_LETTERS = {"g": Rag.GREEN, "ag": Rag.AMBER_GREEN, "a": Rag.AMBER, "ar": Rag.AMBER_RED, "r": Rag.RED}
_NAMES = {word.lower().replace("/", ""): rag for rag, word in WORDS.items()}
_NOTHING = ("", "-", "\u2013", "\u2014", "n/a", "na", "none", "not rated", NOT_PUBLISHED)


class UnmappedDefinitions(ValueError):
    """These ratings follow different definition sets; give a mapping before counting them together."""


@dataclass(frozen=True, slots=True)
class DefinitionSet:
    """What one programme means by its ratings.

    `meanings` are in the council's sense, by rating; one left out is "not published". `has_complete` says
    whether the set knows a sixth word, complete, which some print as blue. Raises ValueError when a meaning
    is given for a rating the scale lacks.
    """

    code: str
    name: str
    scale: Scale = Scale.THREE
    has_complete: bool = False
    meanings: tuple[tuple[Rag, str], ...] = ()

    def __post_init__(self) -> None:
        for rag, _ in self.meanings:
            self.check(rag)

    @property
    def ratings(self) -> tuple[Rag, ...]:
        """The ratings a person may choose, best first."""
        return (Rag.COMPLETE, *POINTS[self.scale]) if self.has_complete else POINTS[self.scale]

    def check(self, rag: Rag) -> Rag:
        """Return the rating if this set has it; raises ValueError otherwise."""
        if rag not in self.ratings:
            choice = ", ".join(WORDS[one] for one in self.ratings)
            raise ValueError(f"{self.name} has no rating {WORDS[rag]}; choose from {choice}")
        return rag

    def meaning(self, rag: Rag) -> str:
        """Return what the council means by a rating; "not published" where it does not say."""
        return dict(self.meanings).get(self.check(rag)) or NOT_PUBLISHED

    def read(self, text: str) -> Rag | None:
        """Return the rating a paper or a person wrote, on this set's scale.

        "Blue" is complete where the set has it. None for a blank. Raises ValueError for any other word and
        for a rating the scale lacks: a five-point word is not turned into three points in silence.
        """
        rag = Rag.COMPLETE if self.has_complete and text.strip().lower() in ("blue", "b") else read_rag(text)
        return None if rag is None else self.check(rag)


def read_rag(text: str) -> Rag | None:
    """Return the rating written as a word, a code or letters: "Amber/Red", "amber_red", "A/R", "AR".

    None for a blank, a dash, "n/a", "none" or "not published". Raises ValueError for anything else, blue
    among it, since what blue means is for a definition set to say.
    """
    written = " ".join(text.lower().split())
    if written in _NOTHING:
        return None
    squeezed = "".join(letter for letter in written if letter.isalpha())
    rag = _NAMES.get(squeezed) or _LETTERS.get(squeezed)
    if rag is None:
        raise ValueError(f"{text!r} is not a rating; write one of {', '.join(WORDS.values())}")
    return rag


def rag_words(rag: Rag | None) -> str:
    """Print a rating as a word; "not published" for none."""
    return NOT_PUBLISHED if rag is None else WORDS[rag]


def severity(rag: Rag) -> int:
    """Return the place of a rating, nought for complete up to five for red. An order, not a weight."""
    return list(Rag).index(rag)


def is_worse(rag: Rag, than: Rag) -> bool:
    return severity(rag) > severity(than)


def movement(now: Rag | None, before: Rag | None) -> Movement | None:
    """Return how a rating moved; None when either is not published."""
    if now is None or before is None:
        return None
    step = severity(now) - severity(before)
    if step == 0:
        return Movement.SAME
    return Movement.WORSE if step > 0 else Movement.BETTER


def worst(ratings: Iterable[Rag | None]) -> Rag | None:
    """Return the worst published rating of one definition set; None when none is published."""
    published = [rag for rag in ratings if rag is not None]
    return max(published, key=severity) if published else None


def three_point(rag: Rag) -> Rag:
    """Return the rating on three points: amber/green and amber/red become amber, the rest stay."""
    return THREE_POINT.get(rag, rag)


def tally(
    ratings: Iterable[tuple[str, Rag | None]],
    *,
    mapping: Mapping[tuple[str, Rag], Rag] | None = None,
) -> dict[Rag | None, int]:
    """Count ratings, each given with the code of its definition set; the key None counts those not published.

    Where the published ratings follow more than one set, `mapping` says what each rating of each set counts
    as. Raises UnmappedDefinitions when it is missing or does not name one of them.
    """
    pairs = list(ratings)
    sets = sorted({code for code, rag in pairs if rag is not None})
    if len(sets) < 2:
        return dict(Counter(rag for _, rag in pairs))
    mapped = mapping or {}
    unmapped = sorted({f"{code}: {WORDS[rag]}" for code, rag in pairs if rag and (code, rag) not in mapped})
    if unmapped:
        raise UnmappedDefinitions(f"{UnmappedDefinitions.__doc__} Not mapped: {', '.join(unmapped)}")
    return dict(Counter(None if rag is None else mapped[code, rag] for code, rag in pairs))

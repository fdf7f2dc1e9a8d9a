"""Three opinions of a workstream's delivery, side by side: as reported, by a rule over the facts, by chance.

They are never merged. Where the reported one is far from another, that is the signal.
Source: docs/method.md, "Three opinions".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from governance.rules.method import Band
from governance.rules.risk import percent
from programme.rules.rag import NOT_PUBLISHED, Rag, Scale, rag_words, severity, three_point

NOT_KNOWN: Final = "not known"
DISAGREE_FROM: Final = 2  # points of the five-point scale. Source: docs/method.md, "Three opinions"

# The rule: the lowest slip (calendar days) and shortfall (share of this year's plan) of each rating, worst first.
SLIP_FROM: Final[tuple[tuple[int, Rag], ...]] = (
    (180, Rag.RED),
    (90, Rag.AMBER_RED),
    (45, Rag.AMBER),
    (14, Rag.AMBER_GREEN),
)
SHORT_FROM: Final[tuple[tuple[Decimal, Rag], ...]] = (
    (Decimal("0.21"), Rag.RED),
    (Decimal("0.12"), Rag.AMBER_RED),
    (Decimal("0.06"), Rag.AMBER),
    (Decimal("0.02"), Rag.AMBER_GREEN),
)
SILENT_AT_BEST: Final = Rag.AMBER
BY_BAND: Final[dict[str, Rag]] = {
    "low": Rag.GREEN,
    "medium": Rag.AMBER_GREEN,
    "high": Rag.AMBER_RED,
    "very_high": Rag.RED,
}
_PLACES: Final[dict[Rag, int]] = {Rag.COMPLETE: 1} | {
    rag: place for place, rag in enumerate((Rag.GREEN, Rag.AMBER_GREEN, Rag.AMBER, Rag.AMBER_RED, Rag.RED), 1)
}


@dataclass(frozen=True)
class OpinionFacts:
    """What the rule and the chance are made of. Give only what is no more closed than the workstream.

    `slip_days` is that of its latest unfinished milestone, nought where all are finished, None where no date is
    known; `slip_of` names it. `shortfall_share` is of this year's plan. `silent_days` since the last report, None
    where nobody has ever reported; `rated_days` since the rating itself. `chance` is the highest of an unfinished
    milestone's, with its band.
    """

    reported: Rag | None = None
    slip_days: int | None = None
    slip_of: str = ""
    shortfall_share: Decimal | None = None
    silent_days: int | None = None
    rated_days: int | None = None
    cadence_days: int = 31
    chance: float | None = None
    band: Band = "not_known"


@dataclass(frozen=True)
class ThreeOpinions:
    """The three, on the five-point scale; None is not published or not known. `points` is how far apart they are.

    `points` is None where nothing is reported, or nothing else known.
    """

    reported: Rag | None
    by_rule: Rag | None
    by_chance: Rag | None
    rule_reasons: tuple[str, ...]
    points: int | None
    past_due_days: int | None  # days beyond the cadence since the last report, nought or less while in time
    rating_past_due_days: int | None = (
        None  # the same of the rating itself, where something else was said since
    )

    @property
    def disagree(self) -> bool:
        """Return whether the reported opinion is so far from another that it is said."""
        return self.points is not None and self.points >= DISAGREE_FROM

    @property
    def is_silent(self) -> bool:
        """Return whether nothing was said for longer than the cadence."""
        return self.past_due_days is not None and self.past_due_days > 0


def weigh(facts: OpinionFacts) -> ThreeOpinions:
    """Return the three opinions and how far the reported one is from the others.

    Worse facts never give a better opinion by rule. Raises ValueError for a cadence below one day.
    """
    if facts.cadence_days < 1:
        raise ValueError(f"a cadence is one day or more, not {facts.cadence_days}")
    rule, reasons = _by_rule(facts)
    chance = BY_BAND.get(facts.band)
    return ThreeOpinions(
        reported=facts.reported,
        by_rule=rule,
        by_chance=chance,
        rule_reasons=reasons,
        points=_points(facts.reported, [one for one in (rule, chance) if one is not None]),
        past_due_days=None if facts.silent_days is None else facts.silent_days - facts.cadence_days,
        rating_past_due_days=_rating_past_due(facts),
    )


def _rating_past_due(facts: OpinionFacts) -> int | None:
    """Return the days beyond the cadence since the rating, nought where all is silent: that is said as silence.

    None where nobody has rated it; nought also where it is complete, which takes no further rating.
    """
    if facts.rated_days is None or facts.silent_days is None:
        return None
    is_silent = facts.silent_days > facts.cadence_days
    return 0 if is_silent or facts.reported is Rag.COMPLETE else facts.rated_days - facts.cadence_days


def _points(reported: Rag | None, others: list[Rag]) -> int | None:
    """Return how far the reported opinion is from the worst of the others, or from both where both are better.

    One better opinion is no ground for doubt while the other bears the reporter out.
    """
    if reported is None or not others:
        return None
    worse = [_PLACES[one] - _PLACES[reported] for one in others]
    return max(worse) if max(worse) > 0 else -max(worse)


def far_from(reported: Rag | None, others: list[Rag]) -> list[Rag]:
    """Return those of the others that a disagreement is with: worse by two points or more, else all that are better."""
    if reported is None or (_points(reported, others) or 0) < DISAGREE_FROM:
        return []
    worse = [one for one in others if _PLACES[one] - _PLACES[reported] >= DISAGREE_FROM]
    return worse or others


def apart(one: Rag | None, other: Rag | None) -> int | None:
    """Return how many points lie between two ratings on the five-point scale; complete stands with green."""
    return None if one is None or other is None else abs(_PLACES[one] - _PLACES[other])


def _by_rule(facts: OpinionFacts) -> tuple[Rag | None, tuple[str, ...]]:
    found: list[tuple[Rag, str]] = []
    if facts.slip_days is not None:
        rag = next((r for least, r in SLIP_FROM if facts.slip_days >= least), Rag.GREEN)
        late = f"{facts.slip_days} days late" if facts.slip_days > 0 else "no milestone late"
        found.append((rag, f"{facts.slip_of} {late}".strip() if facts.slip_days > 0 else late))
    if facts.shortfall_share is not None:
        rag = next((r for least, r in SHORT_FROM if facts.shortfall_share >= least), Rag.GREEN)
        share = percent(float(max(facts.shortfall_share, Decimal(0))))
        found.append((rag, f"{share}% short of this year's plan" if share else "this year's plan is met"))
    if not found:
        return None, ()
    if facts.silent_days is not None and facts.silent_days > facts.cadence_days:
        found.append((SILENT_AT_BEST, f"nothing reported for {facts.silent_days} days"))
    found.sort(key=lambda one: -severity(one[0]))
    return found[0][0], tuple(words for _, words in found)


def on_scale(rag: Rag | None, scale: Scale) -> str:
    """Return an opinion in words on a definition set's scale, with its five-point word where they differ."""
    if rag is None:
        return NOT_KNOWN
    if scale is Scale.FIVE:
        return rag_words(rag)
    mapped = three_point(rag)
    return rag_words(mapped) if mapped is rag else f"{rag_words(mapped)} ({rag_words(rag)} on five points)"


def chance_words(chance: float | None, band_words: str) -> str:
    """Return a chance as it is shown: "high, 42%"; "not known" for none."""
    return NOT_KNOWN if chance is None else f"{band_words}, {percent(chance)}%"


def disagreement_words(found: ThreeOpinions, scale: Scale) -> str:
    """Return what disagrees, in one line; blank where they agree."""
    if not found.disagree:
        return ""
    said = f"Reported {rag_words(found.reported) if found.reported else NOT_PUBLISHED}"
    named = [(found.by_rule, "by rule"), (found.by_chance, "by chance")]
    others = far_from(found.reported, [rag for rag, _ in named if rag is not None])
    far = [f"{on_scale(rag, scale)} {how}" for rag, how in named if rag is not None and rag in others]
    return f"{said}, {' and '.join(far)}"


def silence_words(found: ThreeOpinions, facts: OpinionFacts) -> str:
    """Return how long nothing was said, or not rated anew; blank while both lie within the cadence."""
    if facts.silent_days is None:
        return "Nothing reported yet"
    if found.is_silent:
        return f"Nothing reported for {facts.silent_days} days"
    return stale_words(found, facts)


def stale_words(found: ThreeOpinions, facts: OpinionFacts) -> str:
    """Return how old the rating is, where other things were reported since and it is past the cadence; else blank."""
    if found.rating_past_due_days is None or found.rating_past_due_days <= 0:
        return ""
    return f"Not rated anew for {facts.rated_days} days, though other things were reported since"


@dataclass(frozen=True)
class RatedPart:
    """One part of a programme that a rating of the whole rolls up."""

    ref: str
    name: str
    rating: Rag


@dataclass(frozen=True)
class WholeRating:
    """The rating of a programme as it shows on a day. `given` is what was said, `shown` what holds; words say why.

    `lapsed` is whether a reason has expired that let it be greener than its parts.
    """

    given: Rag | None
    shown: Rag | None
    lapsed: bool
    words: str


def greenest_allowed(parts: tuple[RatedPart, ...]) -> Rag | None:
    """Return the worst rating of the parts, beyond which the whole is not greener; None where none is rated."""
    return max((p.rating for p in parts), key=severity, default=None)


def whole_rating(
    given: Rag | None, expires_on: date | None, parts: tuple[RatedPart, ...], *, on: date
) -> WholeRating:
    """Return the rating of a programme as it shows on a day: what was given, or the worst of its parts.

    A rating greener than its parts holds until the day before its reason expires.
    Source: docs/method.md, "Rating a programme".
    """
    worst = greenest_allowed(parts)
    if given is None:
        return WholeRating(None, None, False, NOT_PUBLISHED)
    if worst is None or severity(given) >= severity(worst):
        return WholeRating(given, given, False, "")
    if expires_on is not None and on < expires_on:
        words = f"greener than {_named(parts, worst)}, for a reason that expires on {expires_on:%-d %b %Y}"
        return WholeRating(given, given, False, words)
    lapsed = expires_on is not None
    was = f"{rag_words(given)} {f'lapsed on {expires_on:%-d %b %Y}' if expires_on else 'was given'}"
    return WholeRating(given, worst, lapsed, f"{was}; it shows as {_named(parts, worst)}")


def _named(parts: tuple[RatedPart, ...], worst: Rag) -> str:
    part = next(p for p in parts if p.rating is worst)
    return f"its worst part, {f'{part.ref} {part.name}'.strip()}: {rag_words(worst)}"

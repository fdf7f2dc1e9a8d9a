"""When an alert opens, worsens, improves and closes: an episode for each kind and thing, as a state machine.

A measure goes in, and at most one step comes out. The caller keeps the state with the thing, holds a change
for the kind's hold before asking, and tells people of a step. Source: docs/method.md, "Alert episodes".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Literal

from governance.rules.risk import BAND_ORDER, BAND_WORDS
from programme.rules.rag import Rag, rag_words, severity
from programme.rules.slippage import Slip
from savings.rules.notation import show_pounds

Kind = Literal[
    "milestone_slip",
    "workstream_risk",
    "workstream_rag",
    "saving_shortfall",
    "workstream_shortfall",
    "programme_shortfall",
    "milestone_tolerance",
    "opinions_disagree",
    "silence",
    "recovery_due",
    "decision_awaited",
    "rating_lapsed",
    "rating_stale",
]
StepKind = Literal["opened", "worsened", "improved", "closed"]

KIND_WORDS: Final[dict[Kind, str]] = {
    "milestone_slip": "milestone slipping",
    "workstream_risk": "delivery risk",
    "workstream_rag": "reported rating",
    "saving_shortfall": "shortfall beyond tolerance",
    "workstream_shortfall": "shortfall of a workstream beyond tolerance",
    "programme_shortfall": "shortfall of the programme beyond tolerance",
    "milestone_tolerance": "slip beyond tolerance",
    "opinions_disagree": "opinions that disagree",
    "silence": "nothing reported",
    "recovery_due": "recovery to be assessed again",
    "decision_awaited": "waiting for a decision",
    "rating_lapsed": "a programme's rating that no longer holds",
    "rating_stale": "a rating out of date",
}
MONEY_KINDS: Final[frozenset[Kind]] = frozenset(
    {"saving_shortfall", "workstream_shortfall", "programme_shortfall"}
)
STEP_WORDS: Final[dict[StepKind, str]] = {
    "opened": "opened",
    "worsened": "worsened",
    "improved": "improved",
    "closed": "closed",
}
NOTIFIES: Final[frozenset[StepKind]] = frozenset({"opened", "worsened"})  # the others edit what was sent

HOLD_SECONDS: Final = 900  # a setting per kind and board. Source: docs/method.md, "Alert episodes"


@dataclass(frozen=True)
class Threshold:
    """When an episode of one kind steps, in the unit of its measure.

    Opens at `open_at` or above; closes below `close_below`; worsens `worsen_by` or more above, and improves
    `improve_by` or more below, what was last told. Between them nothing happens.
    Raises ValueError where closing lies above opening or a step is below one.
    """

    open_at: int
    close_below: int
    worsen_by: int
    improve_by: int

    def __post_init__(self) -> None:
        if self.close_below > self.open_at:
            raise ValueError(
                f"an episode opens at {self.open_at}, so it cannot close below {self.close_below}"
            )
        if self.worsen_by < 1 or self.improve_by < 1:
            raise ValueError("an episode steps by one or more")


NEVER: Final = 1_000_000  # a step no measure makes

# Days of slip; bands 0 low to 3 very high; ratings 0 complete to 5 red; points apart; days past the cadence, past
# the day of re-assessment, of waiting. Breaches of tolerance have thresholds of their own: see `escalating`.
# Reasons for each: docs/method.md, "Alert episodes"
THRESHOLDS: Final[dict[Kind, Threshold]] = {
    "milestone_slip": Threshold(open_at=14, close_below=7, worsen_by=14, improve_by=14),
    "workstream_risk": Threshold(open_at=3, close_below=2, worsen_by=1, improve_by=2),
    "workstream_rag": Threshold(open_at=5, close_below=4, worsen_by=1, improve_by=1),
    "opinions_disagree": Threshold(open_at=2, close_below=2, worsen_by=2, improve_by=2),
    "silence": Threshold(open_at=1, close_below=1, worsen_by=31, improve_by=NEVER),
    "recovery_due": Threshold(open_at=1, close_below=1, worsen_by=14, improve_by=NEVER),
    "decision_awaited": Threshold(open_at=14, close_below=1, worsen_by=28, improve_by=NEVER),
    "rating_lapsed": Threshold(open_at=1, close_below=1, worsen_by=1, improve_by=1),
    "rating_stale": Threshold(open_at=1, close_below=1, worsen_by=31, improve_by=NEVER),
}
GONE: Final = Threshold(open_at=1, close_below=1, worsen_by=NEVER, improve_by=NEVER)  # nothing watches it now


@dataclass(frozen=True)
class EpisodeState:
    """Where one episode stands. All measures None until the first one opens.

    `told` is the measure at its last step, closing included; `steps` counts the steps since it last opened,
    the opening being 1, so that episode and step name one notice.
    """

    is_open: bool = False
    measure_at_open: int | None = None
    told: int | None = None
    worst: int | None = None
    steps: int = 0


@dataclass(frozen=True)
class Step:
    """One step of an episode: what the measure was when last told, and what it is now.

    `was` is None on an opening whose earlier measure the caller does not give.
    """

    kind: StepKind
    was: int | None
    now: int
    number: int

    @property
    def notifies(self) -> bool:
        """Return whether people are sent a message; otherwise the message already sent is edited."""
        return self.kind in NOTIFIES


CLOSED: Final = EpisodeState()


def advance(
    state: EpisodeState, measure: int | None, threshold: Threshold, *, before: int | None = None
) -> tuple[EpisodeState, Step | None]:
    """Return the state after a measure and the step it makes; the same state and None where nothing steps.

    A measure that is not known (None) steps nothing: a blank neither opens nor closes. Giving the same
    measure again makes no step. `before` is the measure before this change, used only for an opening's `was`.
    Source: docs/method.md, "Alert episodes".
    """
    if measure is None:
        return state, None
    if not state.is_open:
        if measure < threshold.open_at:
            return state, None
        opened = EpisodeState(True, measure_at_open=measure, told=measure, worst=measure, steps=1)
        return opened, Step("opened", before, measure, 1)
    told = measure if state.told is None else state.told
    kind: StepKind
    if measure < threshold.close_below:
        kind = "closed"
    elif measure >= told + threshold.worsen_by:
        kind = "worsened"
    elif measure <= told - threshold.improve_by:
        kind = "improved"
    else:
        return state, None
    after = replace(
        state,
        is_open=kind != "closed",
        told=measure,
        worst=max(measure, told if state.worst is None else state.worst),
        steps=state.steps + 1,
    )
    return after, Step(kind, told, measure, after.steps)


def settled(measure: int | None, threshold: Threshold) -> EpisodeState:
    """Return the state of a thing just loaded with its history: open where it would be, and nobody told.

    Loading pages nobody; later measures step from here.
    """
    state, _ = advance(CLOSED, measure, threshold)
    return state


def slip_measure(to_baseline: Slip | None, period: Slip | None, *, is_finished: bool = False) -> int | None:
    """Return the measure of `milestone_slip`, in calendar days: the larger of the two slips.

    Period slip is the move since the last report, so a jump is heard even before the baseline is passed.
    Nought once finished or withdrawn, which closes the episode; None where neither slip is known.
    """
    if is_finished:
        return 0
    return max((slip.days for slip in (to_baseline, period) if slip is not None), default=None)


def band_measure(band: str) -> int | None:
    """Return the measure of `workstream_risk`: 0 low to 3 very high; None for not_known."""
    places: dict[str, int] = {name: place for place, name in enumerate(BAND_ORDER)}
    return places.get(band)


def rag_measure(rating: str | None) -> int | None:
    """Return the measure of `workstream_rag`: 0 complete to 5 red; None where none is published.

    Raises ValueError for an unknown rating.
    """
    return None if rating is None else severity(Rag(rating))


def measure_words(kind: Kind, measure: int) -> str:
    """Return a measure as people read it: "42 days late", "very high", "Amber/Red"."""
    if kind == "workstream_risk":
        return BAND_WORDS[BAND_ORDER[measure]]
    if kind == "workstream_rag":
        return rag_words(list(Rag)[measure])
    if kind in MONEY_KINDS:
        return _shortfall_words(measure)
    if kind == "opinions_disagree":
        return f"opinions {measure} points apart" if measure > 1 else "opinions agree"
    if kind == "rating_lapsed":
        return (
            f"{_steps(measure)} greener than its worst part" if measure > 0 else "no greener than its parts"
        )
    if kind in _DAYS_WORDS:
        words, over = _DAYS_WORDS[kind]
        return f"{_days(measure)} {words}" if measure > 0 else over
    if measure == 0:
        return "on time"
    return f"{_days(abs(measure))} {'late' if measure > 0 else 'early'}"


_DAYS_WORDS: Final[dict[Kind, tuple[str, str]]] = {
    "silence": ("past the day of its report", "reported in time"),
    "rating_stale": ("past the day of its rating", "rated in time"),
    "recovery_due": ("past the day of its re-assessment", "not due"),
    "decision_awaited": ("waiting for a decision", "not waiting"),
}


def _steps(steps: int) -> str:
    return f"{steps} {'step' if steps == 1 else 'steps'}"


def _days(days: int) -> str:
    return f"{days} {'day' if days == 1 else 'days'}"


def _shortfall_words(pounds: int) -> str:
    if pounds == 0:
        return "on plan"
    return f"{show_pounds(Decimal(abs(pounds)))} {'short' if pounds > 0 else 'over plan'}"


def step_words(kind: Kind, step: Step, *, is_finished: bool = False) -> str:
    """Return one sentence on a step, without the thing's name: "Worsened: 42 days late, was 28 days late"."""
    now = "finished" if is_finished else measure_words(kind, step.now)
    was = "" if step.was is None else f", was {measure_words(kind, step.was)}"
    return f"{STEP_WORDS[step.kind].capitalize()}: {now}{was}"

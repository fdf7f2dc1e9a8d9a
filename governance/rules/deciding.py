"""The path of a decision: which step may follow which, when it has effect, what is key, what notice it takes.

Nothing here reads the clock. Source: docs/method.md, "Decisions".
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Final

from programme.rules.bank_holidays import bank_holidays_between
from programme.rules.calendar import add_working_days, clear_days_between

PROPOSED: Final = "proposed"
CONSULTED: Final = "consulted"
RECOMMENDED: Final = "recommended"
MADE: Final = "made"
PUBLISHED: Final = "published"
CALLED_IN: Final = "called_in"
RECONSIDERED: Final = "reconsidered"
EFFECTIVE: Final = "effective"
REFUSED: Final = "refused"
WITHDRAWN: Final = "withdrawn"

STEP_WORDS: Final = {
    PROPOSED: "proposed",
    CONSULTED: "consulted on",
    RECOMMENDED: "recommended",
    MADE: "made",
    PUBLISHED: "published",
    CALLED_IN: "called in",
    RECONSIDERED: "reconsidered",
    EFFECTIVE: "in effect",
    REFUSED: "refused",
    WITHDRAWN: "withdrawn",
}
FOLLOWS: Final[dict[str, tuple[str, ...]]] = {
    PROPOSED: (CONSULTED, RECOMMENDED, MADE, REFUSED, WITHDRAWN),
    CONSULTED: (RECOMMENDED, MADE, REFUSED, WITHDRAWN),
    RECOMMENDED: (MADE, REFUSED, WITHDRAWN),
    MADE: (PUBLISHED, EFFECTIVE),
    PUBLISHED: (CALLED_IN, EFFECTIVE),
    CALLED_IN: (RECONSIDERED, REFUSED, WITHDRAWN),
    RECONSIDERED: (EFFECTIVE,),
    EFFECTIVE: (),
    REFUSED: (),
    WITHDRAWN: (),
}
"""What may follow each step. What is made is undone by another decision, or by call-in, never by a step back."""

ASKED: Final = (PROPOSED, CONSULTED, RECOMMENDED)
"""The states of what still waits for its decision-maker."""
DECIDED: Final = (MADE, PUBLISHED, RECONSIDERED, EFFECTIVE)
"""The states of what stands as decided; what is called in does not until it has been reconsidered."""
ENDED: Final = (EFFECTIVE, REFUSED, WITHDRAWN)
"""The states from which nothing follows."""

COUNCIL: Final = "council"
EXECUTIVE: Final = "executive"
COMMITTEE: Final = "committee"
POST: Final = "post"

CALL_IN_WORKING_DAYS: Final = (
    5  # working days. Source: usual in English councils' overview and scrutiny rules
)
NOTICE_CLEAR_DAYS: Final = 28  # clear days. Source: SI 2012/2089, regulation 9
KEY_WARDS: Final = 2  # wards. Source: SI 2012/2089, regulation 8(1)(b)


@dataclass(frozen=True)
class Step:
    """One step on the path, and the day it was taken."""

    step: str
    on: date


@dataclass(frozen=True)
class Made:
    """What bears on when a decision has effect: who decided, whether it is key, and its own call-in, in working days.

    `call_in_days` None takes the programme's, given as `setting`.
    """

    maker_kind: str
    is_key: bool = False
    call_in_days: int | None = None
    setting: int = CALL_IN_WORKING_DAYS

    @property
    def waits_for_call_in(self) -> bool:
        """Return whether it may be called in: the executive's decisions, and key ones of a post."""
        if self.maker_kind == EXECUTIVE:
            return True
        return self.maker_kind == POST and (self.is_key or self.call_in_days is not None)

    @property
    def days(self) -> int:
        """Return its call-in period in working days."""
        return self.setting if self.call_in_days is None else self.call_in_days


def may_follow(now: str, step: str) -> bool:
    """Return whether a step may follow the newest one."""
    return step in FOLLOWS[now]


def state_of(path: Sequence[Step]) -> str:
    """Return the newest step. Raises ValueError where a step does not follow the one before, or goes back in time."""
    if not path or path[0].step != PROPOSED:
        raise ValueError("a decision's path begins where it is proposed")
    for before, after in pairwise(path):
        if not may_follow(before.step, after.step):
            raise ValueError(
                f"what is {STEP_WORDS[before.step]} cannot be {STEP_WORDS[after.step]} next: {next_words(before.step)}"
            )
        if after.on < before.on:
            raise ValueError(
                f"it was {STEP_WORDS[before.step]} on {before.on}, so it was not {STEP_WORDS[after.step]} on {after.on}"
            )
    return path[-1].step


def next_words(now: str) -> str:
    """Return, for a person, what may come next."""
    words = [STEP_WORDS[step] for step in FOLLOWS[now]]
    return f"next it is {' or '.join(words)}" if words else "its path has ended"


def call_in_ends(published: date, working_days: int) -> date:
    """Return the last day on which a decision may be called in: that many working days after publication.

    Bank holidays of England and Wales are no working days. Nought returns the day of publication.
    """
    holidays = bank_holidays_between(published, published + timedelta(days=3 * working_days + 14))
    return add_working_days(published, working_days, holidays)


def effective_date(path: Sequence[Step], made: Made) -> date | None:
    """Return the day a decision has effect; None while that is not settled.

    What may be called in has effect on the day after its call-in period, or on the day it was reconsidered;
    anything else on the day it was made. Source: docs/method.md, "Decisions".
    """
    days = {step.step: step.on for step in path}
    if not path or path[-1].step not in DECIDED:
        return None
    if EFFECTIVE in days:
        return days[EFFECTIVE]
    if RECONSIDERED in days:
        return days[RECONSIDERED]
    if not made.waits_for_call_in:
        return days.get(MADE)
    if PUBLISHED not in days:
        return None
    if made.days == 0:
        return days[PUBLISHED]
    return call_in_ends(days[PUBLISHED], made.days) + timedelta(days=1)


@dataclass(frozen=True)
class KeyFacts:
    """What a key decision is suggested from: who decides, pounds (None is not known), wards (None is not known)."""

    maker_kind: str
    amount: Decimal | None
    wards: int | None
    threshold: Decimal | None


def key_suggestion(facts: KeyFacts) -> tuple[bool, str] | None:
    """Return whether the rule takes a decision for key, and why; None where the rule cannot say.

    Key are executive decisions alone, a post's among them: from the programme's threshold, inclusive, or in two or
    more wards. A person settles it. Source: docs/method.md, "Key decisions".
    """
    if facts.maker_kind not in (EXECUTIVE, POST):
        return False, "Only executive decisions are key"
    if facts.wards is not None and facts.wards >= KEY_WARDS:
        return True, f"It affects {facts.wards} wards"
    if facts.threshold is not None and facts.amount is not None and facts.amount >= facts.threshold:
        return True, f"£{facts.amount:,.0f} is not below the programme's £{facts.threshold:,.0f}"
    if facts.threshold is None or facts.amount is None:
        return None
    return False, f"£{facts.amount:,.0f} is below the programme's £{facts.threshold:,.0f}"


def wards_named(text: str) -> int | None:
    """Return how many wards a paper names: "All" counts as two or more, a blank as not known."""
    named = [part for part in text.replace(" and ", ",").replace(";", ",").split(",") if part.strip()]
    if not named:
        return None
    if len(named) == 1 and named[0].strip().lower().split()[0] == "all":
        return KEY_WARDS
    if len(named) == 1 and named[0].strip().lower() in ("none", "not applicable", "n/a"):
        return 0
    return len(named)


def notice_problem(*, is_key: bool | None, given_on: date | None, made_on: date, urgency: str) -> str:
    """Return what is wrong with the notice of a key decision; "" where nothing is, or the exception is recorded.

    28 clear days: neither the day of the notice nor that of the decision counts.
    """
    if not is_key or urgency.strip():
        return ""
    if given_on is None:
        return f"A key decision takes notice of {NOTICE_CLEAR_DAYS} clear days, and none is recorded"
    clear = clear_days_between(given_on, made_on)
    if clear >= NOTICE_CLEAR_DAYS:
        return ""
    earliest = given_on + timedelta(days=NOTICE_CLEAR_DAYS + 1)
    return (
        f"A key decision takes notice of {NOTICE_CLEAR_DAYS} clear days; {clear} lie between the notice and "
        f"the decision, which may be made from {earliest.day} {earliest:%b %Y}"
    )


def pre_election_warning(step: str, on: date, span: tuple[date, date] | None) -> str:
    """Return the warning for a step in the pre-election period, both days inclusive; "" for none. It bars nothing."""
    if span is None or not span[0] <= on <= span[1] or step not in (CONSULTED, PUBLISHED):
        return ""
    what = "a consultation" if step == CONSULTED else "publicity"
    return (
        f"{on.day} {on:%b %Y} lies in the pre-election period, until {span[1].day} {span[1]:%b %Y}: take advice "
        f"on {what}. It bars no decision."
    )


def days_waited(since: date, until: date | None, *, on: date) -> int:
    """Return how many days something has waited for a decision, to its end or to `on`; never below nought."""
    return max(0, ((on if until is None else min(until, on)) - since).days)


def waited(spans: Collection[tuple[date, date | None]], *, on: date) -> int:
    """Return the days on which at least one of these waits lasted: two at once count once."""
    ends = sorted((since, min(until or on, on)) for since, until in spans)
    total, reached = 0, date.min
    for since, until in ends:
        start = max(since, reached)
        if until > start:
            total += (until - start).days
        reached = max(reached, until)
    return total

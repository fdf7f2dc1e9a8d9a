"""What a question is, once it is understood: one typed query, from which every answer is worked out.

Words never reach the figures' side: it gets a `Query` and returns an Answer. A query says
*what* (`metric`), *of what* (`subjects`, narrowed by `within`, `programmes`, `filters`, less `excluded`),
*when* (`time`) and *what to do with it* (`shape`). `bots.rules.asking.metrics` has the metrics there are and what
each allows; a combination it does not allow is no reading, so an answer never has to guess.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final, Literal

from bots.rules.asking.things import Thing
from programme.rules.calendar import FinancialMonth, FinancialYear


class Shape(StrEnum):
    """What is to be done with a metric; the form its answer takes. The first value of an answer is the headline.

    FIGURE  one figure over all subjects together ("Place + Resources"), each subject's beside where several.
    LIST    the rows that fit, by ref. COUNT: how many of them; adjustments are listed and never counted.
    TOP     the `n` rows at the end that `order` says ("biggest", "smallest", "latest"), with their figures.
    COMPARE this against `other_side()`: both figures and the difference (this less that), said in words.
    SHARE   this as a share (0 to 1 in values, per cent in words) of `other_side()`.
    SPLIT   the figure for each part by `by` (heading, year, workstream, …), the parts summing to the figure.
    LOOK_UP everything held of one thing: what "24S365" alone asks.
    WHY     the reason recorded; WHO: the person, board or decision-maker; WHEN: the date.
    YES_NO  whether the filters hold of the subjects: "is 24S365 delivered", "does it cast". Answer with the fact:
            a premise that is not so is corrected first, a thing not held is said as not held, never "no".
    STATUS  rating, risk, dates and money of a workstream or programme; HELP: what can be asked.
    """

    FIGURE = "figure"
    LIST = "list"
    COUNT = "count"
    TOP = "top"
    COMPARE = "compare"
    SHARE = "share"
    SPLIT = "split"
    LOOK_UP = "look_up"
    WHY = "why"
    WHO = "who"
    WHEN = "when"
    YES_NO = "yes_no"
    STATUS = "status"
    HELP = "help"


Unit = Literal["", "pounds", "thousands", "millions"]
Order = Literal["", "biggest", "smallest", "soonest", "latest"]
Dimension = Literal[
    "",
    "heading",
    "workstream",
    "year",
    "kind",
    "outlook",
    "maturity",
    "owner",
    "programme",
    "rag",
    "shape",
    "parts",
]
FilterName = Literal[
    "rag",
    "outlook",
    "maturity",
    "kind",
    "shape",
    "amount",
    "owner",
    "validated",
    "claimed",
    "forecast",
    "decision",
    "published",
    "timing",
    "sign",
]
NOT_HELD: Final = "none"


@dataclass(frozen=True, slots=True, order=True)
class Filter:
    """What rows must be, or with `negated` must not be. Several of one name: any of them; of several: all of them.

    name       values                                                       of what
    rag        red, amber_red, amber, amber_green, green, complete, none    the workstream's newest rating
    outlook    delivered, on_track, at_risk, deliverable_later, undeliverable, replaced, withdrawn, none   a line's
    maturity   0 to 5, none                                                 a line's
    kind       cash_releasing, non_cash, cost_avoidance, income, funding, reallocation, adjustment
    shape      recurring, one_off, time_limited, tapering, ramping, not_known
    amount     ">=500000", ">500000", "<=…", "<…", "=0", "none"             the metric's figure in the year, pounds
    owner      none (nobody is named)
    validated, claimed, forecast   any                                      something of it is recorded
    decision   waiting, made                                                a decision or what waits for one
    timing     overdue, due, slipped, done                                  a milestone's dates
    sign       negative                                                     a line below nought

    "none" means that nothing is published or recorded; a negated filter ("not red") leaves out what is not held,
    which the answer counts apart: no RAG is neither red nor not red.
    """

    name: FilterName
    value: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Time:
    """When. At most one of the first group is filled; `as_at` may stand beside any.

    years     the financial years asked for, in order; several are answered one by one and never added up
    months    of a financial year: "month 5", "Q3" (three of them), "October 2026"
    since     from the start of that day; since_board: since the board of the subject last met
    window    calendar days, both included: "due this month", "in the next 30 days"
    as_at     as had been recorded by the end of that day
    is_bare   the months were named without their year ("month 5"): this year's, or, where figures are held by
              period, the newest year's that holds them
    is_from   the months are where a movement is counted from: "since month 4"
    calendar  a calendar year, of what is published by calendar years; 0 for none
    last_period  the period before the newest that is held, whichever that is; in place of months
    """

    years: tuple[FinancialYear, ...] = ()
    months: tuple[FinancialMonth, ...] = ()
    since: date | None = None
    since_board: bool = False
    window: tuple[date, date] | None = None
    as_at: date | None = None
    is_bare: bool = field(default=False, compare=False)
    is_from: bool = False
    last_period: bool = False
    calendar: int = 0

    @property
    def kinds(self) -> frozenset[str]:
        """Return which of its parts are filled: year, years, months, since, window, as_at; to match a metric's."""
        found = {
            "as_at": self.as_at,
            "months": self.months or self.last_period,
            "since": self.since or self.since_board,
        }
        filled = {name for name, part in found.items() if part}
        if self.window:
            filled.add("window")
        if self.calendar:
            filled.add("calendar")
        if self.years:
            filled.add("year" if len(self.years) == 1 else "years")
        return frozenset(filled)

    @property
    def year(self) -> FinancialYear | None:
        """Return the one year asked for, or None."""
        return self.years[0] if len(self.years) == 1 else None


ANY_TIME: Final = Time()


@dataclass(frozen=True, slots=True)
class Against:
    """The other side of a comparison or share: the same query with these slots in place of its own.

    `whole` is everything of the programme: what "share of total" is a share of.
    """

    metric: str = ""
    subjects: tuple[Thing, ...] = ()
    time: Time | None = None
    filters: tuple[Filter, ...] | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A question, understood in full.

    metric     a key of METRICS
    subjects   what it is about; several are one compound. Empty: all that is within. Never of mixed programmes
               unless each is a programme.
    within     each narrows further: an owner, a board, a workstream ("Jane's lines in Place")
    excluded   what is left out: "all except Place"
    programmes what a list is over; empty with no subject means everything its reader may see
    against    the other side of COMPARE and SHARE
    by         SPLIT: by what;  n, order: TOP;  rows: what a LIST, COUNT or TOP is of ("lines", "workstreams", …)
    unit       the unit asked for; values stay in pounds, words use it
    also       further metrics asked in one breath ("plan and forecast"), each allowed what `metric` is
    """

    shape: Shape
    metric: str
    subjects: tuple[Thing, ...] = ()
    against: Against | None = None
    filters: tuple[Filter, ...] = ()
    time: Time = ANY_TIME
    order: Order = ""
    n: int = 0
    unit: Unit = ""
    programmes: tuple[Thing, ...] = ()
    within: tuple[Thing, ...] = ()
    excluded: tuple[Thing, ...] = ()
    by: Dimension = ""
    rows: str = ""
    also: tuple[str, ...] = field(default=())

    @property
    def subject(self) -> Thing | None:
        """Return the one subject, or None where there is none or several."""
        return self.subjects[0] if len(self.subjects) == 1 else None

    @property
    def year(self) -> FinancialYear | None:
        """Return the one year asked for, or None."""
        return self.time.year

    def filter(self, name: FilterName) -> tuple[Filter, ...]:
        """Return the filters of one name."""
        return tuple(one for one in self.filters if one.name == name)

    def alone(self) -> Query:
        """Return this side of a comparison or share, as a figure."""
        return replace(self, shape=Shape.FIGURE, against=None)

    def other_side(self) -> Query:
        """Return the other side of a comparison or share, as a figure. Raises ValueError where there is none."""
        other = self.against
        if other is None:
            raise ValueError(f"a {self.shape} has no other side")
        return replace(
            self.alone(),
            metric=other.metric or self.metric,
            subjects=() if other.whole else other.subjects or self.subjects,
            programmes=_programme_of(self.subjects) or self.programmes if other.whole else self.programmes,
            within=() if other.whole else self.within,
            excluded=() if other.whole else self.excluded,
            time=self.time if other.time is None else other.time,
            filters=() if other.whole else self.filters if other.filters is None else other.filters,
        )


def amount_fits(filters: tuple[Filter, ...], amount: Decimal | None) -> bool:
    """Return whether an amount in pounds fits every amount filter; one not known fits only "none"."""
    return all(_fits(one, amount) for one in filters if one.name == "amount")


def _fits(one: Filter, amount: Decimal | None) -> bool:
    if one.value == NOT_HELD:
        return (amount is None) != one.negated
    if amount is None:
        return False
    sign = one.value.rstrip("0123456789.-")
    size = Decimal(one.value[len(sign) :])
    holds = {
        ">": amount > size,
        ">=": amount >= size,
        "<": amount < size,
        "<=": amount <= size,
        "=": amount == size,
    }
    return holds[sign] != one.negated


def _programme_of(subjects: tuple[Thing, ...]) -> tuple[Thing, ...]:
    """Return the programme the subjects stand in, as a thing."""
    return tuple(
        dict.fromkeys(
            Thing(
                "programme",
                s.programme_name,
                s.programme_id,
                s.programme_code,
                s.programme_name,
                id=s.programme_id,
                illustrative=s.illustrative,
            )
            for s in subjects
        )
    )

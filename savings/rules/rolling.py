"""The turn of the budget year, worked out before anything is written: what goes on, what ends, what is still to come.

A round's amounts are reductions against its base. At the end of a year what is delivered for good becomes part of
the base, and the next round states what is left against the new one. For every line and every later year t

    amount[t] = into the base + remaining[t],    remaining[t] never below nought,

so that old base - (sum of what goes into the base) = new base, and old base - amount[t] = new base - remaining[t]:
the budget of a year is the same however it is stated. Amounts are Decimal pounds; None is not known and never nil.

Source: docs/method.md, "Rolling the year".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from programme.rules.calendar import FinancialYear, years_between
from savings.rules.pressures import written_out
from savings.rules.profile import (
    NIL,
    WITHOUT_FULL_YEAR_VALUE,
    Profile,
    Shape,
    full_year_effect,
    full_year_value,
    shape_of,
)
from savings.rules.totals import COUNTED_KINDS, SavingKind


class RollChoice(StrEnum):
    """What becomes of a saving that has not been delivered in full."""

    CARRY = "carry"
    WRITE_OUT = "write_out"


CHOICE_WORDS: Final = {RollChoice.CARRY: "Carry", RollChoice.WRITE_OUT: "Write out"}
# What has left the plan by decision, or is stood in for by another line: nothing of it is still to come.
NOT_TO_COME: Final = frozenset({"withdrawn", "replaced"})


@dataclass(frozen=True, slots=True)
class Extension:
    """The cell a roll adds to a line in the year after the table's last, and why. None is a blank that stays one."""

    year: FinancialYear
    amount: Decimal | None
    why: str


@dataclass(frozen=True, slots=True)
class RollLine:
    """A line as a roll finds it: its plan, what is validated of the year that ends, and what could be written out.

    `pressure` is what its shortfall asks for in the budgets after, by year; empty where nothing is proposed or it
    is settled already. `is_asked_for` says that a pressure of the year after names the line already: carrying
    it too would be both. `start` is the day it starts to save, None where not recorded.
    """

    key: str
    kind: SavingKind
    plan: Profile | None
    start: date | None = None
    outlook: str = ""
    validated: Decimal = NIL
    pressure: Mapping[FinancialYear, Decimal] = field(default_factory=dict)
    is_asked_for: bool = False

    @property
    def choices(self) -> tuple[RollChoice, ...]:
        """Return what may be chosen, the usual one first: writing out takes a pressure to write it out against."""
        if self.plan is None or self.outlook in NOT_TO_COME or not any(self.pressure.values()):
            return (RollChoice.CARRY,)
        return (RollChoice.WRITE_OUT,) if self.is_asked_for else (RollChoice.CARRY, RollChoice.WRITE_OUT)


@dataclass(frozen=True, slots=True)
class LineRoll:
    """What a roll does to one line, in pounds.

    `undelivered` is the plan of the year that ends less what is validated of it, never below nought. `later` are
    the amounts of every later year of the programme's table as they will stand, the added one with them, None
    where blank or beyond the line's own table; `remaining` the same against the new base. `into_base` is None
    where a later amount is not known, so that what holds for good is not either: then nothing of it goes into
    the base. `written_out` is what leaves the plan, by year. `begins` says that the line first saves in the year
    that ends and has a full-year value; `full_year_effect` is then what that adds, None where it is not known.
    """

    key: str
    kind: SavingKind
    plan: Decimal | None
    validated: Decimal
    undelivered: Decimal | None
    choice: RollChoice
    choices: tuple[RollChoice, ...]
    pressure: Decimal | None
    written_out: Mapping[FinancialYear, Decimal]
    extension: Extension | None
    ends: bool
    full_year_effect: Decimal | None
    begins: bool
    into_base: Decimal | None
    later: Mapping[FinancialYear, Decimal | None]
    remaining: Mapping[FinancialYear, Decimal | None]

    def to_json(self) -> dict[str, Any]:
        """Return it for JSON, to be kept with the roll; amounts as text in pounds."""
        added = self.extension
        return {
            "saving": self.key,
            "kind": str(self.kind),
            **{name: _text(getattr(self, name)) for name in _AMOUNTS},
            "choice": str(self.choice),
            "choices": [str(one) for one in self.choices],
            "extension": None
            if added is None
            else {"year": added.year.start_year, "amount": _text(added.amount), "why": added.why},
            "ends": self.ends,
            "begins": self.begins,
            **{name: _texts(getattr(self, name)) for name in _BY_YEAR},
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> LineRoll:
        """Return what was kept."""
        added = kept["extension"]
        amounts: dict[str, Any] = {name: _pounds(kept[name]) for name in _AMOUNTS}
        amounts |= {name: _by_year(kept[name]) for name in _BY_YEAR}
        return cls(
            key=kept["saving"],
            kind=SavingKind(kept["kind"]),
            **amounts,
            choice=RollChoice(kept["choice"]),
            choices=tuple(RollChoice(one) for one in kept["choices"]),
            extension=None
            if added is None
            else Extension(FinancialYear(added["year"]), _pounds(added["amount"]), added["why"]),
            ends=kept["ends"],
            begins=kept["begins"],
        )


_AMOUNTS: Final = ("plan", "validated", "undelivered", "pressure", "full_year_effect", "into_base")
_BY_YEAR: Final = ("written_out", "later", "remaining")


@dataclass(frozen=True, slots=True)
class Bridge:
    """From the old base to the new, and what is still to come against it, over the kinds that reduce a budget.

    In every year amounts - into the base = remaining. `old_base` and `new_base` are None where the base is not
    held. `not_known` counts the lines left out of a later year's sums because their amount is not known.
    """

    old_base: Decimal | None
    into_base: Decimal
    new_base: Decimal | None
    amounts: Mapping[FinancialYear, Decimal]
    remaining: Mapping[FinancialYear, Decimal]
    not_known: Mapping[FinancialYear, int] = field(default_factory=dict)


def carried_on(plan: Profile, last_year: FinancialYear, *, start: date | None = None) -> Extension | None:
    """Return the cell that extends a line by the year after its programme's last; None where nothing is added.

    What recurs, or has ramped up, goes on as in its last year; what has ended stays ended, a nil; a blank stays
    a blank. A taper that still brings something does not say how it goes on, and a table that stopped earlier
    is not filled: nothing is added. Source: docs/method.md, "Rolling the year".
    """
    if plan.years[-1] != last_year:
        return None
    shape, last, year = shape_of(plan, start=start), plan.values[-1], last_year.next()
    if last is None:
        return Extension(year, None, "blank stays blank")
    if last == 0:
        return Extension(year, NIL, "it has ended" if any(plan.values) else "nil goes on")
    if shape in (Shape.RECURRING, Shape.RAMPING):
        return Extension(year, last, "goes on as in its last year")
    return None


def into_base(later: Iterable[Decimal | None], validated: Decimal) -> Decimal | None:
    """Return what a line delivers for good: what is validated, as far as every later year keeps it.

    None where a later amount is not known or there is none: what holds for good is not known then. One-offs and
    time-limited lines end in a nil, so nothing of them goes into the base. Adjustments, below nought, never do.
    """
    amounts = list(later)
    known = [amount for amount in amounts if amount is not None]
    if not amounts or len(known) < len(amounts):
        return None
    return max(NIL, min(validated, *known))


def undelivered(plan: Decimal | None, validated: Decimal) -> Decimal | None:
    """Return what of a year's plan is not validated, never below nought; None where the plan is not known."""
    return None if plan is None else max(NIL, plan - validated)


def roll_line(
    line: RollLine, year: FinancialYear, *, last_year: FinancialYear, choice: RollChoice | None = None
) -> LineRoll:
    """Return what rolling a year does to one line. Without a choice that the line has, its usual one stands.

    `last_year` is the last one of the programme's table. Writing out comes first: the line goes on by the shape
    it was planned with, at what is left of it.
    """
    chosen = choice if choice in line.choices else line.choices[0]
    cells = dict(line.plan.cells) if line.plan is not None else {}
    out: dict[FinancialYear, Decimal] = {}
    if chosen is RollChoice.WRITE_OUT:
        after = written_out(cells, line.pressure)
        out = {one: (cells[one] or NIL) - amount for one, amount in after.items()}
        cells |= after
    extension = carried_on(line.plan, last_year, start=line.start) if line.plan is not None else None
    if extension is not None:
        if extension.amount is not None and out.get(last_year):
            extension = replace(extension, amount=extension.amount - out[last_year])
        cells[extension.year] = extension.amount
    later = {one: cells.get(one) for one in years_between(year.next(), last_year.next())}
    if line.outlook in NOT_TO_COME:
        later = {one: _at_most(amount, line.validated) for one, amount in later.items()}
    delivered = into_base(later.values(), line.validated)
    base = delivered or NIL
    plan, then = cells.get(year), later.get(year.next())
    begins = _begins_in(line, year)
    return LineRoll(
        key=line.key,
        kind=line.kind,
        plan=plan,
        validated=line.validated,
        undelivered=undelivered(plan, line.validated),
        choice=chosen,
        choices=line.choices,
        pressure=line.pressure.get(year.next()),
        written_out=out,
        extension=extension,
        ends=bool(plan) and then == 0 and not any(later.values()),
        full_year_effect=_effect(line) if begins else None,
        begins=begins,
        into_base=delivered,
        later=later,
        remaining={one: None if amount is None else amount - base for one, amount in later.items()},
    )


def roll_lines(
    lines: Iterable[RollLine], year: FinancialYear, *, choices: Mapping[str, RollChoice] | None = None
) -> tuple[LineRoll, ...]:
    """Return what rolling a year does to each line of a programme, in their order; usually each is carried."""
    listed, chosen = list(lines), choices or {}
    last = table_ends([line.plan for line in listed], year)
    return tuple(roll_line(line, year, last_year=last, choice=chosen.get(line.key)) for line in listed)


def table_ends(plans: Iterable[Profile | None], year: FinancialYear) -> FinancialYear:
    """Return the last year of a programme's table: the last any line has a cell for, not before the year that ends."""
    return max([year, *(plan.years[-1] for plan in plans if plan is not None)])


def bridge(lines: Iterable[LineRoll], *, old_base: Decimal | None = None) -> Bridge:
    """Return the bridge from the old base to the new, over cash-releasing savings, income and adjustments."""
    counted = [line for line in lines if line.kind in COUNTED_KINDS]
    base = sum((line.into_base or NIL for line in counted), NIL)
    years = sorted({one for line in counted for one in line.later})
    return Bridge(
        old_base=old_base,
        into_base=base,
        new_base=None if old_base is None else old_base - base,
        amounts={one: _sum(line.later.get(one) for line in counted) for one in years},
        remaining={one: _sum(line.remaining.get(one) for line in counted) for one in years},
        not_known={one: sum(line.later.get(one) is None for line in counted) for one in years},
    )


def _begins_in(line: RollLine, year: FinancialYear) -> bool:
    """Return whether a line first saves in a year and has a full-year value by its shape, known or not."""
    if line.plan is None or line.plan.first_amount_year() != year:
        return False
    return shape_of(line.plan, start=line.start) not in WITHOUT_FULL_YEAR_VALUE


def _effect(line: RollLine) -> Decimal | None:
    """Return the full-year effect of a line that begins; None where its full-year value is not known."""
    if line.plan is None:
        return None
    shape = shape_of(line.plan, start=line.start)
    return full_year_effect(line.plan, full_year_value(line.plan, shape=shape, start=line.start))


def _at_most(amount: Decimal | None, most: Decimal) -> Decimal | None:
    return None if amount is None else min(amount, max(NIL, most))


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:.2f}"


def _pounds(kept: str | None) -> Decimal | None:
    return None if kept is None else Decimal(kept)


def _texts(amounts: Mapping[FinancialYear, Decimal | None]) -> dict[str, str | None]:
    return {str(year.start_year): _text(amount) for year, amount in sorted(amounts.items())}


def _by_year(kept: Mapping[str, str | None]) -> dict[FinancialYear, Any]:
    return {FinancialYear(int(year)): _pounds(amount) for year, amount in kept.items()}


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((amount for amount in amounts if amount is not None), NIL)

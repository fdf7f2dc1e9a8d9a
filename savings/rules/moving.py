"""What changed of a saving between two states of it, and what a change moved in pounds, year by year.

Amounts are Decimal pounds; an effect is what something is now less what it was, and what did not move is left out.
Source: docs/method.md, "What changed".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from programme.rules.calendar import FinancialYear
from savings.rules.bridge import Ledger
from savings.rules.ledger import BUCKETS, LedgerLine
from savings.rules.profile import NIL
from savings.rules.state import SavingFacts
from savings.rules.totals import SavingKind

FIGURES: Final = (
    "plan", "forecast", "loss", "timing", "over_delivery", "claimed", "delivered", *BUCKETS, "adjustments", "replaced",
)  # fmt: skip
_MONEY: Final = ("forecast", "loss", "timing", "over_delivery")
OWNED: Final[Mapping[str, tuple[str, ...]]] = {
    "forecast": _MONEY,
    "actual": _MONEY,
    "claimed": ("claimed",),
    "validated": ("delivered", *BUCKETS),
    "validation undone": ("delivered", *BUCKETS),
    "outlook": BUCKETS,
}
"""Which figures each sort of change moves by itself."""

Effect = Mapping[FinancialYear, Mapping[str, Decimal]]

_WORDS: Final = {
    "name": "name",
    "kind": "kind",
    "heading": "heading",
    "maturity": "maturity",
    "start_date": "start",
    "funding_ends": "end of its funding",
    "workstream_id": "workstream",
    "owner_id": "owner",
    "corrects": "what it corrects",
    "milestones": "what it waits for",
    "replaces": "what it replaces",
    "replaced_by": "what replaces it",
}


@dataclass(frozen=True)
class StateChange:
    """What a new state of a saving changed: added, removed, planned anew or revised. `fields` names what, in words."""

    what: str
    fields: tuple[str, ...] = ()


def between(before: SavingFacts | None, now: SavingFacts) -> list[StateChange]:
    """Return what changed from one state of a saving to the next; the first one adds it."""
    if before is None or (before.removed and not now.removed):
        return [StateChange("added")]
    if now.removed:
        return [] if before.removed else [StateChange("removed")]
    changes = []
    if before.plan != now.plan:
        changes.append(StateChange("planned"))
    fields = tuple(words for field, words in _WORDS.items() if getattr(before, field) != getattr(now, field))
    return [*changes, StateChange("revised", fields)] if fields else changes


def effect(
    before: Iterable[LedgerLine], now: Iterable[LedgerLine]
) -> dict[FinancialYear, dict[str, Decimal]]:
    """Return what moved between two readings of the same lines, by year and figure, over lines of every kind."""
    was, is_now = _figures(Ledger(before)), _figures(Ledger(now))
    found: dict[FinancialYear, dict[str, Decimal]] = {}
    for year in sorted({*was, *is_now}):
        then, after = was.get(year, {}), is_now.get(year, {})
        moved = {name: after.get(name, NIL) - then.get(name, NIL) for name in FIGURES}
        if changed := {name: pounds for name, pounds in moved.items() if pounds}:
            found[year] = changed
    return found


def apportion(
    whole: Effect, whats: Sequence[str]
) -> tuple[list[dict[FinancialYear, dict[str, Decimal]]], dict[FinancialYear, dict[str, Decimal]]]:
    """Return the effect of each of several changes of one saving at one moment, and what none of them moved.

    A forecast takes what the forecast moved, a claim what is claimed, and so on; the rest goes to the change that
    says anew what the saving is, where there is one.
    """
    parts: list[dict[FinancialYear, dict[str, Decimal]]] = [{} for _ in whats]
    rest: dict[FinancialYear, dict[str, Decimal]] = {}
    heir = next((parts[place] for place, what in enumerate(whats) if what not in OWNED), rest)
    for year, moved in whole.items():
        for name, pounds in moved.items():
            owner = next(
                (parts[place] for place, what in enumerate(whats) if name in OWNED.get(what, ())), heir
            )
            owner.setdefault(year, {})[name] = pounds
    return parts, rest


def added(effects: Iterable[Effect]) -> dict[FinancialYear, dict[str, Decimal]]:
    """Return several effects as one, year by year and figure by figure; what comes to nil is left out."""
    found: dict[FinancialYear, dict[str, Decimal]] = {}
    for one in effects:
        for year, moved in one.items():
            for name, pounds in moved.items():
                years = found.setdefault(year, {})
                years[name] = years.get(name, NIL) + pounds
    kept = {year: {name: pounds for name, pounds in moved.items() if pounds} for year, moved in found.items()}
    return {year: moved for year, moved in kept.items() if moved}


def _figures(ledger: Ledger) -> dict[FinancialYear, dict[str, Decimal]]:
    found = {}
    for april in ledger.aprils():
        sums = ledger.year(FinancialYear(april)).kinds
        found[FinancialYear(april)] = {
            name: sum((getattr(sums[kind], name) for kind in SavingKind if kind in sums), NIL)
            for name in FIGURES
        }
    return found

"""What changed in a programme between two moments: what moved, who moved it, why, and its effect in pounds by year.

Read from the ledgers, narrowed to what its reader may see today. The effect of a change is what its lines were worth
the moment after, less the moment before, judged on the same day: so that days that merely pass are not put down to it.

Source: docs/method.md, "What changed".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.utils import timezone

from programme.queries.moves import Move, delivery_moves, reasons
from programme.queries.rows import collecting_later
from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from savings.models import Saving
from savings.queries.lines import read_lines
from savings.queries.past import Past, States, states_of, waited_for
from savings.queries.reading import Scope
from savings.queries.statements import Amounts, FoundMove, said_moves, saving_move, target_moves
from savings.rules.ledger import LedgerLine
from savings.rules.moving import Effect, added, apportion, between, effect
from savings.rules.state import SavingFacts

_BEFORE: Final = timedelta(microseconds=1)


@dataclass(frozen=True)
class Changed:
    """One change with its effect. `amounts` are what a saving's figures of a year were and are now, in pounds."""

    move: Move
    effect: Effect = field(default_factory=dict)
    amounts: Amounts = field(default_factory=dict)


@dataclass(frozen=True)
class WhatChanged:
    """Every change after `since` and by `until`, newest first, and what they and the days between them moved in all."""

    since: datetime
    until: datetime
    changes: tuple[Changed, ...]
    effect: Effect


def what_changed(*, reader: Actor, programme_id: UUID, since: datetime, until: datetime) -> WhatChanged:
    """Return what changed in a programme after `since` and by `until`, of what this reader may see today."""
    past = Past(reader=reader, programme_id=programme_id, until=until)
    found = _moves(reader, [programme_id], past.seen, past.states, since, until)
    with collecting_later():
        changes = _with_effects(found, _effects(past, found))
    changes.sort(key=lambda one: one.move.at, reverse=True)
    whole = Scope(programme_ids=(programme_id,))
    return WhatChanged(
        since=since,
        until=until,
        changes=tuple(changes),
        effect=effect(_ledger(reader, whole, since), _ledger(reader, whole, until)),
    )


def moves_between(
    *, reader: Actor, programme_ids: Iterable[UUID], since: datetime, until: datetime
) -> list[FoundMove]:
    """Return what changed in programmes after `since` and by `until`, with the lines each change may have moved.

    Of what this reader may see today, without effects in pounds: in a number of queries that is constant.
    """
    ids = list(programme_ids)
    seen = {s.pk: s for s in Saving.objects.seen_by(reader).filter(programme_id__in=ids)}
    return _moves(reader, ids, seen, states_of(seen, until), since, until)


def _moves(
    reader: Actor,
    programme_ids: list[UUID],
    seen: Mapping[UUID, Saving],
    states: States,
    since: datetime,
    until: datetime,
) -> list[FoundMove]:
    waiting = waited_for(states)
    delivered = delivery_moves(reader=reader, programme_ids=programme_ids, since=since, until=until)
    return [
        *(_delivered(move, waiting) for move in delivered),
        *_restated(reader, seen, states, since, until),
        *said_moves(seen, since, until),
        *target_moves(reader, programme_ids, since, until),
    ]


def _with_effects(found: list[FoundMove], effects: _Effects) -> list[Changed]:
    """Return the changes with what each moved.

    Of a line that itself changed at a moment a milestone moves only what none of its own changes did.
    """
    own: dict[tuple[datetime, UUID], list[FoundMove]] = defaultdict(list)
    for one in found:
        if one.move.thing == "saving":
            own[one.move.at, one.move.id].append(one)
    moved: dict[int, Effect] = {}
    left: dict[tuple[datetime, UUID], Effect] = {}
    for (at, key), together in own.items():
        parts, left[at, key] = apportion(effects.of(at, [key]), [one.move.what for one in together])
        moved |= {id(one): part for one, part in zip(together, parts, strict=True)}
    for one in found:
        if one.move.thing == "saving":
            continue
        at = one.move.at
        rest = [left.pop((at, key)) for key in one.lines if (at, key) in left]
        moved[id(one)] = added([effects.of(at, [k for k in one.lines if (at, k) not in own]), *rest])
    for (at, key), rest_of in left.items():
        first = own[at, key][0]
        moved[id(first)] = added([moved[id(first)], rest_of])
    return [Changed(one.move, moved[id(one)], one.amounts) for one in found]


class _Effects:
    """What lines were worth before and after each moment at which any of them changed."""

    def __init__(self) -> None:
        self.before: dict[datetime, dict[UUID, LedgerLine]] = {}
        self.after: dict[datetime, dict[UUID, LedgerLine]] = {}

    def of(self, at: datetime, lines: Iterable[UUID]) -> Effect:
        """Return what some lines moved at a moment, by year; nothing for none."""
        keys = list(lines)
        before = [self.before[at][key] for key in keys if key in self.before.get(at, {})]
        after = [self.after[at][key] for key in keys if key in self.after.get(at, {})]
        return effect(before, after)


def _effects(past: Past, found: Iterable[FoundMove]) -> _Effects:
    moments: dict[datetime, set[UUID]] = defaultdict(set)
    for one in found:
        if one.lines:
            moments[one.move.at] |= one.lines
    effects = _Effects()
    for at, lines in moments.items():
        day = timezone.localdate(at)
        effects.before[at] = past.ledger(lines, on=day, at=at - _BEFORE)
        effects.after[at] = past.ledger(lines, on=day, at=at)
    return effects


def _ledger(reader: Actor, scope: Scope, at: datetime) -> list[LedgerLine]:
    found = read_lines(reader=reader, scope=scope, on=timezone.localdate(at), at=at).found
    return [line.ledger for line in found.values()]


def _delivered(move: Move, waiting: Mapping[UUID, set[UUID]]) -> FoundMove:
    lines = waiting.get(move.id, set()) if move.thing == "milestone" else set()
    return FoundMove(move, frozenset(lines))


def _restated(
    reader: Actor, seen: Mapping[UUID, Saving], states: States, since: datetime, until: datetime
) -> list[FoundMove]:
    """Return what states of lines changed: added, removed, planned anew, revised."""
    told = reasons(reader=reader, aggregate_ids=seen, since=since, until=until)
    found = []
    for key, kept in states.items():
        before: SavingFacts | None = None
        for row, facts in kept:
            if row.recorded_at > since:
                _, reason = told.get((key, row.saving_version), ("", ""))
                for change in between(before, facts):
                    move = saving_move(seen[key], row, change.what, reason, now=", ".join(change.fields))
                    amounts = _planned(before, facts) if change.what == "planned" else {}
                    found.append(FoundMove(move, frozenset({key}), amounts))
            before = facts
    return found


def _planned(
    before: SavingFacts | None, now: SavingFacts
) -> dict[FinancialYear, tuple[Decimal | None, Decimal | None]]:
    was = {} if before is None else {april: cell.amount for april, cell in before.plan.items()}
    after = {april: cell.amount for april, cell in now.plan.items()}
    return {
        FinancialYear(april): (was.get(april), after.get(april))
        for april in sorted({*was, *after})
        if was.get(april) != after.get(april)
    }

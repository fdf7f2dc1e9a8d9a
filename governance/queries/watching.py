"""What alerts are about now: the measure of each thing, by the kind of alert, with the threshold it steps by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from governance.models import Board
from governance.queries.judgements import Judgement
from governance.queries.oversights import OversightRow, oversights
from governance.queries.signals import signals
from governance.queries.state import DeliveryState, closedness, dates_of
from governance.queries.tolerances import Hierarchy
from governance.queries.watch import Key, Watch
from governance.rules.escalating import (
    BREACHES,
    Climb,
    Level,
    Rank,
    ToleranceKind,
    climbs,
    holding,
    pounds_measure,
    threshold_of,
)
from governance.rules.escalation import GONE, THRESHOLDS, Kind, Threshold
from programme.queries import MilestoneRow
from programme.rules.calendar import FinancialYear
from programme.rules.slippage import slip_to_baseline
from savings.queries import SavingRow
from savings.queries.positions import position_of
from savings.rules.notation import in_full
from savings.rules.totals import COUNTED_KINDS, SavingKind

NO_LONGER_COUNTED = frozenset({"replaced", "withdrawn"})  # outlooks


def watches(
    state: DeliveryState,
    judgements: Mapping[UUID, Judgement],
    *,
    before: Mapping[UUID, Mapping[str, int | None]],
) -> dict[Key, Watch]:
    """Return all that is watched of a programme, by kind and thing."""
    found = [*_judged(state, judgements, before), *breaches(state), *signals(state, judgements)]
    return {(w.kind, w.subject_id): w for w in found}


def _judged(
    state: DeliveryState,
    judgements: Mapping[UUID, Judgement],
    before: Mapping[UUID, Mapping[str, int | None]],
) -> Iterator[Watch]:
    for judgement in judgements.values():
        milestone = state.milestones.get(judgement.subject_id)
        for name, measure in judgement.measures.items():
            kind: Any = name
            yield Watch(
                kind,
                judgement.subject_kind,
                judgement.subject_id,
                milestone.workstream_id if milestone else judgement.subject_id,
                measure,
                THRESHOLDS[kind],
                before=before.get(judgement.subject_id, {}).get(kind),
                is_counted=state.is_reported_on(judgement.subject_id),
            )


def breaches(state: DeliveryState) -> list[Watch]:
    """Return what the boards' tolerances watch; what no tolerance covers is not among it.

    Money is this year's shortfall over the lines with a plan and a forecast, no more closed than the thing itself,
    of the kinds that totals count. Time is the slip to the current baseline of a milestone that is not finished.
    Source: docs/method.md, "Tolerances".
    """
    hierarchy = Hierarchy(state.programme.organisation_id)
    if not hierarchy.tolerates_anything:
        return []
    return list(_Breaches(state, hierarchy).all())


class _Breaches:
    def __init__(self, state: DeliveryState, hierarchy: Hierarchy) -> None:
        self.state, self.hierarchy = state, hierarchy
        self.year = FinancialYear.containing(state.on)
        self.overseen: dict[UUID, OversightRow] = oversights(state.workstreams)
        own = Board.objects.filter(programme_id=state.programme.id).values_list("id", flat=True)
        self.boards = {*own, *(o.board_id for o in self.overseen.values() if o.board_id)}
        self._held: dict[tuple[UUID | None, ToleranceKind, Level], tuple[Rank, ...]] = {}

    def all(self) -> Iterator[Watch]:
        for milestone in self.state.milestones.values():
            yield from self._time(milestone)
        for saving in self.state.every_saving():
            yield from self._saving(saving)
        for workstream in self.state.workstreams.values():
            if self._chain("money", "workstream", workstream.id):
                lines = self.state.savings_at(closedness(workstream.placement)).values()
                own = [s for s in lines if s.workstream_id == workstream.id]
                yield from self._money("workstream", workstream.id, workstream.id, self._short(own))
        if self._chain("money", "programme", None):
            every = list(self.state.savings_at(closedness(self.state.programme.placement)).values())
            yield from self._money("programme", self.state.programme.id, None, self._short(every))

    def _saving(self, saving: SavingRow) -> Iterator[Watch]:
        kind = SavingKind(saving.kind)
        over = saving.outlook is not None and saving.outlook.outlook in NO_LONGER_COUNTED
        if kind not in COUNTED_KINDS or kind is SavingKind.ADJUSTMENT or over:
            return
        years = saving.split.years if saving.split else ()
        short = next((y.shortfall for y in years if y.year == self.year), None)
        yield from self._money("saving", saving.id, saving.workstream_id, short)

    def _short(self, lines: list[SavingRow]) -> Decimal | None:
        year = position_of(lines).year(self.year)
        if year is None:
            return None
        ledger = year.ledger
        planned = ledger.plan.pounds - ledger.plan_without_forecast
        return planned - (ledger.forecast.pounds - ledger.forecast_without_plan)

    def _money(
        self, level: Level, subject_id: UUID, workstream_id: UUID | None, short: Decimal | None
    ) -> Iterator[Watch]:
        yield from self._watch("money", level, subject_id, workstream_id, pounds_measure(short))

    def _time(self, milestone: MilestoneRow) -> Iterator[Watch]:
        slip = slip_to_baseline(dates_of(milestone, on=self.state.on), on=self.state.on)
        measure = 0 if milestone.actual is not None else None if slip is None else slip.days
        found = self._watch("time", "milestone", milestone.id, milestone.workstream_id, measure)
        counted = self.state.is_reported_on(milestone.id)
        yield from (replace(w, is_counted=counted) for w in found)

    def _watch(
        self, kind: ToleranceKind, level: Level, subject_id: UUID, workstream_id: UUID | None, measure: int | None
    ) -> Iterator[Watch]:  # fmt: skip
        held = self._chain(kind, level, workstream_id)
        if not held or held[0].limit is None:
            return
        rungs = climbs(held, measure)
        yield Watch(
            BREACHES[kind, level],
            level,
            subject_id,
            workstream_id,
            measure,
            threshold_of(held[0].limit, kind),
            board_id=held[0].board_id,
            climbs=rungs,
            tolerance=tolerance_words(kind, held, rungs),
        )

    def _chain(self, kind: ToleranceKind, level: Level, workstream_id: UUID | None) -> tuple[Rank, ...]:
        """Return the boards a breach climbs, from the first with a tolerance on; worked out once for each start."""
        overseen = self.overseen.get(workstream_id) if workstream_id else None
        key = (overseen.board_id if overseen else None, kind, level)
        if key not in self._held:
            start = key[0] or self.hierarchy.lowest(kind, level, among=self.boards)
            self._held[key] = holding(self.hierarchy.chain(start, kind, level))
        return self._held[key]


def gone(kind: Kind) -> Threshold:
    """Return the threshold by which an episode closes that nothing watches any more."""
    return THRESHOLDS.get(kind, GONE)


def tolerance_words(kind: ToleranceKind, chain: tuple[Rank, ...], rungs: tuple[Climb, ...]) -> str:
    """Return whose tolerances a measure is set against, and where it goes: "£100,000 of the Savings Board; …"."""
    exceeded = [c.of for c in rungs] or [chain[0]]
    said = [f"{limit_words(kind, r.limit)}, {r.board}" for r in exceeded if r.limit is not None]
    goes = f"; it goes to {' and '.join(c.to.board for c in rungs)}" if rungs else ""
    return "; ".join(said) + goes


def limit_words(kind: ToleranceKind, limit: Decimal) -> str:
    """Return a tolerance as people read it: "£100,000", "30 days"."""
    if kind == "money":
        return in_full(limit)
    return f"{int(limit)} {'day' if limit == 1 else 'days'}"

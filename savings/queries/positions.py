"""Where the money stands, year by year, over the lines a reader may see: both bridges, live or as at a moment.

target = delivered + the rest under its outlook + adjustments + what no line accounts for, and
plan - loss - timing + over-delivery = forecast, with what cannot be split standing apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from programme import queries as ground
from programme.queries.rows import collecting_later
from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from savings.queries.lines import Line, read_lines
from savings.queries.reading import Scope
from savings.queries.savings import SavingRow
from savings.queries.target_sight import as_sighted
from savings.queries.targets import bridge_targets
from savings.rules import totals
from savings.rules.bridge import Bridge, BridgeTarget, Ledger
from savings.rules.ledger import LedgerLine
from savings.rules.shortfall import YearSplit
from savings.rules.totals import SavingKind


@dataclass(frozen=True)
class YearPosition:
    """One year over some lines. `ledger` and `bridge` close by themselves; the rest stands beside, in pounds.

    `ledger` leads from plan to forecast, `bridge` from the published target, where there is one, to the plan of
    the kinds its council counted. A target is withheld where its reader does not see every line it takes in.
    """

    year: FinancialYear
    ledger: totals.Position
    claimed: Decimal
    validated: Decimal
    beside: dict[str, totals.Total]
    bridge: Bridge
    target: BridgeTarget | None = None
    is_withheld: bool = False


@dataclass(frozen=True)
class Position:
    """Where a programme or workstream stands. Over the lines its reader may see, and its label says so."""

    years: dict[FinancialYear, YearPosition]
    lines: int

    def year(self, year: FinancialYear) -> YearPosition | None:
        """Return one year's position, or None outside every line's table."""
        return self.years.get(year)


@dataclass(frozen=True)
class LevelPosition:
    """A programme's position by heading and by workstream, each level together the whole.

    Workstreams are by id, None for lines that stand in none; headings as printed, blank for none.
    """

    whole: Position
    headings: dict[str, Position] = field(default_factory=dict)
    workstreams: dict[UUID | None, Position] = field(default_factory=dict)


@collecting_later()
def positions(
    *, reader: Actor, programme_ids: Iterable[UUID], on: date | None = None, at: datetime | None = None
) -> dict[UUID, Position]:
    """Return where each programme stands, by id; one without a line this reader may see has no years.

    As seen on `on` (today), or with `at` as had been recorded by that moment. Source: docs/method.md, "As at".
    """
    ids = tuple(programme_ids)
    lines = _by_programme(reader, ids, on, at)
    targets = as_sighted(bridge_targets(reader=reader, programme_ids=ids, at=at), reader=reader, at=at)
    return {
        key: of_lines([line.ledger for line in lines[key]], _own(targets.get(key, ()), None)) for key in ids
    }


@collecting_later()
def level_positions(
    *, reader: Actor, programme_ids: Iterable[UUID], on: date | None = None, at: datetime | None = None
) -> dict[UUID, LevelPosition]:
    """Return where each programme stands with its headings and workstreams, by id; arguments as in `positions`.

    An adjustment is at the level of the line it names. A workstream this reader does not see is no level: its
    lines, as far as they are seen, are among those that stand in none.
    """
    ids = tuple(programme_ids)
    lines = _by_programme(reader, ids, on, at)
    targets = as_sighted(bridge_targets(reader=reader, programme_ids=ids, at=at), reader=reader, at=at)
    seen = ground.workstreams(reader=reader, programme_ids=ids, at=at)
    return {
        key: levels_of([line.ledger for line in lines[key]], targets.get(key, ()), seen=seen) for key in ids
    }


@collecting_later()
def workstream_positions(
    *, reader: Actor, workstream_ids: Iterable[UUID], on: date | None = None, at: datetime | None = None
) -> dict[UUID, Position]:
    """Return where each workstream stands, by id; adjustments count where the line they name stands."""
    ids = tuple(workstream_ids)
    day = on or timezone.localdate(at)
    scope = Scope(workstream_ids=ids, with_corrections=True)
    found = read_lines(reader=reader, scope=scope, on=day, at=at).found.values()
    lines: dict[UUID | None, list[LedgerLine]] = defaultdict(list)
    for line in found:
        lines[line.counts_in].append(line.ledger)
    streams = ground.workstreams(reader=reader, ids=ids, at=at)
    programmes = {w.programme_id for w in streams.values()}
    targets = as_sighted(bridge_targets(reader=reader, programme_ids=programmes, at=at), reader=reader, at=at)
    of = {key: targets.get(w.programme_id, []) for key, w in streams.items()}
    return {key: _of_level(Ledger(lines[key]), of.get(key, []), key) for key in ids}


def position_of(rows: Sequence[SavingRow]) -> Position:
    """Return the position of lines already read for their reader, without a target."""
    return of_lines([row.ledger for row in rows])


def of_lines(lines: Sequence[LedgerLine], targets: Iterable[BridgeTarget] = ()) -> Position:
    """Return the position of lines in each year that one of them, or a target of theirs, has."""
    return of_ledger(Ledger(lines), targets)


def of_ledger(
    ledger: Ledger,
    targets: Iterable[BridgeTarget] = (),
    counted: Mapping[FinancialYear, Collection[SavingKind]] | None = None,
) -> Position:
    """Return the position of lines already linked; those of a level are linked with the whole.

    `counted` are the kinds that a year without a target of its own takes in: those of the whole it is a part of.
    """
    held = {target.year: target for target in targets}
    years = sorted({FinancialYear(april) for april in ledger.aprils()} | set(held))
    kinds = counted or {}
    return Position(
        years={year: _year(ledger, year, held.get(year), kinds.get(year, ())) for year in years},
        lines=ledger.lines,
    )


def levels_of(
    lines: Sequence[LedgerLine], targets: Iterable[BridgeTarget], *, seen: Collection[UUID]
) -> LevelPosition:
    """Return the position of a programme's lines with each of its levels; `seen` are the workstreams shown."""
    ledger, held = Ledger(lines), list(targets)
    headings = ledger.by_level(lambda line: line.heading)
    workstreams = ledger.by_level(lambda line: line.workstream if line.workstream in seen else None)
    return LevelPosition(
        whole=of_ledger(ledger, _own(held, None)),
        headings={name: _of_level(own, held) for name, own in headings.items()},
        workstreams={key: _of_level(own, held, key) for key, own in workstreams.items()},
    )


def _of_level(ledger: Ledger, targets: Sequence[BridgeTarget], workstream_id: UUID | None = None) -> Position:
    """Return the position of a part of a programme: from its own target, else by the kinds the whole's takes in."""
    own = [] if workstream_id is None else _own(targets, workstream_id)
    return of_ledger(ledger, own, {target.year: target.kinds for target in _own(targets, None)})


def _own(targets: Iterable[BridgeTarget], workstream_id: UUID | None) -> list[BridgeTarget]:
    return [target for target in targets if target.workstream_id == workstream_id]


def _by_programme(
    reader: Actor, ids: tuple[UUID, ...], on: date | None, at: datetime | None
) -> dict[UUID, list[Line]]:
    day = on or timezone.localdate(at)
    lines: dict[UUID, list[Line]] = defaultdict(list)
    for line in read_lines(reader=reader, scope=Scope(programme_ids=ids), on=day, at=at).found.values():
        lines[line.held.programme_id].append(line)
    return lines


def _year(
    ledger: Ledger, year: FinancialYear, target: BridgeTarget | None, kinds: Collection[SavingKind] = ()
) -> YearPosition:
    sums = ledger.year(year)
    told = None if target is None or target.is_withheld else target
    return YearPosition(
        year=year,
        ledger=sums.position(),
        claimed=sums.claimed(),
        validated=sums.validated(),
        beside={kind.value: total for kind, total in sums.beside.items()},
        bridge=sums.bridge(
            target=told.amount if told else None,
            kinds=target.kinds if target else kinds,
            lacks_rows=target.lacks_rows if target else False,
        ),
        target=told,
        is_withheld=target is not None and target.is_withheld,
    )


def year_split(row: SavingRow, year: FinancialYear) -> YearSplit:
    """Return one line's split of one year; a year outside its tables is not known."""
    found = row.ledger.year(year.start_year)
    if found is not None:
        return found
    return YearSplit(
        year, None, None, reason="nobody has forecast it" if row.forecast is None else "it has no plan"
    )

"""What moved since: milestones, ratings, savings and targets within reach, each once, with who, why and how far.

Several moves of one thing of one sort between the two moments are one row: what it was before the first and is after
the last. What came back to where it was is no news. Source: docs/method.md, "What a board sees".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from governance.queries.board_parts.bridges import Figures, about_saving, lines_of
from governance.queries.board_parts.reach import Reach, about_milestone, about_workstream
from governance.rules.board_view import About, Moved
from governance.rules.paths import path_of
from programme.queries.moves import Move
from programme.queries.once import once
from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from programme.rules.rag import WORDS, Rag
from savings.queries import SavingRow
from savings.queries.moves import moves_between
from savings.queries.positions import year_split
from savings.queries.statements import FoundMove
from savings.rules.notation import show_pounds

WHATS: Final = {
    ("milestone", "moved"): "forecast",
    ("milestone", "rebaselined"): "baseline",
    ("milestone", "finished"): "finished",
    ("milestone", "reopened"): "reopened",
    ("milestone", "added"): "added",
    ("milestone", "removed"): "removed",
    ("workstream", "rated"): "rating",
    ("saving", "forecast"): "forecast",
    ("saving", "planned"): "plan",
    ("saving", "outlook"): "outlook",
    ("saving", "claimed"): "claimed",
    ("saving", "validated"): "validated",
    ("saving", "validation undone"): "validated",
    ("saving", "added"): "added",
    ("saving", "removed"): "removed",
    ("target", "target"): "target",
}
OUTLOOK_ORDER: Final = (
    "Delivered", "On track", "Replaced", "At risk", "Undeliverable this year, deliverable later", "Undeliverable",
)  # fmt: skip
_RAG_ORDER: Final = [WORDS[rag] for rag in Rag]
_NO_EFFECT: Final = frozenset({"rated", "outlook", "claimed", "validated", "validation undone", "target"})
_NIL: Final = Decimal(0)


@dataclass(frozen=True)
class Effects:
    """What each thing alone moved of the forecasts of the year in view, in pounds, with the lines it moved."""

    pounds: Mapping[UUID, Decimal]
    lines: Mapping[UUID, tuple[UUID, ...]]


def moved(
    *,
    reader: Actor,
    reach: Reach,
    figures: Mapping[UUID, Figures],
    lines: Mapping[UUID, SavingRow],
    views: Mapping[UUID, FinancialYear],
    since: datetime,
    as_at: datetime,
) -> tuple[Moved, ...]:
    """Return what moved, what worsened first and then the newest. Money moved by the figures that are shown."""
    opened = min([since, *(one.then for one in figures.values())])
    every = _between(reader, tuple(sorted(reach.programmes)), opened, as_at)
    found = [one for one in every if _is_within(one.move, reach, figures, since, as_at)]
    has_money = any(one.lines for one in found)
    before = lines_of(reader=reader, reach=reach, figures=figures, then=True) if has_money else {}
    effects = _effects(found, figures, lines, before, views)
    grouped: dict[tuple[UUID, str], list[FoundMove]] = defaultdict(list)
    for one in sorted(found, key=lambda one: one.move.at):
        grouped[one.move.id, WHATS.get((one.move.thing, one.move.what), "")].append(one)
    named = _Named(reach, lines)
    told: set[UUID] = set()
    rows = []
    for (key, what), together in grouped.items():
        first = key not in told
        row = _row(what, together, named, effects if first else None, views) if what else None
        if row is not None:
            told.add(key)
            rows.append(row)
    return tuple(sorted(rows, key=lambda one: (one.worsened is not True, -one.at.timestamp())))


def _between(
    reader: Actor, programmes: tuple[UUID, ...], since: datetime, until: datetime
) -> list[FoundMove]:
    """Return what changed in programmes between two moments; asked once for all boards that share them."""
    return once(
        ("moves of boards", reader, programmes, since, until),
        lambda: moves_between(reader=reader, programme_ids=programmes, since=since, until=until),
    )


def _is_within(
    move: Move, reach: Reach, figures: Mapping[UUID, Figures], since: datetime, as_at: datetime
) -> bool:
    if move.programme_id is None or not reach.holds(move.programme_id, move.workstream_id):
        return False
    if move.thing in ("milestone", "workstream"):
        return since < move.at <= as_at
    shown = figures[move.programme_id]
    return shown.then < move.at <= (shown.now or as_at)


def _effects(
    found: Iterable[FoundMove],
    figures: Mapping[UUID, Figures],
    lines: Mapping[UUID, SavingRow],
    before: Mapping[UUID, SavingRow],
    views: Mapping[UUID, FinancialYear],
) -> Effects:
    """Return what each thing moved by itself: of a line that several things moved, no part is put down to any."""
    movers: dict[UUID, set[UUID]] = defaultdict(set)
    for one in found:
        if one.move.what in _NO_EFFECT:
            continue
        for line in one.lines:
            movers[line].add(one.move.id)
    moved_lines: dict[UUID, list[UUID]] = defaultdict(list)
    for line, things in movers.items():
        for thing in things:
            moved_lines[thing].append(line)
    pounds: dict[UUID, Decimal] = {}
    for thing, own in moved_lines.items():
        changes = [_change(lines.get(line), before.get(line), views) for line in own]
        shared = any(
            len(movers[line]) > 1 and change != _NIL for line, change in zip(own, changes, strict=True)
        )
        live = all(figures[lines[line].programme_id].closed is None for line in own if line in lines)
        if not shared and live and all(change is not None for change in changes):
            pounds[thing] = sum((change for change in changes if change is not None), _NIL)
    return Effects(pounds, {thing: tuple(own) for thing, own in moved_lines.items()})


def _change(
    now: SavingRow | None, then: SavingRow | None, views: Mapping[UUID, FinancialYear]
) -> Decimal | None:
    row = now or then
    if row is None or row.kind == "adjustment":
        return None
    year = views.get(row.programme_id)
    if year is None:
        return None
    after = year_split(now, year).forecast if now is not None else _NIL
    was = year_split(then, year).forecast if then is not None else _NIL
    return None if after is None or was is None else after - was


class _Named:
    """What things are called, as their reader sees them."""

    def __init__(self, reach: Reach, lines: Mapping[UUID, SavingRow]) -> None:
        self.reach, self.lines = reach, lines

    def about(self, move: Move) -> About:
        """Return what a move is about; what was removed since keeps the name its ledger has."""
        if move.thing == "milestone" and move.id in self.reach.milestones:
            return about_milestone(self.reach.milestones[move.id])
        if move.thing == "workstream" and move.id in self.reach.workstreams:
            return about_workstream(self.reach.workstreams[move.id])
        if move.thing == "saving" and move.id in self.lines:
            return about_saving(self.lines[move.id])
        path = path_of(move.thing, move.id)
        return About(
            move.thing, move.id, move.ref, move.name, move.programme_id, move.workstream_id, path=path
        )


def _row(
    what: str,
    together: list[FoundMove],
    named: _Named,
    effects: Effects | None,
    views: Mapping[UUID, FinancialYear],
) -> Moved | None:
    first, last = together[0].move, together[-1].move
    was, now = _amounts(together) if _has_amounts(together) else (_written(first.was), _written(last.now))
    if was == now and what not in ("added", "removed"):
        return None
    days = [one.move.days for one in together if one.move.days is not None]
    push = [one.move.push for one in together if one.move.push is not None]
    lines = effects.lines.get(last.id, ()) if effects else ()
    pounds = effects.pounds.get(last.id) if effects else None
    about = named.about(last)
    year = views.get(last.programme_id) if last.programme_id else None
    return Moved(
        about=about,
        at=last.at,
        what=what,
        was=was,
        now=now,
        by=", ".join(dict.fromkeys(one.move.by for one in together if one.move.by)),
        reason=next((one.move.reason for one in reversed(together) if one.move.reason), ""),
        days=sum(days) if days else None,
        push=push[-1] if push else None,
        pounds=pounds,
        worsened=_worsened(what, about.kind, was, now, sum(days), pounds, _in_year(together, year)),
        rests_on=tuple(("saving", line) for line in lines if line != about.id) if pounds is not None else (),
    )


def _written(words: str) -> str:
    """Return a date to the day or month as people write it; other words as they are."""
    parts = words.split("-")
    if not all(part.isdigit() for part in parts) or len(parts) not in (2, 3):
        return words
    day = date(int(parts[0]), int(parts[1]), int(parts[2]) if len(parts) == 3 else 1)
    return f"{day.day} {day:%b %Y}" if len(parts) == 3 else f"{day:%B %Y}"


def _has_amounts(together: list[FoundMove]) -> bool:
    """Return whether these moves say amounts by year."""
    return any(one.amounts for one in together)


def _amounts(together: list[FoundMove]) -> tuple[str, str]:
    pairs = _by_year(together)
    kept = {year: pair for year, pair in pairs.items() if pair[0] != pair[1]}
    said = [
        ", ".join(f"{show_pounds(pair[place])} in {year}" for year, pair in sorted(kept.items()))
        for place in (0, 1)
    ]
    return said[0], said[1]


def _by_year(
    together: list[FoundMove],
) -> dict[FinancialYear, tuple[Decimal | None, Decimal | None]]:
    pairs: dict[FinancialYear, tuple[Decimal | None, Decimal | None]] = {}
    for one in together:
        for year, (was, now) in one.amounts.items():
            pairs[year] = (pairs[year][0] if year in pairs else was, now)
    return pairs


def _in_year(together: list[FoundMove], year: FinancialYear | None) -> Decimal | None:
    pair = _by_year(together).get(year) if year is not None else None
    return None if pair is None or None in pair else (pair[1] or _NIL) - (pair[0] or _NIL)


def _worsened(
    what: str,
    kind: str,
    was: str,
    now: str,
    days: int,
    pounds: Decimal | None,
    in_year: Decimal | None,
) -> bool | None:
    """Return whether it is worse now, None where nobody can say: money once the year in view moves."""
    if kind == "milestone":
        return None if what not in ("forecast", "baseline", "finished") or not days else days > 0
    if what in ("rating", "outlook"):
        order = _RAG_ORDER if what == "rating" else list(OUTLOOK_ORDER)
        if was in order and now in order:
            return order.index(now) > order.index(was)
        return None
    money = in_year if in_year is not None else pounds
    if what in ("forecast", "validated", "claimed") and money:
        return money < 0
    return None

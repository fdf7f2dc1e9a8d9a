"""Facts of alerts as they may be shown now: what has been closed since a step was told is told no more.

Facts are frozen when a step happens. Markings are not: a line or milestone that stood open then may be exempt now,
and an exempt workstream, whose facts rest on exempt lines and milestones, may have been opened.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from governance.queries.state import closedness
from governance.rules.escalation import MONEY_KINDS
from governance.rules.telling import AlertFacts, SavingEffect
from programme import queries as ground
from programme.queries import MilestoneRow
from programme.rules import access
from programme.rules.access import Placement, system
from savings import queries as money

# In place of an amount that took in a line closed since.
BEYOND: Final = "beyond tolerance, by an amount that took in an item closed since"


@dataclass(frozen=True)
class _Now:
    """Where lines and the alerts' things stand now, by id; milestones that are not open, and what was said of them."""

    lines: dict[UUID, Placement]
    things: dict[UUID, Placement]
    milestones: tuple[MilestoneRow, ...]
    said: frozenset[tuple[UUID, datetime, str]]
    listed: frozenset[UUID]  # what has a need-to-know list

    def hides(self, where: Placement, limit: int, thing: Placement) -> bool:
        """Return whether something placed there is for fewer people than a thing of that level, placed here."""
        return _level(where) > limit or not self.listed.isdisjoint(where.within - thing.within)


def as_marked_now(all_facts: Sequence[AlertFacts]) -> list[AlertFacts]:
    """Return the facts with every line as closed as it was or is now, whichever is more.

    Where something that words rest on is more closed than the thing itself, those words are left out: the
    reasons of the band, a reason given for a milestone, and the name of a milestone that a line waits for.
    For the system, in a number of queries that is constant; callers narrow what they show.
    """
    if not all_facts:
        return []
    now = _now(all_facts)
    return [_marked(facts, now) for facts in all_facts]


def _now(all_facts: Iterable[AlertFacts]) -> _Now:
    lines = money.saving_places({s.id for facts in all_facts for s in facts.savings})
    rows = ground.milestones(reader=system(), programme_ids={facts.programme_id for facts in all_facts})
    workstreams = ground.workstreams(
        reader=system(), ids={facts.subject_id for facts in all_facts if facts.subject_kind == "workstream"}
    )
    programmes = ground.programmes(reader=system(), ids={facts.programme_id for facts in all_facts})
    about = money.saving_places(facts.subject_id for facts in all_facts if facts.subject_kind == "saving")
    things = {
        **about,
        **{key: row.placement for found in (rows, workstreams, programmes) for key, row in found.items()},
    }
    milestones = tuple(m for m in rows.values() if _level(m.placement) > 0)
    trends = ground.milestone_trends(m.id for m in milestones)
    said = frozenset((key, p.recorded_at, p.reason) for key, points in trends.items() for p in points)
    return _Now(lines, things, milestones, said, ground.listed_things())


def _marked(facts: AlertFacts, now: _Now) -> AlertFacts:
    thing = now.things.get(facts.subject_id, facts.placement)
    limit = min(_level(thing), _level(facts.placement))
    closed = [
        m
        for m in now.milestones
        if m.programme_id == facts.programme_id
        and m.id != facts.subject_id
        and now.hides(m.placement, limit, thing)
    ]
    lines = tuple(_line(one, facts, now, limit) for one in facts.savings)
    # The reasons of a workstream's risk count the lines that were no more closed than itself.
    rests_on_closed = facts.money_of == "shortfall" and any(
        _level(was.placement) <= _level(facts.placement) and now.hides(here.placement, limit, thing)
        for was, here in zip(facts.savings, lines, strict=True)
    )
    names_closed = any(m.name in words for m in closed for words in facts.reasons)
    found = replace(facts, savings=lines)
    if rests_on_closed or names_closed:
        found = replace(found, reasons=())
    if rests_on_closed and facts.kind in MONEY_KINDS:
        found = replace(found, was="", now=BEYOND, sentence=f"{facts.step.capitalize()}: {BEYOND}")
    at = facts.reason_at
    if at is not None and any((m.id, at, facts.reason) in now.said for m in closed):
        found = replace(found, reason="", reason_by="", reason_at=None)
    return found


def _line(line: SavingEffect, facts: AlertFacts, now: _Now, limit: int) -> SavingEffect:
    here = now.lines.get(line.id)
    placement = line.placement
    if here is not None and not here.markings <= placement.markings:
        placement = replace(placement, markings=placement.markings | here.markings)
    shown_to = max(_level(placement), limit)
    names_closed = line.waits_for and any(
        m.name == line.waits_for and now.hides(m.placement, shown_to, placement)
        for m in now.milestones
        if m.programme_id == facts.programme_id
    )
    return replace(line, placement=placement, waits_for="" if names_closed else line.waits_for)


def _level(where: Placement) -> int:
    return access.MARKINGS.index(closedness(where))

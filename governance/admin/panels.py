"""Panels and columns of delivery risk, and of who would hear."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from governance.queries import (
    AssessmentRow,
    Hearing,
    alerts,
    assessments,
    opinions,
    workstream_hearers,
)
from governance.queries.beyond import HEARERS, Thing, beyond_tolerance
from governance.queries.recoveries import recoveries
from governance.rules.audience import EXEMPT_WORDS
from governance.rules.risk import BAND_WORDS
from programme import queries as ground
from programme.admin.panels import Cell
from programme.admin.words import day_words, moment_words
from programme.rules.access import Actor
from programme.rules.rag import read_rag
from savings.queries.imports import workstreams_touched
from savings.queries.names import savings_seen

BAND_TONES: Final = {
    "low": "green",
    "medium": "amber",
    "high": "amber-red",
    "very_high": "red",
    "not_known": "grey",
}
BAND_CHOICES: Final = tuple((band, words.capitalize()) for band, words in BAND_WORDS.items())


@dataclass(frozen=True)
class AlertWords:
    """An open alert on the thing, in words."""

    id: UUID
    kind: str
    sentence: str
    since: str


@dataclass(frozen=True)
class Risk:
    """The delivery risk of a thing as last calculated, with its reasons and the alerts open on it."""

    band: str
    tone: str
    chance: str
    reasons: tuple[str, ...]
    alerts: tuple[AlertWords, ...]
    caveat: str
    method: str
    at: str


@dataclass(frozen=True)
class Ear:
    """One person: their name, and why they hear or do not."""

    name: str
    why: str


@dataclass(frozen=True)
class Rung:
    """Who would hear besides, beyond a tolerance, and who would not and why. `to` is blank at the top."""

    limit: str
    of: str
    to: str
    hearers: tuple[Ear, ...]
    unheard: tuple[Ear, ...]


@dataclass(frozen=True)
class WhoHears:
    """Who would hear of an alert on the thing now, who would not, after how long, and who else beyond tolerance."""

    hearers: tuple[Ear, ...]
    unheard: tuple[Ear, ...]
    board: str
    told: str
    hold: str
    gather: str
    rungs: tuple[Rung, ...] = ()


def risk(thing_id: UUID, reader: Actor, at: datetime, proposed: Mapping[str, Any] | None) -> Risk:
    """Return the risk of one thing, which the form's reader may see; "not calculated yet" where there is none."""
    row = assessments([thing_id]).get(thing_id)
    open_ones = alerts(reader=reader, subject_ids=[thing_id])
    told = tuple(
        AlertWords(a.id, a.kind_words, a.step.facts.sentence, day_words(a.opened_at))
        for a in open_ones.values()
    )
    if row is None:
        return Risk("Not calculated yet", "grey", "", (), told, "", "", "")
    return Risk(
        band=row.band_words.capitalize(),
        tone=BAND_TONES[row.band],
        chance=_chance(row),
        reasons=tuple(reason.words for reason in row.reasons),
        alerts=told,
        caveat=row.caveat,
        method=row.method_version,
        at=moment_words(row.recorded_at),
    )


@dataclass(frozen=True)
class ThreeSides:
    """The three opinions of a workstream, with what its definition set means by the reported one, and its recovery."""

    reported: str
    reported_on: str
    definition_set: str
    meaning: str
    by_rule: str
    rule_reasons: tuple[str, ...]
    chance: str
    chance_reasons: tuple[str, ...]
    disagreement: str
    staleness: str
    recovery_id: UUID | None
    recovery: str


def opinions_of_workstream(
    thing_id: UUID, reader: Actor, at: datetime, proposed: Mapping[str, Any] | None
) -> ThreeSides | None:
    """Return the three opinions of a workstream side by side; None where it may not be seen."""
    row = opinions(reader=reader, workstream_ids=[thing_id]).get(thing_id)
    if row is None:
        return None
    meanings = {d.name: d.meanings for d in ground.definition_sets().values()}
    rating = read_rag(row.reported)
    held = next(iter(recoveries(reader=reader, workstream_ids=[thing_id], is_open=True).values()), None)
    again = f", assessed again on {day_words(held.reassess_on)}" if held and held.reassess_on else ""
    return ThreeSides(
        reported=row.reported,
        reported_on=day_words(row.reported_on),
        definition_set=row.definition_set,
        meaning=meanings.get(row.definition_set, {}).get(rating or "", ""),
        by_rule=row.by_rule,
        rule_reasons=row.rule_reasons,
        chance=row.chance,
        chance_reasons=row.chance_reasons,
        disagreement=row.disagreement,
        staleness=row.staleness,
        recovery_id=held.id if held else None,
        recovery=f"{held.owner or 'nobody named'} brings it back{again}" if held else "",
    )


def who_hears_of_workstream(
    thing_id: UUID, reader: Actor, at: datetime, proposed: Mapping[str, Any] | None
) -> WhoHears | None:
    """Return who would hear of an alert on a workstream, its rating among them; None where it may not be seen."""
    if thing_id not in ground.workstreams(reader=reader, ids=[thing_id]):
        return None
    return _with_rungs("workstream", thing_id, reader, at)


def who_hears_of_milestone(
    thing_id: UUID, reader: Actor, at: datetime, proposed: Mapping[str, Any] | None
) -> WhoHears | None:
    """Return who would hear of an alert on a milestone, by its own marking and owner; None where it may not be seen."""
    if thing_id not in ground.milestones(reader=reader, ids=[thing_id]):
        return None
    return _with_rungs("milestone", thing_id, reader, at)


def who_hears_of_saving(
    thing_id: UUID, reader: Actor, at: datetime, proposed: Mapping[str, Any] | None
) -> WhoHears | None:
    """Return who would hear of an alert on a saving, by its own marking and owner; None where it may not be seen."""
    if thing_id not in savings_seen(reader=reader, ids=[thing_id]):
        return None
    return _with_rungs("saving", thing_id, reader, at)


def _with_rungs(thing: Thing, thing_id: UUID, reader: Actor, at: datetime) -> WhoHears | None:
    plain = HEARERS[thing]([thing_id], at=at).get(thing_id)
    if plain is None:
        return None
    return replace(_who(plain, reader), rungs=_rungs(thing, thing_id, plain, reader, at))


def _rungs(thing: Thing, thing_id: UUID, plain: Hearing, reader: Actor, at: datetime) -> tuple[Rung, ...]:
    """Return each rung above with those who are new on it: they hear, or would not and why."""
    known = {h.person_id for h in plain.hearers} | {u.person_id for u in plain.unheard}
    found = []
    for rung in beyond_tolerance(thing, thing_id, at=at):
        new = replace(
            rung.hearing,
            hearers=tuple(h for h in rung.hearing.hearers if h.person_id not in known),
            unheard=tuple(u for u in rung.hearing.unheard if u.person_id not in known),
        )
        known |= {h.person_id for h in new.hearers} | {u.person_id for u in new.unheard}
        who = _who(new, reader)
        found.append(Rung(rung.limit, rung.of, rung.to, who.hearers, who.unheard))
    return tuple(found)


def who_hears_of_import(
    thing_id: UUID, reader: Actor, at: datetime, proposed: Mapping[str, Any] | None
) -> WhoHears | None:
    """Return who would hear of alerts on what an import would change; None where it touches no workstream.

    Each hears at most once of the import: what reaches one person is gathered.
    """
    touched = workstreams_touched(reader=reader, import_id=thing_id)
    found = [_who(heard, reader) for heard in workstream_hearers(touched, at=at).values()]
    if not found:
        return None
    hearers = {ear.name: ear for one in found for ear in one.hearers}
    unheard = {ear.name: ear for one in found for ear in one.unheard if ear.name not in hearers}
    return replace(
        found[0],
        hearers=tuple(hearers.values()),
        unheard=tuple(unheard.values()),
        board=", ".join(dict.fromkeys(one.board for one in found if one.board)),
        told=next((one.told for one in found if one.told), ""),
    )


def bands(ids: Iterable[UUID], reader: Actor, at: datetime) -> dict[UUID, Cell]:
    """Return the band of each thing as a cell; one never assessed has none."""
    return {
        key: Cell(row.band_words.capitalize(), BAND_TONES[row.band], row.band)
        for key, row in assessments(ids).items()
    }


def chances(ids: Iterable[UUID], reader: Actor, at: datetime) -> dict[UUID, Cell]:
    """Return the band of each milestone with its chance, as a cell."""
    return {
        key: Cell(
            row.band_words.capitalize() + (f", {row.percent}%" if row.percent is not None else ""),
            BAND_TONES[row.band],
            row.band,
        )
        for key, row in assessments(ids).items()
    }


def _chance(row: AssessmentRow) -> str:
    if row.percent is None:
        return ""
    at_least = "at least " if row.subject_kind == "saving" else ""
    return f"{at_least}{row.percent}% chance of moving 90 days or more later within a year"


def _who(heard: Hearing, reader: Actor) -> WhoHears:
    ids = [h.person_id for h in heard.hearers] + [u.person_id for u in heard.unheard]
    known = ground.people(reader=reader, ids=ids)
    return WhoHears(
        hearers=tuple(Ear(_name(known, h.person_id), "; ".join(h.whys)) for h in heard.hearers),
        unheard=tuple(Ear(_name(known, u.person_id), u.words) for u in heard.unheard),
        board=heard.board,
        told=EXEMPT_WORDS if any(h.telling == "exempt" for h in heard.hearers) else "",
        hold=_span(heard.hold_seconds),
        gather=_span(heard.gather_seconds),
    )


def _name(known: Mapping[UUID, ground.PersonRow], key: UUID) -> str:
    return known[key].name if key in known else "Someone of another council"


def _span(seconds: int) -> str:
    if seconds < 60:
        return "at once" if seconds == 0 else f"after {seconds} seconds"
    minutes = seconds // 60
    return f"after {minutes} minute{'' if minutes == 1 else 's'}"

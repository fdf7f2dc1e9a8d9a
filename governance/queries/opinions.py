"""The three opinions of workstreams, live or as at a moment, and how a whole programme is rated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from governance.models import ProgrammeRating
from governance.queries.assessments import AssessmentRow, assessments
from governance.queries.board_parts.reach import about_workstream
from governance.queries.judgements import shortfall_share
from governance.queries.oversights import oversights
from governance.queries.state import closedness, dates_of
from governance.rules.board_view import Opinions
from governance.rules.method import Band
from governance.rules.opinions import (
    OpinionFacts,
    RatedPart,
    ThreeOpinions,
    WholeRating,
    chance_words,
    disagreement_words,
    on_scale,
    silence_words,
    weigh,
    whole_rating,
)
from governance.rules.risk import BAND_WORDS, Reason
from programme import queries as ground
from programme.queries import MilestoneRow, WorkstreamRow
from programme.queries.lateness import lateness
from programme.rules.access import MARKINGS, Actor
from programme.rules.rag import NOT_PUBLISHED, Rag, Scale, rag_words
from programme.rules.slippage import slip_to_baseline
from savings import queries as money
from savings.queries import SavingRow


@dataclass(frozen=True)
class Chance:
    """The chance of one milestone, its band and reasons, as assessed."""

    chance: float | None
    band: Band
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Weighed:
    """The facts of one workstream, what the rules make of them, and the milestone its chance is of."""

    facts: OpinionFacts
    found: ThreeOpinions
    chance_reasons: tuple[str, ...]
    milestones: tuple[MilestoneRow, ...]
    lines: tuple[SavingRow, ...]


def weighed(
    row: WorkstreamRow,
    milestones: Iterable[MilestoneRow],
    lines: Iterable[SavingRow],
    chances: Mapping[UUID, Chance],
    *,
    on: date,
) -> Weighed:
    """Return the opinions of one workstream from its rows, over what is no more closed than itself."""
    limit = MARKINGS.index(closedness(row.placement))
    told = tuple(m for m in milestones if MARKINGS.index(closedness(m.placement)) <= limit)
    own = tuple(s for s in lines if MARKINGS.index(closedness(s.placement)) <= limit)
    unfinished = [m for m in told if m.actual is None]
    slips = [
        (s.days, m) for m in unfinished if (s := slip_to_baseline(dates_of(m, on=on), on=on)) is not None
    ]
    worst = max(slips, key=lambda one: one[0], default=None)
    likeliest = max(
        ((c.chance, m.id) for m in unfinished if (c := chances.get(m.id)) and c.chance is not None),
        default=None,
    )
    chance = chances[likeliest[1]] if likeliest else Chance(None, "not_known")
    facts = OpinionFacts(
        reported=Rag(row.status.rating) if row.status else None,
        slip_days=worst[0] if worst else (0 if told and not unfinished else None),
        slip_of=f"{worst[1].ref} {worst[1].name}" if worst else "",
        shortfall_share=shortfall_share(list(own), on),
        silent_days=_silent_days(row, told, on),
        rated_days=_rated_days(row, on),
        cadence_days=row.cadence_days,
        chance=chance.chance,
        band=chance.band,
    )
    return Weighed(facts, weigh(facts), tuple(r.words for r in chance.reasons), told, own)


def _silent_days(row: WorkstreamRow, milestones: Iterable[MilestoneRow], on: date) -> int | None:
    """Return the days since anything was last said, by a day; None where nothing ever was."""
    moments = [m.reported_at for m in milestones] + [row.reported_at]
    moments += [row.status.recorded_at] if row.status else []
    days = [timezone.localdate(one) for one in moments if one is not None]
    said = [day for day in days if day <= on]
    return (on - max(said)).days if said else None


def _rated_days(row: WorkstreamRow, on: date) -> int | None:
    day = timezone.localdate(row.status.recorded_at) if row.status else None
    return (on - day).days if day is not None and day <= on else None


def chances_of(risks: Mapping[UUID, AssessmentRow]) -> dict[UUID, Chance]:
    """Return the chances of milestones as assessed."""
    return {key: Chance(r.chance, r.band, r.reasons) for key, r in risks.items()}


def scales(names: Iterable[str]) -> dict[str, Scale]:
    """Return the scale of each definition set, by its name."""
    wanted = set(names)
    return {d.name: Scale(d.scale) for d in ground.definition_sets().values() if d.name in wanted}


def opinions(
    *,
    reader: Actor,
    workstream_ids: Iterable[UUID],
    at: datetime | None = None,
    since: datetime | None = None,
) -> dict[UUID, Opinions]:
    """Return the three opinions of the workstreams this reader may see, by id, live or as at a moment.

    `since` is the moment whose rating stands beside as what it was; none leaves it blank.
    Source: docs/method.md, "Three opinions".
    """
    as_at = at or timezone.now()
    rows = ground.workstreams(reader=reader, ids=workstream_ids, at=at)
    programmes = {w.programme_id for w in rows.values()}
    own: dict[UUID, list[MilestoneRow]] = defaultdict(list)
    for m in ground.milestones(reader=reader, programme_ids=programmes, at=at).values():
        if m.workstream_id in rows:
            own[m.workstream_id].append(m)
    lines: dict[UUID, list[SavingRow]] = defaultdict(list)
    for s in money.savings(reader=reader, workstream_ids=list(rows), at=at).values():
        if s.workstream_id is not None:
            lines[s.workstream_id].append(s)
    return side_by_side(rows, own, lines, at=at, as_at=as_at, since=since)


def side_by_side(
    rows: Mapping[UUID, WorkstreamRow],
    milestones: Mapping[UUID, list[MilestoneRow]],
    lines: Mapping[UUID, list[SavingRow]],
    *,
    at: datetime | None,
    as_at: datetime,
    since: datetime | None,
) -> dict[UUID, Opinions]:
    """Return the opinions of workstreams whose rows somebody has read for a reader, by id."""
    on = timezone.localdate(as_at)
    was = ground.latest_status(rows, at=since) if since is not None else {}
    decides = oversights(rows, at=at)
    risks = chances_of(assessments([m.id for own in milestones.values() for m in own], at=at))
    by_name = scales(w.status.definition_set for w in rows.values() if w.status)
    found = {}
    for key, row in rows.items():
        one = weighed(row, milestones.get(key, []), lines.get(key, []), risks, on=on)
        scale = by_name.get(row.status.definition_set if row.status else "", Scale.FIVE)
        overseen, before = decides.get(key), was.get(key)
        found[key] = Opinions(
            about=about_workstream(row),
            owner=row.owner or "none named",
            decision_maker=overseen.decision_maker if overseen else "",
            reported=row.status.words if row.status else NOT_PUBLISHED,
            reported_on=timezone.localdate(row.status.recorded_at) if row.status else None,
            reported_was=before.words if before else (NOT_PUBLISHED if since is not None else ""),
            definition_set=row.status.definition_set if row.status else "",
            by_rule=on_scale(one.found.by_rule, scale),
            rule_reasons=one.found.rule_reasons,
            chance=chance_words(one.facts.chance, BAND_WORDS[one.facts.band]),
            chance_reasons=one.chance_reasons,
            disagreement=disagreement_words(one.found, scale),
            staleness=silence_words(one.found, one.facts),
            milestones_late=_late(one.milestones, on),
            next_milestone=_next(one.milestones, on),
            rests_on=(
                *(("milestone", m.id) for m in one.milestones),
                *(("saving", s.id) for s in one.lines),
            ),
        )
    return found


def _late(milestones: Iterable[MilestoneRow], on: date) -> int:
    unfinished = [m for m in milestones if m.actual is None]
    late = lateness(unfinished, on=on)
    return sum(
        bool(late[m.id].is_overdue or ((slip := late[m.id].slip) is not None and slip.days > 0))
        for m in unfinished
    )


def _next(milestones: Iterable[MilestoneRow], on: date) -> str:
    """Return the next milestone that is still ahead, with its date; what is past its day is counted late instead."""
    dated = [
        (where.last_day, m.ref, f"{m.ref} {m.name}, {where}")
        for m in milestones
        if m.actual is None
        and (where := m.forecast or m.baseline) is not None
        and where.last_day is not None
        and where.last_day >= on
    ]
    return min(dated)[2] if dated else ""


@dataclass(frozen=True)
class ProgrammeRatingRow:
    """How a whole programme is rated: as it shows today, and what was given, by whom, why and until when."""

    programme_id: UUID
    shown: str
    rating: str  # as in programme.rules.rag, blank for none
    given: str
    note: str  # why it shows otherwise, or is greener than its parts; blank where it is plain
    lapsed: bool
    reason: str
    rater: str
    recorded_at: datetime | None
    expires_on: date | None
    definition_set: str


def programme_ratings(
    *, reader: Actor, programme_ids: Iterable[UUID], at: datetime | None = None
) -> dict[UUID, ProgrammeRatingRow]:
    """Return how each programme is rated that this reader sees, by id, over the workstreams they may see.

    Source: docs/method.md, "Rating a programme".
    """
    on = timezone.localdate(at)
    programmes = ground.programmes(reader=reader, ids=programme_ids)
    given = ProgrammeRating.objects.filter(programme_id__in=list(programmes)).select_related("definition_set")
    if at is not None:
        given = given.filter(recorded_at__lte=at)
    newest = {
        r.programme_id: r for r in given.order_by("programme_id", "-recorded_at").distinct("programme_id")
    }
    parts = rated_parts(reader=reader, programme_ids=programmes, at=at)
    return {
        key: _rated(key, newest.get(key), parts.get(key, ()), on)
        for key, p in programmes.items()
        if reader.sees(p.placement)
    }


def rated_parts(
    *, reader: Actor, programme_ids: Iterable[UUID], at: datetime | None = None
) -> dict[UUID, tuple[RatedPart, ...]]:
    """Return the rated workstreams that each programme rolls up: those no more closed than itself, by programme."""
    programmes = ground.programmes(reader=reader, ids=programme_ids)
    parts: dict[UUID, tuple[RatedPart, ...]] = {}
    for w in ground.workstreams(reader=reader, programme_ids=programmes, at=at).values():
        limit = MARKINGS.index(closedness(programmes[w.programme_id].placement))
        if w.status is None or MARKINGS.index(closedness(w.placement)) > limit:
            continue
        part = RatedPart(w.ref, w.name, Rag(w.status.rating))
        parts[w.programme_id] = (*parts.get(w.programme_id, ()), part)
    return parts


def _rated(
    key: UUID, row: ProgrammeRating | None, parts: tuple[RatedPart, ...], on: date
) -> ProgrammeRatingRow:
    whole: WholeRating = whole_rating(
        Rag(row.rating) if row else None, row.expires_on if row else None, parts, on=on
    )
    return ProgrammeRatingRow(
        programme_id=key,
        shown=rag_words(whole.shown),
        rating=whole.shown or "",
        given=rag_words(whole.given),
        note=whole.words if row else "",
        lapsed=whole.lapsed,
        reason=row.reason if row else "",
        rater=row.rater_name if row else "",
        recorded_at=row.recorded_at if row else None,
        expires_on=row.expires_on if row else None,
        definition_set=row.definition_set.name if row and row.definition_set else "",
    )

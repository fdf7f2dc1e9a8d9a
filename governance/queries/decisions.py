"""Decisions as they are shown: their path, what they change, what waits for them, who may decide and why not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from governance.models import Board, Decision, DecisionStep, Meeting
from governance.models.decision import DECISION_STATES
from governance.queries.authority import (
    SettingsRow,
    asked_of,
    made_facts,
    makers_of,
    places_of,
    refusal_of,
    settings_of,
    suggested_key,
)
from governance.queries.effects import EffectRow, also_changed, effects_of, sees_all
from governance.queries.gates import HIDDEN, outstanding_assessments
from governance.queries.paper_sight import seen_papers
from governance.queries.waits import WaitRow, waits
from governance.rules.deciding import (
    ASKED,
    EFFECTIVE,
    ENDED,
    FOLLOWS,
    MADE,
    Step,
    effective_date,
    notice_problem,
    pre_election_warning,
    wards_named,
)
from governance.rules.delegation import who_may
from programme.rules.access import Actor, Placement

STATE_WORDS = dict(DECISION_STATES)


@dataclass(frozen=True)
class StepRow:
    """One step on a decision's path: the day it was taken, and who recorded it when."""

    step: str
    words: str
    on: date
    note: str
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True)
class DecisionRow:
    """A decision. Amounts in pounds, None not known; what its reader may not see of what it names is left blank.

    `effects` and `waits` are those of things its reader may see. `effective_on` is None while that is not settled.
    """

    id: UUID
    version: int
    ref: str
    title: str
    text: str
    programme_id: UUID
    programme_code: str
    illustrative: bool
    workstream_id: UUID | None
    workstream_ref: str
    workstream_name: str
    kind: str
    kind_words: str
    amount: Decimal | None
    decision_maker_id: UUID | None
    decision_maker: str
    board_id: UUID | None
    board: str
    paper_id: UUID | None
    paper_ref: str
    meeting_id: UUID | None
    meeting_at: datetime | None
    state: str
    state_words: str
    needed_by: date | None
    key_decision: bool | None
    key_reason: str
    notice_given_on: date | None
    urgency: str
    call_in_days: int | None
    made_on: date | None
    effective_on: date | None
    reasons: str
    source: str
    marking: str
    placement: Placement
    path: tuple[StepRow, ...]
    effects: tuple[EffectRow, ...]
    waits: tuple[WaitRow, ...]

    @property
    def is_asked(self) -> bool:
        """Return whether it still waits for its decision-maker."""
        return self.state in ASKED

    @property
    def next_steps(self) -> tuple[str, ...]:
        """Return the steps that may follow and that somebody records: it takes effect by itself."""
        return tuple(step for step in FOLLOWS[self.state] if step != EFFECTIVE)

    @property
    def waiting_days(self) -> int | None:
        """Return how long something has waited for it, in days; None where nothing waits."""
        return max((wait.days for wait in self.waits if wait.until is None), default=None)

    @property
    def label(self) -> str:
        """Return how it is called: its ref and title."""
        return f"{self.ref} {self.title}"


@dataclass(frozen=True)
class Standing:
    """Who may decide, why the one named may not, what comes first, and what to mind. All of it in words.

    `refusal` is "" where its decision-maker may decide. It is over the whole of what the decision changes, so where
    its reader may not see all of that, it and `able` say nothing.
    """

    refusal: str
    able: tuple[str, ...]
    outstanding: tuple[str, ...]
    suggested: tuple[bool, str] | None
    warnings: tuple[str, ...]
    is_over_all: bool


def decisions(
    *,
    reader: Actor,
    ids: Iterable[UUID] | None = None,
    programme_ids: Iterable[UUID] | None = None,
    workstream_ids: Iterable[UUID] | None = None,
    board_ids: Iterable[UUID] | None = None,
    meeting_ids: Iterable[UUID] | None = None,
    holder_ids: Iterable[UUID] | None = None,
    states: Iterable[str] | None = None,
    at: datetime | None = None,
) -> dict[UUID, DecisionRow]:
    """Return the decisions this reader may see, by id, by programme and ref.

    With `at` their state, path, effects and waits are as had been recorded by that moment; titles, words and who
    decides are today's. A decision removed since is among them.
    """
    if at is None:
        seen = Decision.objects.visible_to(reader)
    else:
        held = Q(removed_at=None) | Q(removed_at__gt=at)
        seen = Decision.objects.seen_by(reader).filter(held, steps__recorded_at__lte=at).distinct()
    for path, values in (
        ("pk", ids),
        ("programme_id", programme_ids),
        ("workstream_id", workstream_ids),
        ("board_id", board_ids),
        ("meeting_id", meeting_ids),
        ("decision_maker__holder_id", holder_ids),
    ):
        if values is not None:
            seen = seen.filter(**{f"{path}__in": list(values)})
    related = ("programme", "workstream", "decision_maker", "board", "paper", "meeting")
    rows: list[Any] = list(seen.select_related(*related).order_by("programme__code", "ref"))
    found = _shown(rows, reader, at)
    wanted = None if states is None else set(states)
    return {key: row for key, row in found.items() if wanted is None or row.state in wanted}


def decisions_asked(
    *,
    reader: Actor,
    programme_ids: Iterable[UUID] | None = None,
    board_ids: Iterable[UUID] | None = None,
    at: datetime | None = None,
) -> dict[UUID, DecisionRow]:
    """Return the decisions that still wait for their decision-maker, by id: the soonest needed first, undated last."""
    found = decisions(reader=reader, programme_ids=programme_ids, board_ids=board_ids, states=ASKED, at=at)
    ordered = sorted(found.values(), key=lambda row: (row.needed_by or date.max, row.ref))
    return {row.id: row for row in ordered}


def held_back_by(decision_ids: Iterable[UUID], *, reader: Actor) -> dict[UUID, tuple[str, ...]]:
    """Return which impact assessments hold each decision back, in words, of those this reader may see."""
    found = outstanding_assessments(decision_ids, reader=reader)
    return {key: tuple(one.words for one in waiting if one.words != HIDDEN) for key, waiting in found.items()}


def standing(*, reader: Actor, decision_id: UUID, on: date | None = None) -> Standing | None:
    """Return how one decision stands with who may decide it; None where this reader may not see it."""
    decision = Decision.objects.visible_to(reader).filter(pk=decision_id).first()
    if decision is None:
        return None
    day = on or timezone.localdate()
    is_over_all = sees_all(decision, reader)
    wards = wards_named(decision.paper.wards) if decision.paper else None
    warnings = [
        notice_problem(
            is_key=decision.key_decision,
            given_on=decision.notice_given_on,
            made_on=decision.made_on or day,
            urgency=decision.urgency,
        )
    ]
    span = settings_of(decision.programme_id).pre_election
    taken = {(step.step, step.on) for step in DecisionStep.objects.filter(decision=decision)}
    ahead = {(step, day) for step in FOLLOWS[decision.state]}
    warnings += sorted({pre_election_warning(step, on, span) for step, on in taken | ahead})
    if decision.state not in ENDED:
        warnings += also_changed(decision, reader=reader)
    able: tuple[str, ...] = ()
    if is_over_all:
        makers = makers_of(decision.programme.organisation_id)
        changes, touched = asked_of(decision)
        places = places_of(decision.programme_id, touched, makers)
        able = tuple(maker.name for maker in who_may(changes, places, tuple(makers.values())))
    is_open = decision.state in ASKED
    return Standing(
        refusal=refusal_of(decision) if is_over_all and is_open else "",
        able=able if is_open else (),
        outstanding=held_back_by([decision.id], reader=reader)[decision.id] if is_open else (),
        suggested=suggested_key(decision, wards),
        warnings=tuple(words for words in warnings if words),
        is_over_all=is_over_all,
    )


def _shown(rows: list[Any], reader: Actor, at: datetime | None) -> dict[UUID, DecisionRow]:
    ids = [row.id for row in rows]
    paths: dict[UUID, list[StepRow]] = {}
    steps = DecisionStep.objects.filter(decision__in=ids).order_by("recorded_at", "on")
    for step in steps if at is None else steps.filter(recorded_at__lte=at):
        paths.setdefault(step.decision_id, []).append(_step(step))
    effects = effects_of(ids, reader=reader, at=at)
    waiting: dict[UUID, list[WaitRow]] = {}
    for wait in waits(reader=reader, decision_ids=ids, at=at).values():
        waiting.setdefault(wait.decision_id, []).append(wait)
    seen = {
        name: set(visible.filter(pk__in=keys).values_list("id", flat=True))
        for name, visible, keys in (
            ("board", Board.objects.visible_to(reader), {row.board_id for row in rows}),
            ("paper", seen_papers(reader), {row.paper_id for row in rows}),
            ("meeting", Meeting.objects.visible_to(reader), {row.meeting_id for row in rows}),
        )
    }
    settings = {key: settings_of(key) for key in {row.programme_id for row in rows} if at is not None}
    return {
        row.id: _decision(
            row,
            setting=settings.get(row.programme_id),
            path=tuple(paths.get(row.id, ())),
            effects=effects.get(row.id, ()),
            waiting=tuple(waiting.get(row.id, ())),
            seen=seen,
            at=at,
        )
        for row in rows
    }


def _step(row: DecisionStep) -> StepRow:
    return StepRow(row.step, STATE_WORDS[row.step], row.on, row.note, row.recorded_by, row.recorded_at)


def _decision(
    row: Decision, *, path: tuple[StepRow, ...], effects: tuple[EffectRow, ...],
    waiting: tuple[WaitRow, ...], seen: dict[str, set[UUID]], at: datetime | None,
    setting: SettingsRow | None,
) -> DecisionRow:  # fmt: skip
    state, made_on, effective_on = row.state, row.made_on, row.effective_on
    if at is not None:
        state = path[-1].step
        made_on = next((step.on for step in path if step.step == MADE), None)
        effective_on = effective_date([Step(step.step, step.on) for step in path], made_facts(row, setting))
    board = row.board if row.board_id in seen["board"] else None
    paper = row.paper if row.paper_id in seen["paper"] else None
    meeting = row.meeting if row.meeting_id in seen["meeting"] else None
    return DecisionRow(
        id=row.id,
        version=row.version,
        ref=row.ref,
        title=row.title,
        text=row.text,
        programme_id=row.programme_id,
        programme_code=row.programme.code,
        illustrative=row.illustrative or row.programme.illustrative,
        workstream_id=row.workstream_id,
        workstream_ref=row.workstream.ref if row.workstream else "",
        workstream_name=row.workstream.name if row.workstream else "",
        kind=row.kind,
        kind_words=row.get_kind_display(),
        amount=row.amount,
        decision_maker_id=row.decision_maker_id,
        decision_maker=row.decision_maker.name if row.decision_maker else "",
        board_id=board.id if board else None,
        board=board.name if board else "",
        paper_id=paper.id if paper else None,
        paper_ref=paper.ref if paper else "",
        meeting_id=meeting.id if meeting else None,
        meeting_at=meeting.starts_at if meeting else None,
        state=state,
        state_words=STATE_WORDS[state],
        needed_by=row.needed_by,
        key_decision=row.key_decision,
        key_reason=row.key_reason,
        notice_given_on=row.notice_given_on,
        urgency=row.urgency,
        call_in_days=row.call_in_days,
        made_on=made_on,
        effective_on=effective_on,
        reasons=row.reasons,
        source=row.source,
        marking=row.marking,
        placement=row.placement(),
        path=path,
        effects=effects,
        waits=waiting,
    )

"""Adding and withdrawing wordings: each with its test question, and none that makes a kept question read otherwise.

Source: docs/method.md, "Wordings".
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from bots import events
from bots.changes.unanswered import settled_by_wording
from bots.models import Wording
from bots.queries.answers.names import lexicon_for
from bots.queries.kept_questions import LONGEST_READING, NowRead, kept_questions, read_now, wordings_seen
from bots.rules.asking.named import Named
from bots.rules.asking.names import plain_words
from bots.rules.asking.rewording import alias_problem, meaning_problem, phrasing_problem
from bots.rules.asking.things import Thing
from bots.rules.tokens import words
from programme import queries as ground
from programme.changes import Invalid
from programme.changes.saving_rows import locked, save
from programme.outbox.recording import record
from programme.queries import ProgrammeRow
from programme.rules import access
from programme.rules.access import Actor, Refused

MOST_OFFERED: Final = 6
PHRASINGS_NOT_YOURS: Final = (
    "You may not add a phrasing, which holds in every programme. "
    "It takes a grant as programme office over a whole council."
)


@transaction.atomic
def add_alias(
    *, programme_id: UUID, phrase: str, thing: str, question: str, same_as: str, reason: str, by: Actor,
    at: datetime, question_id: UUID | None = None,
) -> UUID:  # fmt: skip
    """Add words that name a thing of a programme, with the question that shows it; returns the wording's id.

    `thing` is its ref or name, `same_as` a question that is understood already and reads the same. Raises Refused,
    and Invalid naming the field: also where a kept question would read otherwise, which it names.
    """
    place = _place(programme_id, by)
    _one_at_a_time()
    on = timezone.localdate(at)
    _require(phrase=phrase, thing=thing, question=question, same_as=same_as, reason=reason)
    if problem := alias_problem(phrase, today=on):
        raise Invalid({"phrase": [problem]})
    found = _thing(thing, place, by)
    if _is_taken(phrase, place, by):
        raise Invalid({"phrase": [f"“{phrase}” is taken in {place.code}: it names something there already."]})
    row = Wording(
        kind="alias",
        key=" ".join(plain_words(phrase)),
        thing_kind=found.kind,
        thing_id=found.id,
        heading=found.name if found.id is None else "",
    )
    return _add(row, place, phrase, question, same_as, reason, by=by, at=at, question_id=question_id)


@transaction.atomic
def add_phrasing(
    *, programme_id: UUID, phrase: str, means: str, question: str, same_as: str, reason: str, by: Actor,
    at: datetime, question_id: UUID | None = None,
) -> UUID:  # fmt: skip
    """Add words that mean the same as words already understood, in every programme; returns the wording's id.

    Its test is asked within the programme named. Raises Refused, and Invalid as `add_alias` does.
    """
    if not by.may_word_for_all:
        raise Refused(PHRASINGS_NOT_YOURS)
    place = _place(programme_id, by)
    _one_at_a_time()
    on = timezone.localdate(at)
    _require(phrase=phrase, means=means, question=question, same_as=same_as, reason=reason)
    if problem := phrasing_problem(phrase, today=on):
        raise Invalid({"phrase": [problem]})
    if problem := meaning_problem(means):
        raise Invalid({"means": [problem]})
    key = " ".join(words(phrase))
    if Wording.objects.filter(kind="phrasing", key=key, withdrawn_at=None).exists():
        raise Invalid({"phrase": [f"“{phrase}” is a phrasing already."]})
    row = Wording(kind="phrasing", key=key, means=" ".join(means.split()))
    return _add(row, place, phrase, question, same_as, reason, by=by, at=at, question_id=question_id)


@transaction.atomic
def withdraw_wording(
    *, wording_id: UUID, reason: str, by: Actor, at: datetime, version: int | None = None
) -> None:
    """Withdraw a wording: from now on it is not read. It stays on the record. Raises Refused, Invalid, Stale."""
    row = locked(Wording, wording_id, version=version)
    if row.kind == "phrasing" and not by.may_word_for_all:
        raise Refused(PHRASINGS_NOT_YOURS)
    if row.kind == "alias":
        by.require(access.WORD, row.programme.placement(), thing="the aliases of this programme")
    if not reason.strip():
        raise Invalid({"reason": ["Say why, in a few words"]})
    if row.withdrawn_at is not None or by.person_id is None:
        return
    row.withdrawn_at, row.withdrawn_by_id, row.withdrawn_why = at, by.person_id, reason[:300]
    save(row, by=by, reason=reason)
    record([_event(row, events.WordingWithdrawn)], by=by, at=at)


def _add(
    row: Wording, place: ProgrammeRow, phrase: str, question: str, same_as: str, reason: str, *, by: Actor,
    at: datetime, question_id: UUID | None,
) -> UUID:  # fmt: skip
    """Save a wording, then read its question and all that are kept; what reads amiss takes everything back."""
    on = timezone.localdate(at)
    meant = read_now(same_as, programme_id=place.id, on=on)
    if not meant.asked:
        raise Invalid(
            {"same_as": [f"“{same_as}” is {meant.words}: give a question that is understood as it is."]}
        )
    today = read_now(question, programme_id=place.id, on=on)
    if today.asked:
        raise Invalid({"question": [f"That is understood already, as: {today.words}."]})
    before = {kept.wording.id: kept.now for kept in kept_questions()}
    row.programme_id, row.phrase, row.question, row.same_as = (
        place.id,
        " ".join(phrase.split()),
        question,
        same_as,
    )
    row.reads, row.asked_on, row.reason, row.added_at = meant.asked[:LONGEST_READING], on, reason, at
    row.added_by_id = by.person_id  # type: ignore[assignment]  # required by `_place`
    save(row, by=by, reason=reason, new=True)
    now = read_now(question, programme_id=place.id, on=on)
    if now.asked != meant.asked:
        raise Invalid({"question": [f"With this it reads as {now.words}, not as {meant.words}."]})
    _check_kept(before, row.id, by)
    record([_event(row, events.WordingAdded)], by=by, at=at)
    if question_id is not None:
        settled_by_wording(
            question_id=question_id, why=f"{row.get_kind_display().partition(':')[0]} added", by=by, at=at
        )
    return row.id


def _check_kept(before: Mapping[UUID, NowRead], added: UUID, by: Actor) -> None:
    """Raise Invalid where a question kept with another wording reads otherwise than before."""
    for kept in kept_questions():
        if kept.wording.id == added or kept.now == before.get(kept.wording.id):
            continue
        words_of_it = "a question kept for what you may not see"
        if wordings_seen([kept.wording], reader=by):
            words_of_it = f"“{kept.wording.question}” would be {kept.now.words}"
        raise Invalid({"phrase": [f"With this a kept question would read otherwise: {words_of_it}."]})


def _place(programme_id: UUID, by: Actor) -> ProgrammeRow:
    """Return the programme, where this person may add wordings there. Raises Refused."""
    found = ground.programmes(reader=by, ids=[programme_id]).get(programme_id)
    if found is None or by.person_id is None:
        raise Refused("There is no programme of yours by that key. Ask the programme office.")
    by.require(access.WORD, found.placement, thing=f"the aliases of {found.code}")
    return found


def _thing(called: str, place: ProgrammeRow, by: Actor) -> Thing:
    """Return the one thing of the programme that goes by a ref or a whole name. Raises Invalid."""
    things = _whole(called, place, by)
    if len(things) == 1:
        return things[0]
    if not things:
        problem = f"Nothing in {place.code} is called “{called}”. Give its ref, or its name in full."
    else:
        several = "; ".join(f"{t.phrase}: {t.label}" for t in things[:MOST_OFFERED])
        problem = f"“{called}” may be several things ({several}). Give a ref."
    raise Invalid({"thing": [problem]})


def _is_taken(phrase: str, place: ProgrammeRow, by: Actor) -> bool:
    key = " ".join(plain_words(phrase))
    rows = Wording.objects.filter(kind="alias", programme_id=place.id, key=key, withdrawn_at=None)
    return rows.exists() or bool(_whole(phrase, place, by))


def _whole(called: str, place: ProgrammeRow, by: Actor) -> list[Thing]:
    """Return what goes by exactly these words, as whoever adds a wording may name it in a question."""
    lexicon = lexicon_for(by.without_closed(), programme=place.code)
    said = words(called)
    if lexicon is None or not said:
        return []
    named: list[Named] = [
        n for n in lexicon.names_in(said) if n.is_whole and (n.start, n.end) == (0, len(said))
    ]
    return list(dict.fromkeys(thing for one in named for thing in one.things))


def _require(**given: str) -> None:
    """Raise Invalid for whatever was left blank."""
    blank = {name: ["This is needed"] for name, words_given in given.items() if not words_given.strip()}
    if blank:
        raise Invalid(blank)


def _one_at_a_time() -> None:
    """Wait for whoever adds a wording now, until the transaction ends: two must not upset each other's questions."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended('wordings', 0))")


def _event(row: Wording, kind: type[events.WordingMoved]) -> events.WordingMoved:
    return kind(aggregate_id=row.id, version=row.version, programme_id=row.programme_id, kind=row.kind)

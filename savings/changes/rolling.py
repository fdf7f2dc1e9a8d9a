"""The turn of the budget year: previewed, rolled in one transaction, reversed until it is closed. Finance alone.

What `roll_year` does, in order:
1. The outturn of the year that ends is frozen line by line, as it stands.
2. The next budget round is opened, or the one of that code used.
3. What fell short is settled for the year after: written out against its pressure, or left in the base.
4. Every line that goes on, or has ended, gains the year after the table's last; others are left as they are.
5. What was done is kept with the roll, so that it is shown as it went and can be reversed.

No cell of a year that has a plan is touched but by writing out. Source: docs/method.md, "Rolling the year".
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from programme import queries as ground
from programme.changes import Invalid, Stale, hold_open
from programme.changes.saving_rows import is_quiet, locked, save
from programme.outbox.recording import record
from programme.queries import ProgrammeRow
from programme.rules import access
from programme.rules.calendar import FinancialMonth, FinancialYear
from savings import events
from savings.changes.freezing import Asked, Authority, check_stated, with_decision
from savings.changes.rolling_rows import (
    changed_since,
    drop_unused,
    extend,
    named,
    open_round,
    settle,
    shorten,
    unsettle,
)
from savings.models import Saving, Settlement, YearRoll
from savings.queries.names import saving_places
from savings.queries.periods import periods
from savings.queries.rolling import roll_preview, roll_view
from savings.rules.periods import closed_with, period_words
from savings.rules.rolling import RollChoice

MOVED: Final = "A line changed since you opened this. Nothing was rolled: look again, then roll."
FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2200


@transaction.atomic
def preview_roll(
    *, programme_id: UUID, year: int, by: access.Actor, at: datetime, code: str = "", name: str = "",
    choices: Mapping[str, str] | None = None, version: int | None = None,
) -> YearRoll:  # fmt: skip
    """Keep what is chosen for the roll of a year: a preview, changed as often as one likes until it is rolled.

    `choices` are by saving id, carry or write_out; a line without one has its usual one. `code` and `name` are
    those of the round that opens. `version` is that of the preview these choices were made on. Nothing else is
    written. Raises Refused, Stale, Invalid.
    """
    _check_given(year, code, name, choices or {})
    programme = _programme(programme_id, by)
    wrong = {choice for choice in (choices or {}).values() if choice not in set(RollChoice)}
    if wrong:
        raise Invalid({"choices": [f"Choose {' or '.join(RollChoice)} for each line"]})
    row = YearRoll.objects.select_for_update().filter(programme_id=programme_id, year=year)
    known = row.exclude(state="reversed").first()
    if known is not None and known.state != "previewed":
        words = f"{FinancialYear(year)} of {programme.name} is rolled already"
        raise Invalid({"year": [f"{words}: reverse that first"]})
    if known is not None and version is not None and known.version != version:
        raise Stale(known, saw=version)
    held = known.choices.get("chosen", {}) if known is not None else {}
    chosen = {
        "chosen": _merged(held, choices or {}, programme.id, by),
        "round": {"code": code.strip(), "name": name.strip()},
    }
    if known is None:
        return save(YearRoll(programme_id=programme_id, year=year, choices=chosen), by=by, new=True)
    if known.choices != chosen:
        known.choices = chosen
        save(known, by=by)
    return known


@transaction.atomic
def roll_year(
    *, roll_id: UUID, version: int | None, by: access.Actor, at: datetime, reason: str = "",
    authority: Authority | None = None, seen: str | None = None,
) -> YearRoll:  # fmt: skip
    """Roll the year as previewed, all of it or nothing. `authority` is the decision frozen plans take.

    `seen` is the digest of the preview that was looked at. Where the year's last period is not closed it takes a
    reason. Its lines are locked before they are read. Raises NeedsDecision, Refused, Stale, Invalid.
    """
    row = locked(YearRoll, roll_id, version=version)
    programme = _programme(row.programme_id, by)
    year = FinancialYear(row.year)
    _check_state(row, "previewed", "Only a preview is rolled")
    if authority is not None:
        check_stated(Asked(programme.id, f"rolling {year}"), authority, by=by, at=at)
    _check_order(row, programme, year)
    _check_closed(programme, year, reason)
    words = with_decision(reason or f"Roll of {year}", authority)
    hold_open(programme.id, at=at)
    lines_of = Saving.objects.select_for_update(of=("self",)).filter(programme_id=programme.id)
    list(lines_of.order_by("pk").values_list("pk", flat=True))
    if seen is not None:
        now = roll_view(reader=by, roll_id=roll_id)
        if now is None or now.digest != seen:
            raise Invalid({"lines": [MOVED]})
    view = roll_preview(
        reader=access.system(),
        programme_id=programme.id,
        organisation_id=programme.organisation_id,
        year=year,
        chosen=row.choices.get("chosen", {}),
    )
    lines = [one.roll for one in view.lines]
    opened, is_new = open_round(programme, row.choices.get("round", {}), year, by=by)
    settled = settle(lines, year, reason or f"Roll of {year}", by=by, at=at, authority=authority)
    added = extend(lines, words, by=by, at=at, authority=authority)
    row.budget_round = opened
    row.outturn = {"at": at.isoformat(), "lines": [one.outturn.to_json() for one in view.lines]}
    row.choices = {
        **row.choices,
        "lines": [one.roll.to_json() | {"outlook": one.outlook} for one in view.lines],
        "reason": reason.strip(),
        "decision": with_decision("", authority) if authority else "",
    }
    row.undo = {
        "settled": settled,
        "added": added,
        "round": str(opened.pk) if is_new else None,
        "authority": _kept(authority),
    }
    row.state, row.rolled_at = "rolled", at
    save(row, by=by, reason=words)
    chosen = [one.choice for one in lines if one.undelivered]
    _tell(
        row,
        programme,
        events.YearRolled,
        by=by,
        at=at,
        budget_round=opened.code,
        carried=chosen.count(RollChoice.CARRY),
        written_out=chosen.count(RollChoice.WRITE_OUT),
        reason=reason.strip(),
    )
    return row


@transaction.atomic
def reverse_roll(
    *, roll_id: UUID, version: int | None, reason: str, by: access.Actor, at: datetime
) -> YearRoll:
    """Reverse a roll that is not closed: plans, settlements and rounds are as before, and all of it is on record.

    Raises Refused, Stale; Invalid without a reason, or naming the lines whose plan or settlement changed since.
    """
    row = locked(YearRoll, roll_id, version=version)
    programme = _programme(row.programme_id, by)
    year = FinancialYear(row.year)
    _check_state(row, "rolled", "Only a roll that stands and is not closed is reversed")
    if not reason.strip():
        raise Invalid({"reason": [f"Say why the roll of {year} is reversed: the reason is kept"]})
    later = YearRoll.objects.filter(programme_id=programme.id, year__gt=row.year).exclude(state="reversed")
    if later.exclude(state="previewed").exists():
        raise Invalid({"year": ["A later year is rolled on top of it: reverse that first"]})
    made = Settlement.objects.filter(pk__in=row.undo["settled"])
    settled = list(made.select_related("saving__programme", "saving__workstream").order_by("recorded_at"))
    changed = changed_since(row.undo["added"], settled, by=by)
    if changed:
        words = f"Changed since the roll, so it cannot be reversed: {named(changed)}"
        raise Invalid({"lines": [f"{words}. Put them back as the roll left them first"]})
    authority = _authority(row.undo["authority"])
    words = f"Reversal of the roll of {year}: {reason.strip()}"
    shorten(row.undo["added"], words, by=by, at=at)
    unsettle(settled, year, words, by=by, at=at, authority=authority)
    opened = row.budget_round
    row.state, row.budget_round = "reversed", None
    save(row, by=by, reason=reason)
    if opened is not None and row.undo["round"] == str(opened.pk):
        drop_unused(opened, by=by, reason=words)
    _tell(row, programme, events.RollReversed, by=by, at=at, reason=reason.strip())
    return row


@transaction.atomic
def close_roll(*, roll_id: UUID, version: int | None, by: access.Actor, at: datetime) -> YearRoll:
    """Close a roll: from here it cannot be reversed. Raises Refused, Stale, Invalid."""
    row = locked(YearRoll, roll_id, version=version)
    programme = _programme(row.programme_id, by)
    _check_state(row, "rolled", "Only a roll that stands is closed")
    row.state, row.closed_at = "closed", at
    save(row, by=by)
    _tell(row, programme, events.RollClosed, by=by, at=at)
    return row


def _check_given(year: int, code: str, name: str, choices: Mapping[str, str]) -> None:
    """Check what a form may have been sent with. Raises Invalid."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Invalid({"year": [f"Give a year from {FIRST_YEAR} to {LAST_YEAR}"]})
    if "\x00" in code + name:
        raise Invalid({"code": ["Write the round's code and name in ordinary characters"]})
    for key in choices:
        try:
            UUID(str(key))
        except ValueError as problem:
            raise Invalid(
                {"choices": ["A choice names a line that is none: open the preview again"]}
            ) from problem


# What must hold --------------------------------------------------------------------------------------------


def _programme(programme_id: UUID, by: access.Actor) -> ProgrammeRow:
    found = ground.programmes(reader=by, ids=[programme_id]).get(programme_id)
    if found is None:
        raise access.Refused("There is no such programme among those you may see.")
    by.require(access.CLOSE, found.placement, thing=f"the budget year of {found.name}")
    return found


def _merged(
    held: Mapping[str, str], given: Mapping[str, str], programme_id: UUID, by: access.Actor
) -> dict[str, str]:
    """Return the choices as they will stand: those given of lines this person sees, those held of hidden ones."""
    places = saving_places({UUID(str(key)) for key in (*held, *given)})
    seen = {str(k) for k, where in places.items() if where.programme_id == programme_id and by.sees(where)}
    hidden = {key: choice for key, choice in held.items() if key not in seen}
    return hidden | {str(key): choice for key, choice in given.items() if str(key) in seen}


def _check_state(row: YearRoll, state: str, words: str) -> None:
    if row.state != state:
        raise Invalid({"state": [f"{words}; this one is {row.state}"]})


def _check_order(row: YearRoll, programme: ProgrammeRow, year: FinancialYear) -> None:
    """Refuse to roll a year on top of one whose roll may still be reversed."""
    earlier = YearRoll.objects.filter(programme_id=row.programme_id, year__lt=row.year, state="rolled")
    open_one = earlier.order_by("year").first()
    if open_one is not None:
        before = FinancialYear(open_one.year)
        raise Invalid({"year": [f"The roll of {before} is still open: close it before {year} is rolled"]})


def _check_closed(programme: ProgrammeRow, year: FinancialYear, reason: str) -> None:
    """Ask for a reason where finance has not closed the year's last period."""
    last = FinancialMonth(year, 12)
    held = periods(reader=access.system(), programme_ids=[programme.id])[programme.id]
    if closed_with(held.closed, last) is None and not reason.strip():
        words = f"{period_words(last)} is not closed: close it first, or say why {year} is rolled without it"
        raise Invalid({"reason": [words]})


def _kept(authority: Authority | None) -> dict[str, str] | None:
    if authority is None:
        return None
    return {
        "decision": authority.decision,
        "decision_maker": authority.decision_maker,
        "effective": authority.effective.isoformat(),
    }


def _authority(kept: Mapping[str, str] | None) -> Authority | None:
    if kept is None:
        return None
    return Authority(kept["decision"], kept["decision_maker"], date.fromisoformat(kept["effective"]))


def _tell(
    row: YearRoll, programme: ProgrammeRow, kind: Any, *, by: access.Actor, at: datetime, **facts: Any
) -> None:
    event = kind(
        aggregate_id=row.pk,
        version=row.version,
        programme_id=programme.id,
        closed=programme.placement.is_closed,
        quiet=is_quiet(by),
        year=row.year,
        **facts,
    )
    record([event], by=by, at=at)

"""The rows of a roll: the round it opens, what it settles, the year it adds to each line, and taking them back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from programme.changes import Invalid
from programme.changes.saving_many import add_many, update_many
from programme.changes.saving_rows import recorded, save
from programme.outbox.recording import record
from programme.queries import ProgrammeRow
from programme.rules import access
from programme.rules.calendar import FinancialYear
from savings import events
from savings.changes.freezing import Authority, NeedsDecision
from savings.changes.settling import settle_saving, undo_settlement
from savings.changes.states import keep_states
from savings.models import BudgetRound, PlannedAmount, Saving, Settlement
from savings.rules.pressures import Choice
from savings.rules.rolling import LineRoll, RollChoice

SETTLES = {RollChoice.CARRY: Choice.LEFT_IN_BASE, RollChoice.WRITE_OUT: Choice.WRITTEN_OUT}
HIDDEN = "a line not shown to you"
NAMED_AT_MOST = 8


def open_round(
    programme: ProgrammeRow, asked: Mapping[str, str], year: FinancialYear, *, by: access.Actor
) -> tuple[BudgetRound, bool]:
    """Return the round of the code asked for, and whether it was opened now. Its base is that of the year that ends."""
    code = str(asked.get("code", "")).strip()
    if not code:
        raise Invalid({"code": [f"Name the round that opens after {year}: its code, for example 25S"]})
    known = BudgetRound.objects.filter(organisation_id=programme.organisation_id, code=code).first()
    if known is not None:
        if known.base_year not in (None, year.start_year):
            base = FinancialYear(known.base_year)
            raise Invalid(
                {"code": [f"Round {code} is stated against {base}, not {year}: choose another code"]}
            )
        return known, False
    name = str(asked.get("name", "")).strip() or f"Budget {year.next()}"
    opened = BudgetRound(
        organisation_id=programme.organisation_id, code=code, name=name, base_year=year.start_year
    )
    return save(opened, by=by, new=True), True


def settle(
    lines: Sequence[LineRoll], year: FinancialYear, reason: str, *, by: access.Actor, at: datetime,
    authority: Authority | None,
) -> list[str]:  # fmt: skip
    """Settle what proposes a pressure for the year after, as chosen; return the ids of the settlements."""
    asked = {one.key: one for one in lines if one.pressure}
    rows = Saving.objects.filter(pk__in=list(asked)).select_related("programme", "workstream")
    found = []
    for saving in sorted(rows, key=lambda row: (row.line_no, row.ref)):
        settled = settle_saving(
            saving_id=saving.pk,
            version=None,
            year=year.next().start_year,
            choice=SETTLES[asked[str(saving.pk)].choice],
            reason=reason,
            authority=authority,
            by=_who(by, saving, year),
            at=at,
        )
        found.append(str(settled.pk))
    return found


def extend(
    lines: Sequence[LineRoll], words: str, *, by: access.Actor, at: datetime, authority: Authority | None
) -> dict[str, Any]:
    """Give each line that goes on, or has ended, its next year; return what was added, by saving."""
    added = {one.key: one.extension for one in lines if one.extension is not None}
    rows = _locked(added)
    frozen = [row for row in rows if row.plan_frozen_at is not None]
    if frozen and authority is None:
        refs = sorted({row.ref if by.sees(row.placement()) else HIDDEN for row in frozen})
        raise NeedsDecision(
            f"Frozen plans gain a year by decision only ({named(refs)}): name the decision, who made it and when."
        )
    cells = [
        PlannedAmount(saving_id=row.pk, year=one.year.start_year, amount=one.amount)
        for row in rows
        for one in [added[str(row.pk)]]
    ]
    with recorded(by, reason=words):
        add_many(cells)
    _replanned(rows, {row.pk: added[str(row.pk)].year.start_year for row in rows}, words, by=by, at=at)
    return {
        key: {"year": one.year.start_year, "amount": None if one.amount is None else f"{one.amount:.2f}"}
        for key, one in added.items()
    }


def shorten(added: Mapping[str, Mapping[str, Any]], words: str, *, by: access.Actor, at: datetime) -> None:
    """Take the added years away again."""
    rows = _locked(added)
    years = {row.pk: int(added[str(row.pk)]["year"]) for row in rows}
    cells = [
        cell
        for cell in PlannedAmount.objects.filter(saving_id__in=list(years))
        if cell.year == years[cell.saving_id]
    ]
    with recorded(by, reason=words):
        PlannedAmount.objects.filter(pk__in=[cell.pk for cell in cells]).delete()
    _replanned(rows, years, words, by=by, at=at)


def changed_since(
    added: Mapping[str, Mapping[str, Any]], settled: Sequence[Settlement], *, by: access.Actor
) -> list[str]:
    """Return the lines whose added year or settlement is not as the roll left it, by what this person may call them."""
    rows = Saving.objects.filter(pk__in=list(added)).select_related("programme", "workstream")
    lines = {str(row.pk): row for row in rows}
    held: dict[str, dict[int, Decimal | None]] = {key: {} for key in lines}
    cells = PlannedAmount.objects.filter(saving_id__in=list(lines))
    for saving_id, year, amount in cells.values_list("saving_id", "year", "amount"):
        held[str(saving_id)][year] = amount
    changed = {
        key
        for key, one in added.items()
        if held.get(key, {}).get(one["year"], "none") != _pounds(one["amount"])
        or max(held[key]) > one["year"]
    }
    undone = set(Settlement.objects.filter(undoes__in=settled).values_list("saving_id", flat=True))
    changed |= {str(key) for key in undone}
    lines |= {str(one.saving_id): one.saving for one in settled}
    found = [lines[key] for key in changed if key in lines]
    return sorted({row.ref if by.sees(row.placement()) else HIDDEN for row in found})


def named(refs: Sequence[str]) -> str:
    """Return lines by their refs, the first few where there are many."""
    rest = len(refs) - NAMED_AT_MOST
    return ", ".join(refs[:NAMED_AT_MOST]) + (f" and {rest} more" if rest > 0 else "")


def unsettle(
    settled: Sequence[Settlement], year: FinancialYear, words: str, *, by: access.Actor, at: datetime,
    authority: Authority | None,
) -> None:  # fmt: skip
    """Undo what a roll settled, the last first."""
    for one in reversed(settled):
        undo_settlement(
            settlement_id=one.pk,
            reason=words,
            authority=authority,
            by=_who(by, one.saving, year),
            at=at,
        )


def _who(by: access.Actor, saving: Saving, year: FinancialYear) -> access.Actor:
    """Return who acts on a line: whoever rolls, or the roll itself on a line that is hidden from them."""
    is_theirs = by.may(access.VALIDATE, saving.placement())
    return by if is_theirs else access.system(f"Roll of {year}", door=by.door)


def _pounds(kept: str | None) -> Decimal | None:
    return None if kept is None else Decimal(kept)


def _locked(keys: Mapping[str, Any]) -> list[Saving]:
    rows = Saving.objects.select_for_update(of=("self",)).filter(pk__in=list(keys))
    return list(rows.select_related("programme", "workstream").order_by("pk"))


def _replanned(
    rows: Sequence[Saving], years: Mapping[UUID, int], words: str, *, by: access.Actor, at: datetime
) -> None:
    """Move each line on to its next version and tell, quietly: the roll's own event sets everything going once."""
    for row in rows:
        row.version += 1
    with recorded(by, reason=words):
        update_many(rows, ["version"])
    keep_states(rows, by=by, at=at)
    record(
        [
            events.SavingReplanned(
                aggregate_id=row.pk,
                version=row.version,
                programme_id=row.programme_id,
                closed=row.placement().is_closed,
                quiet=True,
                years=(years[row.pk],),
                reason=words,
            )
            for row in rows
        ],
        by=by,
        at=at,
    )


def drop_unused(opened: BudgetRound, *, by: access.Actor, reason: str) -> None:
    """Take away a round that the roll opened, unless something belongs to it by now."""
    if opened.savings.exists() or opened.pressures.exists() or opened.rolls.exists():
        return
    with recorded(by, reason=reason):
        opened.delete()

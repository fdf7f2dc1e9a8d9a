"""The budget pressures that shortfalls propose, what finance settled, and what a settlement would do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from programme.rules.access import Actor, Placement
from programme.rules.calendar import FinancialYear
from savings.models import Pressure, Saving, Settlement
from savings.queries.backing import covering_plans, mitigated, mitigations_of, replacements_of
from savings.queries.savings import SavingRow, savings
from savings.rules.pressures import CHOICE_WORDS, Choice, Proposal, proposed
from savings.rules.totals import SavingKind


@dataclass(frozen=True)
class ProposalRow:
    """A saving and the pressure it proposes for the budget of a year, with what stands beside.

    `linked` is the ref of a pressure of that year that already names the saving. `mitigated` is one-off money
    of the year before, which lowers nothing here.
    """

    saving: SavingRow
    proposal: Proposal
    replacements: tuple[str, ...]
    linked: str
    mitigated: Decimal


@dataclass(frozen=True)
class SettlementRow:
    """What finance settled of a saving for the budget of a year; `undone` says why it no longer stands.

    A pressure the reader may not see has neither id nor ref here.
    """

    id: UUID
    saving_id: UUID
    saving_ref: str
    saving_name: str
    saving_version: int
    programme_id: UUID
    programme_code: str
    year: FinancialYear
    choice: str
    words: str
    amount: Decimal | None
    pressure_id: UUID | None
    pressure_ref: str
    reason: str
    recorded_at: datetime
    by: str
    placement: Placement
    undone: str = ""


def pressure_proposals(
    *, reader: Actor, programme_ids: Iterable[UUID], year: FinancialYear
) -> dict[UUID, ProposalRow]:
    """Return what savings propose for the budget of a year, by saving, in the order of their paper.

    A saving that finance settled for that year proposes nothing until the settlement is undone.
    Source: docs/method.md, "Pressure loop".
    """
    rows = savings(reader=reader, programme_ids=list(programme_ids))
    settled = set(
        Settlement.objects.filter(
            saving_id__in=list(rows), year=year.start_year, undoes=None, undone_by=None
        ).values_list("saving_id", flat=True)
    )
    return _proposals(reader, [row for row in rows.values() if row.id not in settled], year)


def proposal_of(saving_id: UUID, year: FinancialYear, *, reader: Actor) -> Proposal | None:
    """Return what one saving proposes for the budget of a year, settled or not; None for nothing."""
    found = _proposals(reader, list(savings(reader=reader, ids=[saving_id]).values()), year).get(saving_id)
    return found.proposal if found else None


def settlements(
    *, reader: Actor, programme_ids: Iterable[UUID] | None = None, saving_ids: Iterable[UUID] | None = None,
    year: FinancialYear | None = None,
) -> list[SettlementRow]:  # fmt: skip
    """Return what finance settled, newest first, of the savings this reader may see."""
    seen = Saving.objects.visible_to(reader)
    if programme_ids is not None:
        seen = seen.filter(programme_id__in=list(programme_ids))
    if saving_ids is not None:
        seen = seen.filter(pk__in=list(saving_ids))
    rows = Settlement.objects.filter(saving__in=seen, undoes=None)
    if year is not None:
        rows = rows.filter(year=year.start_year)
    near = ("saving__programme", "saving__workstream", "pressure__programme", "undone_by")
    return [_settlement(row, reader) for row in rows.select_related(*near).order_by("-recorded_at")]


def _proposals(reader: Actor, rows: list[SavingRow], year: FinancialYear) -> dict[UUID, ProposalRow]:
    ids = [row.id for row in rows]
    links = replacements_of(reader, ids)
    money = mitigations_of(ids)
    linked: dict[UUID, list[str]] = defaultdict(list)
    pressures = Pressure.objects.visible_to(reader).filter(
        deferred_from_id__in=ids, amounts__year=year.start_year
    )
    for saving_id, ref in pressures.order_by("ref").values_list("deferred_from_id", "ref"):
        linked[saving_id].append(ref)
    found = {}
    for row in rows:
        if row.outlook is not None and row.outlook.outlook == "withdrawn":
            continue
        proposal = proposed(
            row.split,
            year,
            kind=SavingKind(row.kind),
            replacements=covering_plans(links.get(row.id, ()), SavingKind(row.kind)),
            validated=row.validated,
        )
        if proposal is not None:
            found[row.id] = ProposalRow(
                saving=row,
                proposal=proposal,
                replacements=tuple(f"{link.ref} {link.name}" for link in links.get(row.id, ())),
                linked=", ".join(linked[row.id]),
                mitigated=mitigated(money.get(row.id, ()), year.previous()),
            )
    return found


def _settlement(row: Settlement, reader: Actor) -> SettlementRow:
    at_first = row.amounts.get(str(row.year), {}).get("pressure")
    undone = getattr(row, "undone_by", None)
    seen = row.pressure is not None and reader.sees(row.pressure.placement())
    pressure = row.pressure if seen else None
    return SettlementRow(
        id=row.pk,
        saving_id=row.saving_id,
        saving_ref=row.saving.ref,
        saving_name=row.saving.name,
        saving_version=row.saving.version,
        programme_id=row.saving.programme_id,
        programme_code=row.saving.programme.code,
        year=FinancialYear(row.year),
        choice=row.choice,
        words=CHOICE_WORDS[Choice(row.choice)],
        amount=None if at_first is None else Decimal(at_first),
        pressure_id=pressure.pk if pressure is not None else None,
        pressure_ref=pressure.ref if pressure is not None else "",
        reason=row.reason,
        recorded_at=row.recorded_at,
        by=row.recorded_by_name,
        placement=row.saving.placement(),
        undone=undone.reason if undone else "",
    )

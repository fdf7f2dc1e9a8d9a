"""What was said of lines and targets between two moments, row by row of their ledgers, beside what stood before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from programme.queries.moves import Move
from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from savings.models import Claim, OutlookReport, Saving, SavingForecast, Target, TargetAmount, Validation
from savings.models.saving import OUTLOOK_WORDS
from savings.rules.notation import show_pounds

NOT_REPORTED: Final = "no outlook"
Amounts = Mapping[FinancialYear, tuple[Decimal | None, Decimal | None]]  # what it was and what it is now


@dataclass(frozen=True)
class FoundMove:
    """A change before its effect is known: the lines it may have moved."""

    move: Move
    lines: frozenset[UUID]
    amounts: Amounts = field(default_factory=dict)


def said_moves(seen: Mapping[UUID, Saving], since: datetime, until: datetime) -> list[FoundMove]:
    """Return what was said of these lines after `since` and by `until`: series, outlooks, claims, validations."""
    return [
        *_series(seen, since, until),
        *_outlooks(seen, since, until),
        *_claims(seen, since, until),
        *_validations(seen, since, until),
    ]


def _by(rows: QuerySet[Any], seen: Mapping[UUID, Saving], until: datetime) -> QuerySet[Any]:
    found = rows.filter(saving_id__in=list(seen), recorded_at__lte=until)
    return found.order_by("recorded_at", "saving_version")


def _series(seen: Mapping[UUID, Saving], since: datetime, until: datetime) -> list[FoundMove]:
    stands: dict[tuple[UUID, str, int, int | None], Decimal | None] = {}
    statements: dict[
        UUID, tuple[SavingForecast, dict[FinancialYear, tuple[Decimal | None, Decimal | None]]]
    ] = {}
    for row in _by(SavingForecast.objects.all(), seen, until):
        cell = (row.saving_id, row.series, row.year, row.month)
        was, stands[cell] = stands.get(cell), row.amount
        if row.recorded_at <= since:
            continue
        _, amounts = statements.setdefault(row.said_together, (row, {}))
        if row.month is None and was != row.amount:
            amounts[FinancialYear(row.year)] = (was, row.amount)
    return [
        FoundMove(
            saving_move(seen[row.saving_id], row, row.series, row.reason, **_words(amounts)),
            frozenset({row.saving_id}),
            amounts,
        )
        for row, amounts in statements.values()
    ]


def _outlooks(seen: Mapping[UUID, Saving], since: datetime, until: datetime) -> list[FoundMove]:
    last: dict[UUID, str] = {}
    found = []
    for row in _by(OutlookReport.objects.all(), seen, until):
        was, last[row.saving_id] = last.get(row.saving_id, ""), row.outlook
        if row.recorded_at > since:
            words = {
                "was": OUTLOOK_WORDS.get(was, NOT_REPORTED),
                "now": OUTLOOK_WORDS.get(row.outlook, NOT_REPORTED),
            }
            move = saving_move(seen[row.saving_id], row, "outlook", row.reason, **words)
            found.append(FoundMove(move, frozenset({row.saving_id})))
    return found


def _claims(seen: Mapping[UUID, Saving], since: datetime, until: datetime) -> list[FoundMove]:
    stands: dict[tuple[UUID, int], Decimal | None] = {}
    found = []
    for row in _by(Claim.objects.all(), seen, until):
        was = stands.get((row.saving_id, row.year))
        stands[row.saving_id, row.year] = row.amount
        if row.recorded_at > since:
            amounts = {FinancialYear(row.year): (was, row.amount)}
            move = saving_move(seen[row.saving_id], row, "claimed", row.reason, **_words(amounts))
            found.append(FoundMove(move, frozenset({row.saving_id}), amounts))
    return found


def _validations(seen: Mapping[UUID, Saving], since: datetime, until: datetime) -> list[FoundMove]:
    stands: dict[tuple[UUID, int], Decimal] = defaultdict(Decimal)
    found = []
    for row in _by(Validation.objects.all(), seen, until):
        was = stands[row.saving_id, row.year]
        now = was - row.amount if row.undoes_id else was + row.amount
        stands[row.saving_id, row.year] = now
        if row.recorded_at > since:
            amounts = {FinancialYear(row.year): (was, now)}
            what = "validation undone" if row.undoes_id else "validated"
            evidence = (row.evidence, row.budget_evidence, row.spend_evidence)
            move = saving_move(
                seen[row.saving_id], row, what, "; ".join(filter(None, evidence)), **_words(amounts)
            )
            found.append(FoundMove(move, frozenset({row.saving_id}), amounts))
    return found


def target_moves(
    reader: Actor, programme_ids: list[UUID], since: datetime, until: datetime
) -> list[FoundMove]:
    """Return what was said of the targets of these programmes that this reader may see."""
    seen = {t.pk: t for t in Target.objects.visible_to(reader).filter(programme_id__in=programme_ids)}
    rows = TargetAmount.objects.filter(target_id__in=list(seen), recorded_at__lte=until)
    stands: dict[UUID, Decimal | None] = {}
    found = []
    for row in rows.order_by("recorded_at"):
        was, stands[row.target_id] = stands.get(row.target_id), row.amount
        if row.recorded_at <= since or was == row.amount:
            continue
        target = seen[row.target_id]
        amounts = {} if target.year is None else {FinancialYear(target.year): (was, row.amount)}
        reason = " ".join(filter(None, [row.reason, f"(decision {row.decision})" if row.decision else ""]))
        move = Move(
            at=row.recorded_at,
            by=row.recorded_by_name,
            reason=reason,
            what="target",
            thing="target",
            id=target.pk,
            ref="",
            name=" ".join(filter(None, [target.name, target.label])),
            workstream_id=target.workstream_id,
            programme_id=target.programme_id,
            was=show_pounds(was),
            now=show_pounds(row.amount),
        )
        found.append(FoundMove(move, frozenset(), amounts))
    return found


def _words(amounts: Mapping[FinancialYear, tuple[Decimal | None, Decimal | None]]) -> dict[str, str]:
    """Return what amounts were and are now, in words."""
    return {
        name: ", ".join(f"{show_pounds(pair[place])} in {year}" for year, pair in amounts.items())
        for place, name in enumerate(("was", "now"))
    }


def saving_move(saving: Saving, row: Any, what: str, reason: str, *, was: str = "", now: str = "") -> Move:
    """Return one change of a saving, as a row of one of its ledgers has it."""
    return Move(
        at=row.recorded_at,
        by=row.recorded_by_name,
        reason=reason,
        what=what,
        thing="saving",
        id=saving.pk,
        ref=saving.ref if saving.ref_is_printed else "",
        name=saving.name,
        workstream_id=saving.workstream_id,
        programme_id=saving.programme_id,
        was=was,
        now=now,
    )

"""What stands behind the delivery of one saving, and of a programme: claims, evidence, cover, money, net, pressures."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db.models import Exists, Model, OuterRef
from django.utils import timezone

from programme import queries as ground
from programme.queries import ProgrammeRow
from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from savings.models import (
    Claim,
    EvidenceReview,
    Mitigation,
    Replacement,
    Saving,
    SavingCost,
    Settlement,
    Validation,
)
from savings.queries.backing import (
    EvidenceRow,
    LinkRow,
    MitigationRow,
    costs_of,
    covering_plans,
    evidence_of,
    mitigated,
    mitigations_of,
    replaced_by_of,
    replacements_of,
)
from savings.queries.positions import year_split
from savings.queries.proposed import SettlementRow, settlements
from savings.queries.savings import SavingRow, savings
from savings.queries.stated import over_words
from savings.queries.waiting import waiting_for_finance
from savings.rules.counting import Count, counts_of
from savings.rules.evidence import Grade, Share, shares
from savings.rules.ledger import WITHDRAWN
from savings.rules.mitigation import Gap, gap_of
from savings.rules.net import Cost, Net, NetTotal, by_source, net_of, net_total
from savings.rules.profile import NIL, Profile
from savings.rules.replacing import Cover, cover_of, recurring_cover
from savings.rules.totals import COUNTED_KINDS, SavingKind
from savings.rules.validation import Waiting, delivered_words, waits_for


@dataclass(frozen=True)
class ClaimRow:
    """What an owner claimed of a year, in pounds; None took it back. `stands` until a later claim of that year."""

    id: UUID
    year: FinancialYear
    amount: Decimal | None
    reason: str
    recorded_at: datetime
    by: str
    stands: bool


@dataclass(frozen=True)
class ValidationRow:
    """What finance validated of a year or of months of it, in pounds; `taken_back` says why it no longer stands."""

    id: UUID
    year: FinancialYear
    period: str
    amount: Decimal
    evidence: str
    budget_evidence: str
    spend_evidence: str
    beyond_claim: str
    recorded_at: datetime
    by: str
    taken_back: str
    taken_back_at: datetime | None
    taken_back_by: str

    @property
    def stands(self) -> bool:
        """Return whether nothing took it back."""
        return not self.taken_back


@dataclass(frozen=True)
class SavingDelivery:
    """What stands behind one saving's delivery. `gaps` are by year; `waiting` is for finance, as of this year.

    `delivered` says how far a line called delivered is; blank for any other outlook.
    """

    saving: SavingRow
    claims: tuple[ClaimRow, ...]
    validations: tuple[ValidationRow, ...]
    waiting: tuple[Waiting, ...]
    delivered: str
    evidence: EvidenceRow | None
    replacements: tuple[LinkRow, ...]
    replaces: LinkRow | None
    cover: Cover | None
    mitigations: tuple[MitigationRow, ...]
    gaps: tuple[Gap, ...]
    costs: tuple[Cost, ...]
    net: Net
    settlements: tuple[SettlementRow, ...]

    @property
    def version(self) -> int:
        """Return the saving's version, which claims and validations move on."""
        return self.saving.version


@dataclass(frozen=True)
class SourceTotal:
    """One-off investment from one source, in pounds; None where an amount of it is not known."""

    source: str
    borne_by_service: bool | None
    amount: Decimal | None


@dataclass(frozen=True)
class ProgrammeDelivery:
    """What stands behind a programme's delivery in one year, over the lines a reader may see, and says so.

    A replaced line counts with what is not covered of it, a withdrawn one with what is validated of it.
    `evidence` is by value: each line's plan of the year, with the adjustments that name it, over cash-releasing
    savings and income; `adjustments` that name no line stand apart. `shortfall`, `mitigated` and `open` are sums
    over lines whose gap is known; `recurring` is a yearly rate and is added to none of them.
    """

    programme: ProgrammeRow
    year: FinancialYear
    over: str
    evidence: tuple[Share, ...]
    adjustments: Decimal
    waiting: Mapping[Waiting, int]
    shortfall: Decimal
    mitigated: Decimal
    open: Decimal
    recurring: Decimal
    gaps_known: int
    lines: int
    net: tuple[NetTotal, ...]
    sources: tuple[SourceTotal, ...]
    has_costs: bool = False


def saving_delivery(
    *, reader: Actor, saving_id: UUID, year: FinancialYear | None = None
) -> SavingDelivery | None:
    """Return what stands behind one saving as seen in a year (today's); None where this reader may not see it."""
    row = savings(reader=reader, ids=[saving_id]).get(saving_id)
    if row is None:
        return None
    now = year or FinancialYear.containing(timezone.localdate())
    # Most lines have next to nothing behind them: one question says which rows there are to ask for.
    has = _behind(saving_id)
    links = replacements_of(reader, has["replacements"]).get(saving_id, ())
    money = mitigations_of(has["mitigations"]).get(saving_id, ())
    costs = costs_of(has["costs"]).get(saving_id, ())
    return SavingDelivery(
        saving=row,
        claims=_claims(has["claims"]),
        validations=_validations(has["validations"]),
        waiting=waits_for(
            plan=row.plan,
            claimed=row.claimed,
            validated=row.validated,
            maturity=row.maturity,
            year=now,
            start=row.start_date,
        ),
        delivered=delivered_of(row, now),
        evidence=evidence_of(has["evidence"]).get(saving_id),
        replacements=links,
        replaces=replaced_by_of(reader, has["replaces"]).get(saving_id),
        cover=cover_of(row.plan, covering_plans(links, SavingKind(row.kind)), validated=row.validated)
        if row.plan and links
        else None,
        mitigations=money,
        gaps=_gaps(row, links, money),
        costs=costs,
        net=net_of(row.plan, costs),
        settlements=tuple(settlements(reader=reader, saving_ids=has["settlements"])),
    )


def delivered_of(row: SavingRow, year: FinancialYear) -> str:
    """Say how far a line called delivered is in a year; blank for any other outlook.

    A year without a plan is judged by the newest year before it that has one.
    """
    if row.outlook is None or row.outlook.outlook != "delivered":
        return ""
    planned = [
        y for y in (row.plan.years if row.plan else ()) if y <= year and row.plan and row.plan.amount(y)
    ]
    of = max(planned, default=year)
    return delivered_words(row.plan.amount(of) if row.plan else None, row.validated.get(of))


def outlook_words(row: SavingRow, year: FinancialYear) -> str:
    """Return the outlook of a line in words; one called delivered says how far finance has validated it.

    Blank where none is published.
    """
    if row.outlook is None:
        return ""
    return delivered_of(row, year) or row.outlook.words


def programme_deliveries(
    *, reader: Actor, programme_ids: Iterable[UUID], year: FinancialYear
) -> dict[UUID, ProgrammeDelivery]:
    """Return what stands behind the delivery of each programme in a year, by id, in a fixed number of queries."""
    programmes = ground.programmes(reader=reader, ids=programme_ids)
    rows = savings(reader=reader, programme_ids=list(programmes))
    ids = list(rows)
    grades = {i: e.grade for i, e in evidence_of(ids).items()}
    costs, money, links = costs_of(ids), mitigations_of(ids), replacements_of(reader, ids)
    waiting = waiting_for_finance(reader=reader, programme_ids=list(programmes), year=year)
    found = {}
    for programme in programmes.values():
        own = [row for row in rows.values() if row.programme_id == programme.id]
        counts = counts_of([row.ledger for row in own], year)
        lines = [row for row in own if row.kind != SavingKind.ADJUSTMENT and row.kind in COUNTED_KINDS]
        gaps = [
            g
            for row in lines
            for g in _gaps(row, links.get(row.id, ()), money.get(row.id, ()), counts[row.id])
            if g.year == year
        ]
        known = [gap for gap in gaps if gap.shortfall is not None]
        nets = _nets(own, costs)
        years = sorted({one.year for net in nets for one in net.years})
        found[programme.id] = ProgrammeDelivery(
            programme=programme,
            year=year,
            over=over_words(reader, organisation_id=programme.organisation_id, programme_id=programme.id),
            evidence=shares(_graded(own, grades, counts)),
            adjustments=_unnamed_adjustments(own, year),
            waiting={w: sum(w in waiting.get(row.id, ()) for row in own) for w in Waiting},
            shortfall=sum((gap.shortfall or NIL for gap in known), NIL),
            mitigated=sum((gap.closed or NIL for gap in known), NIL),
            open=sum((gap.open or NIL for gap in known), NIL),
            recurring=sum((gap.recurring or NIL for gap in gaps), NIL),
            gaps_known=len(known),
            lines=len(lines),
            net=tuple(total for y in years if (total := net_total(nets, y)) is not None),
            sources=tuple(
                SourceTotal(source, borne, amount)
                for (source, borne), amount in sorted(
                    by_source(c for row in own for c in costs.get(row.id, ())).items(), key=str
                )
            ),
            has_costs=any(row.id in costs for row in own),
        )
    return found


def _gaps(
    row: SavingRow, links: Iterable[LinkRow], money: Iterable[MitigationRow], count: Count | None = None
) -> tuple[Gap, ...]:
    """Return the gap of every year of a line's plan, or with one-off money in it; none of an adjustment.

    With a `count` that says it is replaced or withdrawn, the shortfall is of what the line counts with.
    """
    if row.kind == SavingKind.ADJUSTMENT:
        return ()
    listed = list(money)
    plans = covering_plans(links, SavingKind(row.kind))
    years = sorted({*(row.plan.years if row.plan else ()), *(m.year for m in listed)})
    loss = row.split.permanent_loss_a_year if row.split else None
    is_apart = count is not None and bool(count.standing)
    if count is not None and count.standing == WITHDRAWN:
        loss = NIL
    last = row.plan.years[-1] if row.plan else None
    cover = recurring_cover(row.plan.amount(last), plans, last) if row.plan and last else NIL
    return tuple(
        gap_of(
            year,
            shortfall=count.gap if is_apart and count else year_split(row, year).shortfall,
            mitigated=mitigated(listed, year),
            permanent_loss=loss,
            recurring_cover=cover,
        )
        for year in years
    )


def _nets(rows: list[SavingRow], costs: Mapping[UUID, tuple[Cost, ...]]) -> list[Net]:
    """Return each line net, over what it counts with in each year of its plan; its costs stand as stated."""
    years = {year for row in rows if row.plan for year in row.plan.years}
    counts = {year: counts_of([row.ledger for row in rows], year) for year in sorted(years)}
    found = []
    for row in rows:
        held = [(year, counts[year][row.id]) for year in (row.plan.years if row.plan else ())]
        if not (held[0][1].is_counted if held else row.kind in COUNTED_KINDS):
            continue
        plan = Profile.of({year: count.plan for year, count in held}) if held else None
        found.append(net_of(plan, costs.get(row.id, ())))
    return found


def _graded(
    rows: list[SavingRow], grades: Mapping[UUID, Grade], counts: Mapping[Hashable, Count]
) -> list[tuple[Grade, Decimal | None]]:
    """Return each line's grade with what it counts with; one of which nothing is left is no line of them."""
    corrections: dict[UUID, Decimal] = {}
    for row in rows:
        if row.kind == SavingKind.ADJUSTMENT and row.corrects_id is not None:
            corrections[row.corrects_id] = corrections.get(row.corrects_id, NIL) + (
                counts[row.id].plan or NIL
            )
    found = []
    for row in rows:
        count = counts[row.id]
        if row.kind == SavingKind.ADJUSTMENT or not count.is_counted or count.is_out:
            continue
        value = None if count.plan is None else count.plan + corrections.get(row.id, NIL)
        found.append((grades.get(row.id, Grade.NOT_GRADED), value))
    return found


def _unnamed_adjustments(rows: list[SavingRow], year: FinancialYear) -> Decimal:
    seen = {row.id for row in rows}
    return sum(
        (
            (row.plan.amount(year) if row.plan else None) or NIL
            for row in rows
            if row.kind == SavingKind.ADJUSTMENT and row.corrects_id not in seen
        ),
        NIL,
    )


_BEHIND: Final[Mapping[str, tuple[type[Model], str]]] = {
    "claims": (Claim, "saving"),
    "validations": (Validation, "saving"),
    "evidence": (EvidenceReview, "saving"),
    "mitigations": (Mitigation, "saving"),
    "costs": (SavingCost, "saving"),
    "settlements": (Settlement, "saving"),
    "replacements": (Replacement, "replaced"),
    "replaces": (Replacement, "replacement"),
}


def _behind(saving_id: UUID) -> dict[str, list[UUID]]:
    """Return of each kind of row the lines to ask it of: this one where it has any, else none."""
    asked = {
        f"has_{name}": Exists(model._default_manager.filter(**{own: OuterRef("pk")}))
        for name, (model, own) in _BEHIND.items()
    }
    has = Saving.objects.filter(pk=saving_id).values(**asked).first() or {}
    return {name: [saving_id] if has.get(f"has_{name}") else [] for name in _BEHIND}


def _claims(ids: list[UUID]) -> tuple[ClaimRow, ...]:
    rows = list(Claim.objects.filter(saving_id__in=ids).order_by("-recorded_at", "-saving_version"))
    newest: dict[int, UUID] = {}
    for c in rows:
        newest.setdefault(c.year, c.pk)
    return tuple(
        ClaimRow(
            c.pk, FinancialYear(c.year), c.amount, c.reason, c.recorded_at, c.recorded_by_name,
            stands=newest[c.year] == c.pk and c.amount is not None,
        )
        for c in rows
    )  # fmt: skip


def _validations(ids: list[UUID]) -> tuple[ValidationRow, ...]:
    rows = Validation.objects.filter(saving_id__in=ids, undoes=None).select_related("undone_by")
    found = []
    for v in rows.order_by("-recorded_at", "-saving_version"):
        undone = getattr(v, "undone_by", None)
        found.append(
            ValidationRow(
                id=v.pk,
                year=FinancialYear(v.year),
                period=v.period,
                amount=v.amount,
                evidence=v.evidence,
                budget_evidence=v.budget_evidence,
                spend_evidence=v.spend_evidence,
                beyond_claim=v.beyond_claim,
                recorded_at=v.recorded_at,
                by=v.recorded_by_name,
                taken_back=undone.evidence if undone else "",
                taken_back_at=undone.recorded_at if undone else None,
                taken_back_by=undone.recorded_by_name if undone else "",
            )
        )
    return tuple(found)

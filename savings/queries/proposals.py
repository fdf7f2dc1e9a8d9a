"""Proposals as they are shown: each with its own figures and rival forecasts of the same thing side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from savings.models import Proposal, ProposalFigure, Saving

OWN_SERIES = "Proposal"


@dataclass(frozen=True)
class ProposedFigure:
    """One year of one series, in pounds; `printed` is the cell as the paper has it."""

    year: FinancialYear
    amount: Decimal | None
    printed: str
    unit: str
    decimals: int


@dataclass(frozen=True)
class ProposedSeries:
    """Whose figures these are: the proposal's own, or a forecast of the same thing with its source."""

    name: str
    source: str
    note: str
    figures: tuple[ProposedFigure, ...]

    @property
    def is_own(self) -> bool:
        """Whether it is the proposal's own series."""
        return self.name == OWN_SERIES

    def amount(self, year: FinancialYear) -> Decimal | None:
        """Return its amount of a year, None where it has none."""
        return next((f.amount for f in self.figures if f.year == year), None)


@dataclass(frozen=True)
class ProposalRow:
    """A proposal. Confidence (high is good) and risk (low is good) are two scales, as printed.

    `disagreements` are the years in which a rival forecast has another amount, with both, in the order printed.
    """

    id: UUID
    version: int
    programme_id: UUID
    number: str
    name: str
    volume_target: str
    investment: str
    investment_source: str
    secured: str
    confidence: str
    risk: str
    risk_summary: str
    note: str
    marking: str
    saving_id: UUID | None
    saving_label: str
    series: tuple[ProposedSeries, ...]
    disagreements: tuple[tuple[FinancialYear, str, Decimal, Decimal], ...]


def proposals(*, reader: Actor, programme_ids: Iterable[UUID]) -> dict[UUID, ProposalRow]:
    """Return the proposals this reader may see, by id, in the order of their paper."""
    rows = Proposal.objects.visible_to(reader).filter(programme_id__in=list(programme_ids))
    found = list(rows.order_by("programme_id", "position", "number"))
    figures: dict[UUID, dict[str, list[ProposalFigure]]] = defaultdict(lambda: defaultdict(list))
    for figure in ProposalFigure.objects.filter(proposal__in=found).order_by("year"):
        figures[figure.proposal_id][figure.series].append(figure)
    lines = Saving.objects.visible_to(reader).filter(pk__in=[p.saving_id for p in found if p.saving_id])
    labels = {s.id: f"{s.ref} {s.name}" if s.ref_is_printed else s.name for s in lines}
    return {p.id: _row(p, figures[p.id], labels) for p in found}


def _row(p: Proposal, by_series: dict[str, list[ProposalFigure]], labels: dict[UUID, str]) -> ProposalRow:
    names = sorted(by_series, key=lambda name: (name != OWN_SERIES, name))
    series = tuple(_series(name, by_series[name]) for name in names)
    return ProposalRow(
        id=p.id,
        version=p.version,
        programme_id=p.programme_id,
        number=p.number,
        name=p.name,
        volume_target=p.volume_target,
        investment=p.investment,
        investment_source=p.investment_source,
        secured=p.secured,
        confidence=p.confidence,
        risk=p.risk,
        risk_summary=p.risk_summary,
        note=p.note,
        marking=p.marking,
        saving_id=p.saving_id if p.saving_id in labels else None,
        saving_label=labels.get(p.saving_id, "") if p.saving_id else "",
        series=series,
        disagreements=_disagreements(series),
    )


def _series(name: str, figures: list[ProposalFigure]) -> ProposedSeries:
    return ProposedSeries(
        name,
        figures[0].source,
        figures[0].note,
        tuple(
            ProposedFigure(FinancialYear(f.year), f.amount, f.printed, f.unit, f.decimals) for f in figures
        ),
    )


def _disagreements(
    series: tuple[ProposedSeries, ...],
) -> tuple[tuple[FinancialYear, str, Decimal, Decimal], ...]:
    own = next((one for one in series if one.is_own), None)
    if own is None:
        return ()
    return tuple(
        (figure.year, rival.name, mine, figure.amount)
        for rival in series
        if not rival.is_own
        for figure in rival.figures
        for mine in [own.amount(figure.year)]
        if mine is not None and figure.amount is not None and figure.amount != mine
    )

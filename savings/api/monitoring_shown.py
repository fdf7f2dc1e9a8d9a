"""Budget monitoring and cost drivers as their serializers take them: the figures of the queries, nothing worked out."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from savings.queries.cost_drivers import CostDriverRow
from savings.queries.monitored import MonitoredFund, MonitoredGroup, MonitoredLine, Monitoring
from savings.queries.monitoring_table import LINE, meets, monitoring_table
from savings.rules.monitoring import FundTotal
from savings.rules.monitoring_drivers import CostChange
from savings.rules.monitoring_spending import RateCheck, profile_words
from savings.rules.notation import rounded
from savings.rules.totals import percent_of_budget

PAPER_FIGURES: Final = ("current_budget", "projection", "variance", "movement")


def shown_monitoring(found: Monitoring) -> dict[str, Any]:
    """Return a programme's monitoring as its serializer takes it."""
    return {
        "programme": found.programme,
        "year": found.month.year.label,
        "period": found.month.label,
        "at": found.at,
        "over": found.over,
        "periods": [{"year": month.year.label, "period": month.label} for month in found.months],
        "funds": [_fund(fund) for fund in found.funds],
    }


def shown_driver(row: CostDriverRow) -> dict[str, Any]:
    """Return a cost driver as its serializer takes it."""
    readings = [
        {
            "period": reading.period,
            "volume": reading.figures.volume,
            "unit_cost": reading.figures.unit_cost,
            "cost": reading.figures.cost,
            "printed_cost": reading.figures.printed_cost,
            "is_within_rounding": reading.figures.is_within_rounding,
            "note": reading.note,
        }
        for reading in row.readings
    ]
    return {
        "id": row.id,
        "name": row.name,
        "volume_unit": row.volume_unit,
        "budget_line": row.budget_line,
        "note": row.note,
        "readings": readings,
        "changes": [_change(change, row.volume_unit) for change in row.changes],
        "overall": _change(row.overall, row.volume_unit) if row.overall else None,
    }


def _change(change: CostChange, volume_unit: str) -> dict[str, Any]:
    return {
        "since": change.before.period,
        "until": change.after.period,
        "change": change.change,
        "price_effect": change.price_effect,
        "volume_effect": change.volume_effect,
        "both": change.both,
        "explains": change.explains.value if change.explains else None,
        "words": change.words(volume_unit),
    }


def _fund(fund: MonitoredFund) -> dict[str, Any]:
    table, convention = monitoring_table(fund), fund.convention
    texts = {row.line.id: row.texts for row in table.rows if row.level == LINE and row.line is not None}
    return {
        "fund": convention.fund,
        "name": convention.name,
        "is_ringfenced": convention.is_ringfenced,
        "variance_heading": convention.variance_heading,
        "unit": table.unit.value,
        "decimals": table.decimals,
        "groups": [
            {
                "name": group.name,
                "lines": [_line(line, texts[line.id]) for line in group.lines],
                "total": _total(group.name, group),
            }
            for group in fund.groups
        ],
        "total": _total(convention.name, fund),
        "balance": fund.balance,
    }


def _line(line: MonitoredLine, texts: Mapping[str, str]) -> dict[str, Any]:
    figures = line.figures
    return {
        "id": line.id,
        "name": line.name,
        "note": line.note,
        "original_budget": figures.original,
        "virements": figures.virements,
        "current_budget": figures.budget,
        "projection": figures.projection,
        "variance": figures.variance,
        "a_f": line.a_f,
        "percent_of_budget": _percent(percent_of_budget(figures.variance, figures.budget)),
        "gross_budget": figures.budget_parts.gross,
        "income_budget": figures.budget_parts.income,
        "gross_projection": figures.projection_parts.gross,
        "income_projection": figures.projection_parts.income,
        "spend_to_date": figures.spend_to_date,
        "movement": line.moved,
        "direction_words": line.direction_words,
        "since": line.since.label if line.since else None,
        "movement_split": line.movement,
        "causes": line.causes,
        "rate": _rate(line.rate) if line.rate else None,
        "printed": _printed(texts, line.printed.a_f, line.printed.direction),
        "corrects_period": line.corrects_period,
        "recorded_at": line.recorded_at,
        "by": line.recorded_by,
    }


def _total(name: str, of: MonitoredGroup | MonitoredFund) -> dict[str, Any]:
    total, printed = of.total, of.printed
    poorest = min((total.budget, total.projection, total.variance), key=lambda t: t.known)
    return {
        "name": name,
        "lines": total.lines,
        "known": "" if poorest.is_complete else poorest.words,
        "original_budget": total.original.amount,
        "virements": total.virements,
        **_sums(total),
        "a_f": total.a_f,
        "percent_of_budget": _percent(total.percent),
        "direction_words": of.direction_words,
        "movement_split": {
            "variance": total.movement.amount,
            "forecast_change": total.forecast_change.amount,
            "virement": total.virement.amount,
            "other_budget_change": total.other_budget_change.amount,
        },
        "printed": _printed(printed.texts, printed.a_f, printed.direction) if printed else None,
        "is_as_printed": meets(total, printed) if printed else None,
    }


def _sums(total: FundTotal) -> dict[str, Decimal | None]:
    return {
        "current_budget": total.budget.amount,
        "projection": total.projection.amount,
        "variance": total.variance.amount,
        "gross_budget": total.gross_budget.amount,
        "income_budget": total.income_budget.amount,
        "gross_projection": total.gross_projection.amount,
        "income_projection": total.income_projection.amount,
        "spend_to_date": total.spend_to_date.amount,
        "movement": total.movement.amount,
    }


def _printed(texts: Mapping[str, str], a_f: str, direction: str) -> dict[str, str]:
    return {
        **{name: texts.get(name, "") for name in PAPER_FIGURES},
        "a_f": a_f,
        "direction": direction,
    }


def _rate(rate: RateCheck) -> dict[str, Any]:
    return {
        "profile": profile_words(rate.profile),
        "is_fallback": rate.profile.is_fallback,
        "expected": rate.expected,
        "used_share": None if rate.used_share is None else _share(rate.used_share),
        "elapsed_share": _share(rate.elapsed_share),
        "at_this_rate": rate.at_this_rate,
        "is_ahead": rate.is_ahead,
        "words": rate.words,
    }


def _share(share: Fraction) -> str:
    return f"{rounded(Decimal(share.numerator) / Decimal(share.denominator), 4):f}"


def _percent(percent: Decimal | None) -> str | None:
    return None if percent is None else f"{rounded(percent, 1):f}"

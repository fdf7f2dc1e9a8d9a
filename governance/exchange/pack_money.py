"""The money of a board's document: both bridges of every year, each as a chart and as a table that says it in full."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from typing import Final

from governance.exchange.blocks import Block, Cell, Column, Heading, Paragraph, Picture, Table
from governance.rules.board_view import BoardView, BridgeStep, BridgeYear, target_words
from governance.rules.charts import money_bridge
from savings.rules.notation import show_pounds

WIDE: Final = 620  # points, of the whole width of a page
HALF: Final = 360  # points, of half of it


def money(view: BoardView) -> tuple[Block, ...]:
    """Return both bridges, programme by programme and year by year; the year in view is drawn large."""
    if not view.bridges:
        return (Paragraph("No saving is recorded that you may see."),)
    blocks: list[Block] = []
    for _, years in groupby(view.bridges, key=lambda one: one.programme.id):
        held = tuple(years)
        blocks += [Heading(held[0].programme.name), _years(held)]
        for year in held:
            blocks += _year(year)
    blocks.append(
        Paragraph(f"Figures are {view.without}. Amounts are rounded only where they are printed.", soft=True)
    )
    return tuple(blocks)


def _years(years: tuple[BridgeYear, ...]) -> Table:
    """Return a programme's years side by side: target, plan, forecast, claimed, and how the forecast moved."""
    columns = (
        Column("Year", 1.2), Column("Target", 1.2, True), Column("Plan", 1.2, True), Column("Forecast", 1.2, True),
        Column("Moved", 1.2, True), Column("Claimed", 1.2, True), Column("Basis", 2.8),
    )  # fmt: skip
    rows = tuple(
        (
            Cell(one.year),
            Cell(target_words(one)),
            Cell(show_pounds(one.plan)),
            Cell(show_pounds(one.forecast), one.range_words),
            Cell(moved(one.moved)),
            Cell(show_pounds(one.claimed)),
            Cell(one.basis),
        )
        for one in years
    )
    return Table("By year", columns, rows)


def moved(amount: Decimal | None) -> str:
    """Return how far a forecast moved, with its sign; a dash where nothing is known of then."""
    if amount is None:
        return "–"
    return "level" if not amount else f"{'+' if amount > 0 else ''}{show_pounds(amount)}"


def _year(one: BridgeYear) -> list[Block]:
    name = f"{one.programme.name}, {one.year}"
    whole = "Target" if one.target is not None else "Plan"
    width = WIDE if one.in_view else HALF
    steps = tuple(step for step in one.to_plan if step.pounds)
    onward = tuple(step for step in one.to_forecast if step.pounds)
    pictures: list[Block] = []
    if steps:
        chart = money_bridge(
            steps, name=f"{whole} of {name}", whole=whole, width=width, of=one.target or one.plan
        )
        caption = f"{one.year}: what the {whole.lower()} is made of"
        pictures.append(Picture(chart, caption, half=not one.in_view))
    if onward and one.forecast is not None:
        chart = money_bridge(
            onward, name=f"Forecast of {name}", whole="Forecast", width=width, of=one.forecast
        )
        pictures.append(Picture(chart, f"{one.year}: plan to forecast", half=not one.in_view))
    notes = [Paragraph("\n".join(one.notes), soft=True)] if one.notes else []
    return [Heading(one.year, level=3), *pictures, _steps(one, whole), *notes]


def _steps(one: BridgeYear, whole: str) -> Table:
    """Return both bridges as one table: steps beside steps, the wholes at the foot."""
    left = [*_lines(one.to_plan), (whole, one.target if one.target is not None else one.plan)]
    right = [*_lines(one.to_forecast), ("Forecast", one.forecast)]
    height = max(len(left), len(right))
    left = [*left[:-1], *[("", None)] * (height - len(left)), left[-1]]
    right = [*right[:-1], *[("", None)] * (height - len(right)), right[-1]]
    columns = (
        Column(f"Up to the {whole.lower()}", 2.6),
        Column("Amount", 1.0, True),
        Column("Plan to forecast", 2.6),
        Column("Amount", 1.0, True),
    )
    rows = tuple(
        (Cell(a), Cell(_amount(a, x)), Cell(b), Cell(_amount(b, y)))
        for (a, x), (b, y) in zip(left, right, strict=True)
    )
    beside = f"Beside it: claimed {show_pounds(one.claimed)}, replaced {show_pounds(one.replaced)}"
    return Table(f"{one.year}. {beside}", columns, rows, ends_in_sum=True, is_whole=True)


def _lines(steps: tuple[BridgeStep, ...]) -> list[tuple[str, Decimal | None]]:
    return [(step.words, step.pounds) for step in steps if step.pounds]


def _amount(words: str, pounds: Decimal | None) -> str:
    return show_pounds(pounds) if words else ""

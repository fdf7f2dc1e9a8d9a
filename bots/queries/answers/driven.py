"""What drives a cost at one reading: how many passengers, what each costs and what all of them do, as printed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from bots.queries.answers import reach
from bots.rules.answer import Answer, Value
from bots.rules.asking.query import Query, Shape
from bots.rules.budget_facts import month_of
from bots.rules.money_answer import Said, show_in, words_said
from programme.rules.access import Actor
from savings.queries.cost_drivers import CostDriverReadingRow, CostDriverRow, cost_drivers

COUNTED: Final = {
    "driver_volume": "passengers",
    "driver_unit_cost": "passengers",
    "driver_days": "days",
    "driver_per_day": "days",
    "driver_weeks": "weeks",
    "driver_per_week": "weeks",
}
"""What the words of each metric count. A driver that counts anything else has no answer by them."""
FIGURES: Final = frozenset({*COUNTED, "driver_cost"})
VOLUMES: Final = frozenset({"driver_volume", "driver_days", "driver_weeks"})


def answer(query: Query, *, reader: Actor, at: datetime) -> Answer | None:
    """Return a figure of one driver at the month asked, else at its newest; None for any other form."""
    subject = query.subject
    if query.shape is not Shape.FIGURE or subject is None or query.within or query.excluded:
        return None
    held = cost_drivers(reader=reader, programme_ids=[subject.programme_id])
    driver = held.get(subject.id) if subject.id else None
    said = reach.said_of(query, illustrative=subject.illustrative)
    if driver is None or not driver.readings:
        return words_said(said, f"{said.title}: no reading is held.", refs=(), at=at)
    counted = COUNTED.get(query.metric, driver.volume_unit)
    if driver.volume_unit != counted and not driver.volume_unit.endswith(f" {counted}"):
        headline = f"{said.title} counts {driver.volume_unit}, not {counted}."
        return words_said(said, headline, refs=(), at=at)
    reading = _reading(driver, query.time.window)
    if reading is None:
        months = ", ".join(r.period for r in driver.readings)
        headline = f"{said.title}: no reading is held of the time asked; readings are held of {months}."
        return words_said(said, headline, refs=(), at=at)
    return _told(said, driver, reading, query.metric, at=at)


def _reading(driver: CostDriverRow, window: tuple[date, date] | None) -> CostDriverReadingRow | None:
    """Return the reading of a whole calendar month, or the newest where no time is asked."""
    if window is None:
        return max(driver.readings, key=lambda r: month_of(r.period) or (0, 0))
    first, last = window
    wanted = (first.year, first.month)
    if first.day != 1 or (last.year, last.month) != wanted or (last - first).days < 27:
        return None
    found = [r for r in driver.readings if month_of(r.period) == wanted]
    return found[0] if len(found) == 1 else None


def _told(
    said: Said, driver: CostDriverRow, reading: CostDriverReadingRow, metric: str, *, at: datetime
) -> Answer:
    held = reading.figures
    each = driver.volume_unit.removesuffix("s")
    words, amount = f"cost per {each}", held.unit_cost
    if metric in VOLUMES:
        words, amount = driver.volume_unit, held.volume
    elif metric == "driver_cost":
        words, amount = "cost as printed", held.printed_cost
    if amount is None:
        headline = f"{said.title}, {reading.period}: no {words} is held."
        return words_said(said, headline, refs=[driver.name], lines=_source(driver, reading), at=at)
    if metric in VOLUMES:
        shown = f"{amount:,.0f} {driver.volume_unit}"
        value = Value(f"{words} {reading.period}", int(amount), driver.volume_unit)
    else:
        shown = f"{words} {show_in(amount, said.unit)}"
        value = Value(f"{words} {reading.period}", amount, "pounds")
    headline = f"{said.title}, {reading.period}: {shown}."
    return words_said(
        said, headline, refs=[driver.name], values=[value], lines=_source(driver, reading), at=at
    )


def _source(driver: CostDriverRow, reading: CostDriverReadingRow) -> list[str]:
    source = f"From {reading.source}." if reading.source else ""
    return [line for line in (driver.note, reading.note, source) if line]

"""`close_period`: finance closes a period of a programme, which freezes its position."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from programme import queries
from programme.management.reading import AnsweringCommand, Refusal, named
from programme.queries import ProgrammeRow
from programme.rules.access import Actor
from programme.rules.calendar import FinancialMonth, FinancialYear
from savings.changes.periods import close_period
from savings.models import PeriodStep
from savings.queries.closing import PeriodFigures, figures_as_closed
from savings.queries.periods import ProgrammePeriods, periods
from savings.queries.stated import over_words
from savings.rules.notation import show_pounds
from savings.rules.periods import closes_along, period_words, read_month


class Command(AnsweringCommand):
    help = (
        "Closes a period under finance's name: its position is frozen, line by line, and later changes do not "
        "touch it. Without a year: that of the oldest open period. "
        "Example: manage.py close_period --programme southampton-cl --period M5 --year 2024/25 "
        "--as finance@example.test"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--programme", required=True, metavar="CODE", help="the programme's code")
        parser.add_argument("--period", required=True, metavar="M5", help="M1 (April) to M12 (March)")
        parser.add_argument("--year", metavar="2024/25", help="that of the oldest open period if left out")
        parser.add_argument(
            "--as", dest="actor", metavar="EMAIL", help="who closes it; it takes a finance grant there"
        )
        super().add_arguments(parser)

    def answer(self, **options: Any) -> dict[str, Any]:
        """Close the period and return what was frozen."""
        if options["actor"] is None:
            raise Refusal(
                "A period is closed under somebody's name.",
                where="--as",
                next_step="Add --as EMAIL, of somebody with a finance grant there.",
            )
        by = named(options["actor"])
        programme = _programme(by, options["programme"])
        held = periods(reader=by, programme_ids=[programme.id])[programme.id]
        month = _month(held, options["period"], options["year"])
        along = closes_along(held.closed, month, first_year=held.first_year)
        step = close_period(
            programme_id=programme.id,
            year=month.year.start_year,
            month=month.number,
            by=by,
            at=timezone.now(),
        )
        figures = figures_as_closed(reader=by, programme_id=programme.id, month=month)
        loaded = held.row(month).actuals_loaded_at
        return {
            "programme": programme.code,
            "name": programme.label,
            "illustrative": programme.illustrative,
            "period": month.label,
            "year": month.year.label,
            **_signed(step),
            "closed_along": [period_words(one) for one in along],
            "actuals_loaded_at": None if loaded is None else timezone.localtime(loaded).isoformat(),
            "over": over_words(by, organisation_id=programme.organisation_id, programme_id=programme.id),
            "lines": figures.lines if figures else 0,
            "position": _position(figures),
        }

    def lines(self, document: dict[str, Any]) -> list[str]:
        """Return who signed what and when, and the main figures."""
        period = f"{document['year']} {document['period']}"
        found = [f"{period} of {document['name']} is closed, signed by {document['signatory']}."]
        if document["closed_along"]:
            found.append(f"Closed with it: {', '.join(document['closed_along'])}.")
        if document["actuals_loaded_at"] is None:
            found.append(f"Nobody has said that the actuals of {period} are loaded.")
        found.append(f"Frozen at {document['closed_at']}, {document['year']}, {document['over']}:")
        for key, amount in document["position"].items():
            words = key.replace("_", " ")
            pounds = None if amount is None else Decimal(amount)
            found.append(f"  {words:<20}{show_pounds(pounds):>14}")
        return found


def _programme(reader: Actor, code: str) -> ProgrammeRow:
    found = next(iter(queries.programmes(reader=reader, code=code).values()), None)
    if found is None:
        raise Refusal(
            f"There is no programme {code} that you may see.",
            where="--programme",
            next_step="`manage.py programmes` lists them.",
        )
    return found


def _month(held: ProgrammePeriods, period: str, year: str | None) -> FinancialMonth:
    try:
        chosen = held.oldest_open.year if year is None else FinancialYear.parse(year)
    except ValueError as problem:
        raise Refusal(f"{problem}.", where="--year", next_step="Write --year 2024/25.") from problem
    try:
        return read_month(period, chosen)
    except ValueError as problem:
        raise Refusal(f"{problem}.", where="--period", next_step="Write --period M5.") from problem


def _signed(step: PeriodStep) -> dict[str, str]:
    return {
        "signatory": step.signatory,
        "closed_at": timezone.localtime(step.recorded_at).isoformat(timespec="seconds"),
    }


def _position(figures: PeriodFigures | None) -> dict[str, str | None]:
    """Return the main figures by name, money as text in pounds."""
    shown = figures.all if figures else ()
    return {one.key: None if one.amount is None else f"{one.amount:.2f}" for one in shown}

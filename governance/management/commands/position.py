"""`position`: where a programme's money stands in a year, live, for a closed period, or as at a moment."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from django.core.management.base import CommandParser
from django.utils import timezone

from governance.queries import RagCounts, rag_counts
from programme import queries
from programme.management.moments import past, read_moment
from programme.management.reading import ReadingCommand, Refusal
from programme.queries import ProgrammeRow
from programme.rules.access import Actor
from programme.rules.calendar import FinancialMonth, FinancialYear
from programme.rules.rag import NOT_PUBLISHED
from savings.queries.periods import periods
from savings.queries.stated_positions import (
    Beside,
    PositionYear,
    StatedPosition,
    closed_position,
    programme_positions,
)
from savings.rules.notation import show_pounds
from savings.rules.periods import period_words, read_month

BRIDGE: Final = {
    "delivered": "Delivered (validated)",
    "on_track": "On track",
    "at_risk": "At risk",
    "deliverable_later": "Undeliverable this year, deliverable later",
    "undeliverable": "Undeliverable",
    "no_outlook": "No outlook",
    "adjustments": "Adjustments that name no line",
    "unidentified": "Unidentified",
    "not_in_our_copy": "Not in our copy",
}
BESIDE: Final = {"claimed": "Claimed", "replaced": "Replaced"}
LEDGER: Final = {
    "plan": "Plan",
    "loss": "Loss",
    "timing": "Timing",
    "over_delivery": "Over-delivery",
    "shortfall_not_split": "Shortfall not split",
    "plan_not_forecast": "Plan nobody has forecast",
    "forecast_without_plan": "Forecast without a plan",
    "forecast": "Forecast",
}
COUNTS: Final = ("lines", "lines_with_plan", "lines_with_forecast", "lines_not_split")
RANGES: Final = ("p10", "p50", "p90")
NO_BRIDGE: Final = "no published target of {year}, so no bridge: the plan by outlook"
NO_DEFINITIONS: Final = "no definitions stated"


class Command(ReadingCommand):
    help = (
        "Shows where a programme's money stands in a financial year: target to plan, plan to forecast, what is "
        "claimed and replaced beside, ratings; by heading and by workstream. Live, as a period was closed "
        "(--period), or as had been recorded by a moment (--at), under your rights of today. "
        "Example: manage.py position --programme southampton-cl --year 2024/25 --as finance@example.test"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--programme", required=True, metavar="CODE", help="the programme's code")
        parser.add_argument(
            "--year", metavar="2024/25", help="without it: the year of the day asked about, else the first"
        )
        parser.add_argument("--period", metavar="M5", help="as finance closed it: M1 (April) to M12 (March)")
        parser.add_argument(
            "--at", metavar="DATETIME", help="a past moment; a day alone is its end; without a zone, London"
        )

    def document(self, reader: Actor, **options: Any) -> dict[str, Any]:
        """Return the position of one year with its levels."""
        programme = _programme(reader, options["programme"])
        asked = _year(options["year"])
        if options["period"] and options["at"]:
            raise Refusal(
                "A closed period and a moment are two questions.",
                where="--at",
                next_step="Ask with --period or with --at.",
            )
        if options["period"]:
            return _closed(reader, programme, options["period"], asked)
        now = timezone.now()
        at = None
        if options["at"]:
            at = past(read_moment(options["at"], option="--at", ends=True), option="--at", now=now)
        found = programme_positions(reader=reader, programme_ids=[programme.id], levels=True, at=at)[
            programme.id
        ]
        live = (
            found
            if at is None
            else programme_positions(reader=reader, programme_ids=[programme.id])[programme.id]
        )
        year, chosen = _chosen(programme, asked, found, live)
        return _document(
            reader, found, year, chosen, as_at=at or now, basis="live" if at is None else "as at"
        )

    def lines(self, document: Any) -> list[str]:
        """Return both bridges in words."""
        out = [
            f"{document['name']}, {document['year']} ({document['year_chosen']})",
            f"{document['figures']}; {document['over']}",
        ]
        if document["target"] is not None:
            out += ["", f"{'Target':<46}{_shown(document['target']):>12}  {document['target_name']}"]
        else:
            out += ["", document["target_note"] or NO_BRIDGE.format(year=document["year"]).capitalize()]
        out += [
            f"{words:<46}{_shown(document[name]):>12}"
            for name, words in BRIDGE.items()
            if document[name] is not None and (Decimal(document[name]) or name == "delivered")
        ]
        out += [f"{f'{words} (beside)':<46}{_shown(document[name]):>12}" for name, words in BESIDE.items()]
        out += [f"{row['words'] + ' (beside)':<46}{_shown(row['plan']):>12}" for row in document["beside"]]
        out.append("")
        steps = {name: words for name, words in LEDGER.items() if not _is_nil(name, document[name])}
        out += [f"{words:<46}{_shown(document[name]):>12}" for name, words in steps.items()]
        known = f"{document['lines_with_plan']} of {document['lines']} lines with a plan"
        out += ["", f"{known}, {document['lines_with_forecast']} with a forecast"]
        rag = ", ".join(f"{word} {count}" for word, count in document["rag_counts"].items())
        return [*out, f"Workstreams by rating: {rag or 'none'}"]


def _programme(reader: Actor, code: str) -> ProgrammeRow:
    found = next(iter(queries.programmes(reader=reader, code=code).values()), None)
    if found is None:
        raise Refusal(
            f"There is no programme {code} that you may see.",
            where="--programme",
            next_step="`manage.py programmes` lists them.",
        )
    return found


def _year(text: str | None) -> FinancialYear | None:
    if text is None:
        return None
    try:
        return FinancialYear.parse(text)
    except ValueError as problem:
        raise Refusal(
            f"{problem}.", where="--year", next_step="Write the financial year as 2024/25."
        ) from problem


def _chosen(
    programme: ProgrammeRow, asked: FinancialYear | None, found: StatedPosition, live: StatedPosition
) -> tuple[FinancialYear, str]:
    """Return which year is shown, and why. Raises Refusal for one that no line and no target has."""
    known = sorted({one.year for position in (found, live) for one in position.years})
    if asked is not None:
        if asked not in known:
            has = f"it has {', '.join(map(str, known))}" if known else "it has no line that you may see"
            raise Refusal(
                f"{programme.code} has no figures for {asked}; {has}.",
                where="--year",
                next_step="Ask for one of its years, or leave --year out.",
            )
        return asked, "as asked"
    year = FinancialYear.containing(found.on)
    if year in known:
        return year, f"the financial year of {found.on.day} {found.on:%b %Y}"
    if programme.first_year is not None:
        first = FinancialYear(programme.first_year)
        if first in known or not known:
            return first, "its first year"
    return (
        (known[0], "its first year")
        if known
        else (year, f"the financial year of {found.on.day} {found.on:%b %Y}")
    )


def _closed(
    reader: Actor, programme: ProgrammeRow, period: str, asked: FinancialYear | None
) -> dict[str, Any]:
    """Return the position a period was closed with. Without a year: the newest year in which it is closed."""
    held = periods(reader=reader, programme_ids=[programme.id])[programme.id]
    try:
        number = read_month(period, asked or held.first_year).number
    except ValueError as problem:
        raise Refusal(f"{problem}.", where="--period", next_step="Write M1 to M12.") from problem
    last = held.last_closed
    years = [asked] if asked else [FinancialYear(y) for y in _back_from(last.month if last else None)]
    for year in years:
        found = closed_position(reader=reader, programme_id=programme.id, year=year.start_year, month=number)
        if found is not None:
            why = "as asked" if asked else f"the newest year in which M{number} is closed"
            return _document(reader, found, year, why, as_at=found.at, basis="closed period")
    month = FinancialMonth(asked or held.oldest_open.year, number)
    closed = f"The last closed period is {period_words(last.month)}." if last else "No period is closed yet."
    raise Refusal(
        f"{period_words(month)} of {programme.code} is open, so it has no position of its own. {closed}",
        where="--period",
        next_step="Leave --period out for live figures, or close it with `manage.py close_period`.",
    )


def _back_from(month: FinancialMonth | None) -> list[int]:
    return [] if month is None else [month.year.start_year, month.year.start_year - 1]


def _document(
    reader: Actor, found: StatedPosition, year: FinancialYear, chosen: str, *, as_at: Any, basis: str
) -> dict[str, Any]:
    rag = rag_counts(reader=reader, programme_ids=[found.programme.id], at=found.at)[found.programme.id]
    return {
        "programme": found.programme.code,
        "name": found.programme.label,
        "illustrative": found.programme.illustrative,
        "year": year.label,
        "year_chosen": chosen,
        "basis": basis,
        "figures": found.figures,
        "period": found.period or None,
        "as_at": as_at.isoformat(),
        "on": found.on.isoformat(),
        "over": found.over,
        **_figures(found.year(year)),
        **dict.fromkeys(RANGES),
        **_rag(rag),
        "groups": [
            {"heading": part.heading, **_figures(_of_year(part.years, year))} for part in found.headings
        ],
        "workstreams": [
            {
                "ref": part.workstream.ref if part.workstream else None,
                "name": part.workstream.name if part.workstream else "Lines that stand in no workstream",
                **_figures(part.year(year)),
            }
            for part in found.parts
        ],
    }


def _of_year(years: tuple[PositionYear, ...], year: FinancialYear) -> PositionYear | None:
    return next((one for one in years if one.year == year), None)


def _figures(at: PositionYear | None) -> dict[str, Any]:
    """Return one year's figures; where no line is known of, none of them is."""
    if at is None:
        names = ("target", *BRIDGE, *BESIDE, *LEDGER, "validated", "without")
        counts = dict.fromkeys(COUNTS, 0)
        return {
            **dict.fromkeys(names),
            "target_note": "",
            "target_name": "",
            "target_source": "",
            **counts,
            "kinds": [],
            "beside": [],
        }
    bridge = at.bridge
    return {
        "target": _text(bridge.target),
        "target_note": bridge.target_note,
        "target_name": bridge.target_name,
        "target_source": bridge.target_source,
        **{name: _text(getattr(bridge, name)) for name in (*BRIDGE, *BESIDE)},
        **{name: _text(getattr(at, name)) for name in LEDGER},
        "validated": _text(at.validated),
        **{name: getattr(at, name) for name in COUNTS},
        "kinds": list(bridge.kinds),
        "without": _text(bridge.without),
        "beside": [_beside(one) for one in bridge.beside],
    }


def _beside(one: Beside) -> dict[str, Any]:
    return {"kind": one.kind, "words": one.words, "plan": _text(one.plan), "lines": one.lines}


def _rag(counts: RagCounts) -> dict[str, Any]:
    """Return how many workstreams have each rating; of a second definition set apart, never added up."""
    sets = sorted(counts.ratings.items(), key=lambda one: -sum(one[1].values()))
    main = dict(sets[0][1]) if sets else {}
    if counts.not_published:
        main[NOT_PUBLISHED.replace(" ", "_")] = counts.not_published
    return {
        "rag_counts": main,
        "rag_definitions": sets[0][0] if sets else None,
        "rag_other_definitions": dict(sets[1:]),
    }


def _is_nil(name: str, amount: str | None) -> bool:
    apart = ("shortfall_not_split", "plan_not_forecast", "forecast_without_plan")
    return name in apart and (amount is None or not Decimal(amount))


def _text(pounds: Decimal | None) -> str | None:
    return None if pounds is None else f"{pounds:.2f}"


def _shown(pounds: str | None) -> str:
    return show_pounds(None if pounds is None else Decimal(pounds))

"""`cast`: every printed total of a programme beside the sum of its rows."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from programme import queries
from programme.management.reading import ReadingCommand, Refusal
from programme.rules.access import Actor
from savings.queries import casts
from savings.rules.casting import STATUS_WORDS


class Command(ReadingCommand):
    help = (
        "Casts every total the papers print: sum less printed, in the unit printed. "
        "Example: manage.py cast --programme southampton-cl"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--programme", required=True, metavar="CODE", help="the programme's code")

    def document(self, reader: Actor, **options: Any) -> dict[str, Any]:
        """Return the casts in the order of the papers."""
        code = options["programme"]
        found = next(iter(queries.programmes(reader=reader, code=code).values()), None)
        if found is None:
            raise Refusal(
                f"There is no programme {code} that you may see.",
                where="--programme",
                next_step="`manage.py programmes` lists them.",
            )
        return {
            "casts": [
                {
                    "table": verdict.table,
                    "label": verdict.label,
                    "period": verdict.period,
                    "printed": _text(verdict.printed),
                    "sum": _text(verdict.sum),
                    "difference": _text(verdict.difference),
                    "unit": verdict.unit,
                    "status": STATUS_WORDS[verdict.status],
                    "note": verdict.note,
                    "not_itemised": _text(verdict.not_itemised),
                }
                for verdict in casts(reader=reader, programme_id=found.id)
            ]
        }

    def lines(self, document: dict[str, Any]) -> list[str]:
        """Return a line for each total, and the rest of a partial breakdown as a line of its own."""
        lines = []
        for row in document["casts"]:
            figures = ", ".join(f"{name} {_shown(row[name])}" for name in ("printed", "sum", "difference"))
            what = f"{row['table']}: {row['label']}, {row['period']}"
            lines.append(f"{row['status']:<16}{what}: {figures} ({row['unit']})")
            if row["not_itemised"] is not None:
                lines.append(f"{'':<16}not itemised: {row['not_itemised']} ({row['unit']})")
            elif row["note"] and row["status"] != STATUS_WORDS["casts"]:
                lines.append(f"{'':<16}{row['note']}")
        return lines


def _text(figure: object) -> str | None:
    return None if figure is None else f"{figure:f}"


def _shown(text: str | None) -> str:
    return "not known" if text is None else text

"""Hampshire's consultation of 2021 as a record: its dates, who answered, what they said."""

from __future__ import annotations

from datetime import date

from deploy.examples.boardroom import ConsultationRow
from deploy.examples.folder import Folder


def read_consultation(folder: Folder, *, source: str) -> ConsultationRow:
    """Return the consultation. Every figure is as printed; the table of them is kept beside it."""
    rows = folder.rows("consultation")
    printed = {(row["section"], row["item"]): row["value"] for row in rows}
    counted = [
        row for row in rows if row["section"] in ("responses", "respondents") and row["measure"] == "count"
    ]
    opened, closed = printed["context", "Consultation opened"], printed["context", "Consultation closed"]
    return ConsultationRow(
        title=f"Consultation of {opened[:4]}",
        opens_on=date.fromisoformat(opened),
        closes_on=date.fromisoformat(closed),
        responses=int(printed["responses", "All responses"]),
        bases="\n".join(_line(row, f"{int(row['value']):,}") for row in counted),
        outcome="\n".join(_opinion(row) for row in rows if row["section"] == "opinion"),
        table="consultation",
        source=source,
    )


def _line(row: dict[str, str], figure: str) -> str:
    note = f" ({row['note']})" if row["note"] else ""
    return f"{row['item']}: {figure}{note}"


def _opinion(row: dict[str, str]) -> str:
    is_base = row["unit"] != "%"
    return _line(
        row, f"{int(row['value']):,} {row['unit']}" if is_base else f"{row['value']}% {row['measure']}"
    )

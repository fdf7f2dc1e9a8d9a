"""What stands on the pages of a programme and of a milestone besides: how the whole is rated, how it was closed,
its consultations, and what a milestone waits for.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from governance.pages.tables import NOT_PUBLISHED, Cell, Table, day, days, money, page_of, table
from governance.queries import (
    ClosureRow,
    ConsultationRow,
    closures,
    consultations,
    milestone_waits,
    programme_ratings,
)
from programme.rules.access import Actor
from savings.rules.notation import show_pounds

KIND_WORDS: Final = {
    "saving": "Saving",
    "risk": "Risk",
    "action": "Action",
    "finding": "Finding",
    "indicator": "Benefit, watched on",
}


def rating_facts(reader: Actor, programme_id: UUID) -> list[tuple[str, str, str]]:
    """Return how the programme is rated as a whole, why it shows otherwise than it was given, and who gave it."""
    row = programme_ratings(reader=reader, programme_ids=[programme_id]).get(programme_id)
    if row is None or row.recorded_at is None:
        return [("Rated as a whole", NOT_PUBLISHED, "")]
    until = f"; the reason expires on {day(row.expires_on)}" if row.expires_on and not row.lapsed else ""
    return [
        ("Rated as a whole", row.shown, ""),
        ("Why it shows so", row.note[:1].upper() + row.note[1:], ""),
        ("Rated by", f"{row.rater}, {day(row.recorded_at)}: {row.given}, {row.reason}{until}", ""),
    ]


def closing_parts(reader: Actor, programme_id: UUID) -> tuple[list[tuple[str, str]], list[tuple[str, Table]]]:
    """Return how a programme was closed, the newest closing: in words, and as tables; nothing where it never was."""
    rows = closures(reader=reader, programme_ids=[programme_id]).get(programme_id, ())
    if not rows:
        return [], []
    newest = rows[0]
    title = f"Closed on {day(newest.closed_at)}, signed by {newest.signed_by}"
    told = [f"It is looked back at on {day(newest.review_on)}."]
    if newest.reopened_at is not None:
        told = [f"Reopened on {day(newest.reopened_at)}: {newest.reopened_why}"]
    words = [(title, " ".join(told)), ("Lessons", newest.lessons)]
    return words, [("The final position, as signed", _position(newest)), ("Handed over", _handed(newest))]


def consultations_table(reader: Actor, programme_id: UUID) -> Table:
    """Return the consultations of a programme: when, how many answered and of whom, what came of it."""
    rows: Iterable[ConsultationRow] = consultations(reader=reader, programme_ids=[programme_id]).values()
    return table(
        "Consultations",
        ("Consultation", "@Opened", "@Closed", "#Responses", "Who answered", "Outcome", "Decision informed"),
        (
            [
                c.title,
                day(c.opens_on, otherwise=NOT_PUBLISHED),
                day(c.closes_on, otherwise=NOT_PUBLISHED),
                f"{c.responses:,}" if c.responses is not None else NOT_PUBLISHED,
                c.bases or NOT_PUBLISHED,
                c.outcome or NOT_PUBLISHED,
                Cell(c.decision_ref, href=page_of("decision", c.decision_id))
                if c.decision_id
                else "none named",
            ]
            for c in rows
        ),
        nothing="No consultation is recorded.",
    )


def waits_table(reader: Actor, milestone_id: UUID) -> tuple[list[tuple[str, str, str]], Table | None]:
    """Return on how many days a milestone waited for decisions, as a fact, and each wait; nothing where on none."""
    found = milestone_waits(reader=reader, milestone_ids=[milestone_id]).get(milestone_id)
    if found is None:
        return [], None
    still = "waiting now" if found.is_waiting else "waits no longer"
    rows = table(
        "Waits for decisions: a cause of slip, beside it and never in its place",
        ("Decision", "Who decides", "@Since", "@Until", "Waited", "Note"),
        (
            [
                Cell(f"{w.decision_ref} {w.decision_title}", href=page_of("decision", w.decision_id)),
                w.decision_maker or "nobody named",
                day(w.since),
                day(w.until, otherwise="still waiting"),
                days(w.days),
                w.note,
            ]
            for w in found.waits
        ),
    )
    return [("Waiting for a decision", f"{days(found.days)} in all, {still}", "")], rows


def _position(row: ClosureRow) -> Table:
    return table(
        "The final position, as signed, over the lines you may see",
        ("Year", "#Plan", "#Forecast", "#Claimed", "#Validated"),
        (
            [
                str(one.year),
                money(one.plan),
                Cell(show_pounds(one.forecast), lines=(one.forecast_words,) if one.forecast_words else ()),
                money(one.claimed),
                money(one.validated),
            ]
            for one in row.final_years
        ),
        nothing="It had no line with a plan.",
    )


def _handed(row: ClosureRow) -> Table:
    return table(
        "What was outstanding, and with whom it is",
        ("What", "Kind", "Taken over by", "Note"),
        (
            [
                Cell(h.label, href=page_of(h.kind, h.thing_id)),
                KIND_WORDS.get(h.kind, h.kind),
                h.person,
                h.note,
            ]
            for h in row.handovers
        ),
        nothing="Nothing was outstanding.",
    )

"""Impact assessments and the tables of a programme's papers, as they stand on its pages."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from governance.pages.tables import NOT_PUBLISHED, Cell, Table, day, page_of, table
from governance.queries.impact_assessments import ImpactAssessmentRow
from programme.rules.access import Actor
from savings.queries.rendering import published


def impacts_table(rows: Iterable[ImpactAssessmentRow]) -> Table:
    """Return impact assessments as they stand, with what each found and who may not sign it."""
    return table(
        "Impact assessments",
        ("Assessment", "Kind", "About", "Stands", "What it found", "@Signed"),
        (
            [
                Cell(f"{one.ref} {one.subject}", href=page_of("impact_assessment", one.id)),
                one.kind_words,
                _about(one),
                Cell(one.state_words, lines=() if one.is_done else _still(one)),
                Cell(one.impact or NOT_PUBLISHED, lines=(one.mitigation,) if one.mitigation else ()),
                day(one.signed_on),
            ]
            for one in rows
        ),
        nothing="No impact assessment is on record.",
    )


def printed_tables(reader: Actor, programme_id: UUID) -> list[Table]:
    """Return the tables of a programme's papers as printed, each folded away under its title."""
    found = []
    for one in published(reader=reader, programme_id=programme_id):
        labels = [f"#{c.heading}" if c.is_number else c.heading for c in one.columns]
        found.append(table(one.title, labels, one.rows, is_folded=True))
    return found


def _about(one: ImpactAssessmentRow) -> Cell:
    if one.decision_id is not None:
        return Cell(one.decision, href=page_of("decision", one.decision_id))
    if one.saving_id is not None:
        return Cell(one.saving, href=page_of("saving", one.saving_id))
    if one.workstream_id is not None:
        return Cell(one.workstream, href=page_of("workstream", one.workstream_id))
    return Cell("The whole programme")


def _still(one: ImpactAssessmentRow) -> tuple[str, ...]:
    barred = f"May not sign: {', '.join(one.may_not_sign)}" if one.may_not_sign else ""
    return tuple(words for words in (f"Next: {one.next_step}", barred) if words)

"""Questions about two lines that may count the same money, with the answers people gave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from programme import queries as ground
from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from savings.models import CodingSplit, Driver, OverlapAnswer, PlannedAmount, Replacement, Saving
from savings.rules.overlap import LineFacts
from savings.rules.overlap import overlaps as asked

VERDICT_WORDS = {
    "different": "Different money",
    "double": "The same money, counted twice",
    "part": "Partly the same money",
    "open": "Open again",
}


@dataclass(frozen=True)
class OverlapLine:
    """One of the two lines of a question."""

    id: UUID
    label: str
    heading: str
    programme_id: UUID
    programme_code: str
    programme_name: str


@dataclass(frozen=True)
class OverlapRow:
    """A question about two lines: why it is asked, and the newest answer (blank where it is open)."""

    first: OverlapLine
    second: OverlapLine
    why: tuple[str, ...]
    verdict: str
    words: str
    note: str
    answered_by: str
    answered_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered it, or it was opened again."""
        return self.verdict in ("", "open")


def overlaps(*, reader: Actor, programme_ids: Iterable[UUID] | None = None) -> list[OverlapRow]:
    """Return the questions this reader may see both lines of, open ones first.

    Lines are compared across the programmes of a council, published ones and illustrative copies apart.
    `programme_ids` keeps the questions with a line in one of these. Raises nothing for none.
    """
    wanted = None if programme_ids is None else set(programme_ids)
    lines = _lines(reader, wanted)
    facts = _facts(reader, lines)
    groups: dict[tuple[UUID, bool], list[LineFacts]] = defaultdict(list)
    for line in lines:
        groups[line["programme__organisation_id"], line["programme__illustrative"]].append(facts[line["id"]])
    found = [one for group in groups.values() for one in asked(group)]
    named = {str(line["id"]): _named(line) for line in lines}
    shown = [
        (named[one.first], named[one.second], one.why)
        for one in found
        if wanted is None or {named[one.first].programme_id, named[one.second].programme_id} & wanted
    ]
    answers = _answers({line.id for first, second, _ in shown for line in (first, second)})
    rows = [_row(first, second, why, answers) for first, second, why in shown]
    return sorted(rows, key=lambda row: not row.is_open)


def _lines(reader: Actor, programme_ids: set[UUID] | None) -> list[dict[str, Any]]:
    rows = Saving.objects.visible_to(reader).exclude(kind="adjustment")
    if programme_ids is not None:
        programmes = ground.programmes(reader=reader, ids=programme_ids).values()
        rows = rows.filter(programme__organisation_id__in={p.organisation_id for p in programmes})
    fields = (
        "id", "ref", "ref_is_printed", "name", "heading", "programme_id", "programme__code", "programme__name",
        "programme__organisation_id", "programme__illustrative",
    )  # fmt: skip
    return list(rows.order_by("programme__code", "line_no", "ref").values(*fields))


def _facts(reader: Actor, lines: list[dict[str, Any]]) -> dict[UUID, LineFacts]:
    ids = [line["id"] for line in lines]
    years: dict[UUID, set[FinancialYear]] = defaultdict(set)
    coded = CodingSplit.objects.filter(saving_id__in=ids).values_list("saving_id", "cost_centre")
    centres: dict[UUID, set[str]] = defaultdict(set)
    for saving_id, centre in coded:
        centres[saving_id].add(centre)
    planned = PlannedAmount.objects.filter(saving_id__in=list(centres)).exclude(amount=None).exclude(amount=0)
    for saving_id, year in planned.values_list("saving_id", "year"):
        years[saving_id].add(FinancialYear(year))
    drivers: dict[UUID, dict[Hashable, str]] = defaultdict(dict)
    seen = ground.indicators(reader=reader, programme_ids={line["programme_id"] for line in lines})
    for saving_id, indicator_id in Driver.objects.filter(saving_id__in=ids).values_list(
        "saving_id", "indicator_id"
    ):
        if indicator_id in seen:
            drivers[saving_id][indicator_id] = seen[indicator_id].name
    linked: dict[UUID, set[str]] = defaultdict(set)
    for one, other in Replacement.objects.filter(
        Q(replaced_id__in=ids) | Q(replacement_id__in=ids)
    ).values_list("replaced_id", "replacement_id"):
        linked[one].add(str(other))
    return {
        line["id"]: LineFacts(
            key=str(line["id"]),
            name=str(line["name"]),
            years=frozenset(years[line["id"]]),
            drivers=drivers[line["id"]],
            cost_centres=frozenset(centres[line["id"]]),
            linked=frozenset(linked[line["id"]]),
        )
        for line in lines
    }


def _named(line: dict[str, Any]) -> OverlapLine:
    label = f"{line['ref']} {line['name']}" if line["ref_is_printed"] else str(line["name"])
    return OverlapLine(
        id=line["id"],
        label=label,
        heading=str(line["heading"]),
        programme_id=line["programme_id"],
        programme_code=str(line["programme__code"]),
        programme_name=str(line["programme__name"])
        + (" (Illustrative)" if line["programme__illustrative"] else ""),
    )


def _answers(ids: set[UUID]) -> dict[tuple[UUID, UUID], OverlapAnswer]:
    rows = OverlapAnswer.objects.filter(first_id__in=ids, second_id__in=ids).order_by("recorded_at")
    return {(a.first_id, a.second_id): a for a in rows}


def _row(
    first: OverlapLine,
    second: OverlapLine,
    why: tuple[str, ...],
    answers: dict[tuple[UUID, UUID], OverlapAnswer],
) -> OverlapRow:
    a, b = sorted((first.id, second.id))
    answer = answers.get((a, b))
    if answer is None:
        return OverlapRow(first, second, why, "", "Not answered", "", "", None)
    return OverlapRow(
        first, second, why, answer.verdict, VERDICT_WORDS[answer.verdict], answer.note,
        answer.recorded_by_name, answer.recorded_at,
    )  # fmt: skip

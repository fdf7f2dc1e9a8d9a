"""The boards and decision-makers a reader may see, with what joins them: for the picture and the list alike."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from governance.queries.boards import BoardRow, boards, decision_makers
from governance.queries.oversights import oversights
from governance.rules.hierarchy import DECISION_MAKER, REPORTS, Chart, Part, Tie
from programme import queries as ground
from programme.rules.access import Actor

FEW: Final = 4


def hierarchy_chart(
    *,
    reader: Actor,
    organisation_id: UUID,
    programme_ids: Iterable[UUID] | None = None,
    at: datetime | None = None,
) -> Chart:
    """Return a council's boards, their parents, and the decision-makers for the workstreams they oversee.

    With `programme_ids`, the boards of those programmes and those over the whole council. Only what this reader may
    see is named or joined; with `at` as they stood then. Source: docs/method.md, "The hierarchy drawn".
    """
    wanted = None if programme_ids is None else set(programme_ids)
    rows = {
        key: row
        for key, row in boards(reader=reader, organisation_ids=[organisation_id], at=at).items()
        if wanted is None or row.programme_id is None or row.programme_id in wanted
    }
    overseen = {w for row in rows.values() for w in row.oversees}
    workstreams = ground.workstreams(reader=reader, ids=overseen, at=at)
    makers = decision_makers(reader=reader, organisation_ids=[organisation_id])
    decides: dict[tuple[UUID, UUID], list[str]] = {}
    watched = oversights(workstreams, at=at)
    for key in workstreams:  # in the order of their programme
        watch = watched.get(key)
        if watch is None:
            continue
        if watch.board_id in rows and watch.decision_maker_id in makers:
            pair = (watch.decision_maker_id, watch.board_id)
            decides.setdefault(pair, []).append(workstreams[key].ref)
    parts = [Part(key, row.name, row.kind, _kind(row)) for key, row in rows.items()]
    used = {maker for maker, _ in decides}
    parts += [
        Part(key, row.name, DECISION_MAKER, row.kind_words) for key, row in makers.items() if key in used
    ]
    ties = [Tie(key, row.parent_id, REPORTS) for key, row in rows.items() if row.parent_id in rows]
    ties += [Tie(maker, board, f"decides for {_few(refs)} under") for (maker, board), refs in decides.items()]
    return Chart(tuple(parts), tuple(ties))


def _kind(row: BoardRow) -> str:
    return f"{row.kind_words}, illustrative" if row.illustrative else row.kind_words


def _few(refs: list[str]) -> str:
    if len(refs) > FEW:
        return f"{len(refs)} workstreams"
    return refs[0] if len(refs) == 1 else f"{', '.join(refs[:-1])} and {refs[-1]}"

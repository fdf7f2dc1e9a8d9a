"""What the papers print: whether totals cast, printed totals, rival sources, further proposals, the source paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from bots.queries.answers.addresses import form_of
from bots.queries.answers.scope import programme_ids
from bots.rules import papers_answer, proposals_answer
from bots.rules.answer import Answer, listed
from bots.rules.asking.intents import intent_of
from bots.rules.asking.query import Query, Shape
from bots.rules.asking.things import Thing
from bots.rules.papers_answer import Told
from bots.rules.tokens import words
from programme import queries as ground
from programme.queries import ProgrammeRow
from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from savings import queries as money
from savings.queries.proposals import proposals
from savings.rules.casting import Cast

TOTALS_OF_ALL: Final = frozenset({"savings", "pressures", "budget", "budget_monitoring", "proposals"})


def answer(query: Query, *, reader: Actor, at: datetime) -> Answer:
    """Return the answer on what is printed. Raises ValueError for a metric of another family."""
    found = ground.programmes(reader=reader, ids=programme_ids(query, reader=reader))
    told = _told(query, list(found.values()), reader=reader, at=at)
    match query.metric:
        case "casts":
            casts = _casts(query, list(found), reader=reader)
            if query.shape is Shape.LIST:
                return papers_answer.answer_cast_list(casts, told)
            return papers_answer.answer_casting(casts, told)
        case "printed_total":
            casts = _totals(query, list(found), reader=reader)
            listing = query.shape is Shape.LIST
            return (papers_answer.answer_cast_list if listing else papers_answer.answer_printed)(casts, told)
        case "proposals":
            rows = list(proposals(reader=reader, programme_ids=list(found)).values())
            return proposals_answer.answer_proposals(rows, query.time.years, told)
        case "source":
            return papers_answer.answer_source([(p.name, p.source) for p in found.values()], told)
    raise ValueError(f"{query.metric} is nothing a paper prints")

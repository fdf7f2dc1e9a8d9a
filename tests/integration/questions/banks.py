"""The question bank as read from its files, and the examples loaded once for all who ask."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from django.db import connection

from bots.queries import answer
from deploy.examples.loading import load
from deploy.examples.source import EXAMPLES, read_example
from deploy.examples.stories import STORIES
from deploy.examples.storytelling import load_story
from programme import queries
from programme.rules.access import Actor, public
from tests.integration.questions.scoring import ANSWERABLE, CRASHED, MISSED, RIGHT, WRONG, Verdict, judge

FOLDER: Final = Path(__file__).parents[2] / "questions"
AT: Final = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
"""When everything is loaded and asked: what a story copy dates by its loading is then always the same."""

Question = Mapping[str, Any]


def questions() -> list[Question]:
    """Return every question of the bank, by file and place in it."""
    return [
        question
        for path in sorted(FOLDER.glob("*.toml"))
        for question in tomllib.loads(path.read_text(encoding="utf-8"))["question"]
    ]


def load_everything() -> None:
    """Load the three published programmes and their illustrative copies."""
    for name in EXAMPLES:
        load(read_example(name), at=AT)
        load_story(read_example(name), STORIES[name], at=AT, password=None)


def reader_of(question: Question) -> Actor:
    """Return who asks: the person named, else somebody who sees open items alone."""
    if "as" not in question:
        return public()
    actor = queries.actor_for_email(question["as"], door="command")
    assert actor is not None, question["as"]
    return actor


def ask(question: Question, words: str | None = None) -> dict[str, Any]:
    """Return the answer to a question as data, asked in its own words or in others; a crash is an answer too.

    What it comes `after` in its thread is asked first, in order, each read on from the one before.
    """
    asked = question["ask"] if words is None else words
    reader, before = reader_of(question), ""
    try:
        for earlier in (*question.get("after", ()), asked):
            said = answer(earlier, reader=reader, at=AT, programme=question.get("programme"), before=before)
            before = said.asked
    except Exception as crash:  # noqa: BLE001 - any crash is a wrong answer, told with the others
        return {
            "status": CRASHED,
            "text": repr(crash),
            "values": [],
            "refs": [],
            "reading": "",
            "options": [],
        }
    return said.as_json()


def run_sql(query: str) -> Sequence[Sequence[Any]]:
    """Return the rows of a query."""
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def scored(said: Iterable[tuple[Question, Mapping[str, Any]]]) -> list[Verdict]:
    """Return the verdict on every answer, in order."""
    return [judge(question, answered) for question, answered in said]


def table(verdicts: Sequence[Verdict]) -> str:
    """Return the scores as a table, one row for answerable questions and one for the rest, then by intent."""
    groups = {
        "answerable": [v for v in verdicts if v.question["expect"] == ANSWERABLE],
        "to be refused": [v for v in verdicts if v.question["expect"] != ANSWERABLE],
    }
    rows = [f"{'':24}{'asked':>7}{RIGHT:>7}{MISSED:>8}{WRONG:>7}"]
    rows += [_row(name, group) for name, group in groups.items()]
    intents = sorted({v.question.get("intent", "") for v in groups["answerable"]})
    rows += [_row(i, [v for v in groups["answerable"] if v.question.get("intent", "") == i]) for i in intents]
    return "\n".join(rows)


def listed(verdicts: Sequence[Verdict], score: str) -> str:
    """Return the questions of one score, a line each, by id."""
    return "\n".join(
        f"{v.question['id']} {v.question['ask'][:70]!r}: {v.why}" for v in verdicts if v.score == score
    )


def _row(name: str, group: Sequence[Verdict]) -> str:
    count = Counter(v.score for v in group)
    return f"{name[:23]:24}{len(group):>7}{count[RIGHT]:>7}{count[MISSED]:>8}{count[WRONG]:>7}"

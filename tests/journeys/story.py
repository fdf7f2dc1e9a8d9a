"""What the journeys share: the demonstration milestone of a story, moved as a person moves it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from deploy.examples.stories import DEMO
from tests.fakes.rehearsal import Row
from tests.journeys.browsing import Page, Visitor
from tests.journeys.stack import Stack

PROGRAMME = "southampton-cl-story"


@dataclass(frozen=True)
class Thing:
    """A milestone as the database has it."""

    id: str
    workstream_id: str
    name: str
    forecast: date

    @property
    def path(self) -> str:
        return f"/admin/programme/milestone/{self.id}/change/"


def milestone(stack: Stack, programme: str = PROGRAMME, ref: str | None = None) -> Thing:
    """Return a milestone by its ref; the demonstration one where none is named."""
    [row] = stack.sql(
        "select m.id, m.workstream_id, m.name, m.forecast_date from programme_milestone m "
        "join programme_programme p on p.id = m.programme_id where p.code = %s and m.ref = %s",
        programme,
        ref or DEMO[programme].milestone,
    )
    return Thing(str(row[0]), str(row[1]), row[2], row[3])


def in_words(day: date) -> str:
    """Print a day as the product does: 20 Nov 2026."""
    return f"{day.day} {day:%b %Y}"


def move(
    visitor: Visitor, thing: Thing, to: date, *, reason: str = "The builder is late", page: Page | None = None
) -> Page:
    """Open a milestone's form in the admin, move its forecast, save. Returns the page that answers."""
    page = page or visitor.get(thing.path)
    values = {"forecast_date": in_words(to), "reason": reason}
    fields = [(name, values.get(name, value)) for name, value in page.form(holding="forecast_date")]
    return visitor.post(thing.path, fields)


def later(thing: Thing, days: int) -> date:
    """Return a day so much after the forecast."""
    return thing.forecast + timedelta(days=days)


def posted(stack: Stack, since: int, *words: str) -> list[Row]:
    """Return the messages Slack accepted since a count that hold all these words."""
    calls = stack.slack.accepted("chat.postMessage")[since:]
    return [call for call in calls if all(word in call["arguments"]["text"] for word in words)]


def conversations(calls: list[Row]) -> list[str]:
    """Return where these messages went: the conversation Slack answered with."""
    return [str(call["answer"]["channel"]) for call in calls]


def count_posted(stack: Stack) -> int:
    """Return how many messages Slack has accepted."""
    return len(stack.slack.accepted("chat.postMessage"))


def count_updated(stack: Stack) -> int:
    """Return how many edits Slack has accepted."""
    return len(stack.slack.accepted("chat.update"))


def runs_of(stack: Stack, handler: str) -> int:
    """Return how many runs of a handler have finished."""
    [(count,)] = stack.sql("select count(*) from outbox_work where handler = %s and state = 'done'", handler)
    return int(count)


def as_json(stack: Stack, *arguments: str) -> Any:
    """Run a command with --json and return its document."""
    done = stack.manage(*arguments, "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)

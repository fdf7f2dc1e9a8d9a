"""The card of the front page about messages and work: what waits, how old, what failed, who is alive."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from bots import changes
from bots.queries import delivery_counts, not_proven, slack_health
from bots.slack.client import token_mark
from bots.slack.socket import NAME as SOCKET
from programme.outbox import health
from programme.rules import access
from programme.rules.access import Actor

OLD_SECONDS = 60
SILENT_SECONDS = 10


@dataclass(frozen=True)
class Running:
    """How messages and work stand. `worries` are sentences; none of them is all well."""

    worries: tuple[str, ...]
    waiting: int
    oldest: int
    set_aside: int
    messages_waiting: int
    messages_uncertain: int
    messages_failed: int
    not_proven: int
    paused: bool
    processes: tuple[tuple[str, str], ...]


def running(reader: Actor, at: datetime) -> Running | None:
    """Return how messages and work stand, for the programme office and audit."""
    if not (reader.may_anywhere(access.SET_UP) or reader.holds(access.AUDIT)):
        return None
    work, messages, unproven = health.waiting(), delivery_counts(), not_proven(at=at)
    worries = []
    if work.paused:
        worries.append("Outgoing messages are paused: nothing is sent until they are resumed.")
    if work.oldest_seconds > OLD_SECONDS:
        worries.append("Work has been waiting for more than a minute.")
    if work.dead or work.parked:
        worries.append("Work was set aside: look at why, then try it again.")
    if messages["failed"] or messages["uncertain"]:
        worries.append("Some messages failed, or may not have arrived.")
    if unproven:
        worries.append("Some alerts were not told in time: look at what holds them up.")
    slack = slack_health(token_mark())
    if not slack.works:
        worries.append(f"Slack: {slack.state}. Alerts and digests go by email.")
    silent_lines = [line for line in (changes.SLACK_LINE, changes.MAIL_LINE) if line in slack.paused]
    worries += [f"{line}: one message at a time goes to see, the others wait." for line in silent_lines]
    worries += [f"Nothing is sent to {name}: {why}." for name, why in slack.troubled]
    if slack.barred:
        worries.append(
            f"{slack.barred} linked Slack accounts are not served: guests by now, or switched off."
        )
    ages = _of_those_that_should_be(work.heartbeats)
    silent = [name for name, age in ages.items() if age > SILENT_SECONDS]
    if settings.SLACK_APP_TOKEN and SOCKET not in ages:
        silent.append(SOCKET)
    if silent or not ages:
        worries.append(f"Not heard from: {', '.join(silent) or 'dispatcher and workers'}.")
    return Running(
        worries=tuple(worries),
        waiting=work.waiting,
        oldest=round(work.oldest_seconds),
        set_aside=work.dead + work.parked,
        messages_waiting=messages["waiting"],
        messages_uncertain=messages["uncertain"],
        messages_failed=messages["failed"],
        not_proven=unproven,
        paused=work.paused,
        processes=tuple((name, _age(age)) for name, age in sorted(ages.items())),
    )


def _of_those_that_should_be(heartbeats: Mapping[str, float]) -> dict[str, float]:
    """Return the heartbeats but for that of Socket Mode where requests come from Slack: it is not to be there."""
    return {name: age for name, age in heartbeats.items() if name != SOCKET or settings.SLACK_APP_TOKEN}


def _age(seconds: float) -> str:
    if seconds <= SILENT_SECONDS:
        return "alive"
    if seconds < 120:
        return f"silent for {round(seconds)} seconds"
    return f"silent for {round(seconds / 60)} minutes"

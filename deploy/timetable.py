"""What falls due when, as work rows with unique period keys.

Two schedulers, none, or a stepped clock change nothing.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bots.changes import ask_for_digests
from bots.queries import to_tell_otherwise
from governance import queries as boards
from governance.queries.passing_on import passings
from programme import queries
from programme.outbox.recording import ask_for
from programme.rules import access

LONDON = ZoneInfo("Europe/London")
NIGHTLY_HOUR = 3  # after midnight's date change, before anybody reads
CHASING_HOUR = 9  # people are chased by day


def write_what_is_due(at: datetime) -> None:
    """Write the rows whose period has come, once each: sweep, terms, decisions, recalculations, digests, chases.

    An alert that nobody took in hand goes on once a rung; a message that one channel lost is told by the other once.
    """
    local = at.astimezone(LONDON)
    write_digests(at)
    for delivery_id in to_tell_otherwise(at=at):
        ask_for(
            "bots.tell_otherwise",
            shard=f"delivery:{delivery_id}",
            queue="alerts",
            payload={"delivery": str(delivery_id)},
            dedupe_key=f"otherwise:{delivery_id}",
        )
    if local.hour < NIGHTLY_HOUR:
        return
    ask_for("programme.sweep_answers", shard="api", queue="recalc", dedupe_key=f"sweep:{local:%Y-%m-%d}")
    ask_for(
        "bots.sweep_questions",
        shard="questions",
        queue="recalc",
        dedupe_key=f"questions:{local:%Y-%m-%d}",
    )
    ask_for(
        "governance.end_terms",
        shard="terms",
        queue="recalc",
        dedupe_key=f"terms:{local:%Y-%m-%d}",
    )
    ask_for(
        "governance.carry_out_decisions",
        shard="decisions",
        queue="recalc",
        dedupe_key=f"decisions:{local:%Y-%m-%d}",
    )
    for programme_id in queries.programmes(reader=access.system()):
        ask_for(
            "governance.reassess",
            shard=f"programme:{programme_id}",
            queue="recalc",
            dedupe_key=f"nightly:{programme_id}:{local:%Y-%m-%d}",
        )
    for passing in passings(at=at):
        if passing.to is not None:
            ask_for(
                "governance.pass_on",
                shard=f"alert:{passing.alert_id}",
                queue="alerts",
                payload={"alert": str(passing.alert_id)},
                dedupe_key=f"pass-on:{passing.alert_id}:{passing.step}:{passing.rung}",
            )
    if local.hour < CHASING_HOUR:
        return
    for round_id in queries.rounds_to_chase(local.date()):
        ask_for(
            "bots.chase",
            shard=f"round:{round_id}",
            queue="alerts",
            payload={"round": str(round_id), "day": f"{local:%Y-%m-%d}"},
            dedupe_key=f"chase:{round_id}:{local:%Y-%m-%d}",
        )


def write_digests(at: datetime) -> None:
    """Write the rows of boards' digests that have fallen due, each by the clock of its own council."""
    for due in boards.digests_due(at):
        ask_for_digests(due.board_ids, period=due.period_key, dedupe_key=due.dedupe_key)

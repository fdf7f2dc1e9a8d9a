"""What falls due when, as work rows with unique period keys.

Two schedulers, none, or a stepped clock change nothing.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from programme import queries
from programme.outbox.recording import ask_for
from programme.rules import access

LONDON = ZoneInfo("Europe/London")
NIGHTLY_HOUR = 3  # after midnight's date change, before anybody reads
CHASING_HOUR = 9  # people are chased by day


def write_what_is_due(at: datetime) -> None:
    """Write the rows whose period has come, once a local date: sweep, terms, decisions, recalculations, chases."""
    local = at.astimezone(LONDON)
    if local.hour < NIGHTLY_HOUR:
        return
    ask_for("programme.sweep_answers", shard="api", queue="recalc", dedupe_key=f"sweep:{local:%Y-%m-%d}")
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

"""THE SWITCHBOARD: what follows what. Read this page first.

An event's name on the left; the handler it calls, the shard that puts runs in line, the queue and the hold.
A handler's name is what rows carry, so it may never be renamed; its path may.
"""

from __future__ import annotations

from typing import Final

from programme.outbox.switchboard import EventFacts, Handler, Subscription

RECALCULATION_HOLD_SECONDS: Final = 0.5  # twenty quick saves become one recalculation

HANDLERS: Final = {
    "governance.reassess": Handler("governance.changes.reassess", lease_seconds=60),
    # One attempt more than it tries: the last only says that the others brought the worker down.
    "savings.import_sheet": Handler(
        "savings.tasks.import_sheet", atomic=False, coalesce=False, lease_seconds=300, max_attempts=3
    ),
    "governance.make_pack": Handler(
        "governance.tasks.make_pack", atomic=False, coalesce=False, lease_seconds=180, max_attempts=3
    ),
    "programme.sweep_answers": Handler("programme.changes.answers.sweep_answers"),
    "governance.end_terms": Handler("governance.changes.end_terms_of_the_night"),
    "governance.carry_out_decisions": Handler("governance.changes.carry_out_decisions"),
    "governance.pass_on": Handler("governance.changes.pass_on", coalesce=False),
    "bots.redact_again": Handler("bots.changes.redact_again"),
    "bots.sweep_questions": Handler("bots.changes.sweep_questions"),
    "bots.tell_next": Handler("bots.changes.tell_next", coalesce=False, lease_seconds=30),
    "bots.tell_otherwise": Handler("bots.changes.tell_otherwise", coalesce=False, lease_seconds=30),
    "bots.chase": Handler("bots.changes.chase", coalesce=False, lease_seconds=30),
    "bots.digest": Handler("bots.changes.digest", coalesce=False, lease_seconds=300),
    "bots.tell": Handler("bots.changes.tell", coalesce=False, lease_seconds=30),
    "bots.recall": Handler("bots.changes.recall", coalesce=False, lease_seconds=60),
    "bots.send": Handler("bots.tasks.send", atomic=False, lease_seconds=180, max_attempts=10),
    "bots.refresh_home": Handler("bots.tasks.refresh_home", atomic=False, lease_seconds=30, max_attempts=4),
    "bots.answer": Handler(
        "bots.tasks.answer", atomic=False, coalesce=False, lease_seconds=30, max_attempts=4
    ),
}


def _programme(event: EventFacts) -> str:
    return f"programme:{event.programme_id}"


def _alert(event: EventFacts) -> str:
    return f"alert:{event.aggregate_id}"


def _thing(event: EventFacts) -> str:
    return f"thing:{event.aggregate_id}"


def _questions(event: EventFacts) -> str:
    return "questions"


def _inbox(event: EventFacts) -> str:
    return f"inbox:{event.aggregate_id}"


def _home(event: EventFacts) -> str:
    return f"home:{event.payload['person_id']}"


def _hold(event: EventFacts) -> float:
    return float(event.payload["hold_seconds"])


def _recalculates(*events: str) -> tuple[Subscription, ...]:
    return tuple(
        Subscription(e, "governance.reassess", _programme, "recalc", RECALCULATION_HOLD_SECONDS)
        for e in events
    )


SUBSCRIPTIONS: Final = (
    *_recalculates(
        "programme.programme.revised",  # its marking is part of what a judgement may rest on
        "programme.workstream.added",
        "programme.workstream.revised",
        "programme.workstream.removed",
        "programme.workstream.status_reported",
        "programme.milestone.added",
        "programme.milestone.reforecast",
        "programme.milestone.rebaselined",
        "programme.milestone.finished",
        "programme.milestone.reopened",
        "programme.milestone.revised",
        "programme.milestone.removed",
        "savings.saving.added",
        "savings.saving.revised",
        "savings.saving.replanned",
        "savings.saving.forecast",
        "savings.saving.enablers_changed",
        "savings.saving.outlook_reported",
        "savings.saving.removed",
        "savings.roll.rolled",
        "savings.roll.reversed",
        "savings.sheet.imported",  # one for all its lines, whose own events are quiet
        "savings.sheet.import_undone",
        "savings.saving.drivers_changed",
        "programme.indicator.reading_recorded",
        "governance.oversight.set",  # whose tolerance it is
        "governance.decision.awaited",
        "governance.decision.stepped",  # what waited for it waits no longer
        "governance.programme.rated",  # whether it is greener than its parts
        "governance.recovery.revised",
        "governance.recovery.closed",
        "programme.marking.settled",
        "programme.marking.need_to_know_changed",
        "programme.marking.inherited",
        "programme.programme.closed",
        "programme.programme.reopened",
    ),
    Subscription("programme.marking.settled", "bots.recall", _thing, "alerts"),
    Subscription("programme.marking.need_to_know_changed", "bots.recall", _thing, "alerts"),
    Subscription("programme.marking.inherited", "bots.recall", _thing, "alerts"),
    Subscription("programme.marking.settled", "bots.redact_again", _questions, "alerts"),
    Subscription("programme.marking.need_to_know_changed", "bots.redact_again", _questions, "alerts"),
    Subscription("programme.marking.inherited", "bots.redact_again", _questions, "alerts"),
    Subscription("governance.alert.opened", "bots.tell", _alert, "alerts", _hold),
    Subscription("governance.alert.worsened", "bots.tell", _alert, "alerts", _hold),
    Subscription("governance.alert.improved", "bots.tell", _alert, "alerts", _hold),
    Subscription("governance.alert.closed", "bots.tell", _alert, "alerts", _hold),
    Subscription("governance.alert.escalated", "bots.tell_next", _alert, "alerts"),
    Subscription("bots.inbox.received", "bots.answer", _inbox, "alerts"),
    Subscription("bots.preference.hearing_chosen", "bots.refresh_home", _home, "outgoing"),
    Subscription("bots.identity.linked", "bots.refresh_home", _home, "outgoing"),
)

"""The one form there is in Slack: a milestone's forecast. Its key is opaque, its owner's alone, and works once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from bots.changes.inbox import note_once
from bots.models import Inbox
from bots.queries.identities import person_behind
from programme import queries as ground
from programme.changes import Backdated, Invalid, Stale, reforecast_milestone
from programme.rules import access
from programme.rules.calendar import ApproxDate

FORM_LIFE: Final = timedelta(hours=1)
_OVER: Final = "This form is over. Close it and press “Update forecast” again."
_FIELDS: Final = {"forecast_date": "forecast", "forecast_precision": "forecast", "reason": "reason"}


class FormProblem(Exception):
    """What was filled in cannot be saved. `problems` are words for the person, by field: forecast or reason."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("; ".join(problems.values()))
        self.problems = dict(problems)


def prepare_form(*, form_id: UUID, milestone_id: UUID, version: int) -> None:
    """Note which milestone a form is about and the version its reader was shown."""
    row = Inbox.objects.get(pk=form_id)
    row.payload = {**row.payload, "milestone": str(milestone_id), "version": version}
    row.save(update_fields=["payload"])


def submit_forecast(
    *, form: str, key: str, team_id: str, user_id: str, forecast: str, reason: str, at: datetime
) -> str:
    """Save a submitted forecast and return what was saved, in words. The same submission again saves once.

    Rights and version are asked now, whatever they were when the form was opened. Raises FormProblem.
    """
    with transaction.atomic():
        row = _open(form, team_id=team_id, user_id=user_id, at=at)
        actor = _actor(team_id, user_id)
        if not note_once(
            key=key, kind="submission", team_id=team_id, user_id=user_id, at=at, outcome="saved"
        ):
            return "Saved already."
        saved = _save(row.payload, by=actor, forecast=forecast, reason=reason, at=at)
        row.outcome = "used"
        row.save(update_fields=["outcome"])
        return saved


def _open(form: str, *, team_id: str, user_id: str, at: datetime) -> Inbox:
    """Return the form, locked, if it is this account's, not too old and not used."""
    try:
        form_id = UUID(form)
    except ValueError:
        raise FormProblem({"forecast": _OVER}) from None
    row = Inbox.objects.select_for_update().filter(pk=form_id, kind="action").first()
    if (
        row is None
        or (row.team_id, row.user_id) != (team_id, user_id)
        or row.outcome == "used"
        or at - row.received_at > FORM_LIFE
        or "milestone" not in row.payload
    ):
        raise FormProblem({"forecast": _OVER})
    return row


def _actor(team_id: str, user_id: str) -> access.Actor:
    person_id = person_behind(team_id=team_id, user_id=user_id)
    actor = ground.actor_for_person(person_id, door="slack") if person_id else None
    if actor is None:
        raise FormProblem({"forecast": "Your Slack account is not linked to the tracker any more."})
    return actor.without_closed()


def _save(payload: Mapping[str, Any], *, by: access.Actor, forecast: str, reason: str, at: datetime) -> str:
    milestone_id = UUID(payload["milestone"])
    before = ground.milestones(reader=by, ids=[milestone_id]).get(milestone_id)
    if before is None:
        raise FormProblem({"forecast": "This item can be changed only in the tracker itself."})
    try:
        wanted = date.fromisoformat(forecast)
    except ValueError:
        raise FormProblem({"forecast": "Choose a day."}) from None
    if before.forecast == ApproxDate(wanted):
        raise FormProblem({"forecast": f"The forecast is {before.forecast} already."})
    try:
        reforecast_milestone(
            milestone_id=milestone_id,
            version=int(payload["version"]),
            forecast=wanted,
            reason=reason,
            by=by,
            at=at,
        )
    except Stale:
        now = before.forecast or "not known"
        raise FormProblem(
            {
                "forecast": f"Somebody saved this since you opened it: the forecast is now {now}. Open it again."
            }
        ) from None
    except Invalid as problem:
        raise FormProblem(_by_field(problem)) from None
    except (access.Refused, Backdated) as problem:
        raise FormProblem({"forecast": str(problem)}) from None
    was = before.forecast or "not known"
    return (
        f"{before.ref} {before.name}: forecast {ApproxDate(wanted)}, was {was}. "
        "Its risk and money follow in a moment."
    )


def _by_field(problem: Invalid) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, words in problem.problems.items():
        field = _FIELDS.get(name, "forecast")
        found[field] = " ".join([*filter(None, [found.get(field)]), *words])
    return found

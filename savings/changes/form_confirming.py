"""Confirming the form a programme's savings were read in, where no paper says it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from programme.changes import Invalid
from programme.changes.saving_many import update_many
from programme.changes.saving_rows import recorded
from programme.outbox.recording import record
from programme.rules import access
from savings import events
from savings.changes.importing import require_planning
from savings.changes.states import keep_states
from savings.models import Saving


@transaction.atomic
def confirm_form(*, programme_id: UUID, form: str, by: access.Actor, at: datetime) -> int:
    """Confirm that a programme's savings are in the form they were read in; return of how many lines it was.

    Only those that this person may plan. Raises Refused; Invalid where the lines were read in another form, since
    then the figures themselves are wrong: undo the import and give it the right one.
    """
    require_planning(programme_id, by)
    rows = Saving.objects.visible_to(by).filter(programme_id=programme_id, form_is_our_reading=True)
    lines = list(
        rows.select_for_update(of=("self",)).select_related("programme", "workstream").order_by("pk")
    )
    lines = [saving for saving in lines if by.may(access.PLAN_MONEY, saving.placement())]
    other = next((saving for saving in lines if saving.form != form), None)
    if other is not None:
        words = (
            f"{other.ref} was read as {other.form}, not {form}: its figures would change. "
            f"Undo the import and import the file again as {form}"
        )
        raise Invalid({"form": [words]})
    if not lines:
        return 0
    for saving in lines:
        saving.form_is_our_reading = False
        saving.version += 1
    reason = f"The form is confirmed: {form}"
    with recorded(by, reason=reason):
        update_many(lines, ["form_is_our_reading", "version"])
    keep_states(lines, by=by, at=at)
    told = [
        events.SavingRevised(
            aggregate_id=saving.id,
            version=saving.version,
            programme_id=programme_id,
            closed=saving.placement().is_closed,
            quiet=True,  # no figure changes
            fields_changed=("form_is_our_reading",),
            reason=reason,
        )
        for saving in lines
    ]
    record(told, by=by, at=at)
    return len(lines)

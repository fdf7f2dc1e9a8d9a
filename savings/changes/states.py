"""What a saving was is kept whenever it changes, so that any position can be asked as at a past moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from programme.changes import hold_open, said_at
from programme.rules import access
from savings.models import Saving, SavingState
from savings.queries.states import facts_of


def keep_state(saving: Saving, *, by: access.Actor, at: datetime) -> bool:
    """Keep what a saving now is, where anything of it changed; return whether it did.

    Called by every change of a saving, after its rows are written and its version is raised: two changes of
    one version cannot be told apart later. Raises Backdated.
    """
    return keep_states([saving], by=by, at=at) > 0


def keep_states(savings: Sequence[Saving], *, by: access.Actor, at: datetime) -> int:
    """Keep what many savings now are, in few statements however many; return how many had changed.

    Every change of a saving comes through here, so here it keeps the periods of its programme from being closed
    until it commits: nothing slips in behind the position that a closing freezes.
    Raises Backdated where one of them has a state of a later moment, or its programme a closing: nothing is dated
    before what it follows.
    """
    for programme_id in sorted({saving.programme_id for saving in savings}):
        hold_open(programme_id, at=at)
    facts = {key: found.to_json() for key, found in facts_of(savings).items()}
    newest = SavingState.objects.filter(saving_id__in=list(facts)).order_by(
        "saving_id", "-recorded_at", "-saving_version"
    )
    held = {
        key: (kept, moment)
        for key, kept, moment in newest.distinct("saving_id").values_list("saving_id", "facts", "recorded_at")
    }
    rows = []
    for saving in {saving.pk: saving for saving in savings}.values():
        kept, moment = held.get(saving.pk, (None, None))
        if kept == facts[saving.pk]:
            continue
        said_at(moment, at)
        rows.append(
            SavingState(
                saving_id=saving.pk,
                facts=facts[saving.pk],
                saving_version=saving.version,
                recorded_at=at,
                recorded_by_name=by.name,
            )
        )
    SavingState.objects.bulk_create(rows, batch_size=2000)
    return len(rows)

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db import migrations
from django.db.models import Min

BATCH = 2000


def keep_first_states(apps: Any, schema_editor: Any) -> None:
    """Give each saving that has no state its first one: as it is now, dated by the first row of its history."""
    saving_model = apps.get_model("savings", "Saving")
    without = list(saving_model.objects.filter(states=None))
    if not without:
        return
    ids = [saving.id for saving in without]
    history = apps.get_model("savings", "SavingEvent").objects.filter(pgh_obj_id__in=ids)
    first = dict(
        history.values("pgh_obj_id").annotate(at=Min("pgh_created_at")).values_list("pgh_obj_id", "at")
    )
    plans: dict[Any, dict[str, Any]] = defaultdict(dict)
    for cell in apps.get_model("savings", "PlannedAmount").objects.filter(saving_id__in=ids):
        plans[cell.saving_id][str(cell.year)] = _cell(cell)
    waits: dict[Any, list[str]] = defaultdict(list)
    for link in apps.get_model("savings", "Enabler").objects.filter(saving_id__in=ids):
        waits[link.saving_id].append(str(link.milestone_id))
    state_model = apps.get_model("savings", "SavingState")
    state_model.objects.bulk_create(
        [
            state_model(
                saving_id=saving.id,
                facts=_facts(saving, plans[saving.id], sorted(waits[saving.id])),
                saving_version=saving.version,
                recorded_at=first[saving.id],
                recorded_by_name="Programme Tracker",
            )
            for saving in without
            if saving.id in first
        ],
        batch_size=BATCH,
    )


def _cell(cell: Any) -> Any:
    amount = None if cell.amount is None else f"{cell.amount:.2f}"
    if cell.spread == "even":
        return amount
    return {"amount": amount, "spread": cell.spread, "from_month": cell.from_month, "months": cell.months}


def _facts(saving: Any, plan: dict[str, Any], milestones: list[str]) -> dict[str, Any]:
    said = {
        "ref": saving.ref,
        "name": saving.name,
        "kind": saving.kind,
        "ref_is_printed": saving.ref_is_printed,
        "line_no": saving.line_no,
        "heading": saving.heading or None,
        "maturity": saving.maturity,
        "workstream": str(saving.workstream_id) if saving.workstream_id else None,
        "owner": str(saving.owner_id) if saving.owner_id else None,
        "start_date": saving.start_date.isoformat() if saving.start_date else None,
        "corrects": str(saving.corrects_id) if saving.corrects_id else None,
        "removed": True if saving.removed_at else None,
        "plan": plan,
        "milestones": milestones or None,
    }
    return {name: value for name, value in said.items() if value is not None}


class Migration(migrations.Migration):
    dependencies = [("savings", "0002_ledger")]

    operations = [migrations.RunPython(keep_first_states, migrations.RunPython.noop, elidable=True)]

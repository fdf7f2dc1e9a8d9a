"""Where a saving falls in the ledger: its cost centres and subjective codes, each with its share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from programme.changes import Invalid
from programme.changes.saving_rows import locked, recorded, save
from programme.rules import access
from savings import events
from savings.changes.plan import tell
from savings.models import CodingSplit, Saving
from savings.rules.in_budget import CodeShare, share_problem

SHARE_STEP = Decimal("0.000001")


@transaction.atomic
def code_saving(
    *, saving_id: UUID, version: int | None, splits: Sequence[tuple[str, str, Decimal]], by: access.Actor,
    at: datetime, reason: str = "",
) -> Saving:  # fmt: skip
    """Say on which codes a saving falls: cost centre, subjective code (or blank) and share, in full.

    The shares sum to 1 exactly; none leaves the saving without codes. Codes say where it falls, not what it
    is, so they take no decision. The same again changes nothing. Raises Refused, Stale, Invalid.
    Source: docs/method.md, "In the budget".
    """
    saving = locked(Saving, saving_id, version=version)
    by.require(access.PLAN_MONEY, saving.placement(), thing=f"the codes of {saving.ref}")
    wanted = _checked([CodeShare(centre.strip(), code.strip(), share) for centre, code, share in splits])
    held = {(row.cost_centre, row.subjective): row for row in saving.coding.select_for_update()}
    if {key: row.share for key, row in held.items()} == {key: one.share for key, one in wanted.items()}:
        return saving
    save(saving, by=by, reason=reason)
    with recorded(by, reason=reason):
        for key in held.keys() - wanted.keys():
            held[key].delete()
    for key, one in wanted.items():
        row = held.get(key) or CodingSplit(saving=saving, cost_centre=key[0], subjective=key[1])
        if key in held and row.share == one.share:
            continue
        row.share = one.share
        save(row, by=by, reason=reason, new=key not in held)
    codes = {one.code: one.share for one in wanted.values()}
    tell(saving, events.SavingCoded, by=by, at=at, codes=codes, reason=reason.strip())
    return saving


def _checked(splits: Sequence[CodeShare]) -> dict[tuple[str, str], CodeShare]:
    """Return the splits by code. Raises Invalid for one without a cost centre or twice, and for a sum other than 1."""
    found: dict[tuple[str, str], CodeShare] = {}
    for one in splits:
        if not one.cost_centre:
            raise Invalid({"cost_centre": ["Give the cost centre each share falls on"]})
        if not one.share.is_finite() or not 0 < one.share <= 1 or one.share != one.share.quantize(SHARE_STEP):
            words = f"The share of {one.code} is above nought and at most 100%, with four decimals at most"
            raise Invalid({"share": [words]})
        if (one.cost_centre, one.subjective) in found:
            raise Invalid({"cost_centre": [f"{one.code} is named twice: give it once, with one share"]})
        found[one.cost_centre, one.subjective] = one
    if problem := share_problem(list(found.values())):
        raise Invalid({"share": [problem]})
    return found

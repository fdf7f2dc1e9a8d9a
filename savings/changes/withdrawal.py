"""Withdrawing a saving by decision, and taking one up again by another. It leaves the plan in both bridges meanwhile.

Source: docs/method.md, "In the budget".
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from programme.changes import Invalid
from programme.rules import access
from savings.changes.delivery import WITHDRAWN, report_outlook
from savings.changes.freezing import Authority
from savings.models import OutlookReport


def withdraw_saving(
    *, saving_id: UUID, version: int | None, reason: str, authority: Authority | None, by: access.Actor,
    at: datetime,
) -> OutlookReport:  # fmt: skip
    """Withdraw a saving by decision. Its plan stays on record and raises what is unidentified.

    Raises NeedsDecision, Refused, Stale, Invalid, Backdated.
    """
    return report_outlook(
        saving_id=saving_id,
        version=version,
        outlook=WITHDRAWN,
        reason=reason,
        authority=authority,
        by=by,
        at=at,
    )


def reinstate_saving(
    *, saving_id: UUID, version: int | None, outlook: str, reason: str, authority: Authority | None,
    by: access.Actor, at: datetime, mitigation: str = "", mitigation_owner: str = "",
    mitigation_date: date | None = None,
) -> OutlookReport:  # fmt: skip
    """Take a withdrawn saving up again by decision, with the outlook it has from then on.

    Raises NeedsDecision, Refused, Stale, Invalid, Backdated.
    """
    if outlook == WITHDRAWN:
        raise Invalid({"outlook": ["Choose how it stands from now on: any outlook but withdrawn"]})
    return report_outlook(
        saving_id=saving_id,
        version=version,
        outlook=outlook,
        reason=reason,
        mitigation=mitigation,
        mitigation_owner=mitigation_owner,
        mitigation_date=mitigation_date,
        authority=authority,
        by=by,
        at=at,
    )

"""Keeping what an export sent out: who took it, when, and every cell that an edited copy is merged against."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from programme import queries as ground
from programme.rules import access
from savings.models import SheetExport


@transaction.atomic
def keep_export(
    *, programme_id: UUID, stamp: str, lines: Mapping[str, Any], by: access.Actor, at: datetime
) -> SheetExport:
    """Keep an export under its stamp; the row is the record of who took what. Raises Refused.

    `lines` are as `savings.rules.sheets.exported.kept` gives them.
    """
    if programme_id not in ground.programmes(reader=by, ids=[programme_id]):
        raise access.Refused("There is no such programme among those you may see.")
    export = SheetExport(
        programme_id=programme_id,
        stamp=stamp,
        lines=dict(lines),
        made_at=at,
        made_by_id=by.person_id,
        made_by_name=by.name,
    )
    export.save(force_insert=True)
    return export

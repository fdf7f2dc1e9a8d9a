"""Who chairs a board on a day."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q

from governance.models import BoardMember


def is_chair_of(board_id: UUID | None, person_id: UUID | None, *, on: date) -> bool:
    """Return whether a person chairs a board on a day; the term's days are inclusive. Nobody chairs no board."""
    if board_id is None or person_id is None:
        return False
    term = (Q(term_from=None) | Q(term_from__lte=on)) & (Q(term_to=None) | Q(term_to__gte=on))
    return BoardMember.objects.filter(term, board_id=board_id, person_id=person_id, role="chair").exists()

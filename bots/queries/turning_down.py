"""The key in a message by which its reader hears less, without signing in: it is signed, and names nothing."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.core.signing import BadSignature, Signer

_SIGNER: Final = Signer(salt="bots.turn_down", sep=".")


def turn_down_key(notice_id: UUID) -> str:
    """Return the key of a notice; the same notice always has the same one, so that a retry is the same message."""
    return _SIGNER.sign(notice_id.hex)


def notice_of_key(key: str) -> UUID | None:
    """Return whose notice a key is of, or None where we did not sign it."""
    try:
        return UUID(_SIGNER.unsign(key))
    except (BadSignature, ValueError):
        return None

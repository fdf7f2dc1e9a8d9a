"""Where a thing is opened, without the host: one address for page, pack, digest and message."""

from __future__ import annotations

from typing import Final
from uuid import UUID

_BY_ID: Final = {
    "workstream": "/workstreams/{id}/",
    "milestone": "/milestones/{id}/",
    "saving": "/savings/{id}/",
    "risk": "/risks/{id}/",
    "decision": "/decisions/{id}/",
    "action": "/actions/{id}/",
    "meeting": "/meetings/{id}/",
    "paper": "/papers/{id}/",
    "finding": "/findings/{id}/",
    "impact_assessment": "/impact-assessments/{id}/",
    "digest": "/digests/{id}/",
}
_BY_CODE: Final = {"board": "/boards/{code}/", "programme": "/programmes/{code}/"}


def path_of(kind: str, key: UUID, code: str = "") -> str:
    """Return where a thing of this kind is opened; blank for a kind without a page."""
    if kind in _BY_CODE and code:
        return _BY_CODE[kind].format(code=code)
    return _BY_ID[kind].format(id=key) if kind in _BY_ID else ""

"""Who watches and decides, what is asked and decided, risks and alerts. Nothing here saves: every write is a change."""

from governance.admin import (
    alerts,
    boards,
    closing,
    comments,
    decisions,
    follow_ups,
    governing,
    impact_assessments,
    meetings,
    packs,
    papers,
    recovery,
    risks,
)

__all__ = [
    "alerts",
    "boards",
    "closing",
    "comments",
    "decisions",
    "follow_ups",
    "governing",
    "impact_assessments",
    "meetings",
    "packs",
    "papers",
    "recovery",
    "risks",
]

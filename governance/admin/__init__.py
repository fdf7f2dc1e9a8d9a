"""Boards, decision-makers, oversight, decisions and alerts. Nothing here saves: every write is a change."""

from governance.admin import alerts, boards, decisions, follow_ups, governing, meetings, packs, papers

__all__ = [
    "alerts",
    "boards",
    "decisions",
    "follow_ups",
    "governing",
    "meetings",
    "packs",
    "papers",
]

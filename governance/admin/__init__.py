"""Boards, decision-makers, oversight and alerts. Nothing here saves: every write is a change."""

from governance.admin import alerts, boards

__all__ = ["alerts", "boards"]

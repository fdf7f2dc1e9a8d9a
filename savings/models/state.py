from __future__ import annotations

from django.db import models

from programme.models.base import Row, ledger_triggers
from savings.models.saving import Saving


class SavingState(Row):
    """What a saving was at a moment, as far as a position depends on it: kind, place, plan, what it waits for.

    One row a version, and only where something of it changed. The position as at an earlier moment stands on
    the newest row by then; later rows stand in front of it.
    """

    saving = models.ForeignKey(Saving, on_delete=models.PROTECT, related_name="states")
    facts = models.JSONField(help_text="savings.rules.state.SavingFacts as JSON")
    saving_version = models.PositiveIntegerField()
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["saving", "saving_version"], name="saving_state_is_one_a_version")
        ]
        indexes = [models.Index(fields=["saving", "recorded_at", "saving_version"])]
        triggers = ledger_triggers()

    def __str__(self) -> str:
        return f"{self.saving_id} v{self.saving_version} ({self.id})"

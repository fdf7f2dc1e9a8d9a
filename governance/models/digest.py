from __future__ import annotations

from django.db import models
from django.db.models import Q

from governance.models.board import Board
from governance.models.meeting import Meeting
from programme.models.base import Row, ledger_triggers


class Digest(Row):
    """What one member of one board was told for one period, frozen when it was reserved.

    `body` holds figures as the member might see them then, with the ids behind each, so that a page can check
    rights again. `received_at` is set once it was delivered: the next one begins there.
    """

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="digests")
    person = models.ForeignKey("programme.Person", on_delete=models.PROTECT, related_name="digests")
    period_key = models.CharField(max_length=40, help_text="2026-W47, or meeting:ID")
    since = models.DateTimeField(help_text="When the last one that person got was made, or their first day")
    as_at = models.DateTimeField()
    body = models.JSONField()
    method_version = models.CharField(max_length=20)
    reserved_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["board", "person", "period_key"], name="digest_is_one_a_board_member_and_period"
            ),
            models.CheckConstraint(name="digest_looks_back", condition=Q(since__lte=models.F("as_at"))),
        ]
        indexes = [models.Index(fields=["person", "board", "-as_at"])]

    def __str__(self) -> str:
        return f"{self.board_id} {self.person_id} {self.period_key}"


class BoardPack(Row):
    """A pack as it was made: what the page of that meeting showed, frozen, with the file that went out."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="packs")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="packs")
    is_public = models.BooleanField(default=False, help_text="Made from open rows alone")
    since = models.DateTimeField()
    as_at = models.DateTimeField()
    body = models.JSONField()
    file = models.ForeignKey("programme.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    made_by = models.ForeignKey("programme.Person", on_delete=models.PROTECT, null=True, related_name="+")
    made_by_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["board", "-made_at"])]
        triggers = ledger_triggers()

    def __str__(self) -> str:
        return f"{self.board_id} {self.as_at:%d %b %Y}"

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from governance.models.board import Board
from programme.models.base import (
    Marked,
    Removable,
    SightedQuerySet,
    Versioned,
    marked_constraint,
    one_of,
    tracked,
)
from programme.rules import access

MEETING_STATES = [("planned", "Planned"), ("held", "Held"), ("cancelled", "Cancelled")]
ATTENDANCE = [
    ("present", "Present"),
    ("apologies", "Apologies"),
    ("absent", "Absent"),
    ("substitute", "Sent a substitute"),
]
AGENDA_KINDS = [
    ("decision", "For decision"),
    ("information", "For information"),
    ("escalation", "Escalated to this board"),
    ("action", "Actions"),
    ("risk", "Risks"),
    ("finding", "Findings of a review"),
    ("other", "Other"),
]


class MeetingQuerySet(SightedQuerySet):
    organisation_path = "board__organisation_id"
    programme_path = "board__programme_id"
    marking_paths = ("marking", "board__marking", "board__programme__marking")


@tracked
class Meeting(Versioned, Marked, Removable):
    """One sitting of a board. What its members saw before it is frozen in its pack."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="meetings")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=9, choices=MEETING_STATES, default="planned")
    in_public = models.BooleanField(default=False, help_text="The public may attend, exempt items apart")
    notes = models.TextField(blank=True, help_text="What was said, for the record")
    source = models.CharField(max_length=300, blank=True)
    illustrative = models.BooleanField(default=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        default_manager_name = "objects"
        constraints = [
            one_of("state", dict(MEETING_STATES), name="meeting_state_is_a_known_state"),
            models.UniqueConstraint(
                fields=["board", "starts_at"], name="meeting_is_one_at_a_time_of_a_board"
            ),
            models.CheckConstraint(
                name="meeting_ends_after_it_starts", condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at"))
            ),
            marked_constraint("meeting"),
        ]
        indexes = [models.Index(fields=["board", "starts_at"])]

    def __str__(self) -> str:
        return f"{self.board_id} {self.starts_at:%d %b %Y} ({self.id})"

    @property
    def name(self) -> str:
        """Return what people call it: its board and its day, with its title where it has one."""
        day = timezone.localtime(self.starts_at)
        words = f"{self.board.name}, {day.day} {day:%B %Y}"
        return f"{words}: {self.title}" if self.title else words

    def placement(self) -> access.Placement:
        """Return where the meeting stands, for the rules of access."""
        markings = {self.marking, self.board.marking}
        if self.board.programme is not None:
            markings.add(self.board.programme.marking)
        return access.Placement(
            self.board.organisation_id,
            self.board.programme_id,
            None,
            frozenset(markings),
            frozenset({self.pk, self.board_id}),
            self.board.programme.closed_on if self.board.programme is not None else None,
        )


@tracked
class Attendance(Versioned):
    """Whether one person came to one meeting; quorum is counted from those present."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendance")
    person = models.ForeignKey("programme.Person", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ATTENDANCE)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            one_of("state", dict(ATTENDANCE), name="attendance_state_is_a_known_state"),
            models.UniqueConstraint(fields=["meeting", "person"], name="attendance_is_one_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.meeting_id}: {self.state}"


@tracked
class AgendaItem(Versioned, Removable):
    """One item of a meeting: a decision, a paper, or words of its own. Its marking is that of what it is about."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=11, choices=AGENDA_KINDS, default="information")
    title = models.CharField(max_length=300)
    paper = models.ForeignKey(
        "governance.Paper", on_delete=models.PROTECT, null=True, blank=True, related_name="agenda"
    )
    decision = models.ForeignKey(
        "governance.Decision", on_delete=models.PROTECT, null=True, blank=True, related_name="agenda"
    )
    excludes_public = models.BooleanField(
        default=False, help_text="The meeting is asked to exclude the public for it"
    )
    public_excluded = models.BooleanField(null=True, blank=True, help_text="Whether the meeting resolved to")
    note = models.TextField(blank=True)

    class Meta:
        constraints = [one_of("kind", dict(AGENDA_KINDS), name="agenda_item_kind_is_a_known_kind")]
        indexes = [models.Index(fields=["meeting", "position"])]

    def __str__(self) -> str:
        return f"{self.position} {self.title} ({self.id})"

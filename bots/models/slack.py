"""Slack's side of it: the workspace, the channels that are linked, the keys of buttons, and how fast we may send."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from programme.models.base import Row, Versioned, one_of, tracked

INSTALLATION_STATES = [
    ("active", "Working"),
    ("uninstalled", "Uninstalled"),
    ("revoked", "Its token was revoked"),
]
CEILINGS = [
    ("open", "Open items alone"),
    ("internal", "Open and internal items of what it is linked to"),
]


@tracked
class Installation(Versioned):
    """A workspace as its token last showed it. The token itself is in the environment, never here.

    `token_mark` tells one token from another: what befell an old one says nothing of the one that followed.
    """

    team_id = models.CharField(max_length=20, unique=True)
    team_name = models.CharField(max_length=200, blank=True)
    bot_user_id = models.CharField(max_length=20, blank=True)
    token_mark = models.CharField(max_length=16)
    state = models.CharField(max_length=11, choices=INSTALLATION_STATES, default="active")
    since = models.DateTimeField()

    class Meta:
        constraints = [one_of("state", dict(INSTALLATION_STATES), name="installation_state_is_a_known_state")]

    def __str__(self) -> str:
        return f"{self.team_name or self.team_id} ({self.id})"


@tracked
class ChannelLink(Versioned):
    """A channel linked to a board, a workstream or a programme: what is asked there is about that first.

    `ceiling` is the most that may be shown in it, whoever asks; exempt and confidential items never are.
    """

    team_id = models.CharField(max_length=20)
    channel_id = models.CharField(max_length=20)
    channel_name = models.CharField(max_length=80, blank=True)
    is_private = models.BooleanField(default=False)
    board = models.ForeignKey("governance.Board", on_delete=models.PROTECT, null=True, blank=True)
    workstream = models.ForeignKey("programme.Workstream", on_delete=models.PROTECT, null=True, blank=True)
    programme = models.ForeignKey("programme.Programme", on_delete=models.PROTECT, null=True, blank=True)
    ceiling = models.CharField(max_length=8, choices=CEILINGS, default="open")
    tells_alerts = models.BooleanField(default=False, help_text="Alerts of its board or workstream go there")
    linked_by = models.ForeignKey("programme.Person", on_delete=models.PROTECT, related_name="+")
    linked_at = models.DateTimeField()
    trouble = models.CharField(max_length=100, blank=True, help_text="Why nothing is sent there just now")
    trouble_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            one_of("ceiling", dict(CEILINGS), name="channel_link_ceiling_is_a_known_ceiling"),
            models.UniqueConstraint(
                fields=["team_id", "channel_id"],
                condition=Q(ended_at=None),
                name="channel_is_linked_to_one_thing_at_a_time",
            ),
            models.CheckConstraint(
                name="channel_link_is_to_one_thing",
                condition=Q(board__isnull=False, workstream=None, programme=None)
                | Q(board=None, workstream__isnull=False, programme=None)
                | Q(board=None, workstream=None, programme__isnull=False),
            ),
            models.CheckConstraint(
                name="channel_link_of_a_public_channel_shows_open_items_alone",
                condition=Q(ceiling="open") | Q(is_private=True),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.channel_name or self.channel_id} ({self.id})"


class ChannelMember(Row):
    """Somebody who is in a linked channel by what Slack last told: they hear its alerts there, not twice."""

    link = models.ForeignKey(ChannelLink, on_delete=models.CASCADE, related_name="members")
    user_id = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["link", "user_id"], name="channel_member_is_once")]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.link_id} ({self.id})"


class Handle(Row):
    """What a button or a menu carries in the place of a thing: its key says nothing, and is one person's alone."""

    person = models.ForeignKey("programme.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    thing_id = models.UUIDField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "thing_id"], name="handle_is_one_a_thing"),
            one_of(
                "kind",
                ["workstream", "milestone", "saving", "board", "programme"],
                name="handle_kind_is_a_known_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.person_id} ({self.id})"


class Budget(Row):
    """How fast one key may be used: a method, or posting in one conversation. Times are the database's.

    `paused_until` is what Slack itself asked for (a 429), of this key alone. `urgent_at` is until when what
    nobody asked for stands back, because an answer waits. `tail_at` is the last moment given out in the line.
    """

    key = models.CharField(max_length=200, unique=True)
    free_at = models.DateTimeField()
    urgent_at = models.DateTimeField(null=True)
    tail_at = models.DateTimeField(null=True)
    paused_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.key} ({self.id})"

from __future__ import annotations

from hashlib import sha256

from django.db import models
from django.db.models import Q

from programme.models.base import Row, Versioned, ledger_triggers, one_of, tracked

DELIVERY_KINDS = [
    ("alert", "Alert"),
    ("edit", "Edit"),
    ("answer", "Answer"),
    ("chase", "Chase"),
    ("digest", "Digest"),
    ("saved", "Confirmation of what was saved"),
    ("reply", "Reply in an alert's thread"),
]
DELIVERY_STATES = [
    ("gathering", "Gathering"),
    ("sending", "Sending"),
    ("sent", "Sent"),
    ("retrying", "Waiting to try again"),
    ("failed", "Failed"),
    ("uncertain", "Uncertain"),
    ("held", "Held"),
    ("suppressed", "Suppressed"),
]
WANTS = [
    ("all", "Everything as it happens"),
    ("worsened", "Only what worsens"),
    ("weekly", "Once a week"),
]
OUTCOMES = ["started", "accepted", "refused", "not_sent", "ambiguous"]


@tracked
class Identity(Versioned):
    """A Slack account that a person linked from the signed-in tracker. An email match never links anyone."""

    platform = models.CharField(max_length=10, default="slack")
    team_id = models.CharField(max_length=20)
    user_id = models.CharField(max_length=20)
    user_name = models.CharField(
        max_length=100, blank=True, help_text="As Slack showed it when it was linked"
    )
    person = models.ForeignKey("programme.Person", on_delete=models.PROTECT, related_name="chat_identities")
    linked_at = models.DateTimeField()
    unlinked_at = models.DateTimeField(null=True, blank=True)
    barred_at = models.DateTimeField(null=True, blank=True)
    barred_why = models.CharField(
        max_length=100, blank=True, help_text="Why Slack's account is not served though it is linked"
    )

    class Meta:
        verbose_name_plural = "identities"
        constraints = [
            models.CheckConstraint(
                name="identity_barred_says_why",
                condition=Q(barred_at=None, barred_why="") | (Q(barred_at__isnull=False) & ~Q(barred_why="")),
            ),
            models.UniqueConstraint(
                fields=["platform", "team_id", "user_id"],
                condition=Q(unlinked_at=None),
                name="identity_belongs_to_one_person_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["platform", "team_id", "person"],
                condition=Q(unlinked_at=None),
                name="person_has_one_identity_a_workspace",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.platform} {self.team_id} {self.user_id} ({self.id})"


@tracked
class Preference(Versioned):
    """What a person wants to hear. No row is the default: live alerts on."""

    person = models.OneToOneField("programme.Person", on_delete=models.PROTECT, related_name="hears")
    live_alerts = models.BooleanField(default=True)
    wants = models.CharField(max_length=8, choices=WANTS, default="all")
    quiet_from = models.TimeField(
        null=True, blank=True, help_text="Nothing is sent from this hour, local time"
    )
    quiet_to = models.TimeField(null=True, blank=True)
    turned_down = models.JSONField(
        default=list,
        blank=True,
        help_text="Kinds of alert, and workstreams by id, they asked to hear no more of",
    )

    def __str__(self) -> str:
        return f"{self.person_id} {'hears' if self.live_alerts else 'does not hear'} alerts ({self.id})"


class LinkRequest(Row):
    """A one-time key that the bot hands to an unlinked Slack user; opened while signed in, it links the two."""

    digest = models.CharField(max_length=64, unique=True)
    platform = models.CharField(max_length=10, default="slack")
    team_id = models.CharField(max_length=20)
    user_id = models.CharField(max_length=20)
    user_name = models.CharField(
        max_length=100, blank=True, help_text="Whose account it is, to be shown first"
    )
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.team_id} {self.user_id} ({self.id})"

    @staticmethod
    def digest_of(token: str) -> str:
        """Return what is stored of a key: its SHA-256, in hex. A key is 256 random bits, so no salt."""
        return sha256(token.encode()).hexdigest()


class Inbox(Row):
    """Something Slack told us, kept once: it sends the same thing again when our answer was slow."""

    key = models.CharField(max_length=200, unique=True, help_text="The event's, trigger's or view's own id")
    kind = models.CharField(max_length=20)
    team_id = models.CharField(max_length=20)
    user_id = models.CharField(max_length=20)
    payload = models.JSONField()
    received_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, blank=True)

    class Meta:
        verbose_name_plural = "inbox"

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Delivery(Versioned):
    """One message by one medium, to one person or to a channel that is linked, gathering the notices of a window.

    States as in docs/method.md, "Delivery". `dedupe_key` makes it once; the text is frozen when it is rendered,
    just before the first attempt.
    """

    kind = models.CharField(max_length=10, choices=DELIVERY_KINDS)
    medium = models.CharField(max_length=6, choices=[("slack", "Slack"), ("email", "Email")])
    person = models.ForeignKey(
        "programme.Person", on_delete=models.PROTECT, null=True, related_name="deliveries"
    )
    channel_link = models.ForeignKey(
        "bots.ChannelLink", on_delete=models.PROTECT, null=True, related_name="deliveries"
    )
    address = models.CharField(max_length=254, blank=True, help_text="Slack conversation or email address")
    dedupe_key = models.CharField(max_length=200, unique=True)
    edits = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="edited_by")
    inbox = models.ForeignKey(Inbox, on_delete=models.PROTECT, null=True, related_name="deliveries")
    about = models.UUIDField(
        null=True, help_text="Of a chase its reporting round, of a digest its frozen digest"
    )
    state = models.CharField(max_length=10, choices=DELIVERY_STATES, default="gathering")
    why = models.CharField(max_length=300, blank=True, help_text="Why it was suppressed, failed or is held")
    subject = models.CharField(max_length=200, blank=True)
    body = models.JSONField(null=True, help_text="The message as sent, frozen at the first attempt")
    body_digest = models.CharField(max_length=64, blank=True)
    provider_ref = models.CharField(max_length=120, blank=True, help_text="Slack's ts, or the Message-ID")
    created_at = models.DateTimeField()
    not_before = models.DateTimeField()
    missing_since = models.DateTimeField(
        null=True, help_text="When an uncertain message was first looked up and not found"
    )
    sent_at = models.DateTimeField(null=True)
    slot_at = models.DateTimeField(
        null=True, help_text="The moment it was given in the line of its conversation"
    )

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.CheckConstraint(
                name="delivery_is_to_a_person_or_to_a_channel",
                condition=Q(person__isnull=False, channel_link=None)
                | Q(person=None, channel_link__isnull=False, medium="slack"),
            ),
            one_of("state", dict(DELIVERY_STATES), name="delivery_state_is_a_known_state"),
            models.CheckConstraint(
                name="delivery_sent_has_its_moment",
                condition=(Q(state="sent") & Q(sent_at__isnull=False))
                | (~Q(state="sent") & Q(sent_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="delivery_chase_and_digest_alone_are_about_something",
                condition=Q(kind__in=["chase", "digest"], about__isnull=False)
                | (~Q(kind__in=["chase", "digest"]) & Q(about=None)),
            ),
        ]
        indexes = [models.Index(fields=["person", "medium", "state"])]

    def __str__(self) -> str:
        return f"{self.kind} by {self.medium} ({self.id})"


class Notice(Row):
    """One step of an episode for one person, or for a linked channel: what must reach them once, by one route."""

    alert_id = models.UUIDField(db_index=True)
    step_id = models.UUIDField()
    step = models.CharField(max_length=8)
    person = models.ForeignKey(
        "programme.Person", on_delete=models.PROTECT, null=True, related_name="notices"
    )
    channel_link = models.ForeignKey(
        "bots.ChannelLink", on_delete=models.PROTECT, null=True, related_name="notices"
    )
    why = models.JSONField(default=list, help_text="Why they hear of it, in words")
    telling = models.CharField(
        max_length=8, choices=[("full", "In full"), ("exempt", "That an exempt item changed")]
    )
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, null=True, related_name="notices")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["step_id", "person"], name="notice_is_one_a_step_and_person"),
            models.UniqueConstraint(
                fields=["step_id", "channel_link"], name="notice_is_one_a_step_and_channel"
            ),
            models.CheckConstraint(
                name="notice_is_for_a_person_or_for_a_channel",
                condition=Q(person__isnull=False, channel_link=None)
                | Q(person=None, channel_link__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} for {self.person_id} ({self.id})"


class Recall(Row):
    """A message that had been sent about a thing when it was closed: taken back by an edit, or why it cannot be."""

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="recalls")
    thing_kind = models.CharField(max_length=20)
    thing_id = models.UUIDField(db_index=True)
    thing_version = models.PositiveIntegerField(help_text="The thing's version once it was closed")
    programme_id = models.UUIDField(null=True)
    edit = models.ForeignKey(Delivery, on_delete=models.PROTECT, null=True, related_name="+")
    why = models.CharField(max_length=300, blank=True, help_text="Why it cannot be taken back")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["delivery", "thing_id", "thing_version"], name="recall_is_one_a_message_and_closing"
            ),
            models.CheckConstraint(
                name="recall_is_an_edit_or_says_why_not",
                condition=(Q(edit=None) & ~Q(why="")) | (Q(edit__isnull=False) & Q(why="")),
            ),
        ]
        triggers = ledger_triggers()

    def __str__(self) -> str:
        return f"{self.delivery_id} about {self.thing_id}"


class Attempt(Row):
    """A try at sending: one row committed before the socket opens, one when its outcome is known."""

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=9)
    detail = models.CharField(max_length=300, blank=True, help_text="The provider's code; never message text")
    provider_ref = models.CharField(max_length=120, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("outcome", OUTCOMES, name="attempt_outcome_is_a_known_outcome"),
            models.UniqueConstraint(
                fields=["delivery", "number"], condition=Q(outcome="started"), name="attempt_starts_once"
            ),
            models.UniqueConstraint(
                fields=["delivery", "number"], condition=~Q(outcome="started"), name="attempt_ends_once"
            ),
        ]
        triggers = ledger_triggers()

    def __str__(self) -> str:
        return f"{self.delivery_id} attempt {self.number} {self.outcome}"

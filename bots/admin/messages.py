"""Deliveries with their attempts, what Slack told us, and whose Slack account is whose."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.utils.html import format_html
from unfold.decorators import display

from bots import changes
from bots.admin.decisions import Deciding
from bots.models import Attempt, Delivery, Identity, Inbox, Notice
from bots.queries import unproven_messages
from bots.queries.recalling import told_to
from bots.queries.words_shown import why_not_shown
from governance import queries as governance
from programme.admin.acting import actor_of, moment_of, required_actor, today
from programme.admin.base import ThroughChangesAdmin
from programme.admin.inlines import LedgerInline
from programme.admin.lists import Filter, by_column
from programme.admin.outbox import OfficeAlone
from programme.admin.people import visible_grants
from programme.admin.words import moment_words, pill
from programme.rules import access

STATE_TONES = {
    "gathering": "grey",
    "sending": "info",
    "sent": "green",
    "retrying": "amber",
    "failed": "red",
    "uncertain": "amber",
    "held": "amber",
    "suppressed": "grey",
}


class AttemptRows(LedgerInline):
    """Each try: begun, and how it ended."""

    model = Attempt
    verbose_name_plural = "attempts, newest first"
    fields = ("number", "outcome", "detail", "provider_ref", "when")
    ordering = ("-recorded_at",)

    @display(description="When")
    def when(self, attempt: Attempt) -> str:
        return moment_words(attempt.recorded_at)


class NoticeRows(LedgerInline):
    """What the message gathers, and why its reader hears of it."""

    model = Notice
    verbose_name_plural = "what it gathers"
    fields = ("step", "reasons", "telling", "when")
    ordering = ("created_at",)

    @display(description="Why they hear")
    def reasons(self, notice: Notice) -> str:
        return "; ".join(notice.why)

    @display(description="When")
    def when(self, notice: Notice) -> str:
        return moment_words(notice.created_at)


class ByProof(Filter):
    """By whether it is proven that an alert reached its reader, or why not."""

    title = "proof"
    parameter_name = "proof"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return [("not", "Alerts overdue, failed or uncertain")]

    def narrow(self, request: HttpRequest, rows: Any, value: str) -> Any:
        return unproven_messages(rows, at=moment_of(request))


@admin.register(Delivery)
class DeliveryAdmin(Deciding, OfficeAlone):
    """Messages to people, newest first; what is held or failed is decided on. States: docs/method.md, "Delivery"."""

    list_display = ("who", "medium", "kind", "state_pill", "why", "made", "sent")
    list_display_links = ("who",)
    list_filter = (
        by_column("state", "state"),
        by_column("medium", "medium"),
        by_column("kind", "kind"),
        ByProof,
    )
    search_fields = ("person__name", "person__email", "why")
    list_select_related = ("person", "channel_link")
    ordering = ("-created_at",)
    inlines = (NoticeRows, AttemptRows)
    fieldsets = (
        (
            None,
            {"fields": ("who", ("medium", "kind"), "state_pill", "why", "made", "sent", "subject", "text")},
        ),
        ("Technical", {"fields": ("dedupe_key", "provider_ref", "body_digest"), "classes": ("collapse",)}),
    )
    readonly_fields = ("who", "state_pill", "made", "sent", "text")

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        """Keep messages to people this reader knows; one about nothing they may see is not even counted."""
        told = Notice.objects.exclude(delivery=None)
        seen = told.filter(alert_id__in=governance.alerts_seen(actor)).values("delivery_id")
        unseen = told.exclude(delivery_id__in=seen).values("delivery_id")
        rows = rows.exclude(pk__in=unseen).exclude(edits_id__in=unseen)
        theirs = Q(person__in=visible_grants(actor).values("person_id"))
        return rows.filter(theirs | Q(channel_link__linked_by__in=visible_grants(actor).values("person_id")))

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Return the message, without its words where it tells of what this person may not see, or not any more."""
        found = super().get_object(request, object_id, from_field)
        if found is not None:
            why = why_not_shown(reader=required_actor(request), delivery_id=found.pk, on=today())
            found.is_hidden = bool(why)
            if why:
                found.subject, found.body = "", {"text": why}
        return found

    def get_inline_instances(self, request: HttpRequest, obj: Any = None) -> Any:
        found = super().get_inline_instances(request, obj)
        hidden = getattr(obj, "is_hidden", False)
        return [one for one in found if not (hidden and isinstance(one, NoticeRows))]

    def name_of(self, thing: Any) -> str:
        return f"{thing.get_kind_display()} to {told_to(thing)}"

    @display(description="To", ordering="person__name")
    def who(self, delivery: Delivery) -> str:
        return told_to(delivery)

    @display(description="State", ordering="state")
    def state_pill(self, delivery: Delivery) -> Any:
        return pill(delivery.get_state_display(), STATE_TONES[delivery.state])

    @display(description="Made", ordering="created_at")
    def made(self, delivery: Delivery) -> str:
        return moment_words(delivery.created_at)

    @display(description="Sent", ordering="sent_at")
    def sent(self, delivery: Delivery) -> str:
        return moment_words(delivery.sent_at)

    @display(description="As sent")
    def text(self, delivery: Delivery) -> Any:
        if delivery.body is None:
            return "not written yet"
        words = delivery.body.get("text") if isinstance(delivery.body, dict) else None
        shown = words or json.dumps(delivery.body, ensure_ascii=False, indent=2)
        return format_html('<pre class="tracker-json">{}</pre>', shown)


class ByAnswered(Filter):
    """By whether it was answered."""

    title = "answered"
    parameter_name = "answered"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return [("yes", "Answered"), ("no", "Waiting")]

    def narrow(self, request: HttpRequest, rows: Any, value: str) -> Any:
        return rows.filter(answered_at__isnull=value == "no")


@admin.register(Inbox)
class InboxAdmin(OfficeAlone):
    """What Slack told us, newest first. What somebody asked the bot is theirs, so the words are not shown."""

    list_display = ("kind", "user_id", "came", "answered", "outcome")
    list_filter = (ByAnswered,)
    search_fields = ("key", "user_id")
    ordering = ("-received_at",)
    fieldsets = ((None, {"fields": ("kind", "team_id", "user_id", "came", "answered", "outcome", "key")}),)
    readonly_fields = ("came", "answered")

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        return rows

    @display(description="Came", ordering="received_at")
    def came(self, inbox: Inbox) -> str:
        return moment_words(inbox.received_at)

    @display(description="Answered", ordering="answered_at")
    def answered(self, inbox: Inbox) -> Any:
        return moment_words(inbox.answered_at) or pill("Waiting", "amber")


@admin.register(Identity)
class IdentityAdmin(ThroughChangesAdmin):
    """Slack accounts, each linked by its own person. The programme office may unlink one."""

    list_display = ("who", "user_name", "user_id", "team_id", "linked", "unlinked")
    list_display_links = ("who",)
    search_fields = ("person__name", "user_name", "user_id")
    list_select_related = ("person",)
    ordering = ("person__name",)
    fieldsets = ((None, {"fields": ("who", "user_name", "user_id", "team_id", "linked", "unlinked")}),)
    readonly_fields = ("who", "user_name", "user_id", "team_id", "linked", "unlinked")
    removable = True
    plans = access.SET_UP

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        return rows.filter(person__in=visible_grants(actor).values("person_id"))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        actor = actor_of(request)
        return actor is not None and (actor.may_anywhere(access.SET_UP) or actor.holds(access.AUDIT))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def may(self, request: HttpRequest, capability: str, thing: Any) -> bool:
        actor = actor_of(request)
        return actor is not None and bool(capability) and actor.may_anywhere(capability)

    def remove(self, thing: Any, *, version: int | None, reason: str, **by_at: Any) -> None:
        changes.unlink_identity(identity_id=thing.pk, **by_at)

    def name_of(self, thing: Any) -> str:
        return f"{thing.person.name} on Slack ({thing.user_name or thing.user_id})"

    @display(description="Person", ordering="person__name")
    def who(self, identity: Identity) -> str:
        return identity.person.name

    @display(description="Linked", ordering="linked_at")
    def linked(self, identity: Identity) -> str:
        return moment_words(identity.linked_at)

    @display(description="Unlinked", ordering="unlinked_at")
    def unlinked(self, identity: Identity) -> str:
        return moment_words(identity.unlinked_at)

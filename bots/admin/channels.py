"""How Slack stands: the workspace the app is in, and the linked channels with what is the matter with them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.decorators import display

from bots import changes
from bots.models import ChannelLink, Installation
from bots.queries.channels import label_of
from programme.admin.acting import actor_of
from programme.admin.base import ThroughChangesAdmin
from programme.admin.people import visible_grants
from programme.admin.words import moment_words, pill
from programme.rules import access


class LookedAt(ThroughChangesAdmin):
    """What the programme office and audit look at, and nobody types into."""

    plans = access.SET_UP

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


@admin.register(ChannelLink)
class ChannelLinkAdmin(LookedAt):
    """Linked channels: what each is about, what may be shown in it, and why nothing is sent there just now."""

    list_display = ("channel", "about", "shows", "alerts", "state", "linked")
    list_display_links = ("channel",)
    search_fields = ("channel_name", "channel_id")
    list_select_related = ("linked_by",)
    ordering = ("ended_at", "channel_name")
    fieldsets = ((None, {"fields": ("channel", "about", "shows", "alerts", "state", "linked", "ended")}),)
    readonly_fields = ("channel", "about", "shows", "alerts", "state", "linked", "ended")
    removable = True

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        return rows.filter(linked_by__in=visible_grants(actor).values("person_id"))

    def remove(self, thing: Any, *, version: int | None, reason: str, **by_at: Any) -> None:
        changes.unlink_channel(link_id=thing.pk, why=reason, **by_at)

    def name_of(self, thing: Any) -> str:
        return f"#{thing.channel_name or thing.channel_id}"

    @display(description="Channel", ordering="channel_name")
    def channel(self, link: ChannelLink) -> str:
        return f"#{link.channel_name or link.channel_id}"

    @display(description="About")
    def about(self, link: ChannelLink) -> str:
        return label_of(link)

    @display(description="What may be shown")
    def shows(self, link: ChannelLink) -> str:
        return link.get_ceiling_display()

    @display(description="Its alerts")
    def alerts(self, link: ChannelLink) -> str:
        return "Posted there" if link.tells_alerts else "Not posted there"

    @display(description="State")
    def state(self, link: ChannelLink) -> Any:
        if link.ended_at is not None:
            return pill(f"Ended: {link.ended_why}", "grey")
        return pill(link.trouble, "red") if link.trouble else pill("Served", "green")

    @display(description="Linked", ordering="linked_at")
    def linked(self, link: ChannelLink) -> str:
        return f"{moment_words(link.linked_at)} by {link.linked_by.name}"

    @display(description="Ended", ordering="ended_at")
    def ended(self, link: ChannelLink) -> str:
        return moment_words(link.ended_at)


@admin.register(Installation)
class InstallationAdmin(LookedAt):
    """The workspace the app is in, and whether its token works."""

    list_display = ("team_name", "team_id", "bot_user_id", "standing", "moved")
    ordering = ("team_name",)
    fieldsets = ((None, {"fields": ("team_name", "team_id", "bot_user_id", "standing", "moved")}),)
    readonly_fields = ("team_name", "team_id", "bot_user_id", "standing", "moved")

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        return rows

    def name_of(self, thing: Any) -> str:
        return str(thing.team_name or thing.team_id)

    @display(description="State", ordering="state")
    def standing(self, row: Installation) -> Any:
        return pill(row.get_state_display(), "green" if row.state == "active" else "red")

    @display(description="Since", ordering="since")
    def moved(self, row: Installation) -> str:
        return moment_words(row.since)

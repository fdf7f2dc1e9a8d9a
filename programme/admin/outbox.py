"""What happened and what waits: events and work are looked at; work that was set aside can be tried again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from unfold.decorators import display

from programme import events as happenings
from programme import queries
from programme.admin import removals
from programme.admin.acting import actor_of, required_actor
from programme.admin.base import ReadOnlyAdmin
from programme.admin.lists import ByProgramme, Filter, by_column
from programme.admin.words import badge, count_words, moment_words, pill, with_badges
from programme.outbox import health
from programme.outbox.models import Event, Work
from programme.rules import access

STATES = {
    "pending": ("Waiting", "grey"),
    "leased": ("Being done", "info"),
    "done": ("Done", "green"),
    "superseded": ("Covered by another", "grey"),
    "dead": ("Set aside: failed", "red"),
    "parked": ("Set aside by someone", "amber"),
}
SET_ASIDE = ("dead", "parked")


ABOUT = ("subject_id", "workstream_id")  # in the facts of an event about something else: what it is of
COUNTED = (
    "lines",
    "carried",
    "written_out",
    "created",
    "updated",
    "returned",
    "missing",
)  # over every line there is


class OfficeAlone(ReadOnlyAdmin):
    """What the product keeps of itself: for the programme office, and for audit to read."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        actor = actor_of(request)
        return actor is not None and (actor.may_anywhere(access.SET_UP) or actor.holds(access.AUDIT))


def events_of(actor: access.Actor, rows: Any) -> Any:
    """Keep the events of programmes this reader sees; those of closed things only where they are cleared there.

    Events of no programme (a person's rights) are for the programme office and audit of a council that person
    has a grant in.
    """
    cleared = [g for g in actor.grants if g.cleared and g.workstream_id is None]
    whole = {g.organisation_id for g in cleared if g.programme_id is None}
    seen = queries.programmes(reader=actor)
    closed = [p.id for p in seen.values() if p.organisation_id in whole] + [
        g.programme_id for g in cleared if g.programme_id
    ]
    withheld = queries.withheld_from(actor)
    rows = rows.exclude(aggregate_id__in=withheld)
    for about in ABOUT:
        of_withheld = Q(**{f"payload__{about}__in": [str(one) for one in withheld]})
        rows = rows.exclude(Q(payload__has_key=about) & of_withheld)
    return rows.filter(
        Q(programme_id__in=list(seen), closed=False)
        | Q(programme_id__in=closed)
        | Q(programme_id=None, aggregate_id__in=list(queries.people(reader=actor)))
    )


class ByEventProgramme(ByProgramme):
    """By programme."""

    path = "programme_id"


class ByEventType(Filter):
    """By what happened."""

    title = "what happened"
    parameter_name = "type"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return [(one, event_words(one)) for one in sorted(set(_types(happenings.Event)))]

    def narrow(self, request: HttpRequest, rows: Any, value: str) -> Any:
        return rows.filter(type=value)


@admin.register(Event)
class EventAdmin(OfficeAlone):
    """What happened, newest first. Rows are only ever added."""

    list_display = ("what", "about", "actor_name", "door", "moment")
    list_display_links = ("what",)
    list_filter = (
        ByEventType,
        ByEventProgramme,
        by_column(
            "door", "door", [(d, d) for d in ("admin", "api", "slack", "command", "loading", "system")]
        ),
    )
    ordering = ("-recorded_at", "-place")
    search_fields = ("actor_name", "type")
    fieldsets = (
        (None, {"fields": ("what", "about", "moment", "who", "facts")}),
        (
            "Technical",
            {"fields": ("aggregate_id", "aggregate_version", "request_id"), "classes": ("collapse",)},
        ),
    )
    readonly_fields = ("what", "about", "moment", "who", "facts")

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        return events_of(actor, rows)

    def prepare(self, request: HttpRequest, rows: Sequence[Any]) -> None:
        reader, ids = required_actor(request), {row.aggregate_id for row in rows}
        named = {m.id: f"{m.ref} {m.name}" for m in queries.milestones(reader=reader, ids=ids).values()}
        named |= {w.id: f"{w.ref} {w.name}" for w in queries.workstreams(reader=reader, ids=ids).values()}
        invented = {p.id for p in queries.programmes(reader=reader).values() if p.illustrative}
        for row in rows:
            row.named = named.get(row.aggregate_id, "")
            row.illustrative = row.programme_id in invented

    def badges(self, thing: Any) -> list[tuple[str, str]]:
        found = queries.programmes(
            reader=access.system(), ids=[thing.programme_id] if thing.programme_id else []
        )
        return [("Illustrative", "info")] if any(p.illustrative for p in found.values()) else []

    def name_of(self, thing: Any) -> str:
        return event_words(thing.type)

    @display(description="What happened", ordering="type")
    def what(self, event: Event) -> Any:
        found = [badge("Illustrative")] if getattr(event, "illustrative", False) else []
        found += [badge("Closed item", "closed")] if event.closed else []
        found += [badge("Loaded", "plain")] if event.quiet else []
        return with_badges(event_words(event.type), *found)

    @display(description="About")
    def about(self, event: Event) -> str:
        name = getattr(event, "named", "") or str(event.aggregate_id)[:8]
        return f"{event.aggregate_type.capitalize()} {name}"

    @display(description="When", ordering="recorded_at")
    def moment(self, event: Event) -> str:
        return moment_words(event.recorded_at)

    @display(description="By")
    def who(self, event: Event) -> str:
        return f"{event.actor_name}, by {event.door}"

    @display(description="Facts")
    def facts(self, event: Event) -> Any:
        """Return what the event says. What it counts is left out: a count takes in what this reader may not see."""
        return as_json({name: value for name, value in event.payload.items() if name not in COUNTED})


@admin.register(Work)
class WorkAdmin(OfficeAlone):
    """What events caused: waiting, done, or set aside. Work that was set aside can be tried again."""

    list_display = ("what", "shard", "state_pill", "attempts", "due", "last_error")
    list_display_links = ("what",)
    list_filter = (
        by_column("state", "state", [(key, words) for key, (words, _) in STATES.items()]),
        by_column("queue", "queue", [(q, q) for q in ("alerts", "recalc", "outgoing")]),
    )
    ordering = ("-created_at",)
    search_fields = ("handler", "shard", "last_error")
    fieldsets = (
        (
            None,
            {"fields": ("what", "shard", "queue", "state_pill", "attempts", "due", "last_error", "facts")},
        ),
    )
    readonly_fields = ("what", "state_pill", "due", "facts")
    actions = ("try_again",)

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        return rows

    def name_of(self, thing: Any) -> str:
        return f"{thing.handler} {thing.shard}"

    def get_actions(self, request: HttpRequest) -> Any:
        found = super().get_actions(request)
        if not required_actor(request).may_anywhere(access.SET_UP):
            found.pop("try_again", None)
        return found

    @admin.action(description="Try again what was set aside")
    def try_again(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        """Put dead and parked work back in line, with a reason."""
        actor = required_actor(request)
        if not actor.may_anywhere(access.SET_UP):
            raise PermissionDenied
        rows = list(queryset.filter(state__in=SET_ASIDE))
        if not rows:
            messages.warning(request, "Nothing of what you selected was set aside.")
            return None
        reason = str(request.POST.get("reason", "")).strip()
        if request.POST.get("post") and reason:
            done = health.replay(ids=[row.pk for row in rows], reason=reason, by=actor)
            messages.success(request, f"Back in line: {count_words(done, 'piece')} of work.")
            return None
        problems = [removals.SAY_WHY] if request.POST.get("post") else []
        return removals.ask_why(
            self,
            request,
            rows,
            problems=problems,
            title=f"Try again {count_words(len(rows), 'piece')} of work",
            intro="Each goes back in line with its attempts counted anew. What was sent is not sent twice.",
            button="Try again",
            action="try_again",
        )

    @display(description="Work", ordering="handler")
    def what(self, work: Work) -> str:
        return work.handler

    @display(description="State", ordering="state")
    def state_pill(self, work: Work) -> Any:
        return pill(*STATES[work.state])

    @display(description="Due", ordering="available_at")
    def due(self, work: Work) -> str:
        return moment_words(work.available_at)

    @display(description="Payload")
    def facts(self, work: Work) -> Any:
        return as_json(work.payload)


def _types(kind: type[happenings.Event]) -> Iterator[str]:
    """Yield every type of event there is, whether or not it has happened."""
    if "type" in vars(kind):
        yield kind.type
    for narrower in kind.__subclasses__():
        yield from _types(narrower)


def event_words(event_type: str) -> str:
    """Return an event's type in words: programme.milestone.reforecast is "Milestone reforecast"."""
    _, _, rest = event_type.partition(".")
    return rest.replace(".", " ").replace("_", " ").capitalize()


def as_json(value: Any) -> Any:
    """Return plain values as they are kept."""
    return format_html('<pre class="tracker-json">{}</pre>', json.dumps(value, ensure_ascii=False, indent=2))

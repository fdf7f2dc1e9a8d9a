"""`changes`: what moved in a programme between two moments, who moved it, and its effect in days and pounds."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from django.core.management.base import CommandParser
from django.utils import timezone

from programme import queries
from programme.management.moments import past, read_moment
from programme.management.reading import ReadingCommand, Refusal
from programme.rules.access import Actor
from savings.queries.moves import Changed, what_changed
from savings.queries.stated import over_words
from savings.rules.moving import Effect
from savings.rules.notation import show_change

SHOWN: Final = ("forecast", "plan", "claimed", "delivered")


class Command(ReadingCommand):
    help = (
        "Lists what changed in a programme since a moment, newest first: milestones with days, who, why and the "
        "n-th push; savings with their effect in pounds by year; ratings; lines added and removed. "
        "Example: manage.py changes --programme southampton-cl-story --since 2026-10-01 --as manager@example.test"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--programme", required=True, metavar="CODE", help="the programme's code")
        parser.add_argument(
            "--since", required=True, metavar="DATETIME",
            help="after this moment; a day alone is its beginning; without a zone, London",
        )  # fmt: skip
        parser.add_argument(
            "--until", metavar="DATETIME", help="by this moment, now if left out; a day alone is its end"
        )

    def document(self, reader: Actor, **options: Any) -> dict[str, Any]:
        """Return every change with its effect, and what they moved in all."""
        now = timezone.now()
        since = past(read_moment(options["since"], option="--since"), option="--since", now=now)
        until = now
        if options["until"]:
            until = past(
                read_moment(options["until"], option="--until", ends=True), option="--until", now=now
            )
        if since > until:
            raise Refusal(
                "It ends before it begins.", where="--until", next_step="Give a moment after that of --since."
            )
        code = options["programme"]
        programme = next(iter(queries.programmes(reader=reader, code=code).values()), None)
        if programme is None:
            raise Refusal(
                f"There is no programme {code} that you may see.",
                where="--programme",
                next_step="`manage.py programmes` lists them.",
            )
        found = what_changed(reader=reader, programme_id=programme.id, since=since, until=until)
        places = queries.workstreams(reader=reader, programme_ids=[programme.id])
        return {
            "programme": programme.code,
            "name": programme.label,
            "illustrative": programme.illustrative,
            "since": timezone.localtime(since).isoformat(),
            "until": timezone.localtime(until).isoformat(),
            "over": over_words(reader, organisation_id=programme.organisation_id, programme_id=programme.id),
            "effect": _effect(found.effect),
            "changes": [_change(one, {key: w.ref for key, w in places.items()}) for one in found.changes],
        }

    def lines(self, document: Any) -> list[str]:
        """Return a line for each change, newest first."""
        head = [
            f"{document['name']}: changes from {document['since']} to {document['until']}, {document['over']}"
        ]
        rows = [_line(row) for row in document["changes"]] or ["Nothing changed."]
        totals = [f"In all, {year}: {_pounds(amounts)}" for year, amounts in document["effect"].items()]
        return [*head, *rows, *filter(None, totals)]


def _change(one: Changed, places: Mapping[Any, str]) -> dict[str, Any]:
    move = one.move
    return {
        "at": timezone.localtime(move.at).isoformat(),
        "who": move.by,
        "what": move.what,
        "thing": move.thing,
        "id": str(move.id),
        "ref": move.ref,
        "name": move.name,
        "workstream": places.get(move.workstream_id, ""),
        "was": move.was,
        "now": move.now,
        "days": move.days,
        "push": move.push,
        "reason": move.reason,
        "amounts": {
            year.label: {"was": _text(was), "now": _text(now)} for year, (was, now) in one.amounts.items()
        },
        "effect": _effect(one.effect),
    }


def _effect(effect: Effect) -> dict[str, dict[str, str]]:
    return {
        year.label: {name: f"{pounds:.2f}" for name, pounds in amounts.items()}
        for year, amounts in effect.items()
    }


def _text(pounds: Decimal | None) -> str | None:
    return None if pounds is None else f"{pounds:.2f}"


def _line(row: Mapping[str, Any]) -> str:
    thing = " ".join(filter(None, [row["ref"], row["name"]]))
    moved = f"{row['was']} → {row['now']}" if row["was"] else row["now"]
    days = (
        ""
        if row["days"] is None
        else f" ({abs(row['days'])} days {'later' if row['days'] > 0 else 'earlier'})"
    )
    push = "" if row["push"] is None else f", push {row['push']}"
    effects = "; ".join(f"{year}: {words}" for year, one in row["effect"].items() if (words := _pounds(one)))
    said = "; ".join(filter(None, [row["who"], f"“{row['reason']}”" if row["reason"] else "", effects]))
    return f"{row['at'][:16].replace('T', ' ')}  {thing}: {row['what']} {moved}{days}{push}. {said}"


def _days(days: int) -> str:
    noun = "day" if abs(days) == 1 else "days"
    return f"{abs(days)} {noun} {'later' if days > 0 else 'earlier'}" if days else "to the day"


def _pounds(amounts: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {show_change(Decimal(amounts[name]))}" for name in SHOWN if name in amounts)

"""`outbox`: what waits, how old it is, what failed; and the switches: replay, park, pause, resume."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.management.base import CommandParser
from django.utils import timezone

from programme.management.reading import AnsweringCommand, Refusal, named
from programme.outbox import health
from programme.rules import access


class Command(AnsweringCommand):
    help = (
        "Shows what waits to be done and what failed, and puts it back in line. Acts as the system. "
        "Example: manage.py outbox replay --handler bots.send --reason 'Slack is back'"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        shared = CommandParser(add_help=False)
        shared.add_argument("--json", action="store_true", help="print one JSON document")
        shared.add_argument("--as", dest="actor", metavar="EMAIL", help="who does it, to be kept with it")
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="status|replay|park|pause|resume")
        verbs.add_parser("status", parents=[shared], help="what waits, how old, what failed")
        replay = verbs.add_parser("replay", parents=[shared], help="put what was set aside back in line")
        which = replay.add_mutually_exclusive_group(required=True)
        which.add_argument("ids", nargs="*", type=UUID, default=[], metavar="ID", help="these rows")
        which.add_argument("--handler", metavar="NAME", help="every row of this handler")
        which.add_argument("--all", action="store_true", help="every row")
        replay.add_argument("--reason", required=True, help="why; it is kept with the row")
        park = verbs.add_parser("park", parents=[shared], help="set waiting rows aside")
        park.add_argument("ids", nargs="+", type=UUID, metavar="ID", help="these rows")
        park.add_argument("--reason", required=True, help="why; it is kept with the row")
        pause = verbs.add_parser("pause", parents=[shared], help="hold all outgoing messages")
        pause.add_argument("--reason", required=True, help="why; the health page shows it")
        verbs.add_parser("resume", parents=[shared], help="let outgoing messages go again")

    def answer(self, **options: Any) -> dict[str, Any]:
        """Return what became of the verb."""
        by = _by(options["actor"])
        reason = (options.get("reason") or "").strip()
        if "reason" in options and options["verb"] in ("replay", "park", "pause") and not reason:
            raise Refusal("Say why.", where="--reason")
        match options["verb"]:
            case "status":
                return _status()
            case "replay":
                count = health.replay(
                    ids=options["ids"] or None, handler=options["handler"], reason=reason, by=by
                )
                return {"replayed": count}
            case "park":
                return {"parked": health.park(ids=options["ids"], reason=reason, by=by)}
            case "pause":
                health.pause(reason=reason, by=by, at=timezone.now())
                return {"paused": True}
            case _:
                health.resume()
                return {"paused": False}

    def lines(self, document: Any) -> list[str]:
        """Return the same for people."""
        if "waiting" not in document:
            return [f"{name}: {_words(value)}" for name, value in document.items()]
        going = "paused" if document["paused"] else "going"
        lines = [
            f"waiting {document['waiting']}, the oldest for {document['oldest_seconds']:.1f} s",
            f"held back {document['held']}, being done {document['leased']}",
            f"dead {document['dead']}, parked {document['parked']}, outgoing messages {going}",
        ]
        lines += [f"  {name}: {count} waiting" for name, count in sorted(document["by_handler"].items())]
        lines += [f"  {name} seen {age:.1f} s ago" for name, age in sorted(document["heartbeats"].items())]
        lines += [
            f"  {row['state']} {row['id']} {row['handler']} {row['shard']} "
            f"after {row['attempts']} attempts: {row['error']}"
            for row in document["set_aside"]
        ]
        return lines


def _by(email: str | None) -> access.Actor:
    if email is None:
        return access.system(door="command")
    actor = named(email)
    if not actor.may_anywhere(access.SET_UP):
        raise access.Refused("You may not touch the outbox. It takes a grant as programme office.")
    return actor


def _status() -> dict[str, Any]:
    work = health.waiting()
    return {
        "waiting": work.waiting,
        "held": work.held,
        "oldest_seconds": work.oldest_seconds,
        "leased": work.leased,
        "dead": work.dead,
        "parked": work.parked,
        "paused": work.paused,
        "heartbeats": work.heartbeats,
        "by_handler": health.by_handler(),
        "set_aside": [{**row, "since": row["since"].isoformat()} for row in health.set_aside()],
    }


def _words(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)

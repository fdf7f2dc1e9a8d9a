"""`assess_risk`: the delivery risk of programmes, recalculated now."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from governance.changes import reassess_programme
from programme import queries
from programme.management.reading import AnsweringCommand, Refusal, named
from programme.queries import ProgrammeRow
from programme.rules import access

DRAWS = 0  # ranges by simulation are not drawn yet: bands and chances need none


class Command(AnsweringCommand):
    help = (
        "Recalculates delivery risk and lists what is shown otherwise than before; alerts follow as ever. "
        "Acts as the system. Example: manage.py assess_risk --programme southampton-cl-story"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--programme", metavar="CODE", help="one programme; without it, all")
        parser.add_argument(
            "--as",
            dest="actor",
            metavar="EMAIL",
            help="the programmes this person may update, as they see them",
        )
        super().add_arguments(parser)

    def answer(self, **options: Any) -> dict[str, Any]:
        """Return how long it took, how many savings lines were judged, and what changed."""
        actor = access.system(door="command") if options["actor"] is None else named(options["actor"])
        began, lines, changed = time.monotonic(), 0, []
        for programme in _programmes(options["programme"], actor):
            self._say(f"{programme.code} …")
            done = reassess_programme(
                programme_id=programme.id, by=access.system(door="command"), at=timezone.now()
            )
            lines += done.lines
            changed += [
                {
                    "programme": programme.code,
                    "kind": one.kind,
                    "ref": one.ref,
                    "name": one.name,
                    "was": one.was or None,
                    "now": one.now,
                }
                for one in done.changed
                if actor.sees(one.placement)
            ]
        seconds = round(time.monotonic() - began, 3)
        return {"seconds": seconds, "lines": lines, "draws": DRAWS, "changed": changed}

    def lines(self, document: Any) -> list[str]:
        """Return a line for each change, and a last one for the run."""
        told = [_told(row) for row in document["changed"]]
        return [*told, f"{len(told)} changed, {document['lines']} lines, {document['seconds']} s"]

    def _say(self, words: str) -> None:
        if self.stderr.isatty():
            self.stderr.write(words)


def _programmes(code: str | None, actor: access.Actor) -> list[ProgrammeRow]:
    found = list(queries.programmes(reader=actor, code=code).values())
    if code is not None and not found:
        raise Refusal(
            f"There is no programme {code} that you may see.",
            where="--programme",
            next_step="`manage.py programmes` lists them.",
        )
    if code is not None:
        actor.require(access.UPDATE_DELIVERY, found[0].placement, thing=f"the risk of {found[0].name}")
    return [p for p in found if actor.may(access.UPDATE_DELIVERY, p.placement)]


def _told(row: dict[str, Any]) -> str:
    was = f", was {_band(row['was'])}" if row["was"] else ""
    return f"{row['programme']}: {row['kind']} {row['ref']} {row['name']}: {_band(row['now'])}{was}"


def _band(word: str) -> str:
    return word.replace("_", " ")

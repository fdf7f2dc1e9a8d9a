"""`verify_wordings`: whether the test questions kept with aliases and phrasings still read as they did."""

from __future__ import annotations

from typing import Any

from bots import queries
from programme.management.reading import AnsweringCommand, Refusal


class Command(AnsweringCommand):
    help = (
        "Reads every test question kept with an alias or a phrasing, as on the day it was added, and names those that "
        "read otherwise by now: then it exits 1. Run it after an upgrade, or after things were renamed or closed."
    )

    def answer(self, **options: Any) -> dict[str, Any]:
        """Return how many hold and which do not. Raises Refusal where one does not."""
        kept = queries.kept_questions()
        amiss = [
            {
                "phrase": one.wording.phrase,
                "kind": one.wording.kind,
                "programme": one.wording.programme_code,
                "question": one.wording.question,
                "reads": one.now.asked or one.now.words,
                "expected": one.wording.reads,
            }
            for one in kept
            if not one.holds
        ]
        document = {"kept": len(kept), "holds": len(kept) - len(amiss), "amiss": amiss}
        if amiss:
            raise Refusal(
                f"{len(amiss)} of {len(kept)} kept questions read otherwise.",
                where="the wordings",
                next_step="Withdraw each in the admin, or add it again with its question as it reads now.",
                document=document,
            )
        return document

    def lines(self, document: dict[str, Any]) -> list[str]:
        """Return the count, and a line for each question that reads otherwise."""
        as_before = "reads as it did" if document["holds"] == 1 else "read as they did"
        noun = "kept question" if document["holds"] == 1 else "kept questions"
        amiss = [
            f"{one['programme']}: “{one['question']}” ({one['phrase']}) "
            f"reads as {one['reads']}, not {one['expected']}"
            for one in document["amiss"]
        ]
        return [f"{document['holds']} {noun} {as_before}.", *amiss]

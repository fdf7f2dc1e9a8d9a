"""`verify_alerts`: the proof that every step of every alert, and every digest, reached whom it should, or why not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from bots.queries.proof import LOOKED_BACK, alert_proofs, digest_proofs
from bots.rules.auditing import END_WORDS, StepProof, count_ends

MOST_LISTED = 50


class Command(BaseCommand):
    help = (
        "Proves that every step of every alert, for each person who hears of it, and every digest ended as sent, "
        "failed, suppressed with a reason, or uncertain, or is still due within its window. Lists what did not, and "
        "then ends with 1."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--days", type=int, default=LOOKED_BACK.days, help="how many days back; 14 unless given"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["days"] < 1:
            raise CommandError("--days is one or more")
        at = timezone.now()
        since = at - timedelta(days=options["days"])
        proofs, digests = alert_proofs(since=since, at=at), digest_proofs(since=since, at=at)
        self.stdout.write(
            f"{len(proofs)} steps of alerts and {len(digests)} digests in {options['days']} days"
        )
        for end, number in count_ends(proofs, digests).items():
            if number:
                self.stdout.write(f"  {number:>6}  {END_WORDS[end]}")
        told_nobody = sum(proof.verdict == "nobody" for proof in proofs)
        if told_nobody:
            self.stdout.write(f"  {told_nobody:>6}  steps that nobody was to hear of")
        bad = [proof for proof in proofs if not proof.is_proven]
        lost = [proof for proof in digests if not proof.is_proven]
        if not bad and not lost:
            self.stdout.write("Every step and every digest is proven.")
            return
        listed = [*map(_line, bad), *(f"digest {proof.digest_id}: overdue" for proof in lost)]
        for line in listed[:MOST_LISTED]:
            self.stderr.write(line)
        raise CommandError(
            f"{len(bad)} of {len(proofs)} steps and {len(lost)} of {len(digests)} digests are not proven"
        )


def _line(proof: StepProof) -> str:
    facts = proof.facts
    if proof.verdict == "not_told":
        return f"{facts.step} of alert {facts.alert_id}: not told, due by {facts.told_by:%d %b %Y %H:%M}"
    late = sum(end == "overdue" for _, end in proof.ends)
    return f"{facts.step} of alert {facts.alert_id}: {late} of {len(proof.ends)} messages overdue"

"""Changes to which line stands in for which, so that each pound counts once."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from programme.changes import Invalid, hold_open
from programme.changes.saving_rows import locked, recorded, save
from programme.rules import access
from savings import events
from savings.changes.delivery import newest_outlook, say_outlook
from savings.changes.freezing import Authority, decision_facts, require_decision, with_decision
from savings.changes.plan import tell
from savings.models import Replacement, Saving
from savings.models.saving import KIND_WORDS, OUTLOOK_WORDS
from savings.rules.replacing import closes_a_circle, may_cover
from savings.rules.totals import SavingKind

REPLACED = "replaced"
NO_SUCH_LINE = "There is no such line among those you may see"


@transaction.atomic
def replace_saving(
    *, saving_id: UUID, version: int | None, replacement_id: UUID, reason: str, by: access.Actor, at: datetime,
    authority: Authority | None = None,
) -> Replacement:  # fmt: skip
    """Put one line in the place of another of the same council, whose outlook is then replaced.

    `saving_id` is the line replaced and `version` its own. Once its plan is frozen this takes a decision. The
    same again changes nothing. Raises NeedsDecision, Refused, Stale, Invalid, Backdated.
    Source: docs/method.md, "Replacement".
    """
    replaced, replacement = _both(saving_id, replacement_id, version)
    by.require(access.PLAN_MONEY, replaced.placement(), thing=f"what replaces {replaced.ref}")
    if not by.sees(replacement.placement()):
        raise Invalid({"replacement": [NO_SUCH_LINE]})
    by.require(access.PLAN_MONEY, replacement.placement(), thing=f"what {replacement.ref} replaces")
    known = (
        Replacement.objects.filter(replacement=replacement)
        .select_related("replaced__programme", "replaced__workstream")
        .first()
    )
    if known is not None and known.replaced_id == replaced.pk:
        return known
    if not reason.strip():
        raise Invalid({"reason": [f"Say why {replacement.ref} stands in for {replaced.ref}"]})
    if known is not None:
        other = known.replaced.ref if by.sees(known.replaced.placement()) else "another line"
        words = f"{replacement.ref} replaces {other} already: a line stands in for one other"
        raise Invalid({"replacement": [words]})
    _check_pair(replaced, replacement)
    require_decision(replaced, authority, what="replacing it", by=by, at=at)
    words = with_decision(reason, authority)
    save(replaced, by=by, reason=words)
    save(replacement, by=by, reason=words)
    link = save(
        Replacement(replaced=replaced, replacement=replacement, reason=reason.strip()), by=by, new=True
    )
    _tell_both(link, linked=True, reason=words, authority=authority, by=by, at=at)
    newest = newest_outlook(replaced)
    if newest is None or newest.outlook != REPLACED:
        say_outlook(replaced, REPLACED, reason=words[:1000], by=by, at=at, facts=decision_facts(authority))
    return link


@transaction.atomic
def end_replacement(
    *, link_id: UUID, reason: str, by: access.Actor, at: datetime, version: int | None = None,
    outlook: str = "", authority: Authority | None = None,
) -> None:  # fmt: skip
    """End a replacement. `version` is that of the line that was replaced.

    With the last of its replacements gone, its outlook is `outlook`, else the one last said before it was
    replaced, else undeliverable. Raises NeedsDecision, Refused, Stale, Invalid, Backdated.
    """
    link = locked(Replacement, link_id, version=None)
    replaced, replacement = _both(link.replaced_id, link.replacement_id, version)
    by.require(access.PLAN_MONEY, replaced.placement(), thing=f"what replaces {replaced.ref}")
    if not reason.strip():
        raise Invalid({"reason": [f"Say why {replacement.ref} no longer stands in for {replaced.ref}"]})
    if outlook and (outlook not in OUTLOOK_WORDS or outlook in (REPLACED, "at_risk", "withdrawn")):
        raise Invalid({"outlook": ["Choose delivered, on track, deliverable later or undeliverable"]})
    require_decision(replaced, authority, what="ending its replacement", by=by, at=at)
    words = with_decision(reason, authority)
    save(replaced, by=by, reason=words)
    save(replacement, by=by, reason=words)
    with recorded(by, reason=words):
        link.delete()
    link.replaced, link.replacement = replaced, replacement
    _tell_both(link, linked=False, reason=words, authority=authority, by=by, at=at)
    if not replaced.replacements.exists():
        now, mitigation = (outlook, None) if outlook else _before_it_was_replaced(replaced)
        say_outlook(
            replaced, now, reason=words[:1000], mitigation=mitigation, by=by, at=at,
            facts=decision_facts(authority),
        )  # fmt: skip


def _both(replaced_id: UUID, replacement_id: UUID, version: int | None) -> tuple[Saving, Saving]:
    """Return both lines, locked in the order of their ids, so that two who link crosswise never wait for each other."""
    if replaced_id == replacement_id:
        raise Invalid({"replacement": ["A line cannot stand in for itself: choose another"]})
    versions = {replaced_id: version, replacement_id: None}
    places = Saving.objects.filter(pk__in=versions).order_by("programme_id")
    for programme_id in places.values_list("programme_id", flat=True).distinct():
        hold_open(programme_id)  # before the rows: whoever holds a row then waits for no closing
    try:
        rows = {key: locked(Saving, key, version=versions[key]) for key in sorted(versions)}
    except Saving.DoesNotExist as problem:
        raise Invalid({"replacement": [NO_SUCH_LINE]}) from problem
    return rows[replaced_id], rows[replacement_id]


def _check_pair(replaced: Saving, replacement: Saving) -> None:
    for line in (replaced, replacement):
        if line.kind == "adjustment":
            words = f"{line.ref} is an adjustment: it neither replaces nor is replaced"
            raise Invalid({"replacement": [words]})
        if line.removed_at is not None:
            raise Invalid({"replacement": [f"{line.ref} has been removed"]})
        newest = newest_outlook(line)
        if newest is not None and newest.outlook == "withdrawn":
            words = f"{line.ref} is withdrawn by decision: it neither replaces nor is replaced"
            raise Invalid({"replacement": [words]})
    if replaced.programme.organisation_id != replacement.programme.organisation_id:
        raise Invalid(
            {"replacement": [f"{replacement.ref} is another council's: choose one of the same council"]}
        )
    if not may_cover(SavingKind(replaced.kind), SavingKind(replacement.kind)):
        words = (
            f"{replacement.ref} is {KIND_WORDS[replacement.kind].lower()}, which reduces no budget: it cannot "
            f"cover {replaced.ref}, which is {KIND_WORDS[replaced.kind].lower()}. Choose a cash-releasing saving, "
            "income or a line of the same kind, or correct its kind first"
        )
        raise Invalid({"replacement": [words]})
    _one_at_a_time(replaced.programme.organisation_id)
    links: dict[UUID, list[UUID]] = defaultdict(list)
    council = Replacement.objects.filter(
        replaced__programme__organisation_id=replaced.programme.organisation_id
    )
    for old, new in council.values_list("replaced_id", "replacement_id"):
        links[old].append(new)
    if closes_a_circle(links, replaced.pk, replacement.pk):
        words = f"{replaced.ref} already stands in for {replacement.ref}: lines cannot replace each other in a circle"
        raise Invalid({"replacement": [words]})


def _one_at_a_time(organisation_id: UUID) -> None:
    """Let one link of a council be made at a time: two made at once could close a circle neither sees."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"links {organisation_id}"])


def _before_it_was_replaced(saving: Saving) -> tuple[str, dict[str, Any] | None]:
    """Return the outlook last said before a line was replaced, with its mitigation; undeliverable for none."""
    said = saving.outlooks.exclude(outlook=REPLACED).order_by("-recorded_at", "-saving_version").first()
    if said is None or not said.outlook:
        return "undeliverable", None
    return said.outlook, {
        "mitigation": said.mitigation,
        "mitigation_owner": said.mitigation_owner,
        "mitigation_date": said.mitigation_date,
    }


def _tell_both(
    link: Replacement, *, linked: bool, reason: str, authority: Authority | None, by: access.Actor,
    at: datetime,
) -> None:  # fmt: skip
    for line in (link.replaced, link.replacement):
        tell(
            line,
            events.ReplacementChanged,
            by=by,
            at=at,
            replaced_id=str(link.replaced_id),
            replacement_id=str(link.replacement_id),
            linked=linked,
            reason=reason,
            **decision_facts(authority),
        )

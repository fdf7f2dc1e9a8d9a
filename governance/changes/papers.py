"""Changes to decision reports: drafted, published, withdrawn; and the Word template a council's reports take."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from governance import events
from governance.changes.placing import check_links, next_ref
from governance.models import GovernanceSettings, Paper
from governance.rules.media import NotTaken, media_type, safe_name
from programme import changes as ground
from programme import queries
from programme.changes import Invalid
from programme.changes.saving_rows import changed_fields, check_dates, is_quiet, locked, save
from programme.outbox.recording import record
from programme.rules import access

LINKS: Final = ("workstream", "board", "decision_maker")
_FIXED: Final = frozenset({"programme_id", "ref", "state"})
WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@transaction.atomic
def draft_paper(*, programme_id: UUID, values: Mapping[str, Any], by: access.Actor, at: datetime) -> Paper:
    """Draft a decision report; without a ref it gets the next one of its programme (P1, P2).

    Raises Refused, Invalid.
    """
    ref = str(values.get("ref") or "") or next_ref(Paper, programme_id, "P")
    paper = Paper(programme_id=programme_id, **{**values, "ref": ref})
    by.require(access.PLAN_DELIVERY, paper.placement(), thing="the papers of that programme")
    _check(paper, by)
    save(paper, by=by, new=True)
    record([_revised(paper, tuple(values), by)], by=by, at=at)
    return paper


@transaction.atomic
def revise_paper(
    *, paper_id: UUID, version: int | None, values: Mapping[str, Any], by: access.Actor, at: datetime,
    reason: str = "",
) -> Paper:  # fmt: skip
    """Change a paper's text or marking; no difference saves nothing. A published one says why it changes.

    Raises Refused, Stale, Invalid.
    """
    paper = _locked(paper_id, version, by)
    fixed = sorted(_FIXED & set(values))
    if fixed:
        raise Invalid({fixed[0]: ["This stays as it was when the paper was drafted"]})
    changed = changed_fields(paper, values)
    if not changed:
        return paper
    if paper.state == "withdrawn":
        raise Invalid({"state": ["This paper was withdrawn; draft another"]})
    if paper.state == "published" and set(changed) != {"outcome"} and not reason.strip() and not is_quiet(by):
        raise Invalid({"reason": ["Say why: this paper is published, and people have read it as it stands"]})
    for name in changed:
        setattr(paper, name, values[name])
    by.require(access.PLAN_DELIVERY, paper.placement(), thing="a paper so marked")
    _check(paper, by)
    save(paper, by=by, reason=reason)
    record([_revised(paper, changed, by)], by=by, at=at)
    return paper


@transaction.atomic
def publish_paper(*, paper_id: UUID, version: int | None, by: access.Actor, at: datetime) -> Paper:
    """Publish a paper to those who may see it: it has a subject, a decision-maker and recommendations by then.

    Raises Refused, Stale, Invalid.
    """
    paper = _locked(paper_id, version, by)
    if paper.state == "published":
        return paper
    if paper.state == "withdrawn":
        raise Invalid({"state": ["This paper was withdrawn; draft another"]})
    if paper.decision_maker_id is None and not paper.decision_maker_as_printed:
        raise Invalid({"decision_maker": ["Name who is asked to decide before it is published"]})
    if not paper.recommendations.strip():
        raise Invalid({"recommendations": ["Say what is recommended before it is published"]})
    return _move(paper, "published", events.PaperPublished, by=by, at=at)


@transaction.atomic
def withdraw_paper(
    *, paper_id: UUID, version: int | None, reason: str, by: access.Actor, at: datetime
) -> Paper:
    """Withdraw a paper, saying why; it stays on the record. Raises Refused, Stale, Invalid."""
    paper = _locked(paper_id, version, by)
    if paper.state == "withdrawn":
        return paper
    if not reason.strip():
        raise Invalid({"reason": ["Say why it is withdrawn"]})
    return _move(paper, "withdrawn", events.PaperWithdrawn, by=by, at=at, reason=reason)


@transaction.atomic
def set_word_template(
    *, programme_id: UUID, name: str, content: bytes | None, by: access.Actor, at: datetime
) -> GovernanceSettings:
    """Keep the Word file whose styles a programme's reports take; no content goes back to the plain one.

    Raises Refused, and Invalid for what is no Word file.
    """
    programme = queries.programmes(reader=by, ids=[programme_id]).get(programme_id)
    if programme is None:
        raise access.Refused("There is no such programme among those you may see.")
    by.require(access.GOVERN, programme.placement, thing=f"the Word template of {programme.name}")
    file_id: UUID | None = None
    if content is not None:
        file_id = _stored_word(name, content, at)
    row = GovernanceSettings.objects.select_for_update().filter(programme_id=programme_id).first()
    is_new = row is None
    row = row or GovernanceSettings(programme_id=programme_id)
    row.word_template_id = file_id
    row.word_template_name = safe_name(name) if content is not None else ""
    return save(row, by=by, new=is_new)


def _stored_word(name: str, content: bytes, at: datetime) -> UUID:
    try:
        kind = media_type(name, content)
    except NotTaken:
        kind = ""
    if kind != WORD:
        raise Invalid(
            {"file": ["This is no Word file without macros: save the template as .docx and try again"]}
        )
    return ground.store_file(content=content, at=at)


def _locked(paper_id: UUID, version: int | None, by: access.Actor) -> Paper:
    """Return the paper, locked, once it is asked whether this actor may change it."""
    paper = locked(Paper, paper_id, version=version)
    by.require(access.PLAN_DELIVERY, paper.placement(), thing=f"the paper {paper.ref}")
    if paper.removed_at is not None:
        raise Invalid({"__all__": ["This paper was taken off the record"]})
    return paper


def _check(paper: Paper, by: access.Actor) -> None:
    check_links(paper, LINKS, paper.placement(), by=by)
    check_dates({"decision_date": paper.decision_date})


def _move(
    paper: Paper, state: str, kind: type[Any], *, by: access.Actor, at: datetime, reason: str = ""
) -> Paper:
    paper.state = state
    save(paper, by=by, reason=reason)
    event = kind(
        aggregate_id=paper.id,
        version=paper.version,
        programme_id=paper.programme_id,
        closed=paper.placement().is_closed,
        quiet=is_quiet(by),
        ref=paper.ref,
    )
    record([event], by=by, at=at)
    return paper


def _revised(paper: Paper, changed: tuple[str, ...], by: access.Actor) -> events.PaperRevised:
    return events.PaperRevised(
        aggregate_id=paper.id,
        version=paper.version,
        programme_id=paper.programme_id,
        closed=paper.placement().is_closed,
        quiet=is_quiet(by),
        ref=paper.ref,
        fields_changed=changed,
    )

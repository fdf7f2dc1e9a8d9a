"""One decision: what is asked of whom, its path with its dates, the plans it changes and what waits for it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from governance.changes import take_step
from governance.pages.acting import STEP, Act, DecisionForm, asked, offered, outcome
from governance.pages.asking import reader_of
from governance.pages.tables import NOT_PUBLISHED, Cell, Table, day, days, moment, money, page_of, table
from governance.queries.decisions import DecisionRow, Standing, decisions, standing
from governance.queries.recording import steps_to_record
from governance.rules.deciding import FOLLOWS, RECOMMENDED, STEP_WORDS
from programme.rules.access import Actor
from savings.rules.notation import show_pounds

KEY_WORDS = {True: "yes", False: "no", None: "not settled"}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """Show one decision. Whoever holds the post that decides records its next step here."""
    reader = reader_of(request)
    row = decisions(reader=reader, ids=[decision_id]).get(decision_id)
    if row is None:
        raise Http404
    act = _act(request, reader, row)
    status = outcome(act, partial(_send, reader=reader, row=row))
    if act is not None and status == 200:
        messages.success(request, f"{row.ref} is {STEP_WORDS[act.cleaned_data['step']]}.")
        return redirect("decision", row.id)
    if status is not None:
        row = decisions(reader=reader, ids=[decision_id])[decision_id]
    stands = standing(reader=reader, decision_id=decision_id)
    if stands is None:
        raise Http404
    context = {
        "crumbs": [
            ("Boards", reverse("boards")),
            (row.programme_code, page_of("programme", row.programme_id, row.programme_code)),
            (row.ref, ""),
        ],
        "decision": row,
        "facts": _facts(row),
        "minded": _minded(row, stands),
        "path": [(one, day(one.on)) for one in row.path],
        "effects": _effects(row) if row.effects else None,
        "waits": _waits(row) if row.waits else None,
        "act": act,
        "illustrative": row.illustrative,
    }
    return render(request, "governance/decision.html", context, status=status or 200)


def _act(request: HttpRequest, reader: Actor, row: DecisionRow) -> Act | None:
    """Return the form of its next step, with the steps this reader may record; None who may record none."""
    steps = steps_to_record(reader=reader, decision_id=row.id)
    steps = offered(request, "step", steps, FOLLOWS)
    initial = {"on": timezone.localdate()}
    return asked(request, DecisionForm, STEP, row.version, steps=steps, initial=initial) if steps else None


def _send(act: Act, reader: Actor, row: DecisionRow) -> int:
    def stands() -> str:
        now = decisions(reader=reader, ids=[row.id]).get(row.id)
        return now.state_words.lower() if now else "no longer shown to you"

    given = act.cleaned_data
    return act.send(
        take_step, stands=stands, decision_id=row.id, step=given["step"], on=given["on"], note=given["note"],
        board_id=row.board_id if given["step"] == RECOMMENDED else None, by=reader, at=timezone.now(),
    )  # fmt: skip


def decisions_table(rows: Iterable[DecisionRow], *, caption: str = "Decisions") -> Table:
    """Return decisions: who decides, how far each has come, its amount and its days."""
    return table(
        caption,
        ("Decision", "Who decides", "State", "#Amount", "@Needed by", "@Takes effect"),
        (
            [
                Cell(d.label, href=page_of("decision", d.id)),
                d.decision_maker or "nobody",
                d.state_words,
                money(d.amount),
                day(d.needed_by, otherwise="no date"),
                day(d.effective_on, otherwise="not settled"),
            ]
            for d in rows
        ),
        nothing="No decision is recorded.",
    )


def _facts(row: DecisionRow) -> list[tuple[str, str, str]]:
    found = [
        ("Who decides", row.decision_maker or "nobody", ""),
        ("State", row.state_words, ""),
        ("Kind", row.kind_words, ""),
        ("Amount", show_pounds(row.amount), ""),
        ("Needed by", day(row.needed_by, otherwise="no date"), ""),
        ("Made", day(row.made_on, otherwise="not yet"), ""),
        ("Takes effect", day(row.effective_on, otherwise="not settled"), ""),
        ("Key decision", KEY_WORDS[row.key_decision], ""),
        ("Paper", row.paper_ref, page_of("paper", row.paper_id) if row.paper_id else ""),
        (
            "Meeting",
            moment(row.meeting_at) if row.meeting_at else "",
            page_of("meeting", row.meeting_id) if row.meeting_id else "",
        ),
        ("Asked of", row.board, ""),
        (
            "Workstream",
            f"{row.workstream_ref} {row.workstream_name}".strip(),
            page_of("workstream", row.workstream_id) if row.workstream_id else "",
        ),
        ("Marking", "" if row.marking == "open" else row.marking.capitalize(), ""),
        ("Source", row.source or NOT_PUBLISHED, ""),
    ]
    return [(label, words, href) for label, words, href in found if words]


def _minded(row: DecisionRow, stands: Standing) -> list[str]:
    """Return what stands in its way or is to be minded, each in a sentence."""
    held = [f"Held back by {words}." for words in stands.outstanding]
    able = [f"Who may decide it: {', '.join(stands.able)}."] if stands.able and stands.refusal else []
    return [words for words in (stands.refusal, *able, *held, *stands.warnings) if words]


def _effects(row: DecisionRow) -> Table:
    return table(
        "What it changes",
        ("Plan", "Change", "State"),
        (
            [
                Cell(e.subject, href=page_of(e.subject_kind, e.subject_id)),
                Cell(e.kind_words, lines=(e.words,) if e.words else ()),
                Cell(e.state_words, tone="worse" if e.refused else ""),
            ]
            for e in row.effects
        ),
    )


def _waits(row: DecisionRow) -> Table:
    return table(
        "What waits for it",
        ("Milestone", "@Since", "@Until", "Waited"),
        (
            [
                Cell(f"{w.milestone_ref} {w.milestone_name}", href=page_of("milestone", w.milestone_id)),
                day(w.since),
                day(w.until, otherwise="still waiting"),
                days(w.days),
            ]
            for w in row.waits
        ),
    )

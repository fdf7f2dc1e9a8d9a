"""Findings of reviews, followed to closure: the list, narrowed in place, and one finding with its steps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from governance.changes import step_finding
from governance.pages.acting import FINDING_WORDS, STEP, Act, FindingForm, asked, offered, outcome
from governance.pages.asking import reader_of
from governance.pages.meetings import actions_table
from governance.pages.tables import Cell, Table, day, days, moment, page_of, table
from governance.queries.actions import actions
from governance.queries.findings import FindingRow, finding_counts, findings
from governance.rules.doing import steps_open_to
from programme.rules.access import Actor

STANDINGS = (("", "All"), ("left", "Still to finish"), ("finished", "Finished"), ("read", "To read"))


@dataclass(frozen=True)
class Review:
    """One review of one programme: how far it has come, and its findings."""

    heading: str
    words: str
    table: Table


@login_required
@require_GET
def finding_list(request: HttpRequest) -> HttpResponse:
    """List findings by review, narrowed by ?programme=, ?theme= and ?standing=."""
    reader = reader_of(request)
    seen = list(findings(reader=reader).values())
    asked = {name: request.GET.get(name, "") for name in ("programme", "theme", "standing")}
    shown = [f for f in seen if _fits(f, asked)]
    counted = finding_counts(reader=reader, programme_ids={f.programme_id for f in shown})
    reviews: dict[tuple[UUID, str], list[FindingRow]] = {}
    for row in shown:
        reviews.setdefault((row.programme_id, row.review), []).append(row)
    context = {
        "crumbs": [("Boards", reverse("boards")), ("Findings", "")],
        "asked": asked,
        "programmes": sorted({f.programme_code for f in seen}),
        "themes": list(dict.fromkeys(f.theme for f in seen if asked["programme"] in ("", f.programme_code))),
        "standings": STANDINGS,
        "number": len(shown),
        "reviews": [
            Review(f"{name} ({rows[0].programme_code})", counted[programme][name].words, _table(name, rows))
            for (programme, name), rows in reviews.items()
        ],
        "illustrative": bool(shown) and all(f.illustrative for f in shown),
    }
    return render(request, "governance/findings.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def finding(request: HttpRequest, finding_id: UUID) -> HttpResponse:
    """Show one finding with its steps towards closure and the actions it led to. Its owner records the next step."""
    reader = reader_of(request)
    row = findings(reader=reader, ids=[finding_id]).get(finding_id)
    if row is None:
        raise Http404
    act = _act(request, reader, row)
    status = outcome(act, partial(_send, reader=reader, row=row))
    if act is not None and status == 200:
        messages.success(request, "The step is on record.")
        return redirect("finding", row.id)
    if status is not None:
        row = findings(reader=reader, ids=[finding_id])[finding_id]
    led_to = actions(reader=reader, finding_ids=[row.id])
    context = {
        "crumbs": [
            ("Boards", reverse("boards")),
            ("Findings", f"{reverse('findings')}?programme={row.programme_code}"),
            (f"Finding {row.number}", ""),
        ],
        "finding": row,
        "facts": _facts(row),
        "steps": [(one, moment(one.recorded_at)) for one in row.steps],
        "actions": actions_table(led_to.values(), caption="Actions") if led_to else None,
        "act": act,
        "illustrative": row.illustrative,
    }
    return render(request, "governance/finding.html", context, status=status or 200)


def _act(request: HttpRequest, reader: Actor, row: FindingRow) -> Act | None:
    """Return the form of its next step, with the steps this reader may take; None who may take none."""
    steps = steps_open_to(reader, kind=row.kind, state=row.state, owner_id=row.owner_id, where=row.placement)
    steps = offered(request, "state", steps, FINDING_WORDS)
    return asked(request, FindingForm, STEP, row.version, steps=steps) if steps else None


def _send(act: Act, reader: Actor, row: FindingRow) -> int:
    def stands() -> str:
        now = findings(reader=reader, ids=[row.id]).get(row.id)
        return now.state_words.lower() if now else "no longer shown to you"

    given = act.cleaned_data
    return act.send(
        step_finding, stands=stands, finding_id=row.id, state=given["state"], note=given["note"], by=reader,
        at=timezone.now(),
    )  # fmt: skip


def _fits(row: FindingRow, asked: dict[str, str]) -> bool:
    standing = {
        "": True,
        "left": row.needs_response and not row.is_finished,
        "finished": row.needs_response and row.is_finished,
        "read": not row.needs_response,
    }.get(asked["standing"], True)
    return standing and asked["programme"] in ("", row.programme_code) and asked["theme"] in ("", row.theme)


def _table(review: str, rows: Iterable[FindingRow]) -> Table:
    return table(
        review,
        ("Finding", "Theme", "Kind", "@State", "Owner", "@Due"),
        (
            [
                Cell(
                    f"{f.number}. {f.summary}",
                    href=page_of("finding", f.id),
                    lines=(_figure(f),) if f.value else (),
                ),
                f.theme,
                f.kind_words,
                f.state_words,
                f.owner if f.owner or not f.needs_response else "nobody yet",
                Cell(day(f.due_on), lines=(f"{days(f.overdue_days)} overdue",) if f.overdue_days else ()),
            ]
            for f in rows
        ),
    )


def _figure(row: FindingRow) -> str:
    """Return the figure a finding names, as printed: "£15m", "40 posts"; blank where it names none."""
    if row.value and row.unit.startswith("£"):
        return f"£{row.value}{row.unit[1:]}"
    return f"{row.value} {row.unit}".strip() if row.value else ""


def _facts(row: FindingRow) -> list[tuple[str, str]]:
    found = [
        ("Review", row.review),
        ("Theme", row.theme),
        ("Kind", row.kind_words),
        ("Figure", _figure(row)),
        ("State", row.state_words),
        ("Owner", row.owner or ("nobody yet" if row.needs_response else "")),
        ("Board", row.board),
        ("Due", day(row.due_on)),
        ("Overdue", days(row.overdue_days) if row.overdue_days else ""),
        ("Response", row.response),
        ("Note", row.note),
        ("Source", row.source),
    ]
    return [(label, words) for label, words in found if words]

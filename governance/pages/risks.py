"""One risk of a register: what it is, how it is scored and why, what is done about it, and every review of it."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from governance.pages.asking import reader_of
from governance.pages.tables import NOT_PUBLISHED, Cell, Table, day, page_of, table
from governance.queries.risks import RiskReviewRow, RiskRow, risk_reviews, risks


@login_required
@require_GET
def risk(request: HttpRequest, risk_id: UUID) -> HttpResponse:
    """Show one risk."""
    reader = reader_of(request)
    row = risks(reader=reader, ids=[risk_id]).get(risk_id)
    if row is None:
        raise Http404
    context = {
        "crumbs": [
            ("Boards", reverse("boards")),
            (row.programme_name, page_of("programme", row.programme_id, row.programme_code)),
            (row.ref, ""),
        ],
        "kicker": f"Risk {row.ref}",
        "heading": row.title,
        "facts": _facts(row),
        "texts": [
            (label, words)
            for label, words in (
                ("Cause", row.cause),
                ("Effect", row.effect),
                ("What is done about it", row.mitigation),
                ("Why it is scored so", row.override_reason),
            )
            if words
        ],
        "parts": [("Reviews", _reviews(risk_reviews([row.id], reader=reader).get(row.id, ())))],
        "illustrative": row.illustrative,
        "source": row.source,
    }
    return render(request, "governance/thing.html", context)


def risks_table(rows: Iterable[RiskRow]) -> Table:
    """Return risks as they stand."""
    return table(
        "Risks",
        ("Risk", "Score", "Band", "Response", "Owner", "@Review"),
        (
            [
                Cell(f"{r.ref} {r.title}", href=page_of("risk", r.id)),
                r.score_words or "not scored",
                r.band_words or "not scored",
                r.response_words or NOT_PUBLISHED,
                r.owner or NOT_PUBLISHED,
                day(r.review_on),
            ]
            for r in rows
        ),
        nothing="No risk is on the register.",
    )


def _facts(row: RiskRow) -> list[tuple[str, str, str]]:
    named = row.workstream or row.workstreams_named
    return [
        ("Score", row.score_words or "not scored", ""),
        ("Band", row.band_words or "not scored", ""),
        ("Matrix", row.matrix, ""),
        ("State", row.state_words, ""),
        ("Response", row.response_words or NOT_PUBLISHED, ""),
        ("Owner", row.owner or NOT_PUBLISHED, ""),
        ("Board", row.board, ""),
        ("Workstream", named, page_of("workstream", row.workstream_id) if row.workstream_id else ""),
        ("Next review", day(row.review_on), ""),
        ("Marking", "" if row.marking == "open" else row.marking.capitalize(), ""),
    ]


def _reviews(rows: tuple[RiskReviewRow, ...]) -> Table:
    return table(
        "Reviews",
        ("When", "Score", "Band", "State", "By", "Why"),
        (
            [
                day(r.recorded_at),
                r.score_words or "not scored",
                Cell(r.band, lines=("chosen over the score",) if r.is_override else ()),
                r.state_words,
                r.recorded_by,
                r.reason,
            ]
            for r in reversed(rows)
        ),
        nothing="It has not been reviewed.",
    )

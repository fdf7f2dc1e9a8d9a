"""What rows of a board lead to: a workstream, a milestone or a saving, each on its page."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from governance.charts import drawn
from governance.pages import sections
from governance.pages import trends as milestone_charts
from governance.pages.asking import reader_of
from governance.pages.decisions import decisions_table
from governance.pages.governed import waits_table
from governance.pages.registers import impacts_table
from governance.pages.risks import risks_table
from governance.pages.tables import (
    NOT_PUBLISHED,
    Cell,
    Table,
    day,
    moment,
    money,
    page_of,
    picture,
    rated,
    table,
)
from governance.queries.boards import boards
from governance.queries.decisions import decisions
from governance.queries.impact_assessments import impact_assessments
from governance.queries.risks import risks
from governance.queries.standings import (
    Standing,
    milestone_standing,
    ratings_of,
    workstream_standing,
)
from governance.rules.charts import milestone_trend
from programme.queries import MilestoneRow, milestone_trends
from programme.queries.lateness import Lateness, lateness
from programme.rules.calendar import FinancialYear
from programme.rules.slippage import slip_words
from savings.queries import SavingRow, savings
from savings.rules.notation import show_pounds


@login_required
@require_GET
def workstream(request: HttpRequest, workstream_id: UUID) -> HttpResponse:
    """Show a workstream: three opinions, ratings so far, milestones, savings."""
    reader = reader_of(request)
    found = workstream_standing(reader=reader, workstream_id=workstream_id, now=timezone.now())
    if found is None:
        raise Http404
    row, overseen = found.workstreams[workstream_id], found.oversights.get(workstream_id)
    seen = boards(reader=reader, ids=[overseen.board_id]) if overseen and overseen.board_id else {}
    board = next(iter(seen.values()), None)
    context = {
        "crumbs": _crumbs(found, row.ref),
        "kicker": f"{row.programme_name} · Workstream {row.ref}",
        "heading": row.name,
        "lead": row.summary,
        "facts": [
            ("Owner", row.owner or NOT_PUBLISHED, ""),
            ("Decision-maker", (overseen.decision_maker if overseen else "") or "nobody", ""),
            (
                "Overseen by",
                board.name if board else "no board",
                page_of("board", board.id, board.code) if board else "",
            ),
            *_marking(row.marking),
        ],
        "parts": [
            ("Three opinions", sections.ratings(found.opinions)),
            ("Ratings so far", _ratings(reader, workstream_id)),
        ],
        "pictures": milestone_charts.trends(found.trends),
        "after": [
            ("Milestones", milestones_table(found.milestones.values())),
            ("Savings", savings_table(found.savings.values())),
            ("Decisions", decisions_table(decisions(reader=reader, workstream_ids=[row.id]).values())),
            ("Risks", risks_table(risks(reader=reader, workstream_ids=[row.id]).values())),
            (
                "Impact assessments",
                impacts_table(impact_assessments(reader=reader, workstream_ids=[row.id]).values()),
            ),
        ],
        "illustrative": row.illustrative,
    }
    return render(request, "governance/thing.html", context)


@login_required
@require_GET
def milestone(request: HttpRequest, milestone_id: UUID) -> HttpResponse:
    """Show a milestone: its trend chart, every report of it, and the savings that wait for it."""
    reader = reader_of(request)
    found = milestone_standing(reader=reader, milestone_id=milestone_id, now=timezone.now())
    if found is None:
        raise Http404
    row = found.milestones[milestone_id]
    late = lateness([row], on=timezone.localdate())[row.id]
    charts = [milestone_trend(t, name=f"{row.ref} {row.name}") for t in found.trends]
    waited, waits = waits_table(reader, milestone_id)
    context = {
        "crumbs": _crumbs(found, row.ref, workstream_id=row.workstream_id, workstream=row.workstream_ref),
        "kicker": f"Milestone {row.ref}",
        "heading": row.name,
        "facts": [
            ("Baseline", str(row.baseline or "none"), ""),
            ("Forecast", str(row.forecast or "not forecast"), ""),
            ("Reached", str(row.actual or "not yet"), ""),
            ("Against its baseline", slip_words(late.slip) or "not known", ""),
            *_original(row, late),
            *waited,
            ("Owner", row.owner or NOT_PUBLISHED, ""),
            *_marking(row.marking),
        ],
        "pictures": tuple(picture(d) for d in drawn(charts)),
        "after": [
            *([("Waits for decisions", waits)] if waits else []),
            ("Every report of it", _reports(milestone_id)),
            ("Savings that wait for it", savings_table(found.savings.values())),
        ],
        "illustrative": row.illustrative,
    }
    return render(request, "governance/thing.html", context)


@login_required
@require_GET
def saving(request: HttpRequest, saving_id: UUID) -> HttpResponse:
    """Show a saving, year by year: plan, forecast, loss and timing, claimed and validated."""
    row = savings(reader=reader_of(request), ids=[saving_id]).get(saving_id)
    if row is None:
        raise Http404
    outlook = row.outlook
    context = {
        "crumbs": [
            ("Boards", reverse("boards")),
            (row.programme_code, page_of("programme", row.programme_id, row.programme_code)),
            (row.ref if row.ref_is_printed else row.name, ""),
        ],
        "kicker": f"{row.programme_name} · Saving {row.ref if row.ref_is_printed else ''}".rstrip(),
        "heading": row.name,
        "facts": [
            ("Kind", row.kind_words, ""),
            ("Maturity", row.maturity_words or NOT_PUBLISHED, ""),
            ("Outlook", outlook.words if outlook else "none said", ""),
            ("Owner", row.owner or NOT_PUBLISHED, ""),
            (
                "Workstream",
                f"{row.workstream_ref} {row.workstream_name}".strip() or "none",
                page_of("workstream", row.workstream_id) if row.workstream_id else "",
            ),
            ("Starts", day(row.start_date, otherwise=NOT_PUBLISHED), ""),
            *_marking(row.marking),
        ],
        "parts": [("Year by year", _years(row))],
        "words": [text for text in (outlook.reason if outlook else "", row.note) if text],
        "illustrative": row.illustrative,
    }
    return render(request, "governance/thing.html", context)


def milestones_table(rows: Iterable[MilestoneRow]) -> Table:
    """Return milestones with their dates and how late they are."""
    listed = list(rows)
    late = lateness(listed, on=timezone.localdate())
    return table(
        "Milestones",
        ("Milestone", "@Baseline", "@Forecast", "@Reached", "Against its baseline"),
        (
            [
                Cell(f"{m.ref} {m.name}", href=page_of("milestone", m.id)),
                str(m.baseline or "none"),
                str(m.forecast or "not forecast"),
                str(m.actual or "not yet"),
                Cell(
                    slip_words(late[m.id].slip),
                    tone="worse" if late[m.id].is_overdue else "",
                    lines=("overdue",) if late[m.id].is_overdue else (),
                ),
            ]
            for m in listed
        ),
        nothing="No milestone is recorded.",
    )


def savings_table(rows: Iterable[SavingRow]) -> Table:
    """Return savings with plan and forecast of this financial year."""
    year = FinancialYear.containing(timezone.localdate())
    return table(
        "Savings",
        ("Saving", "Outlook", f"#Plan {year}", f"#Forecast {year}", "Owner"),
        (
            [
                Cell(s.label, href=page_of("saving", s.id)),
                s.outlook.words if s.outlook else "none said",
                money(_amount(s.plan, year)),
                money(_amount(s.forecast, year)),
                s.owner or NOT_PUBLISHED,
            ]
            for s in rows
        ),
        nothing="No saving is recorded.",
    )


def _years(row: SavingRow) -> Table:
    years = [year for year, _ in row.plan.cells] if row.plan else []
    split = {y: row.split.year(y) if row.split else None for y in years}
    return table(
        "Year by year",
        ("Year", "#Plan", "#Forecast", "#Loss", "#Timing", "#Claimed", "#Validated"),
        (
            [
                str(y),
                money(_amount(row.plan, y)),
                money(_amount(row.forecast, y)),
                _part(split[y], "loss"),
                _part(split[y], "timing"),
                show_pounds(row.claimed.get(y, Decimal(0))),
                show_pounds(row.validated.get(y, Decimal(0))),
            ]
            for y in years
        ),
        nothing="No year is known.",
    )


def _part(split: Any, name: str) -> Cell:
    return money(getattr(split, name) if split else None, otherwise="not split")


def _amount(profile: Any, year: FinancialYear) -> Decimal | None:
    return dict(profile.cells).get(year) if profile else None


def _ratings(reader: Any, workstream_id: UUID) -> Table:
    return table(
        "Ratings so far",
        ("When", "Reported", "By", "Why"),
        (
            [day(r.recorded_at), rated(r.words), r.rater, r.reason]
            for r in ratings_of(reader=reader, workstream_id=workstream_id)
        ),
        nothing="No rating is published.",
    )


def _reports(milestone_id: UUID) -> Table:
    return table(
        "Every report of it",
        ("Reported", "@Forecast", "@Reached", "By", "Why"),
        (
            [moment(p.recorded_at), str(p.forecast or "none"), str(p.actual or ""), p.by, p.reason]
            for p in reversed(milestone_trends([milestone_id]).get(milestone_id, []))
        ),
        nothing="Nothing has been reported of it.",
    )


def _crumbs(
    found: Standing, ref: str, *, workstream_id: UUID | None = None, workstream: str = ""
) -> list[tuple[str, str]]:
    row = found.programme
    above = [("Boards", reverse("boards")), (row.label, page_of("programme", row.id, row.code))]
    if workstream_id is not None:
        above.append((workstream, page_of("workstream", workstream_id)))
    return [*above, (ref, "")]


def _original(row: MilestoneRow, late: Lateness) -> list[tuple[str, str, str]]:
    """Return the baseline a milestone first had and its slip to that, where a decision has moved it; and staleness."""
    stale = [("News of it", "stale: nothing reported within its cadence", "")] if late.is_stale else []
    if row.original_baseline is None or row.original_baseline == row.baseline:
        return stale
    words = f"{row.original_baseline}; against it {slip_words(late.slip_to_original) or 'not known'}"
    return [("Original baseline", words, ""), *stale]


def _marking(marking: str) -> list[tuple[str, str, str]]:
    return [] if marking == "open" else [("Marking", marking.capitalize(), "")]

"""Rolling the year: a preview line by line with its choices, the bridge to the new base, roll, reverse, close."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse

from programme import queries as ground
from programme.admin.acting import required_actor, today
from programme.admin.base import ReadOnlyAdmin
from programme.admin.pages import ask, key_in, page, tried, words_given
from programme.admin.words import day_words, moment_words, pill
from programme.rules import access
from programme.rules.calendar import FinancialMonth, FinancialYear
from savings import changes
from savings.changes.rolling import close_roll, preview_roll, reverse_roll, roll_year
from savings.models import YearRoll
from savings.queries.periods import periods
from savings.queries.rolling import RolledLine, RollRow, RollView, roll_view, rolls
from savings.rules.notation import in_full
from savings.rules.periods import closed_with, period_words
from savings.rules.rolling import CHOICE_WORDS, RollChoice

STATE_TONES = {"previewed": "info", "rolled": "amber", "reversed": "grey", "closed": "complete"}
CHOICE = "choice-"
YEARS_BACK = 3
DONE = ("claimed", "validated")
NOT_A_DAY = "Write from when the decision is effective as 2025-04-01."


@admin.register(YearRoll)
class RollAdmin(ReadOnlyAdmin):
    """The turns of the budget year of each programme. Pages of ours in place of the list and the form."""

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        return rows.filter(programme__in=list(ground.programmes(reader=actor)))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and super().has_view_permission(request)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        own = [
            path("<uuid:roll_id>/", view(self.roll_page), name="savings_yearroll_page"),
            path("<uuid:roll_id>/roll/", view(self.roll_view), name="savings_yearroll_roll"),
            path("<uuid:roll_id>/reverse/", view(self.reverse_view), name="savings_yearroll_reverse"),
            path("<uuid:roll_id>/close/", view(self.close_view), name="savings_yearroll_close"),
        ]
        return [*own, *super().get_urls()]

    # The pages ------------------------------------------------------------------------------------------

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Show the turns of the year there are, and start another."""
        reader = self._reader(request)
        programmes = ground.programmes(reader=reader)
        mine = [p for p in programmes.values() if reader.may(access.CLOSE, p.placement)]
        problems: list[str] = []
        given = {name: request.POST.get(name, "").strip() for name in ("programme", "year", "code", "name")}
        if request.method == "POST":
            chosen = next((p for p in mine if p.code == given["programme"]), None)
            if chosen is None or not (
                given["year"].isascii() and given["year"].isdecimal() and len(given["year"]) == 4
            ):
                problems = ["Choose the programme and the year that ends."]
            else:
                place = {"programme_id": chosen.id, "year": int(given["year"])}
                problems = tried(request, preview_roll, **place, code=given["code"], name=given["name"])
                if not problems:
                    made = rolls(reader=reader, programme_ids=[chosen.id]).values()
                    newest = next(
                        r for r in made if r.year.start_year == place["year"] and r.state == "previewed"
                    )
                    return HttpResponseRedirect(_address(newest.id))
        now = FinancialYear.containing(today())
        return page(
            self,
            request,
            "admin/savings/rolls.html",
            title="Rolling the year",
            status=422 if problems else 200,
            problems=problems,
            rows=[(row, _state(row)) for row in rolls(reader=reader).values()],
            programmes=mine,
            years=[now.shifted(-back) for back in range(YEARS_BACK, -1, -1)],
            given=given if any(given.values()) else {"year": str(now.previous().start_year)},
        )

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Lead to the page of the roll."""
        row = self.get_queryset(request).filter(pk=key_in(object_id)).first()
        if row is None:
            raise Http404
        return HttpResponseRedirect(_address(row.pk))

    def roll_page(self, request: HttpRequest, roll_id: UUID) -> HttpResponse:
        """Show a roll line by line; keep what was chosen of a preview."""
        row, may = self._row(request, roll_id)
        problems: list[str] = []
        if request.method == "POST":
            if not may:
                raise PermissionDenied
            problems = tried(
                request,
                preview_roll,
                programme_id=row.programme_id,
                year=row.year.start_year,
                code=request.POST.get("code", ""),
                name=request.POST.get("name", ""),
                choices={
                    name.removeprefix(CHOICE): str(value)
                    for name, value in request.POST.items()
                    if name.startswith(CHOICE)
                },
                version=_version_seen(request),
            )
            if not problems:
                if "go_on" in request.POST:
                    return HttpResponseRedirect(reverse("admin:savings_yearroll_roll", args=[roll_id]))
                messages.success(request, "Your choices are kept. Nothing else was written.")
                return HttpResponseRedirect(_address(roll_id))
            row, may = self._row(request, roll_id)
        return page(
            self,
            request,
            "admin/savings/roll.html",
            title=_title(row),
            status=422 if problems else 200,
            problems=problems,
            row=row,
            state=_state(row),
            when=moment_words(row.rolled_at),
            is_preview=row.state == "previewed",
            may=may,
            choice_words=[(str(choice), words) for choice, words in CHOICE_WORDS.items()],
            prefix=CHOICE,
            **_view_words(self._view(request, roll_id), row.year),
        )

    def roll_view(self, request: HttpRequest, roll_id: UUID) -> HttpResponse:
        """Show what will be written and ask for the decision, then roll."""
        row = self._mine(request, roll_id)
        names = ("reason", "decision", "decision_maker", "effective")
        given = {name: request.POST.get(name, "").strip() for name in names}
        problems: list[str] = []
        if request.method == "POST":
            authority, wrong = _authority(given)
            problems = wrong or tried(
                request,
                roll_year,
                changes.NeedsDecision,
                roll_id=roll_id,
                version=_version_seen(request),
                seen=request.POST.get("seen", ""),
                reason=given["reason"],
                authority=authority,
            )
            if not problems:
                messages.success(request, f"{row.year} is rolled. It can be reversed until it is closed.")
                return HttpResponseRedirect(_address(roll_id))
            row = self._mine(request, roll_id)
        held = periods(reader=required_actor(request), programme_ids=[row.programme_id])[row.programme_id]
        last = FinancialMonth(row.year, 12)
        view = self._view(request, roll_id)
        return page(
            self,
            request,
            "admin/savings/roll_confirm.html",
            title=f"Roll {row.year} of {row.programme_name}",
            status=422 if problems else 200,
            problems=problems,
            row=row,
            given=given,
            seen=view.digest,
            is_closed=closed_with(held.closed, last) is not None,
            last=period_words(last),
            back=_address(roll_id),
            **_view_words(view, row.year),
        )

    def reverse_view(self, request: HttpRequest, roll_id: UUID) -> HttpResponse:
        """Ask why, then reverse."""
        row = self._mine(request, roll_id)
        problems: list[str] = []
        if request.method == "POST":
            problems = tried(
                request,
                reverse_roll,
                changes.NeedsDecision,
                roll_id=roll_id,
                version=_version_seen(request),
                reason=words_given(request),
            )
            if not problems:
                messages.success(request, f"The roll of {row.year} is reversed: everything is as before it.")
                return HttpResponseRedirect(_address(roll_id))
        return ask(
            self,
            request,
            title=f"Reverse the roll of {row.year}",
            intro=[
                "The added year goes, what was settled is undone, and the round it opened goes unless in use.",
                "What was rolled and reversed stays on record. Forecasts, claims and validations since then stay.",
            ],
            button="Reverse the roll",
            hidden={"version": str(self._mine(request, roll_id).version)},
            back=_address(roll_id),
            problems=problems,
            label="Why?",
            required=True,
            is_danger=True,
        )

    def close_view(self, request: HttpRequest, roll_id: UUID) -> HttpResponse:
        """Ask, then close: no reversing after that."""
        row = self._mine(request, roll_id)
        problems: list[str] = []
        if request.method == "POST":
            problems = tried(request, close_roll, roll_id=roll_id, version=_version_seen(request))
            if not problems:
                messages.success(request, f"The roll of {row.year} is closed.")
                return HttpResponseRedirect(_address(roll_id))
        return ask(
            self,
            request,
            title=f"Close the roll of {row.year}",
            intro=["Closed, it stands for good: it cannot be reversed any more."],
            button="Close the roll",
            hidden={"version": str(self._mine(request, roll_id).version)},
            back=_address(roll_id),
            problems=problems,
        )

    # Who may ---------------------------------------------------------------------------------------------

    def _reader(self, request: HttpRequest) -> access.Actor:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return required_actor(request)

    def _row(self, request: HttpRequest, roll_id: UUID) -> tuple[RollRow, bool]:
        """Return a roll this person may see, and whether they roll its year. Raises Http404."""
        reader = self._reader(request)
        row = rolls(reader=reader, ids=[roll_id]).get(roll_id)
        if row is None:
            raise Http404
        programme = ground.programmes(reader=reader, ids=[row.programme_id])[row.programme_id]
        return row, reader.may(access.CLOSE, programme.placement)

    def _mine(self, request: HttpRequest, roll_id: UUID) -> RollRow:
        row, may = self._row(request, roll_id)
        if not may:
            raise PermissionDenied
        return row

    def _view(self, request: HttpRequest, roll_id: UUID) -> RollView:
        found = roll_view(reader=required_actor(request), roll_id=roll_id)
        if found is None:
            raise Http404
        return found


def _version_seen(request: HttpRequest) -> int:
    """Return the version of the roll that was looked at, as the form posts it back; 0, of none, without one."""
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else 0


def _authority(given: dict[str, str]) -> tuple[changes.Authority | None, list[str]]:
    """Return the decision that was given, None where none was, and what is wrong with it."""
    if not any(given[name] for name in ("decision", "decision_maker", "effective")):
        return None, []
    try:
        effective = date.fromisoformat(given["effective"])
    except ValueError:
        return None, [NOT_A_DAY]
    return changes.Authority(given["decision"], given["decision_maker"], effective), []


def _view_words(view: RollView, year: FinancialYear) -> dict[str, Any]:
    """Return a roll as its pages show it, amounts in full."""
    bridge = view.bridge
    years = sorted(bridge.amounts)
    short = [line for line in view.lines if line.roll.undelivered]
    return {
        "year": year,
        "years": years,
        "over": view.over,
        "lines": [_line_words(line, years) for line in view.lines],
        "outturn": [_outturn_words(line) for line in view.lines],
        "ending": [(line.label, in_full(line.roll.plan)) for line in view.lines if line.roll.ends],
        "effects": _effects(view.lines),
        "undelivered": in_full(sum((line.roll.undelivered or Decimal(0) for line in short), Decimal(0))),
        "carried": sum(line.roll.choice is RollChoice.CARRY for line in short),
        "written_out": sum(line.roll.choice is RollChoice.WRITE_OUT for line in view.lines),
        "added": sum(line.roll.extension is not None for line in view.lines),
        "rests_on": view.rests_on,
        "old_base": in_full(bridge.old_base) if bridge.old_base is not None else "not held here",
        "into_base": in_full(bridge.into_base),
        "new_base": in_full(bridge.new_base) if bridge.new_base is not None else "not held here",
        "bridge_years": [
            (one, in_full(bridge.amounts[one]), in_full(bridge.remaining[one]), bridge.not_known[one])
            for one in years
        ],
    }


def _line_words(line: RolledLine, years: list[FinancialYear]) -> dict[str, Any]:
    roll = line.roll
    added = roll.extension
    return {
        "key": roll.key,
        "label": line.label,
        "plan": in_full(roll.plan),
        "validated": in_full(roll.validated),
        "undelivered": in_full(roll.undelivered),
        "is_short": bool(roll.undelivered),
        "into_base": "not known" if roll.into_base is None else in_full(roll.into_base),
        "remaining": [in_full(roll.remaining.get(one)) for one in years],
        "added": "nothing" if added is None else f"{in_full(added.amount)}: {added.why}",
        "pressure": in_full(roll.pressure) if roll.pressure else "",
        "choice": str(roll.choice),
        "choice_words": _choice_words(line),
        "choices": [(str(one), CHOICE_WORDS[one]) for one in roll.choices] if len(roll.choices) > 1 else [],
    }


def _choice_words(line: RolledLine) -> str:
    """Return what becomes of a line: carried, written out, ended; nothing where there is nothing to carry."""
    roll = line.roll
    if roll.choice is RollChoice.WRITE_OUT:
        return "Written out" if len(roll.choices) > 1 else "Written out: a pressure asks for it already"
    if line.outlook == "withdrawn":
        return "Withdrawn"
    if line.outlook == "replaced":
        return "Replaced"
    if roll.ends:
        return "Ends"
    return "Carried" if roll.undelivered else "Delivered" if roll.plan else ""


def _effects(lines: tuple[RolledLine, ...]) -> list[tuple[str, str]]:
    """Return the full-year effects of what began, those that add nothing left out, and their sum."""
    new = [line for line in lines if line.roll.begins and line.roll.full_year_effect != 0]
    known = [line.roll.full_year_effect for line in new if line.roll.full_year_effect is not None]
    found = [(line.label, in_full(line.roll.full_year_effect)) for line in new]
    return [*found, ("Together, of those known", in_full(sum(known, Decimal(0))))] if known else found


def _outturn_words(line: RolledLine) -> dict[str, str]:
    one = line.outturn
    said = {name: in_full(getattr(one, name)) for name in ("plan", "forecast", "actual", "shortfall")}
    # Nothing claimed and nothing validated are known: nobody did.
    done = {name: "none" if getattr(one, name) is None else in_full(getattr(one, name)) for name in DONE}
    return {"label": line.label, **said, **done}


def _state(row: RollRow) -> Any:
    words = row.words if row.closed_at is None else f"{row.words} {day_words(row.closed_at)}"
    return pill(words, STATE_TONES[row.state])


def _title(row: RollRow) -> str:
    return f"Roll of {row.year}: {row.programme_name}"


def _address(roll_id: UUID) -> str:
    return reverse("admin:savings_yearroll_page", args=[roll_id])

"""Yearly statements of accountability: who has signed, each holder's lines, and the holder's own signature."""

from __future__ import annotations

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
from programme.admin.pages import page, tried
from programme.admin.words import day_words, moment_words, pill
from programme.queries import ProgrammeRow
from programme.rules import access
from programme.rules.calendar import FinancialYear
from savings import changes
from savings.models import Accountability
from savings.models.saving import KIND_WORDS
from savings.queries import Statement, accountability
from savings.rules.accountability import Beside, StatementLine, digest
from savings.rules.counting import STANDING_WORDS
from savings.rules.notation import in_full
from savings.rules.totals import COUNTED_KINDS

COLUMNS = ("in_budget", "plan", "forecast", "validated", "gap")
YEARS_AROUND = 2


@admin.register(Accountability)
class AccountabilityAdmin(ReadOnlyAdmin):
    """Statements by programme and year. A page of ours in place of the list of rows."""

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        return rows.filter(programme__in=list(ground.programmes(reader=actor)))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and super().has_view_permission(request)

    def get_urls(self) -> list[Any]:
        where = "<uuid:programme_id>/<int:year>/<uuid:holder_id>/"
        view = self.admin_site.admin_view(self.statement_view)
        return [path(where, view, name="savings_accountability_statement"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Show who answers for what in a programme and year, and who has signed."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        reader = required_actor(request)
        programmes = list(ground.programmes(reader=reader).values())
        code, now = request.GET.get("programme", ""), FinancialYear.containing(today())
        chosen = next((p for p in programmes if p.code == code), programmes[0] if programmes else None)
        given = request.GET.get("year", "")
        year = FinancialYear(int(given)) if given.isdecimal() and len(given) == 4 else now
        found = accountability(reader=reader, programme_id=chosen.id, year=year) if chosen else None
        return page(
            self,
            request,
            "admin/savings/statements.html",
            title="Statements of accountability",
            programmes=programmes,
            chosen=chosen,
            year=year,
            years=sorted({*(now.shifted(n) for n in range(-YEARS_AROUND, YEARS_AROUND + 1)), year}),
            rows=[_summary(one) for one in found.by_holder.values()] if found else [],
            unowned=len(found.unowned) if found else 0,
        )

    def statement_view(
        self, request: HttpRequest, programme_id: UUID, year: int, holder_id: UUID
    ) -> HttpResponse:
        """Show one holder's statement; let the holder, and nobody else, sign it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        reader = required_actor(request)
        programme = ground.programmes(reader=reader, ids=[programme_id]).get(programme_id)
        if programme is None or not 1990 <= year <= 2200:
            raise Http404
        own = reader.person_id == holder_id
        problems: list[str] = []
        if request.method == "POST":
            if not own:
                raise PermissionDenied
            problems = tried(
                request,
                changes.sign_accountability,
                programme_id=programme_id,
                year=year,
                seen=request.POST.get("seen", ""),
            )
            if not problems:
                messages.success(request, "You have signed. What you signed is kept as it stands now.")
                return HttpResponseRedirect(request.path)
        found = accountability(reader=reader, programme_id=programme_id, year=FinancialYear(year))
        statement = found.by_holder.get(holder_id)
        if statement is None:
            raise Http404
        return page(
            self,
            request,
            "admin/savings/statement.html",
            title=f"Statement of accountability {statement.year}: {statement.holder}",
            status=422 if problems else 200,
            problems=problems,
            programme=programme,
            may_sign=own and bool(statement.lines) and (statement.signature is None or statement.has_changed),
            seen=digest(statement.lines),
            back=_address(programme, year),
            **_statement_words(statement),
        )


def _summary(one: Statement) -> dict[str, Any]:
    """Return a holder in the list: how many lines, their totals, and whether it is signed."""
    return {
        "holder": one.holder,
        "holder_id": one.holder_id,
        "lines": len(one.lines),
        "amounts": [_words(name, getattr(one.total, name)) for name in COLUMNS],
        "signed": _signed(one),
        "over": one.over,
    }


def _signed(one: Statement) -> Any:
    if one.signature is None:
        return pill("Not signed", "amber")
    words = f"Signed {day_words(one.signature.signed_at)}"
    return pill(f"{words}, changed since", "amber") if one.has_changed else pill(words, "green")


def _statement_words(one: Statement) -> dict[str, Any]:
    was = one.signature
    return {
        "statement": one,
        "state": _signed(one),
        "signed": f"{was.by}, {moment_words(was.signed_at)}" if was else "",
        "rows": [_row(row, is_signed=was is not None) for row in one.rows],
        "total": [_words(name, getattr(one.total, name)) for name in COLUMNS],
        "over": one.over,
    }


def _row(row: Beside, *, is_signed: bool) -> dict[str, Any]:
    """Return one line with its figures; under each that is another than the one signed, what was signed."""
    line = row.now or row.signed
    if line is None:
        return {}
    cells = []
    for name in COLUMNS:
        now = getattr(row.now, name) if row.now else None
        then = getattr(row.signed, name) if row.signed else None
        shown = _words(name, now) if row.now else "no longer theirs"
        cells.append({"now": shown, "was": _was(name, now, then) if is_signed and row.signed else ""})
    return {
        "key": line.key,
        "label": f"{line.ref} {line.name}".strip(),
        "kind": _beside(line),
        "cells": cells,
        "is_new": is_signed and row.signed is None,
    }


def _beside(line: StatementLine) -> str:
    """Say of a line that totals take in otherwise than with its own figures how they do; blank for any other."""
    if line.kind not in COUNTED_KINDS:
        return f"{KIND_WORDS[line.kind]}: beside the totals"
    return STANDING_WORDS.get(line.standing, "")


def _words(name: str, amount: Decimal | None) -> str:
    """Return a figure in full. No approval recorded and nothing validated are known, and not "not known"."""
    return "none recorded" if amount is None and name in ("in_budget", "validated") else in_full(amount)


def _was(name: str, now: Decimal | None, then: Decimal | None) -> str:
    return "" if now == then else f"signed {_words(name, then)}"


def _address(programme: ProgrammeRow, year: int) -> str:
    return f"{reverse('admin:savings_accountability_changelist')}?programme={programme.code}&year={year}"

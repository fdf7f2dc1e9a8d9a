"""The page of what is wrong with boards, with the hierarchy drawn and listed; asked anew each time it is opened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from governance.queries import board_findings, hierarchy_chart
from governance.rules.board_checks import CODES, Finding
from governance.rules.hierarchy import Chart, Item, drawn, listed
from programme import queries as ground
from programme.admin.acting import required_actor
from programme.admin.pages import page
from programme.rules.access import Actor

FORMS: Final = {
    "board": "admin:governance_board_change",
    "decision_maker": "admin:governance_decisionmaker_change",
    "workstream": "admin:programme_workstream_change",
}


@dataclass(frozen=True)
class Found:
    """A finding as a row of the table, with where it is put right."""

    title: str
    finding: Finding
    url: str


@dataclass(frozen=True)
class Council:
    """One council's findings, its hierarchy as a picture and as a list."""

    name: str
    found: tuple[Found, ...]
    picture: SafeString
    items: tuple[Item, ...]


def checks_page(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """Show each council's findings and its hierarchy, over what this person may see."""
    reader = required_actor(request)
    return page(
        model_admin,
        request,
        "admin/governance/board_checks.html",
        title="Checks of boards",
        councils=councils_of(reader),
        back=reverse("admin:governance_board_changelist"),
    )


def councils_of(reader: Actor) -> tuple[Council, ...]:
    """Return every council this reader sees, with its findings and its hierarchy."""
    councils = ground.organisations(reader=reader)
    found = []
    for key, row in sorted(councils.items(), key=lambda pair: pair[1].name):
        chart = hierarchy_chart(reader=reader, organisation_id=key)
        findings = shown(board_findings(reader=reader, organisation_ids=[key]))
        found.append(Council(row.name, findings, _picture(chart, key, row.name), listed(chart)))
    return tuple(found)


def shown(findings: Iterable[Finding]) -> tuple[Found, ...]:
    """Return findings with the form each is put right on."""
    return tuple(
        Found(CODES[one.code], one, reverse(FORMS[one.thing_kind], args=[one.thing_id])) for one in findings
    )


def _picture(chart: Chart, council: UUID, name: str) -> SafeString:
    """Return the drawn hierarchy; `drawn` escapes every word that people typed."""
    if not chart.parts:
        return mark_safe("")
    title = f"Boards and decision-makers of {name}"
    return mark_safe(drawn(chart, title=title, key=f"h{council.hex[:8]}"))

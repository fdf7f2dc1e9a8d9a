"""The admin's sidebar: what people look for, in groups. Screens somebody may not see are left out."""

from __future__ import annotations

from typing import Any, Final

from django.apps import apps
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse

GROUPS: Final = (
    (
        "Delivery",
        (
            ("Workstreams", "account_tree", "programme.Workstream"),
            ("Milestones", "flag", "programme.Milestone"),
            ("Reporting rounds", "event_available", "programme.ReportingRound"),
            ("Indicators", "monitoring", "programme.Indicator"),
            ("Published tables", "table", "programme.PublishedTable"),
        ),
    ),
    (
        "Savings",
        (
            ("Savings", "savings", "savings.Saving"),
            ("Position", "stacked_bar_chart", "savings.SavingState"),
            ("Proposals", "lightbulb", "savings.Proposal"),
            ("Targets", "flag_circle", "savings.Target"),
            ("Targets cut two ways", "pie_chart", "savings.TargetMapping"),
            ("Possible double counts", "difference", "savings.OverlapAnswer"),
            ("Accountability", "draw", "savings.Accountability"),
        ),
    ),
    (
        "Budget",
        (
            ("Pressures", "trending_up", "savings.Pressure"),
            ("Pressure proposals", "balance", "savings.Pressure"),
            ("Budget monitoring", "query_stats", "savings.BudgetFigure"),
            ("Budget lines", "account_balance", "savings.BudgetLine"),
            ("Budget rounds", "event_repeat", "savings.BudgetRound"),
            ("Periods", "lock_clock", "savings.Period"),
            ("Rolling the year", "autorenew", "savings.YearRoll"),
        ),
    ),
    (
        "Papers and sheets",
        (
            ("Imports", "upload_file", "savings.SheetImport"),
            ("Exports", "download", "savings.SheetExport"),
            ("Earlier trackers", "history_edu", "savings.Snapshot"),
            ("Papers", "article", "savings.CastCheck"),
            ("Casting", "calculate", "savings.CastCheck"),
        ),
    ),
    (
        "Governance",
        (
            ("Boards", "groups", "governance.Board"),
            ("Meetings", "event", "governance.Meeting"),
            ("Packs", "picture_as_pdf", "governance.BoardPack"),
            ("Decision reports", "description", "governance.Paper"),
            ("Actions", "task_alt", "governance.Action"),
            ("Findings", "fact_check", "governance.Finding"),
            ("Consultations", "forum", "governance.Consultation"),
            ("Decision-makers", "gavel", "governance.DecisionMaker"),
            ("Oversight", "visibility", "governance.Oversight"),
            ("Decisions", "how_to_vote", "governance.Decision"),
            ("Risks", "warning", "governance.Risk"),
            ("Impact assessments", "diversity_3", "governance.ImpactAssessment"),
            ("Risk matrices", "grid_on", "governance.RiskMatrix"),
            ("How it is governed", "tune", "governance.GovernanceSettings"),
            ("Alerts", "notifications", "governance.Alert"),
            ("Recoveries", "healing", "governance.RecoveryRecord"),
            ("Programme ratings", "traffic", "governance.ProgrammeRating"),
            ("Withheld", "visibility_off", "programme.Withholding"),
            ("Comments", "comment", "governance.Comment"),
            ("Closed programmes", "inventory_2", "governance.ProgrammeClosure"),
        ),
    ),
    (
        "Messages",
        (
            ("Deliveries", "outgoing_mail", "bots.Delivery"),
            ("Taken back", "undo", "bots.Recall"),
            ("Inbox", "inbox", "bots.Inbox"),
            ("Questions not answered", "contact_support", "bots.UnansweredQuestion"),
            ("Wordings", "spellcheck", "bots.Wording"),
            ("Slack accounts", "link", "bots.Identity"),
            ("Slack channels", "tag", "bots.ChannelLink"),
            ("Slack workspace", "hub", "bots.Installation"),
            ("Events", "history", "outbox.Event"),
            ("Work", "pending_actions", "outbox.Work"),
        ),
    ),
    (
        "Set-up",
        (
            ("Programmes", "folder_open", "programme.Programme"),
            ("Definitions of RAG", "palette", "programme.DefinitionSet"),
            ("People", "person", "programme.Person"),
            ("Councils", "apartment", "programme.Organisation"),
        ),
    ),
)

PAGES: Final = {
    "Papers": "admin:savings_papers",
    "Pressure proposals": "admin:savings_pressure_proposals",
}
"""Entries that lead to another page of a model's admin than its list."""


def groups(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the sidebar for this person."""
    front = {"title": "What needs attention", "icon": "home", "link": reverse("admin:index")}
    shown: list[dict[str, Any]] = [{"title": None, "items": [front]}]
    for title, entries in GROUPS:
        items = [item for item in (_item(request, *entry) for entry in entries) if item is not None]
        if items:
            shown.append({"title": title, "separator": True, "items": items})
    here = [item for group in shown for item in group["items"] if request.path.startswith(item["link"])]
    for item in sorted(here, key=lambda item: len(item["link"]))[-1:]:
        item["active"] = True
    return shown


def _item(request: HttpRequest, title: str, icon: str, label: str) -> dict[str, Any] | None:
    model = apps.get_model(label)
    if not admin.site.is_registered(model):
        return None
    if not admin.site.get_model_admin(model).has_view_permission(request):
        return None
    meta = model._meta
    link = reverse(PAGES.get(title, f"admin:{meta.app_label}_{meta.model_name}_changelist"))
    return {"title": title, "icon": icon, "link": link, "active": False}

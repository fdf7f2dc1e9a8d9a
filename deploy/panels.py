"""The second switchboard: what higher storeys show beside a thing on its admin form, in its lists, on the front page.

A panel is a function of (id, reader, at, proposed) that returns a frozen dataclass or None, and a template. A column
is a function of (ids, reader, at) that returns a cell for each id. A card is a function of (reader, at).
"""

from __future__ import annotations

from bots.admin import cards as messages
from bots.admin.chases import chases_of_round
from governance.admin import budget_panels
from governance.admin import cards as boards
from governance.admin import decision_panels as decisions
from governance.admin import panels as governance
from governance.admin.closing import closing_of_programme
from governance.admin.comments import comments_of
from programme.admin import cards as delivery
from programme.admin import recent
from programme.admin.panels import Card, Column, Panel
from savings.admin import delivery as behind
from savings.admin import drivers, position
from savings.admin import panels as savings
from savings.admin.form_notice import form_of_programme

_RISK = Panel("Delivery risk", governance.risk, "admin/governance/panels/risk.html")
_RECENT = Panel("Lately", recent.of_thing, "admin/programme/panels/recent.html", below=True)
_WHO_HEARS = "admin/governance/panels/who_hears.html"
_COMMENTS = "admin/governance/panels/comments.html"

PANELS: dict[str, tuple[Panel, ...]] = {
    "reporting_round": (Panel("Chased", chases_of_round, "admin/bots/panels/chases.html", below=True),),
    "sheet_import": (Panel("Who would hear", governance.who_hears_of_import, _WHO_HEARS),),
    "programme": (
        Panel("Position", position.of_programme, "admin/savings/panels/position.html"),
        Panel("Form of its savings", form_of_programme, "admin/savings/panels/form.html"),
        Panel(
            "What stands behind its savings",
            behind.of_programme,
            "admin/savings/panels/behind.html",
            below=True,
        ),
        Panel(
            "Budget calendar",
            budget_panels.of_programme,
            "admin/governance/panels/budget_calendar.html",
            below=True,
        ),
        Panel("Closing", closing_of_programme, "admin/governance/panels/closing.html", below=True),
    ),
    "workstream": (
        _RISK,
        Panel(
            "Three opinions",
            governance.opinions_of_workstream,
            "admin/governance/panels/opinions.html",
        ),
        Panel("Savings", savings.of_workstream, "admin/savings/panels/workstream.html", below=True),
        Panel("Who would hear", governance.who_hears_of_workstream, _WHO_HEARS, below=True),
        Panel("Comments", comments_of("workstream"), _COMMENTS, below=True),
        Panel("Lately", recent.of_workstream, "admin/programme/panels/recent.html", below=True),
    ),
    "milestone": (
        _RISK,
        Panel("Waiting for a decision", decisions.of_milestone, "admin/governance/panels/waits.html"),
        Panel("Who would hear", governance.who_hears_of_milestone, _WHO_HEARS),
        Panel("Comments", comments_of("milestone"), _COMMENTS, below=True),
        _RECENT,
    ),
    "decision": (
        Panel("Who may decide, and the path", decisions.of_decision, "admin/governance/panels/decision.html"),
        _RECENT,
    ),
    "saving": (
        Panel("From plan to forecast", savings.of_saving, "admin/savings/panels/saving.html"),
        Panel("What drives it", drivers.of_saving, "admin/savings/panels/drivers.html"),
        _RISK,
        Panel("Who would hear", governance.who_hears_of_saving, _WHO_HEARS),
        Panel("Month by month", savings.months_of_saving, "admin/savings/panels/months.html", below=True),
        Panel("What stands behind it", behind.of_saving, "admin/savings/panels/delivery.html", below=True),
        Panel("Comments", comments_of("saving"), _COMMENTS, below=True),
        _RECENT,
    ),
}
COLUMNS: dict[str, tuple[Column, ...]] = {
    "workstream": (Column("risk", "Delivery risk", governance.bands, governance.BAND_CHOICES),),
    "milestone": (Column("risk", "Chance of slipping", governance.chances, governance.BAND_CHOICES),),
    "saving": (Column("risk", "Delivery risk", governance.bands, governance.BAND_CHOICES),),
}
CARDS: tuple[Card, ...] = (
    Card("Programmes", boards.programmes, "admin/governance/cards/programmes.html", wide=True),
    Card("Open alerts", boards.open_alerts, "admin/governance/cards/open_alerts.html"),
    Card("Waiting for finance", behind.waiting, "admin/savings/cards/waiting.html"),
    Card("Milestones", delivery.due, "admin/programme/cards/due.html"),
    Card("Silent workstreams", delivery.silent, "admin/programme/cards/silent.html"),
    Card("Gaps", boards.gaps, "admin/governance/cards/gaps.html"),
    Card("Messages and work", messages.running, "admin/bots/cards/running.html"),
)

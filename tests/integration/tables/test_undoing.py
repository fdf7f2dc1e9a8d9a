"""Undoing what a table wrote: all of it or nothing, and said where it cannot be."""

from datetime import date, timedelta

import pytest

from programme import changes as ground_changes
from programme.changes import Invalid
from programme.models import Grant, Milestone, Person, Workstream
from programme.rules.access import FINANCE, MANAGER, PMO
from programme.rules.calendar import FinancialYear
from savings.changes import ask_undo, undo_import
from savings.models import Pressure, PressureAmount, SheetImport
from tests.factories.ground import LOADING, a_milestone, a_person, a_programme, a_workstream, grant, someone
from tests.integration.tables.files import AT, as_csv, brought

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(hours=1)
HEAD = ["Ref", "Milestone", "Forecast"]


@pytest.fixture
def programme():
    return a_programme()


def undone(result, by):
    ask_undo(
        import_id=result.import_id,
        version=None,
        reason="The wrong file",
        by=by,
        at=LATER,
        in_background=False,
    )
    return undo_import(import_id=result.import_id, reason="The wrong file", by=by, at=LATER)


class TestUndoing:
    def test_puts_milestones_back(self, programme):
        manager, held = someone(MANAGER, programme), a_milestone(a_workstream(programme), ref="M1")
        result = brought(
            "milestones",
            as_csv(HEAD, ["M1", held.name, "May 2027"], ["M2", "A new one", "May 2027"]),
            programme,
            manager,
        )

        undone(result, manager)

        held.refresh_from_db()
        assert (held.forecast_date, held.forecast_precision) == (date(2027, 3, 31), "day")
        assert held.reports.order_by("-recorded_at").first().reason == (
            "Import of table.csv undone: The wrong file"
        )
        assert Milestone.objects.get(ref="M2").removed_at == LATER
        assert SheetImport.objects.get().state == "undone"

    def test_puts_workstreams_back(self, programme):
        manager = someone(MANAGER, programme)
        a_workstream(programme, ref="WS1", name="Fostering", summary="As it was")
        result = brought(
            "workstreams",
            as_csv(["Ref", "Workstream", "Scope"], ["WS1", "Fostering", "More"], ["WS2", "New", ""]),
            programme,
            manager,
        )

        undone(result, manager)

        assert Workstream.objects.get(ref="WS1").summary == "As it was"
        assert Workstream.objects.get(ref="WS2").removed_at == LATER

    def test_puts_pressures_back(self, programme):
        finance = someone(FINANCE, programme)
        head = ["Ref", "Pressure", "2024/25 £000"]
        brought("pressures", as_csv(head, ["24P10", "Agency homes", "100"]), programme, finance)
        second = brought(
            "pressures",
            as_csv(head, ["24P10", "Agency placements", "150"], ["24P11", "Grant ends", "5"]),
            programme,
            finance,
            at=AT + timedelta(minutes=5),
        )

        undone(second, finance)

        assert Pressure.objects.get(ref="24P10").name == "Agency homes"
        assert PressureAmount.objects.get(pressure__ref="24P10").amount == 100_000
        assert Pressure.objects.get(ref="24P11").removed_at == LATER

    def test_takes_roles_away_again_and_gives_names_back(self, programme):
        pmo = someone(PMO, programme.organisation)
        held = a_person(name="Cyd Chair", email="cyd@example.test")
        grant(held, "chair", programme, cleared=True)
        result = brought(
            "people",
            as_csv(
                ["Name", "Email", "Role", "Cleared"],
                ["Cyd Renamed", "cyd@example.test", "chair", "no"],
                ["Max Manager", "max@example.test", "manager", ""],
            ),
            programme,
            pmo,
        )

        undone(result, pmo)

        held.refresh_from_db()
        assert (held.name, Grant.objects.get(person=held).cleared) == ("Cyd Chair", True)
        assert not Person.objects.get(email="max@example.test").grants.exists()

    def test_undoes_nothing_once_somebody_has_changed_a_thing(self, programme):
        manager, held = someone(MANAGER, programme), a_milestone(a_workstream(programme), ref="M1")
        result = brought(
            "milestones",
            as_csv(HEAD, ["M2", "A new one", "May 2027"], ["M1", held.name, "May 2027"]),
            programme,
            manager,
        )
        ground_changes.reforecast_milestone(
            milestone_id=Milestone.objects.get(ref="M2").id,
            version=None,
            forecast=date(2027, 9, 1),
            reason="Later still",
            by=LOADING,
            at=AT + timedelta(minutes=5),
        )

        with pytest.raises(Invalid, match="somebody changed what row 2 wrote"):
            undone(result, manager)

        held.refresh_from_db()
        assert held.forecast_date == date(2027, 5, 1)

    def test_says_what_is_only_ever_added_to(self, programme):
        finance = someone(FINANCE, programme)
        result = brought(
            "monitoring",
            as_csv(["Service", "Current budget £m", "Projection £m"], ["Fostering", "1.0", "1.2"]),
            programme,
            finance,
            month=5,
            year=FinancialYear(2023),
        )

        with pytest.raises(Invalid, match="a month's figures cannot be taken back. Import a corrected file"):
            undone(result, finance)

        assert SheetImport.objects.get().state == "written"

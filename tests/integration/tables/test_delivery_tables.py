"""Milestones and workstreams from a table: matched, written through changes, refused by row."""

from datetime import date, timedelta

import pytest

from governance.models import DecisionEffect
from programme.models import Milestone, Workstream
from programme.rules.access import FINANCE, LEAD, MANAGER
from savings.models import ImportedRow, SheetImport
from tests.factories.governance import on_record
from tests.factories.ground import a_milestone, a_person, a_programme, a_workstream, grant, someone
from tests.integration.tables.files import AT, as_csv, as_xlsx, brought, counts

pytestmark = pytest.mark.django_db

HEAD = ["Ref", "Milestone", "Workstream", "Owner", "Baseline", "Forecast", "Actual", "Reason"]


@pytest.fixture
def programme():
    return a_programme()


@pytest.fixture
def manager(programme):
    return someone(MANAGER, programme)


class TestMilestones:
    def test_are_added_with_their_dates_as_exact_as_given(self, programme, manager):
        strand = a_workstream(programme, ref="WS3", name="Fostering")
        owner = a_person(name="Lena Lead", email="lena@example.test")
        grant(owner, LEAD, strand)

        result = brought(
            "milestones",
            as_xlsx(
                ["Destination 22: milestones"],
                [],
                HEAD,
                [
                    "M1",
                    "Panel approves",
                    "WS3",
                    "lena@example.test",
                    date(2026, 11, 20),
                    "December 2026",
                    "",
                    "",
                ],
                ["", "First home opens", "Fostering", "Lena Lead", "Q2 2027/28", "TBC", "", ""],
            ),
            programme,
            manager,
            file="plan.xlsx",
        )

        panel, home = Milestone.objects.order_by("ref")
        assert counts(result) == (2, 0, 0, 0)
        assert (panel.ref, panel.workstream, panel.owner) == ("M1", strand, owner)
        assert (panel.baseline_date, panel.baseline_precision) == (date(2026, 11, 20), "day")
        assert (panel.forecast_date, panel.forecast_precision) == (date(2026, 12, 1), "month")
        assert (home.ref, home.workstream, home.owner) == ("M2", strand, owner)
        assert (home.forecast_date, home.forecast_precision) == (date(2027, 7, 1), "quarter")

    def test_move_with_the_reason_of_their_row_or_of_the_import(self, programme, manager):
        strand = a_workstream(programme)
        one, two = a_milestone(strand, ref="M1"), a_milestone(strand, ref="M2")

        brought(
            "milestones",
            as_csv(
                HEAD,
                ["m1", one.name, "", "", "", "April 2027", "", "The builder is late"],
                ["M2", two.name, "", "", "", "May 2027", "", ""],
            ),
            programme,
            manager,
            file="plan.csv",
        )

        reasons = [m.reports.order_by("-recorded_at").first().reason for m in (one, two)]
        assert reasons == ["The builder is late", "imported from plan.csv"]
        one.refresh_from_db()
        assert (one.forecast_date, one.baseline_date) == (date(2027, 4, 1), date(2027, 3, 31))

    def test_twice_from_the_same_file_change_nothing(self, programme, manager):
        content = as_csv(HEAD, ["M1", "Panel approves", "", "", "20/11/2026", "Dec 2026", "", ""])
        brought("milestones", content, programme, manager)
        version = Milestone.objects.get().version

        again = brought("milestones", content, programme, manager, at=AT + timedelta(hours=1))

        assert counts(again) == (0, 0, 1, 0)
        assert again.import_id is None
        assert Milestone.objects.get().version == version
        assert SheetImport.objects.count() == 1

    def test_keep_what_a_blank_or_tbc_says_nothing_of(self, programme, manager):
        held = a_milestone(
            a_workstream(programme), ref="M1", forecast_date=date(2027, 5, 1), forecast_precision="month"
        )

        result = brought(
            "milestones", as_csv(HEAD, ["M1", held.name, "", "", "", "TBC", "", ""]), programme, manager
        )

        assert counts(result) == (0, 0, 1, 0)

    def test_are_refused_by_row_and_then_none_is_written(self, programme, manager):
        content = as_csv(
            HEAD,
            ["M1", "Panel approves", "", "", "20/11/2026", "", "", ""],
            ["M2", "", "WS99", "nobody@example.test", "mid 2026", "", "", ""],
            ["M1", "Panel again", "", "", "2026", "", "", ""],
            ["M4", "Done too soon", "", "", "2026", "", "31/12/2026", ""],
        )

        result = brought("milestones", content, programme, manager)

        assert [(p["row"], p["column"], p["problem"]) for p in result.document["rejected"]] == [
            (3, "B", "this cell is blank"),
            (3, "C", "there is no such workstream"),
            (3, "D", "there is no such person"),
            (3, "E", "'mid' is not a month"),
            (4, "A", "row 2 is this milestone too"),
            (5, "G", "M4 cannot have happened after today; move its forecast instead"),
        ]
        assert not Milestone.objects.exists()
        assert not SheetImport.objects.exists()

    def test_can_be_written_in_part(self, programme, manager):
        content = as_csv(
            HEAD, ["M1", "Panel", "", "", "2026", "", "", ""], ["M2", "", "", "", "2026", "", "", ""]
        )

        result = brought("milestones", content, programme, manager, partial=True)

        assert counts(result) == (1, 0, 0, 1)
        assert Milestone.objects.get().ref == "M1"

    def test_are_only_looked_at_in_a_dry_run(self, programme, manager):
        content = as_csv(HEAD, ["M1", "Panel", "", "", "2026", "", "", ""])

        result = brought("milestones", content, programme, manager, dry_run=True)

        assert counts(result) == (1, 0, 0, 0)
        assert result.document["dry_run"]
        assert not result.document["written"]
        assert not Milestone.objects.exists()

    def test_are_written_in_the_right_of_whoever_imports(self, programme):
        strand = a_workstream(programme)
        held = a_milestone(strand, ref="M1")
        lead = someone(LEAD, strand)

        forecast = brought(
            "milestones", as_csv(HEAD, ["M1", held.name, "", "", "", "May 2027", "", ""]), programme, lead
        )
        baseline = brought(
            "milestones", as_csv(HEAD, ["M1", held.name, "", "", "May 2027", "", "", ""]), programme, lead
        )

        assert counts(forecast) == (0, 1, 0, 0)
        assert counts(baseline) == (0, 0, 0, 1)
        assert baseline.document["rejected"][0]["problem"].startswith("You may not change milestone M1")

    def test_leave_a_record_of_what_they_did(self, programme, manager):
        held = a_milestone(a_workstream(programme), ref="M1")

        result = brought(
            "milestones",
            as_csv(
                HEAD,
                ["M1", held.name, "", "", "", "May 2027", "", ""],
                ["M2", "New", "", "", "2027", "", "", ""],
            ),
            programme,
            manager,
        )

        run = SheetImport.objects.get(pk=result.import_id)
        rows = ImportedRow.objects.filter(sheet_import=run).order_by("row")
        assert (run.kind, run.state, run.asked_by_id) == ("milestones", "written", manager.person_id)
        assert bytes(run.file.content).startswith(b"Ref,Milestone")
        assert [(row.row, row.action, row.thing_kind) for row in rows] == [
            (2, "updated", "milestone"),
            (3, "created", "milestone"),
        ]
        assert rows[0].before == {
            "name": held.name,
            "forecast_date": "2027-03-31",
            "forecast_precision": "day",
        }
        assert rows[0].after["forecast_date"] == "2027-05-01"


class TestABaselineMovedByATable:
    HEAD = ("Ref", "Milestone", "Baseline", "Reason", "Decision")

    def brought(self, programme, by, *cells):
        return brought("milestones", as_csv(self.HEAD, ("M1", "Home opens", *cells)), programme, by)

    @pytest.fixture
    def milestone(self, programme):
        stone = a_milestone(
            a_workstream(programme), ref="M1", name="Home opens", baseline_date=date(2026, 11, 20)
        )
        on_record(programme, "CAB 7", "Cabinet", date(2026, 4, 20))
        return stone

    def test_takes_a_decision_on_the_record(self, programme, manager, milestone):
        for named in ("", "CAB 99"):
            result = self.brought(programme, manager, "31/03/2027", "The builder is late", named)
            assert counts(result) == (0, 0, 0, 1)

        assert "No decision CAB 99 is on the record" in result.document["rejected"][0]["problem"]
        milestone.refresh_from_db()
        assert milestone.baseline_date == date(2026, 11, 20)

    def test_is_moved_by_the_one_its_row_names_which_notes_it(self, programme, manager, milestone):
        result = self.brought(programme, manager, "31/03/2027", "The builder is late", "CAB 7")

        milestone.refresh_from_db()
        assert counts(result) == (0, 1, 0, 0)
        assert (milestone.baseline_date, milestone.original_baseline_date) == (
            date(2027, 3, 31),
            date(2026, 11, 20),
        )
        effect = DecisionEffect.objects.get()
        assert (effect.kind, effect.subject_id) == ("milestone_baseline", milestone.pk)


class TestWorkstreams:
    HEAD = ("Ref", "Workstream", "Lead", "Scope", "RAG")

    def test_are_added_revised_and_left_alone(self, programme, manager):
        a_workstream(programme, ref="WS1", name="Fostering", summary="As it was")
        a_workstream(programme, ref="WS2", name="Adoption")

        result = brought(
            "workstreams",
            as_csv(
                self.HEAD,
                ["WS1", "Fostering", "", "More homes", "green"],
                ["WS2", "Adoption", "", "", "red"],
                ["WS3", "Residential", "", "Four homes", ""],
            ),
            programme,
            manager,
        )

        assert counts(result) == (1, 1, 1, 0)
        assert dict(Workstream.objects.values_list("ref", "summary")) == {
            "WS1": "More homes",
            "WS2": "",
            "WS3": "Four homes",
        }
        assert "column E, 'RAG': not read" in result.document["readings"]

    def test_take_the_right_to_plan(self, programme):
        result = brought(
            "workstreams",
            as_csv(self.HEAD, ["WS3", "Residential", "", "", ""]),
            programme,
            someone(FINANCE, programme),
        )

        assert counts(result) == (0, 0, 0, 1)
        assert not Workstream.objects.exists()

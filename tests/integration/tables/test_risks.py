"""Risk registers as councils print them, through the changes of the register."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from governance import changes as governing
from governance import queries
from governance.exchange.tables import import_table
from governance.models import Risk
from programme import queries as ground
from programme.models import Person
from programme.rules.access import MANAGER, PMO
from savings.exchange.tables import TableOptions
from tests.factories.ground import LOADING, LONG_AGO, a_person, a_programme, a_workstream, grant, someone
from tests.integration.tables.files import AT, as_csv, as_xlsx, counts
from tests.integration.tables.test_undoing import undone

pytestmark = pytest.mark.django_db

HEADINGS = [
    "Ref", "Risk", "Cause", "Effect", "Likelihood", "Impact", "Score", "Owner", "Mitigation", "Review date",
]  # fmt: skip
MARKET = [
    "R1", "Prices rise", "Few providers", "Overspend", "4", "5", "20", "ann@council.test", "Buy earlier", "30/11/2026",
]  # fmt: skip
STAFF = ["R2", "Staff leave", "Pay", "Vacancies", "Possible", "2 - Minor", "6", "", "", ""]


@pytest.fixture
def programme():
    return a_programme(code="fostering", name="Fostering")


@pytest.fixture
def manager(programme):
    grant(a_person(email="ann@council.test", name="Ann"), MANAGER, programme)
    return someone(MANAGER, programme)


def brought(content, programme, by, *, file="register.csv", **more):
    row = ground.programmes(reader=by, ids=[programme.id])[programme.id]
    return import_table(
        kind="risks", content=content, file_name=file, programme=row, options=TableOptions(), by=by, at=AT, **more
    )  # fmt: skip


def told(result):
    return [(p.row, p.column, p.value, p.problem) for p in result.rejected]


def by_ref(by):
    return {row.ref: row for row in queries.risks(reader=by).values()}


class TestRegister:
    @pytest.mark.parametrize(("form", "file"), [(as_csv, "register.csv"), (as_xlsx, "register.xlsx")])
    def test_is_written_as_printed(self, programme, manager, form, file):
        result = brought(form(HEADINGS, MARKET, STAFF), programme, manager, file=file)

        assert counts(result) == (2, 0, 0, 0)
        market, staff = by_ref(manager)["R1"], by_ref(manager)["R2"]
        assert (market.title, market.cause, market.effect) == ("Prices rise", "Few providers", "Overspend")
        assert (market.score_words, market.band, market.owner) == ("4 × 5 = 20", "extreme", "Ann")
        assert (market.mitigation, market.review_on.isoformat()) == ("Buy earlier", "2026-11-30")
        assert (staff.score_words, staff.band, staff.owner) == ("3 × 2 = 6", "moderate", "")

    def test_the_same_again_changes_nothing(self, programme, manager):
        brought(as_csv(HEADINGS, MARKET, STAFF), programme, manager)

        result = brought(as_csv(HEADINGS, MARKET, STAFF), programme, manager)

        assert counts(result) == (0, 0, 2, 0)
        assert result.import_id is None

    def test_a_dry_run_writes_nothing(self, programme, manager):
        result = brought(as_csv(HEADINGS, MARKET), programme, manager, dry_run=True)

        assert counts(result) == (1, 0, 0, 0)
        assert not Risk.objects.exists()

    def test_a_new_score_is_a_review_with_its_reason(self, programme, manager):
        brought(as_csv(HEADINGS, MARKET), programme, manager)
        row = ["R1", "Prices rise", "2", "5", "10", "Second provider found"]

        result = brought(as_csv(["Ref", "Risk", "L", "I", "L x I", "Comment"], row), programme, manager)

        assert counts(result) == (0, 1, 0, 0)
        found = by_ref(manager)["R1"]
        assert (found.band, found.reason, found.mitigation) == (
            "high",
            "Second provider found",
            "Buy earlier",
        )
        assert len(queries.risk_reviews([found.id], reader=manager)[found.id]) == 2

    def test_scores_after_controls_are_those_of_the_risk(self, programme, manager):
        headings = ["Ref", "Risk", "Likelihood", "Impact", "Score", "Residual likelihood", "Residual impact",
                    "Residual score"]  # fmt: skip

        result = brought(as_csv(headings, ["R1", "Prices", 5, 5, 25, 3, 4, 12]), programme, manager)

        assert counts(result) == (1, 0, 0, 0)
        assert by_ref(manager)["R1"].score_words == "3 × 4 = 12"

    def test_a_hidden_word_or_ref_is_not_needed(self, programme, manager):
        brought(as_csv(["Risk", "Likelihood", "Impact"], ["Prices", "", ""]), programme, manager)

        result = brought(as_csv(["Risk", "Likelihood", "Impact"], ["Prices", "5", "1"]), programme, manager)

        assert counts(result) == (0, 1, 0, 0)
        assert by_ref(manager)["R1"].score_words == "5 × 1 = 5"

    def test_closed_ones_are_closed_with_a_reason_and_opened_again(self, programme, manager):
        headings = ["Ref", "Risk", "Status", "Comments"]
        brought(as_csv(headings, ["R1", "Prices", "Issue", "They rose"]), programme, manager)
        assert (by_ref(manager)["R1"].state, by_ref(manager)["R1"].reason) == ("happened", "They rose")

        brought(as_csv(headings, ["R1", "Prices", "Live", "Again"]), programme, manager)

        assert by_ref(manager)["R1"].state == "open"

    def test_a_band_other_than_the_scores_takes_its_reason(self, programme, manager):
        headings = ["Ref", "Risk", "Likelihood", "Impact", "Rating", "Reason for rating"]
        refused = brought(as_csv(headings, ["R1", "Prices", 2, 2, "High", ""]), programme, manager)

        written = brought(as_csv(headings, ["R1", "Prices", 2, 2, "High", "One child"]), programme, manager)

        assert told(refused) == [(2, "E", "High", "high is printed, and the score lies in moderate")]
        assert counts(written) == (1, 0, 0, 0)
        assert by_ref(manager)["R1"].band_words == "high, set by hand"

    def test_is_read_with_the_programmes_own_matrix(self, programme, manager):
        office = someone(PMO, programme.organisation)
        matrix = governing.add_preset(
            organisation_id=programme.organisation_id, preset="four", by=office, at=LONG_AGO
        )
        governing.use_matrix(programme_id=programme.id, matrix_id=matrix.id, by=office, at=LONG_AGO)

        brought(as_csv(["Ref", "Risk", "Likelihood", "Impact"], ["R1", "Prices", "Very likely", "3"]), programme,
                manager)  # fmt: skip

        assert by_ref(manager)["R1"].band == "very high"


class TestProblems:
    @pytest.mark.parametrize(
        ("heading", "row", "problem"),
        [
            ("Score", ["R1", "Prices", 4, 5, 12], (2, "E", "12", "4 × 5 is 20, and 12 is printed")),
            ("Score", ["R1", "Prices", "", "", 12], (2, "E", "12", "a score without likelihood and impact")),
            ("Score", ["R1", "Prices", 6, 5, 30], (2, "C", "6", "6 is no step of it")),
            ("Score", ["R1", "Prices", 4, "", ""], (2, "D", "", "scored on one of the two, and impact is blank")),
            ("Score", ["R1", "Prices", "4 Rare", 5, 20], (2, "C", "4 Rare", "4 is Likely, and the cell says rare")),
            ("Rating", ["R1", "Prices", 4, 5, "Dire"], (2, "E", "Dire", "'Dire' is no band of NHS 5 by 5")),
            ("Owner", ["R1", "Prices", 4, 5, "nobody@x.test"], (2, "E", "nobody@x.test", "there is no such person")),
            ("Status", ["R1", "Prices", 4, 5, "odd"], (2, "E", "odd", "this is no state of a risk")),
            ("Response", ["R1", "Prices", 4, 5, "pray"], (2, "E", "pray", "this is no response to a risk")),
        ],
    )  # fmt: skip
    def test_name_row_column_and_value(self, programme, manager, heading, row, problem):
        result = brought(as_csv(["Ref", "Risk", "Likelihood", "Impact", heading], row), programme, manager)

        assert told(result) == [problem]
        assert not Risk.objects.exists()

    def test_two_rows_of_one_risk_are_refused(self, programme, manager):
        result = brought(as_csv(HEADINGS, MARKET, MARKET), programme, manager)

        assert told(result) == [(3, "A", "R1", "row 2 is this risk too")]

    def test_what_a_person_may_not_see_is_not_told(self, programme, manager):
        strand = a_workstream(programme)
        governing.add_risk(
            programme_id=programme.id,
            values={
                "ref": "R1", "title": "Hidden", "workstream_id": strand.id, "marking": "exempt",
                "exempt_paragraph": 3,
            },
            by=LOADING,
            at=LONG_AGO,
        )  # fmt: skip

        result = brought(as_csv(HEADINGS, MARKET), programme, manager)

        assert len(result.rejected) == 1
        assert "Hidden" not in json.dumps(result.document)


class TestUndoing:
    def test_takes_back_what_was_new_and_what_moved(self, programme):
        office = grant(a_person(email="ann@council.test", name="Ann"), PMO, programme.organisation)
        brought(as_csv(HEADINGS, MARKET), programme, office)
        moved = brought(
            as_csv(
                ["Ref", "Risk", "Likelihood", "Impact"], ["R1", "Prices fall", 1, 1], ["R9", "New", "", ""]
            ),
            programme,
            office,
        )

        undone(moved, office)

        found = by_ref(office)
        assert list(found) == ["R1"]
        assert (found["R1"].title, found["R1"].score_words) == ("Prices rise", "4 × 5 = 20")


class TestCommand:
    def test_brings_a_register(self, programme, manager, tmp_path):
        path = tmp_path / "register.csv"
        path.write_bytes(as_csv(HEADINGS, MARKET))
        out = StringIO()

        call_command(
            "import_table", "risks", str(path), "--programme", "fostering", "--as",
            Person.objects.get(pk=manager.person_id).email, "--json", stdout=out,
        )  # fmt: skip

        said = json.loads(out.getvalue())
        assert (said["kind"], said["created"], said["written"]) == ("risks", 1, True)
        assert said["columns"][6]["words"] == "column G, 'Score': score, checked against likelihood × impact"

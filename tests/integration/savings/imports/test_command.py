"""The command in all its exits: what it promises to those who script against it."""

import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from programme.models import Grant, Organisation, Programme
from programme.queries import actor_for_person
from programme.rules import access
from savings.models import PlannedAmount, Saving, SheetImport
from savings.queries import savings
from tests.factories.governance import on_record
from tests.factories.ground import a_person, a_programme, a_workstream, grant, someone
from tests.integration.admin.desk import Desk
from tests.integration.savings.imports.office import HEAD, ROWS, a_sheet, command, kept, plan_of, undone

pytestmark = pytest.mark.django_db
PROMISED = {
    "rows_read", "created", "updated", "unchanged", "rejected", "totals", "casts", "overlaps", "readings",
}  # fmt: skip


@pytest.fixture
def programme():
    return a_programme(code="children")


@pytest.fixture
def finance(programme):
    return someone("finance", programme)


def asked(path, finance, *more):
    return command(path, "--programme", "children", "--as", finance.email, *more)


class TestDryRun:
    def test_gives_everything_and_writes_nothing(self, tmp_path, finance):
        rows = [*ROWS, ("Total", "", "1,150", "2,240", "2,280")]

        status, found = asked(kept(tmp_path, a_sheet(rows)), finance, "--dry-run")

        assert status == 0
        assert found.keys() >= PROMISED
        assert (found["rows_read"], found["created"], found["updated"], found["unchanged"]) == (3, 3, 0, 0)
        assert found["totals"] == {"2026/27": "1150000.00", "2027/28": "2240000.00", "2028/29": "2280000.00"}
        assert [c["status"] for c in found["casts"]] == ["casts"] * 3
        assert found["casts"][0].keys() >= {
            "label",
            "period",
            "printed",
            "sum",
            "difference",
            "unit",
            "status",
        }
        assert any("column C, '2026/27'" in words for words in found["readings"])
        assert not Saving.objects.exists()
        assert not SheetImport.objects.exists()

    def test_needs_nobody_by_name(self, tmp_path, programme):
        status, found = command(kept(tmp_path, a_sheet()), "--programme", "children", "--dry-run")

        assert status == 0
        assert found["created"] == 3

    def test_totals_are_those_of_the_columns_before_any_conversion(self, tmp_path, finance):
        path = kept(tmp_path, a_sheet([("26S1", "Fees", "100", "50", "25")], said="Savings in £000"))

        _, found = asked(path, finance, "--dry-run", "--form", "increments", "--sign", "positive")

        assert found["totals"] == {"2026/27": "100000.00", "2027/28": "50000.00", "2028/29": "25000.00"}


class TestWriting:
    def test_writes_all_rows_as_printed(self, tmp_path, finance):
        status, found = asked(kept(tmp_path, a_sheet()), finance)

        assert status == 0
        assert (found["state"], found["created"]) == ("written", 3)
        assert plan_of("26S2") == {2026: 1_050_000, 2027: 2_000_000, 2028: 2_000_000}
        blank = PlannedAmount.objects.get(saving__ref="26S3", year=2026)
        assert (blank.amount, blank.printed) == (None, "-")

    def test_of_the_same_file_twice_changes_nothing(self, tmp_path, finance):
        path = kept(tmp_path, a_sheet())
        asked(path, finance)
        before = list(Saving.objects.order_by("ref").values_list("id", "version"))

        status, found = asked(path, finance)

        assert status == 0
        assert (found["created"], found["updated"], found["unchanged"]) == (0, 0, 3)
        assert list(Saving.objects.order_by("ref").values_list("id", "version")) == before

    def test_of_the_same_file_twice_says_that_there_is_nothing_to_change(self, tmp_path, finance):
        path = kept(tmp_path, a_sheet())
        first, second = io.StringIO(), io.StringIO()
        given = ["import_savings", path, "--programme", "children", "--as", finance.email]
        call_command(*given, stdout=first)

        call_command(*given, stdout=second)

        assert "Written as import" in first.getvalue()
        assert "Nothing to change: the ledger holds all of it already." in second.getvalue()
        assert "Written as import" not in second.getvalue()

    def test_increments_are_held_cumulative(self, tmp_path, finance):
        path = kept(
            tmp_path, a_sheet([("26S1", "Fees", "100", "50", "-150")], said="Savings in £000, positive")
        )

        status, _ = asked(path, finance, "--form", "increments", "--sign", "positive")

        assert status == 0
        assert plan_of("26S1") == {2026: 100_000, 2027: 150_000, 2028: 0}
        assert Saving.objects.get().form == "increments"
        assert not Saving.objects.get().form_is_our_reading

    def test_a_form_nobody_gives_is_cumulative_and_said_so(self, tmp_path, finance):
        path = kept(tmp_path, a_sheet(said="Savings in £000, positive"))

        _, found = asked(path, finance)

        assert any("cumulative" in words and "--form" in words for words in found["readings"])
        assert Saving.objects.filter(form_is_our_reading=True).count() == 3

    def test_lines_without_a_printed_ref_get_one_of_ours(self, tmp_path, finance):
        head = HEAD[1:]
        path = kept(tmp_path, a_sheet([row[1:] for row in ROWS], head=head))

        asked(path, finance)
        status, again = asked(path, finance)

        assert sorted(Saving.objects.values_list("ref", flat=True)) == ["L1", "L2", "L3"]
        assert not Saving.objects.filter(ref_is_printed=True).exists()
        assert (status, again["unchanged"]) == (0, 3)

    def test_a_line_the_file_lacks_is_left_alone_and_named(self, tmp_path, finance):
        asked(kept(tmp_path, a_sheet()), finance)

        _, found = asked(kept(tmp_path, a_sheet(ROWS[:2])), finance)

        assert found["absent"] == ["26S3 Home to school transport"]
        assert Saving.objects.filter(removed_at=None).count() == 3

    def test_near_identical_wording_is_a_question(self, tmp_path, finance):
        rows = [*ROWS, ("26S9", "Home to school transport", "1", "1", "1")]

        _, found = asked(kept(tmp_path, a_sheet(rows)), finance)

        [pair] = found["overlaps"]
        assert pair.keys() == {"first", "second", "why"}
        assert "same wording" in pair["why"]


class TestRefusals:
    def test_a_change_asks_who(self, tmp_path, programme):
        status, found = command(kept(tmp_path, a_sheet()), "--programme", "children")

        assert status == 1
        assert "--as" in found["error"]["next"]

    def test_where_two_readings_fit_nothing_is_written_and_the_option_is_named(self, tmp_path, finance):
        path = kept(tmp_path, a_sheet([("26S1", "Fees", "100", "50", "25")], said="Savings"))

        status, found = asked(path, finance)

        assert status == 1
        assert any("--unit" in words for words in found["readings"])
        assert "--unit" in found["error"]["next"]
        assert not Saving.objects.exists()

    def test_the_option_settles_it(self, tmp_path, finance):
        path = kept(tmp_path, a_sheet([("26S1", "Fees", "100", "50", "25")], said="Savings"))

        status, _ = asked(path, finance, "--unit", "gbp000", "--sign", "positive")

        assert status == 0
        assert plan_of("26S1") == {2026: 100_000, 2027: 50_000, 2028: 25_000}

    def test_one_bad_row_keeps_all_rows_out(self, tmp_path, finance):
        rows = [*ROWS, ("26S4", "Agency staff", "abc", "1", "1")]

        status, found = asked(kept(tmp_path, a_sheet(rows)), finance)

        assert status == 1
        [bad] = found["rejected"]
        assert (bad["row"], bad["column"], bad["value"]) == (7, "C", "abc")
        assert bad["problem"]
        assert bad["next"]
        assert found["error"]["message"]
        assert not Saving.objects.exists()

    def test_partial_writes_the_others(self, tmp_path, finance):
        rows = [*ROWS, ("26S4", "Agency staff", "abc", "1", "1")]

        status, found = asked(kept(tmp_path, a_sheet(rows)), finance, "--partial")

        assert status == 0
        assert (found["created"], len(found["rejected"])) == (3, 1)
        assert Saving.objects.count() == 3

    def test_one_ref_on_two_rows_names_both(self, tmp_path, finance):
        rows = [*ROWS, ("26s1", "Agency staff", "1", "1", "1")]

        status, found = asked(kept(tmp_path, a_sheet(rows)), finance)

        assert status == 1
        assert {bad["row"] for bad in found["rejected"]} <= {4, 7}
        assert all("26s1" in bad["value"].lower() for bad in found["rejected"])
        assert not Saving.objects.exists()

    @pytest.mark.parametrize(
        ("name", "content", "words"),
        [
            ("savings.csv", None, "no such file"),
            ("savings.xlsx", b"not a workbook", "cannot be read"),
            ("savings.csv", b"", "cannot be read"),
        ],
    )
    def test_a_file_that_cannot_be_read_is_one_sentence(self, tmp_path, finance, name, content, words):
        path = str(tmp_path / name) if content is None else kept(tmp_path, content, name)

        status, found = asked(path, finance)

        assert status == 1
        assert words in found["error"]["message"]

    def test_a_sheet_that_is_not_there_names_those_that_are(self, tmp_path, finance):
        status, found = asked(kept(tmp_path, a_sheet()), finance, "--sheet", "Other")

        assert status == 1
        assert "--sheet" in found["error"]["next"]

    def test_a_programme_that_is_not_there(self, tmp_path, finance):
        status, found = command(kept(tmp_path, a_sheet()), "--programme", "nowhere", "--as", finance.email)

        assert status == 1
        assert "nowhere" in found["error"]["message"]

    def test_somebody_who_may_not_plan_money_there(self, tmp_path, programme):
        lead = someone("lead", a_workstream(programme))

        status, found = asked(kept(tmp_path, a_sheet()), lead, "--dry-run")

        assert status == 1
        assert "grant" in found["error"]["message"]

    @pytest.mark.parametrize("wrong", [["--unit", "pence"], ["--form", "either"], ["--column", "D:name"]])
    def test_wrong_usage_is_no_refusal(self, tmp_path, finance, wrong):
        with pytest.raises(CommandError, match="argument"):
            call_command("import_savings", "x.csv", "--programme", "children", *wrong)

    def test_people_get_the_same_in_lines(self, tmp_path, finance):
        rows = [*ROWS, ("26S4", "Agency staff", "abc", "1", "1")]
        out = io.StringIO()

        with pytest.raises(CommandError, match="1 row cannot be written"):
            call_command(
                "import_savings", kept(tmp_path, a_sheet(rows)), "--programme", "children", "--as", finance.email,
                stdout=out,
            )  # fmt: skip

        assert "row 7, column C: “abc”" in out.getvalue()


class TestDecision:
    def test_withdraws_by_the_decision_named_and_refuses_without(self, tmp_path, finance, programme):
        on_record(programme, "Minute 41", "Cabinet", date(2026, 4, 1))
        path = kept(tmp_path, a_sheet([(*ROWS[0], "Withdrawn")], head=[*HEAD, "Outlook"]))
        named = ["--decision", "Minute 41", "--decision-maker", "Cabinet", "--effective", "2026-04-01"]

        refused, without = asked(path, finance)
        looked, _ = asked(path, finance, "--dry-run", *named)
        status, found = asked(path, finance, *named)

        assert (refused, looked, status, found["created"]) == (1, 0, 0, 1)
        assert without["rejected"][0]["problem"] == "withdrawing 26S1 Fostering recruitment takes a decision"

    def test_one_that_is_not_whole_is_refused_in_words(self, tmp_path, finance):
        status, found = asked(kept(tmp_path, a_sheet()), finance, "--dry-run", "--decision", "Minute 41")

        assert status == 1
        assert "From which day" in found["error"]["message"]


class TestCreate:
    def test_makes_the_programme_a_council_of_its_own_and_its_office(self, tmp_path, programme):
        office = someone("pmo", programme.organisation)

        status, found = command(
            kept(tmp_path, a_sheet()), "--programme", "new-one", "--create", "New One", "--as", office.email
        )

        assert (status, found["created"]) == (0, 3)
        made = Programme.objects.get(code="new-one")
        assert (made.name, made.organisation.name, made.first_year) == ("New One", "New One", 2026)
        grant = Grant.objects.get(person_id=office.person_id, organisation=made.organisation)
        assert grant.role == "pmo"

    def test_makes_it_in_a_council_where_one_is_the_office(self, tmp_path, programme):
        council = programme.organisation
        office = someone("pmo", council)

        status, _ = command(
            kept(tmp_path, a_sheet()), "--programme", "new-one", "--create", "New One",
            "--organisation", council.code, "--as", office.email,
        )  # fmt: skip

        assert status == 0
        assert Programme.objects.get(code="new-one").organisation == council
        assert Grant.objects.filter(person_id=office.person_id).count() == 1

    def test_gives_nobody_rights_in_a_council_where_they_have_none(self, tmp_path, programme):
        office = someone("pmo", programme.organisation)
        other = a_programme().organisation

        status, _ = command(
            kept(tmp_path, a_sheet()), "--programme", "new-one", "--create", "New One",
            "--organisation", other.code, "--as", office.email,
        )  # fmt: skip

        assert status == 1
        assert not Programme.objects.filter(code="new-one").exists()

    @pytest.mark.parametrize("has_a_grant", [True, False])
    def test_anybody_with_an_account_may_make_one_of_their_own(self, tmp_path, programme, has_a_grant):
        person = a_person()
        if has_a_grant:
            grant(person, "finance", programme)

        status, found = command(
            kept(tmp_path, a_sheet()), "--programme", "new-one", "--create", "New One", "--as", person.email
        )

        assert (status, found["created"]) == (0, 3)
        made = Programme.objects.get(code="new-one")
        assert made.organisation.name == "New One"
        own = Grant.objects.filter(person=person, role="pmo").get()
        assert (own.organisation, own.programme) == (made.organisation, None)
        office = actor_for_person(person.id, door="admin")
        assert len(savings(reader=office, programme_ids=[made.id])) == 3
        assert not office.may("set up", access.Placement(programme.organisation_id))

    def test_nobody_makes_one_without_an_account(self, tmp_path, db):
        status, found = command(kept(tmp_path, a_sheet()), "--programme", "new-one", "--create", "New One")

        assert status == 1
        assert "--as" in found["error"]["next"]
        assert not Programme.objects.filter(code="new-one").exists()

    def test_in_a_council_that_is_there_takes_the_right_there(self, tmp_path, programme, finance):
        status, found = command(
            kept(tmp_path, a_sheet()), "--programme", "new-one", "--create", "New One",
            "--organisation", programme.organisation.code, "--as", finance.email,
        )  # fmt: skip

        assert status == 1
        assert "programme office" in found["error"]["message"]
        assert not Programme.objects.filter(code="new-one").exists()

    def test_undone_leaves_the_programme_empty_to_be_imported_into(self, tmp_path, programme):
        person = a_person()
        given = ("--programme", "new-one", "--create", "New One", "--as", person.email)
        command(kept(tmp_path, a_sheet()), *given)
        made, row = Programme.objects.get(code="new-one"), SheetImport.objects.get()
        desk = Desk(actor_for_person(person.id, door="admin"))

        asked = desk.open(reverse("admin:savings_sheetimport_undo", args=[row.id]))
        undone(row, desk.actor, at=timezone.now())
        status, again = command(kept(tmp_path, a_sheet()), *given)

        assert "The programme it made, New One, stays" in asked
        assert "The programme it made stays" in desk.form(row)
        assert (status, again["created"]) == (0, 3)
        assert made.savings.filter(removed_at=None).count() == 3

    def test_leaves_nothing_behind_where_the_file_is_refused(self, tmp_path, programme):
        office = someone("pmo", programme.organisation)
        councils = Organisation.objects.count()
        rows = [*ROWS, ("26S4", "Fees", "abc", "1", "1")]

        status, _ = command(
            kept(tmp_path, a_sheet(rows)),
            "--programme",
            "new-one",
            "--create",
            "New One",
            "--as",
            office.email,
        )

        assert status == 1
        assert not Programme.objects.filter(code="new-one").exists()
        assert Organisation.objects.count() == councils

    def test_is_looked_at_before_it_is_made(self, tmp_path, programme):
        office = someone("pmo", programme.organisation)

        status, found = command(
            kept(tmp_path, a_sheet()), "--programme", "new-one", "--create", "New One", "--dry-run",
            "--as", office.email,
        )  # fmt: skip

        assert (status, found["created"]) == (0, 3)
        assert not Programme.objects.filter(code="new-one").exists()

    def test_where_the_code_is_there_goes_into_it(self, tmp_path, programme):
        office = someone("pmo", programme.organisation)

        status, _ = command(
            kept(tmp_path, a_sheet()), "--programme", "children", "--create", "Children", "--as", office.email
        )

        assert status == 0
        assert programme.savings.count() == 3

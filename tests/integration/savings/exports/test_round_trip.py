"""A sheet that goes out and comes back unedited changes nothing; an edited cell changes that cell alone."""

import csv
import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from programme.models import Person
from programme.rules.access import FINANCE, PMO
from savings import changes
from savings.exchange.importing import Scope, read_file
from savings.models import BudgetRound, CodingSplit, PlannedAmount
from savings.models.saving import KIND_WORDS
from savings.rules.preview import Does
from savings.rules.sheets.totalwords import total_words
from tests.factories.ground import LOADING, LONG_AGO, a_person, a_programme, a_workstream, grant, someone
from tests.factories.savings import a_saving
from tests.integration.savings.exports.payloads import PAYLOADS
from tests.integration.savings.exports.workbook import exported

pytestmark = pytest.mark.django_db

# Shrinking a ledger takes minutes; what fails is printed whole.
QUICK = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)

words = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)
texts = st.one_of(words, st.sampled_from(PAYLOADS), st.just(""))


def says_something(text):
    """Return whether a text can be a line's name: it holds a letter, and does not call the line a total."""
    return any(character.isalpha() for character in text) and not total_words(text).is_total


pounds = st.one_of(
    st.none(),
    st.just(Decimal(0)),
    st.integers(0, 10**7).map(lambda n: Decimal(n) * 1000),
    st.decimals(min_value=0, max_value=10**8, places=2),
)
lines = st.fixed_dictionaries(
    {
        "name": st.one_of(words, st.sampled_from(PAYLOADS)).filter(says_something),
        "heading": st.one_of(words, st.sampled_from(["", "=1+1", "@A1", "-5 posts deleted"])),
        "note": texts,
        "kind": st.sampled_from(list(KIND_WORDS)),
        "maturity": st.one_of(st.none(), st.integers(0, 5)),
        "start_date": st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2035, 1, 1))),
        "marking": st.sampled_from(["open", "internal", "exempt", "confidential"]),
        "plan": st.lists(pounds, min_size=0, max_size=4),
        "unit": st.sampled_from(["gbp", "gbp000", "gbpm"]),
        "decimals": st.integers(0, 3),
        "strand": st.one_of(st.none(), st.integers(0, 1)),
        "owned": st.booleans(),
        "round": st.booleans(),
        "codes": st.sampled_from([(), (1,), ("0.6", "0.4")]),
        "outlook": st.sampled_from(["", "on_track", "undeliverable", "deliverable_later"]),
    }
)


def a_ledger(drawn):
    """Make a programme of these lines, and who may plan all of it."""
    programme = a_programme()
    reader = someone(PMO, programme, cleared=True)
    strands = [
        a_workstream(programme, ref=f"W{n}", name=name) for n, name in enumerate(["Homes", "=Homes+1"])
    ]
    owner = a_person()
    grant(owner, FINANCE, programme)
    round_ = BudgetRound.objects.create(organisation=programme.organisation, code="24S", name="2024")
    for number, line in enumerate(drawn, start=1):
        if number == 1:
            line = {
                **line,
                "name": "Fewer agency placements",
            }  # a column of names holds one that reads as a name
        sign = -1 if line["kind"] == "adjustment" else 1
        saving = a_saving(
            programme,
            ref=f"R{number}",
            line_no=number,
            plan={2024 + n: None if a is None else a * sign for n, a in enumerate(line["plan"])},
            workstream_id=None if line["strand"] is None else strands[line["strand"]].id,
            owner_id=owner.id if line["owned"] else None,
            budget_round=round_ if line["round"] else None,
            exempt_paragraph=3 if line["marking"] == "exempt" else None,
            **{
                name: line[name]
                for name in ("name", "heading", "note", "kind", "maturity", "start_date", "marking")
            },
        )
        PlannedAmount.objects.filter(saving=saving).update(unit=line["unit"], decimals=line["decimals"])
        for n, share in enumerate(line["codes"]):
            CodingSplit.objects.create(
                saving=saving, cost_centre=f"E{n}", subjective="40", share=Decimal(share)
            )
        if line["outlook"]:
            changes.report_outlook(
                saving_id=saving.id,
                version=None,
                outlook=line["outlook"],
                reason="Said",
                by=LOADING,
                at=LONG_AGO,
            )
    return programme, reader


def back(content, name, programme, reader):
    return read_file(
        content,
        file_name=name,
        options={},
        scope=Scope(programme.id, programme.organisation_id),
        reader=reader,
        at=AT,
    )


def whole(content, name, programme, reader):
    """Bring a file back and return what it would do, nothing of it refused."""
    found = back(content, name, programme, reader)
    assert found.report["questions"] == []
    assert found.report["rejected"] == []
    assert found.report["conflicts"] == []
    return found


class TestUnedited:
    @pytest.mark.parametrize("ending", ["xlsx", "csv"])
    @given(drawn=st.lists(lines, min_size=1, max_size=6))
    @QUICK
    def test_changes_nothing(self, tmp_path_factory, ending, drawn):
        assume(
            any(drawn[0]["plan"]) and drawn[0]["kind"] != "adjustment"
        )  # one saving, of which something is known
        programme, reader = a_ledger(drawn)
        path = tmp_path_factory.mktemp("out") / f"out.{ending}"
        exported(programme, path, reader)

        found = whole(path.read_bytes(), path.name, programme, reader)

        assert found.state == "previewed"
        assert [(line.label, line.changes) for line in found.lines if line.does is not Does.UNCHANGED] == []
        assert len(found.lines) == len(drawn)
        assert found.report["merged_with_export"]
        assert [cast for cast in found.report["casts"] if cast["status"] != "casts"] == []


@pytest.fixture
def programme():
    programme = a_programme(code="fostering")
    for ref in ("A1", "A2", "A3"):
        a_saving(programme, ref=ref, name=f"Line {ref}", heading="=Homes", note="-5 posts")
    return programme


@pytest.fixture
def office(programme):
    return someone(PMO, programme)


def edited(programme, reader, tmp_path, edit):
    """Return an export as CSV after somebody has edited its rows, headings first."""
    exported(programme, tmp_path / "out.csv", reader)
    rows = list(csv.reader(io.StringIO((tmp_path / "out.csv").read_text(encoding="utf-8-sig"))))
    rows = edit(rows) or rows
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue().encode()


class TestEdited:
    def test_changes_the_cell_that_was_edited(self, programme, office, tmp_path):
        def edit(rows):
            rows[2][rows[0].index("Note")] = "Six posts"

        found = whole(edited(programme, office, tmp_path, edit), "out.csv", programme, office)

        changed = {line.label: line.changes for line in found.lines if line.does is Does.UPDATED}
        assert changed == {"A2 Line A2": {"note": ("-5 posts", "Six posts")}}

    def test_knows_its_lines_however_they_are_sorted_and_renamed(self, programme, office, tmp_path):
        def edit(rows):
            rows[1][0] = "B1"
            return [rows[0], *reversed(rows[1:4]), rows[4]]

        found = whole(edited(programme, office, tmp_path, edit), "out.csv", programme, office)

        assert [(line.does, dict(line.changes)) for line in found.lines] == [
            (Does.UNCHANGED, {}),
            (Does.UNCHANGED, {}),
            (Does.UPDATED, {"ref": ("A1", "B1")}),
        ]

    def test_keeps_what_somebody_else_changed_meanwhile_and_asks_where_both_did(
        self, programme, office, tmp_path
    ):
        def edit(rows):
            rows[1][rows[0].index("Note")] = "Six posts"
            for saving in programme.savings.filter(ref__in=["A1", "A2"]):
                changes.revise_saving(
                    saving_id=saving.id, version=None, values={"note": "Meanwhile"}, by=LOADING, at=AT
                )

        found = back(edited(programme, office, tmp_path, edit), "out.csv", programme, office)

        assert [line.does for line in found.lines] == [Does.CONFLICT, Does.UNCHANGED, Does.UNCHANGED]
        [conflict] = found.report["conflicts"]
        assert (conflict["saw"], conflict["now"], conflict["yours"]) == ("-5 posts", "Meanwhile", "Six posts")

    def test_takes_a_new_line_above_the_total(self, programme, office, tmp_path):
        def edit(rows):
            new = ["" for _ in rows[0]]
            new[0], new[3], new[rows[0].index("2026/27 plan (£, cumulative)")] = "A4", "A new one", "500"
            rows.insert(4, new)

        found = whole(edited(programme, office, tmp_path, edit), "out.csv", programme, office)

        assert [line.does for line in found.lines].count(Does.CREATED) == 1
        assert found.report["casts"][0]["status"] == "paper disagrees"


class TestTheCommands:
    def test_bring_an_unedited_sheet_back_without_a_trace(self, programme, office, tmp_path):
        email = Person.objects.get(pk=office.person_id).email
        path = tmp_path / "out.xlsx"
        call_command(
            "export_savings", "--programme", "fostering", "--out", path, "--as", email, stdout=io.StringIO()
        )
        versions = list(programme.savings.values_list("ref", "version"))

        out = io.StringIO()
        call_command("import_savings", path, "--programme", "fostering", "--as", email, "--json", stdout=out)

        said = json.loads(out.getvalue())
        assert (said["created"], said["updated"], said["unchanged"], said["rejected"]) == (0, 0, 3, [])
        assert list(programme.savings.values_list("ref", "version")) == versions

"""A sheet that went out, was edited by two people, and comes back: merged by line and cell against what was sent."""

import io
from decimal import Decimal

import pytest

from programme.queries import programmes
from savings import changes
from savings.exchange.exporting import export_savings
from savings.models import Saving
from tests.factories.ground import a_programme, someone
from tests.factories.savings import a_saving
from tests.integration.savings.imports.office import (
    LATER,
    NOW,
    a_sheet,
    answered,
    imported,
    plan_of,
    read,
    write,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return a_programme()


@pytest.fixture
def finance(programme):
    return someone("finance", programme)


@pytest.fixture
def saving(programme, finance):
    imported(programme, finance, a_sheet([("26S1", "Fostering", "100", "200", "200")]))
    return Saving.objects.get(ref="26S1")


def sent_out(programme, reader, folder, name="savings.csv"):
    """Export a programme and return the file's path."""
    path = folder / name
    row = programmes(reader=reader, ids=[programme.id])[programme.id]
    export_savings(programme=row, to=path, reader=reader, at=NOW)
    return path


def edited(path, **cells):
    """Return the exported CSV with texts replaced, as somebody types over them."""
    text = path.read_text(encoding="utf-8-sig")
    for old, new in cells.items():
        assert text.count(old) == 1, f"{old} stands {text.count(old)} times"
        text = text.replace(old, new)
    return text.encode()


class TestComingBack:
    @pytest.mark.parametrize("name", ["savings.csv", "savings.xlsx"])
    def test_unchanged_changes_nothing(self, programme, finance, saving, tmp_path, name):
        a_saving(programme, ref="L2", ref_is_printed=False, name="Buses", maturity=3, plan={2027: None})
        content = sent_out(programme, finance, tmp_path, name).read_bytes()

        row = imported(programme, finance, content, name=name)

        assert (row.report["created"], row.report["updated"], row.report["unchanged"]) == (0, 0, 2)
        assert row.report["merged_with_export"]
        assert Saving.objects.get(ref="26S1").version == 1

    @pytest.mark.parametrize("name", ["savings.csv", "savings.xlsx"])
    def test_in_pounds_or_of_adjustments_alone_it_asks_nothing(self, programme, finance, tmp_path, name):
        a_saving(programme, ref="26S8", kind="adjustment", plan={2026: Decimal(-5)})

        row = imported(
            programme, finance, sent_out(programme, finance, tmp_path, name).read_bytes(), name=name
        )

        assert (row.state, row.report["unchanged"]) == ("written", 1)

    def test_takes_what_one_changed_and_keeps_what_the_other_did(self, programme, finance, saving, tmp_path):
        content = edited(sent_out(programme, finance, tmp_path), Fostering="Foster care")
        changes.plan_saving(
            saving_id=saving.id,
            version=None,
            amounts={2026: Decimal(90_000)},
            by=finance,
            at=NOW,
            reason="late",
        )

        imported(programme, finance, content, at=LATER)

        saving.refresh_from_db()
        assert saving.name == "Foster care"
        assert plan_of("26S1")[2026] == 90_000

    def test_shows_a_cell_that_both_changed(self, programme, finance, saving, tmp_path):
        content = edited(sent_out(programme, finance, tmp_path), Fostering="Foster care")
        changes.revise_saving(
            saving_id=saving.id, version=None, values={"name": "Fostering and adoption"}, by=finance, at=NOW
        )

        row = read(programme, finance, content, at=LATER)

        assert row.state == "conflicts"
        [conflict] = row.report["conflicts"]
        assert (conflict["saw"], conflict["now"], conflict["yours"]) == (
            "Fostering",
            "Fostering and adoption",
            "Foster care",
        )

    @pytest.mark.parametrize(
        ("answer", "name"), [("now", "Fostering and adoption"), ("yours", "Foster care")]
    )
    def test_writes_what_was_chosen(self, programme, finance, saving, tmp_path, answer, name):
        content = edited(sent_out(programme, finance, tmp_path), Fostering="Foster care")
        changes.revise_saving(
            saving_id=saving.id, version=None, values={"name": "Fostering and adoption"}, by=finance, at=NOW
        )
        row = read(programme, finance, content, at=LATER)

        row = answered(row, finance, cells={str(saving.id): {"name": answer}})
        write(row, finance, at=LATER)

        saving.refresh_from_db()
        assert saving.name == name

    def test_two_copies_brought_back_one_after_the_other_both_count(
        self, programme, finance, saving, tmp_path
    ):
        path = sent_out(programme, finance, tmp_path)
        one, other = edited(path, Fostering="Foster care"), edited(path, **{"26S1": "26S1a"})

        imported(programme, finance, one, name="one.csv", at=LATER)
        imported(programme, finance, other, name="other.csv", at=LATER)

        saving.refresh_from_db()
        assert (saving.ref, saving.name) == ("26S1a", "Foster care")

    def test_a_line_removed_since_stays_removed(self, programme, finance, saving, tmp_path):
        content = sent_out(programme, finance, tmp_path).read_bytes()
        changes.remove_saving(saving_id=saving.id, version=None, by=finance, at=NOW, reason="twice")

        row = imported(programme, finance, content, at=LATER)

        assert row.report["created"] == 0
        assert not Saving.objects.filter(removed_at=None).exists()

    def test_a_row_put_in_is_a_new_line(self, programme, finance, saving, tmp_path):
        text = sent_out(programme, finance, tmp_path).read_text(encoding="utf-8-sig")
        lines = text.splitlines(keepends=True)
        place = next(n for n, line in enumerate(lines) if line.startswith("26S1"))
        new = lines[place].replace("26S1", "26S2").replace("Fostering", "Adoption")
        content = io.StringIO("".join([*lines[: place + 1], new, *lines[place + 1 :]])).getvalue().encode()

        row = imported(programme, finance, content, at=LATER)

        assert (row.report["created"], row.report["unchanged"]) == (1, 1)
        assert Saving.objects.get(ref="26S2").name == "Adoption"

from datetime import date

import pytest

from savings.rules.arriving import Directory, arrive, normalised, read_marking, read_maturity
from savings.rules.profile import ProfileForm
from savings.rules.sheets.reading import Problem, Role
from tests.unit.savings.imports.sheets import a_line, a_reading

TODAY = date(2025, 9, 1)
HERE = Directory(
    people={"ann@example.test": "ann@example.test", "ann lee": "ann@example.test", "jo smith": ""},
    workstreams={"ws1": "WS1", "early help": "WS1", "ws1 early help": "WS1"},
    rounds={"24s": "24S"},
)


def arrived(*lines, roles=(), **more):
    return arrive(a_reading(*lines, roles=roles, **more), HERE, on=TODAY)


class TestArrive:
    def test_holds_the_plan_in_pounds_and_the_cell_as_printed(self):
        [line] = arrived(a_line(amounts=("100", "200.5", None))).lines

        assert {k: line.cells[k] for k in ("2024/25", "2025/26", "2026/27")} == {
            "2024/25": "100000.00",
            "2025/26": "200500.00",
            "2026/27": None,
        }
        assert line.printed["2025/26"].text == "200.5"
        assert line.printed["2025/26"].unit == "gbp000"

    def test_increments_become_cumulative_and_stay_printed_as_they_were(self):
        [line] = arrived(a_line(amounts=("100", "50", "-150")), form=ProfileForm.INCREMENTS).lines

        assert [line.cells[y] for y in ("2024/25", "2025/26", "2026/27")] == [
            "100000.00",
            "150000.00",
            "0.00",
        ]
        assert line.printed["2026/27"].text == "-150"

    def test_a_blank_increment_leaves_the_rest_not_known(self):
        [line] = arrived(a_line(amounts=("100", None, "50")), form=ProfileForm.INCREMENTS).lines

        assert [line.cells[y] for y in ("2024/25", "2025/26", "2026/27")] == ["100000.00", None, None]

    def test_a_fraction_of_a_penny_is_rounded_where_it_is_held(self):
        [line] = arrived(a_line(amounts=("33.333335", "1", "1"))).lines

        assert line.cells["2024/25"] == "33333.34"

    def test_a_row_without_a_name_says_where(self):
        [problem] = arrived(a_line(name="  ")).problems

        assert (problem.row, problem.column) == (5, "B")
        assert "no name" in problem.problem

    def test_a_ref_too_long_to_hold_is_a_problem_of_its_row_alone(self):
        found = arrived(a_line(ref="x" * 21), a_line(6, ref="24S2"))

        assert [line.ref for line in found.lines] == ["24S2"]
        assert "21 characters" in found.problems[0].problem

    def test_an_amount_too_large_to_hold_asks_for_the_unit(self):
        [problem] = arrived(a_line(amounts=("1000000000", "1", "1"))).problems

        assert problem.column == "C"
        assert problem.next_step == "check the unit"

    def test_rows_the_reading_rejects_are_left_out(self):
        bad = Problem("Savings", 6, "C", "abc", "is no amount", "write a figure")

        found = arrived(a_line(), a_line(6, ref="24S2"), problems=(bad,))

        assert [line.ref for line in found.lines] == ["24S1"]
        assert found.problems == ()

    def test_people_and_places_are_found_by_what_the_sheet_calls_them(self):
        roles = (
            Role.OWNER,
            Role.WORKSTREAM,
            Role.BUDGET_ROUND,
            Role.START,
            Role.COST_CENTRE,
            Role.SUBJECTIVE,
        )
        values = dict(
            zip(roles, ("Ann  Lee", "early help", "24s", date(2025, 4, 1), "E100", "4000"), strict=True)
        )

        [line] = arrived(a_line(values=values), roles=roles).lines

        assert line.cells["owner_email"] == "ann@example.test"
        assert line.cells["workstream"] == "WS1"
        assert line.cells["budget_round"] == "24S"
        assert line.cells["start"] == "2025-04-01"
        assert line.cells["cost_centre"] == "E100/4000"

    def test_what_is_not_known_here_is_left_out_and_said_once_for_all_rows(self):
        rows = [a_line(5 + n, ref=f"24S{n}", values={Role.OWNER: "Jo Smith"}) for n in range(3)]

        found = arrived(*rows, roles=(Role.OWNER,))

        assert all("owner_email" not in line.cells for line in found.lines)
        [remark] = found.remarks
        assert "Jo Smith" in remark
        assert "rows 5, 6, 7" in remark

    def test_a_marking_is_never_guessed(self):
        [problem] = arrived(a_line(values={Role.MARKING: "secret"}), roles=(Role.MARKING,)).problems

        assert problem.column == "F"
        assert "no marking" in problem.problem

    def test_a_blank_under_a_column_stays_a_blank_and_a_column_that_is_not_there_says_nothing(self):
        [line] = arrived(a_line(), roles=(Role.NOTE, Role.MARKING)).lines

        assert line.cells["note"] is None
        assert "marking" not in line.cells
        assert "owner_email" not in line.cells

    def test_a_long_heading_is_cut_and_said(self):
        found = arrived(a_line(heading="h" * 130))

        assert len(found.lines[0].cells["heading"]) == 120
        assert "cut" in found.remarks[0]

    def test_what_is_due_by_now_is_what_a_delivered_line_claims(self):
        [line] = arrived(a_line(values={Role.STATUS: "Delivered"}), roles=(Role.STATUS,)).lines

        assert line.is_called_delivered
        assert line.claim == ("2025/26", "200000.00")

    def test_nothing_is_due_of_a_line_that_starts_later(self):
        [line] = arrived(a_line(amounts=(None, "0", "50"))).lines

        assert line.claim is None

    def test_an_adjustment_corrects_the_one_line_it_names(self):
        lines = [
            a_line(),
            a_line(6, "24S2", "Fees"),
            a_line(7, "", "Double count of 24S1", ("-5", "-5", "-5"), is_adjustment=True),
            a_line(8, "", "Double count of 24S1 and 24S2", ("-5", "-5", "-5"), is_adjustment=True),
        ]

        found = arrived(*lines).lines

        assert found[2].cells["corrects"] == "24S1"
        assert "corrects" not in found[3].cells


class TestReadMaturity:
    @pytest.mark.parametrize(
        ("text", "level"),
        [("3", "3"), ("3 Approved plan", "3"), ("Business case", "2"), ("5 - Realised", "5"), ("50%", None),
         ("Gold", None), ("2.5", None)],
    )  # fmt: skip
    def test_takes_number_or_words(self, text, level):
        assert read_maturity(text) == level


class TestReadMarking:
    @pytest.mark.parametrize(
        ("text", "marking"),
        [("Open", "open"), ("Exempt, paragraph 3", "exempt 3"), ("EXEMPT 3", "exempt 3"), ("Exempt", None),
         ("open 3", None), ("Confidential", "confidential"), ("not open", None), ("exempt 9", None)],
    )  # fmt: skip
    def test_takes_a_marking_with_its_paragraph(self, text, marking):
        assert read_marking(text) == marking


class TestNormalised:
    def test_an_export_and_the_ledger_say_the_same(self):
        assert normalised("workstream", "WS1 Early help", HERE) == "WS1"
        assert (
            normalised("outlook", "Undeliverable this year, deliverable later", HERE) == "deliverable_later"
        )
        assert normalised("maturity", "5 Realised and validated", HERE) == "5"

from collections import Counter
from decimal import Decimal

import pytest

from deploy.examples.folder import DATA
from deploy.examples.source import EXAMPLES, read_example
from programme.rules.calendar import DatePrecision


class TestEveryExample:
    @pytest.mark.parametrize("name", EXAMPLES)
    def test_reads_every_data_file(self, name):
        files = {path.stem for path in (DATA / name).glob("*.csv")}

        assert read_example(name).files == files

    def test_has_a_folder_and_each_folder_an_example(self):
        assert {path.name for path in DATA.iterdir() if path.is_dir()} == set(EXAMPLES)

    @pytest.mark.parametrize("name", EXAMPLES)
    def test_files_no_two_things_under_one_ref(self, name):
        example = read_example(name)
        kinds = (example.workstreams, example.milestones, example.boards, example.tables, example.indicators)
        names = [
            [getattr(row, "ref", None) or getattr(row, "code", None) or row.name for row in rows]
            for rows in kinds
        ]

        assert all(len(found) == len(set(found)) for found in names)

    @pytest.mark.parametrize("name", EXAMPLES)
    def test_points_only_at_workstreams_it_has(self, name):
        example = read_example(name)
        refs = {workstream.ref for workstream in example.workstreams} | {None}

        assert {
            row.workstream_ref for row in (*example.savings, *example.milestones, *example.indicators)
        } <= refs

    @pytest.mark.parametrize("name", EXAMPLES)
    def test_keeps_what_does_not_fit_a_milestone_out_of_its_date(self, name):
        for milestone in read_example(name).milestones:
            assert (milestone.due.value is None) == (milestone.due.precision is DatePrecision.NONE)
            assert milestone.as_published

    @pytest.mark.parametrize("name", EXAMPLES)
    def test_heads_every_column_in_words(self, name):
        headings = [column.heading for table in read_example(name).tables for column in table.columns]

        assert not [
            heading
            for heading in headings
            if "_" in heading or "gbp" in heading or heading != heading.strip()
        ]


class TestSouthampton:
    def test_has_twenty_eight_lines_in_four_groups_with_twenty_two_blank_cells(self):
        savings = read_example("southampton").savings

        blanks = [cell for line in savings for cell in line.amounts.values() if cell.value is None]
        assert len(savings) == 28
        assert len({line.heading for line in savings}) == 4
        assert len(blanks) == 22
        assert {tuple(line.amounts) for line in savings} == {("2024/25", "2025/26", "2026/27", "2027/28")}

    def test_loads_no_candidate_for_a_blank_cell(self):
        (table,) = [table for table in read_example("southampton").tables if table.code == "blank_cells"]

        assert [column.name for column in table.columns] == [
            "table",
            "line_no",
            "ref",
            "label",
            "period",
            "as_extracted",
        ]
        assert len(table.rows) == 28

    def test_ties_deferred_pressures_to_the_refs_they_print(self):
        deferred = {
            line.line_no: line.deferred_from_ref
            for line in read_example("southampton").pressures
            if line.deferred_from_ref
        }

        assert deferred == {13: "22S1", 14: "22S5"}

    def test_names_each_target_apart(self):
        amounts = {
            (target.name, target.year): target.amount.value for target in read_example("southampton").targets
        }

        assert amounts["Total of the savings table", "2024/25"] == 4916
        assert amounts["Savings already committed", ""] == 7
        assert amounts["Savings target named by the review", ""] == 15

    def test_keeps_targets_that_differ_by_paper_side_by_side(self):
        (agency,) = [row for row in read_example("southampton").indicators if row.name == "Agency staff"]

        targets = {reading.value.value for reading in agency.readings if reading.is_target}
        assert targets == {Decimal(12), Decimal(16)}

    def test_takes_no_support_team_for_a_board(self):
        assert [row.name for row in read_example("southampton").boards if not row.is_board] == [
            "Projects and change team",
            "Senior leadership caseload oversight",
        ]


class TestHampshire:
    def test_has_nineteen_workstreams_each_with_its_line(self):
        example = read_example("hampshire")

        numbers = [str(number) for number in (*range(1, 15), *range(17, 22))]
        assert [workstream.ref for workstream in example.workstreams] == numbers
        assert [line.workstream_ref for line in example.savings] == numbers

    def test_marks_what_is_no_saving_of_a_service(self):
        kinds = Counter(line.kind for line in read_example("hampshire").savings)

        assert kinds == {"cash_releasing": 13, "income": 3, "funding": 2, "reallocation": 1}

    def test_keeps_a_target_in_the_unit_it_is_printed_in(self):
        cells = {line.line_no: line.amounts["2023/24"] for line in read_example("hampshire").savings}

        assert (cells[11].text, cells[11].value, cells[11].unit) == ("£2.7m", Decimal("2.7"), "£m")
        assert (cells[3].text, cells[3].value, cells[3].unit) == ("£75k", Decimal(75), "£000")

    def test_dates_a_milestone_no_finer_than_the_paper(self):
        due = {row.ref: str(row.due) for row in read_example("hampshire").milestones}

        assert due["1"] == "18 Jul 2021"
        assert due["2"] == "October 2021"
        assert due["6"] == "Autumn 2021"
        assert due["8"] == "2022"
        assert due["10"] == "no date printed"


class TestSomerset:
    def test_makes_three_themes_workstreams_and_twelve_activities_milestones(self):
        example = read_example("somerset")

        assert [workstream.name for workstream in example.workstreams] == [
            "Sufficiency",
            "Efficiency",
            "Managing Risk",
        ]
        assert Counter(row.kind for row in example.milestones) == {
            "complete": 7,
            None: 3,
            "start": 1,
            "launch": 1,
        }

    def test_holds_the_monitoring_of_month_five(self):
        rows = read_example("somerset").monitoring
        lines = {(row.group, row.name): row for row in rows if row.fund == "general"}

        placements = lines["Children's Social Care", "External Placements"]
        assert len(lines) == 17
        assert (placements.year, placements.period) == ("2023/24", "M5")
        assert (placements.variance.value, placements.a_f_printed) == (Decimal("10.1"), "A")
        assert placements.direction_printed == "down"

    def test_turns_the_sign_of_the_schools_grant_and_keeps_what_is_printed(self):
        blocks = {row.name: row for row in read_example("somerset").monitoring if row.fund == "dsg"}

        printed = {name: (row.variance.value, row.variance_printed) for name, row in blocks.items()}
        assert printed == {
            "Schools": (Decimal("0.3"), "(0.3)"),
            "Central Schools": (Decimal("0.0"), "-"),
            "Early Years": (Decimal("0.0"), "-"),
            "High Needs": (Decimal("15.3"), "(15.3)"),
        }

    def test_itemises_causes_as_far_as_the_paper_does(self):
        itemised = {
            row.name: sum((cause.amount.value or Decimal(0) for cause in row.causes), Decimal(0))
            for row in read_example("somerset").monitoring
            if row.causes
        }

        assert itemised == {
            "External Placements": Decimal("8.4"),
            "SEND Transport": Decimal(0),
            "High Needs": Decimal("13.0"),
            "Schools": Decimal("0.3"),
        }

    def test_reads_a_head_and_a_cost_for_each_month(self):
        sen, mainstream, *placements = read_example("somerset").cost_drivers

        assert [len(driver.readings) for driver in (sen, mainstream)] == [6, 6]
        assert sen.readings[-1].period == "Mar-23"
        assert [driver.readings[0].volume.value for driver in placements] == [Decimal(2190), None]
        assert [driver.readings[0].unit_cost.value for driver in placements] == [None, Decimal(21)]

from datetime import date

from savings.rules.arriving import Directory, arrive
from savings.rules.merging import Conflict, HeldLine
from savings.rules.preview import (
    Answers,
    Does,
    PreviewLine,
    Sent,
    again,
    most_closed,
    preview,
)
from savings.rules.sheets.reading import Role
from tests.unit.savings.imports.sheets import a_line, a_reading

TODAY = date(2025, 9, 1)
PLAN = {"2024/25": "100000.00", "2025/26": "200000.00", "2026/27": "200000.00"}


def arrival(*lines, roles=()):
    return arrive(a_reading(*lines, roles=roles), Directory(), on=TODAY)


def held(key="a", ref="24S1", name="Fostering", *, frozen="", marking="open", printed=True, **cells):
    given = {"ref": ref, "name": name, "kind": "cash_releasing", "line_no": "1", **PLAN, **cells}
    return HeldLine(key, given, printed, 4, frozen, marking)


def only(found):
    [line] = found.lines
    return line


class TestPreview:
    def test_of_a_new_line_has_every_cell(self):
        line = only(preview(arrival(a_line()), []))

        assert line.does is Does.CREATED
        assert line.changes["2024/25"] == (None, "100000.00")
        assert line.changes["kind"] == (None, "cash_releasing")
        assert line.changes["line_no"] == (None, "1")

    def test_of_what_is_there_already_changes_nothing(self):
        line = only(preview(arrival(a_line()), [held()]))

        assert line.does is Does.UNCHANGED
        assert not line.changes

    def test_says_field_by_field_before_and_after(self):
        line = only(preview(arrival(a_line(name="Foster care", amounts=("100", "250", "200"))), [held()]))

        assert line.does is Does.UPDATED
        assert line.changes == {
            "name": ("Fostering", "Foster care"),
            "2025/26": ("200000.00", "250000.00"),
        }

    def test_gives_a_line_without_a_printed_ref_one_of_our_own(self):
        found = preview(arrival(a_line(5, ""), a_line(6, "L2", "Buses"), a_line(7, "", "Roads")), [])

        assert [line.changes["ref"][1] for line in found.lines] == ["L1", "L2", "L3"]
        assert [line.ref_is_printed for line in found.lines] == [False, True, False]

    def test_our_own_refs_go_round_those_that_are_taken(self):
        found = preview(arrival(a_line(5, "")), [], taken=["L1", "l2"])

        assert only(found).changes["ref"] == (None, "L3")

    def test_a_ref_of_a_line_nobody_may_see_here_is_taken(self):
        line = only(preview(arrival(a_line()), [], taken=["24S1"]))

        assert line.does is Does.REJECTED
        assert "taken" in line.fault.problem

    def test_lines_that_are_not_in_the_file_are_left_alone_and_named(self):
        found = preview(arrival(a_line()), [held(), held("b", "24S2", "Fees")])

        assert found.absent == ("b",)

    def test_a_frozen_plan_takes_a_decision_that_no_file_carries(self):
        line = only(preview(arrival(a_line(amounts=("100", "250", "200"))), [held(frozen="3 Mar 2025")]))

        assert line.does is Does.REJECTED
        assert line.fault.column == "D"
        assert line.fault.value == "250"
        assert "3 Mar 2025" in line.fault.problem
        assert "£200,000.00" in line.fault.next_step

    def test_a_frozen_line_may_still_change_its_name(self):
        line = only(preview(arrival(a_line(name="Foster care")), [held(frozen="3 Mar 2025")]))

        assert line.changes == {"name": ("Fostering", "Foster care")}

    def test_a_saving_below_nil_is_rejected_by_cell(self):
        line = only(preview(arrival(a_line(amounts=("100", "-5", "0"))), []))

        assert (line.fault.column, line.fault.value) == ("D", "-5")

    def test_an_adjustment_below_nil_is_what_it_is(self):
        line = only(preview(arrival(a_line(amounts=("-1", "-5", "0"), is_adjustment=True)), []))

        assert line.does is Does.CREATED
        assert line.changes["kind"] == (None, "adjustment")

    def test_a_place_where_one_may_not_plan_money_is_refused(self):
        roles = (Role.MARKING,)
        lines = arrival(a_line(values={Role.MARKING: "Exempt 3"}), roles=roles)

        line = only(preview(lines, [], may=lambda workstream, marking: marking == "open"))

        assert line.does is Does.REJECTED
        assert line.marking == "exempt"


class TestDelivered:
    def test_arrives_as_on_track_and_claimed(self):
        lines = arrival(a_line(values={Role.OUTLOOK: "Delivered"}), roles=(Role.OUTLOOK,))

        line = only(preview(lines, []))

        assert line.changes["outlook"] == (None, "on_track")
        assert line.changes["claimed 2025/26"] == (None, "200000.00")

    def test_arrives_once(self):
        lines = arrival(a_line(values={Role.OUTLOOK: "Delivered"}), roles=(Role.OUTLOOK,))
        now = held(outlook="on_track", **{"claimed 2025/26": "200000.00"})

        assert only(preview(lines, [now])).does is Does.UNCHANGED

    def test_already_so_in_the_ledger_stays_so(self):
        lines = arrival(a_line(values={Role.OUTLOOK: "Delivered"}), roles=(Role.OUTLOOK,))

        assert only(preview(lines, [held(outlook="delivered")])).does is Does.UNCHANGED

    def test_realised_arrives_as_actions_done_and_claimed(self):
        lines = arrival(a_line(values={Role.MATURITY: "5 Realised"}), roles=(Role.MATURITY,))

        line = only(preview(lines, [held(maturity="3")]))

        assert line.changes["maturity"] == ("3", "4")
        assert "claimed 2025/26" in line.changes

    def test_a_status_claims_and_never_lowers_a_claim(self):
        lines = arrival(a_line(values={Role.STATUS: "Achieved."}), roles=(Role.STATUS,))

        line = only(preview(lines, [held(**{"claimed 2025/26": "250000.00"})]))

        assert line.does is Does.UNCHANGED

    def test_an_outlook_no_file_can_give_is_left_out_and_said(self):
        lines = arrival(a_line(values={Role.OUTLOOK: "At risk"}), roles=(Role.OUTLOOK,))

        line = only(preview(lines, [held()]))

        assert line.does is Does.UNCHANGED
        assert "mitigation" in line.notes[0]


class TestAgainstAnExport:
    def test_two_people_who_changed_different_cells_both_have_their_way(self):
        lines = arrival(a_line(amounts=("100", "250", "200")))
        sent = Sent({"a": held().cells}, {5: "a"})

        line = only(preview(lines, [held(name="Foster care")], sent=sent))

        assert line.changes == {"2025/26": ("200000.00", "250000.00")}
        assert line.kept == ("name",)

    def test_one_cell_changed_by_both_is_a_conflict_until_it_is_answered(self):
        lines = arrival(a_line(amounts=("100", "250", "200")))
        sent = Sent({"a": held().cells}, {5: "a"})
        now = held(**{"2025/26": "210000.00"})

        line = only(preview(lines, [now], sent=sent))
        mine = only(preview(lines, [now], sent=sent, answers=Answers(cells={"a": {"2025/26": "yours"}})))
        theirs = only(preview(lines, [now], sent=sent, answers=Answers(cells={"a": {"2025/26": "now"}})))

        assert line.does is Does.CONFLICT
        assert line.conflicts == {"2025/26": Conflict("200000.00", "210000.00", "250000.00")}
        assert mine.changes == {"2025/26": ("210000.00", "250000.00")}
        assert theirs.does is Does.UNCHANGED

    def test_an_answered_conflict_brings_no_more_than_a_file_may(self):
        lines = arrival(a_line(values={Role.MATURITY: "5"}), roles=(Role.MATURITY,))
        sent = Sent({"a": held(maturity="2").cells}, {5: "a"})
        mine = Answers(cells={"a": {"maturity": "yours"}})

        line = only(preview(lines, [held(maturity="3")], sent=sent, answers=mine))

        assert line.changes["maturity"] == ("3", "4")
        assert line.changes["claimed 2025/26"] == (None, "200000.00")

    def test_keeping_a_cell_of_the_ledger_is_an_answer_without_an_export_too(self):
        lines = arrival(a_line(name="Foster care", amounts=("100", "250", "200")))

        line = only(preview(lines, [held()], answers=Answers(cells={"a": {"2025/26": "now"}})))

        assert line.changes == {"name": ("Fostering", "Foster care")}

    def test_a_line_removed_since_stays_removed(self):
        sent = Sent({"a": held().cells}, {5: "a"})

        line = only(preview(arrival(a_line()), [], sent=sent))

        assert line.does is Does.UNCHANGED
        assert "stays removed" in line.notes[0]

    def test_a_line_removed_since_and_edited_is_not_added_again(self):
        sent = Sent({"a": held().cells}, {5: "a"})

        line = only(preview(arrival(a_line(name="Foster care")), [], sent=sent))

        assert line.does is Does.REJECTED

    def test_without_marks_a_row_goes_by_the_ref_it_was_sent_with(self):
        lines = arrival(a_line(amounts=("100", "250", "200")))
        sent = Sent({"a": held().cells})

        line = only(preview(lines, [held(**{"2025/26": "210000.00"})], sent=sent))

        assert line.does is Does.CONFLICT

    def test_lines_that_were_not_sent_out_are_not_missed(self):
        sent = Sent({"a": held().cells}, {5: "a"})

        assert preview(arrival(a_line()), [held(), held("b", "24S2", "Fees")], sent=sent).absent == ()


class TestAgain:
    def test_writes_what_was_previewed_where_nothing_moved(self):
        line = only(preview(arrival(a_line(name="Foster care")), [held()]))

        assert again(line, held()).changes == line.changes

    def test_a_cell_changed_since_is_a_conflict_and_not_overwritten(self):
        line = only(preview(arrival(a_line(name="Foster care")), [held()]))

        after = again(line, held(name="Fostering and adoption"))

        assert after.does is Does.CONFLICT
        assert after.conflicts == {"name": Conflict("Fostering", "Fostering and adoption", "Foster care")}

    def test_another_cell_changed_since_is_none_of_its_business(self):
        line = only(preview(arrival(a_line(name="Foster care")), [held()]))

        assert again(line, held(note="new")).does is Does.UPDATED

    def test_the_same_change_made_since_is_done_already(self):
        line = only(preview(arrival(a_line(name="Foster care")), [held()]))

        assert again(line, held(name="Foster care")).does is Does.UNCHANGED

    def test_a_plan_frozen_since_is_refused(self):
        line = only(preview(arrival(a_line(amounts=("1", "2", "3"))), [held()]))

        assert again(line, held(frozen="today")).does is Does.REJECTED

    def test_a_line_removed_since_is_refused(self):
        line = only(preview(arrival(a_line(name="Foster care")), [held()]))

        assert again(line, None).does is Does.REJECTED


class TestPreviewLine:
    def test_comes_back_from_json_as_it_was(self):
        found = preview(
            arrival(a_line(5, ""), a_line(6, "24S1", amounts=("1", "2", None)), a_line(7, "24S2", "")),
            [held()],
            sent=Sent({"a": {**held().cells, "2024/25": "7.00"}}, {6: "a"}),
        )

        assert all(PreviewLine.from_json(line.to_json()) == line for line in found.lines)


class TestMostClosed:
    def test_is_confidential_before_exempt_before_internal(self):
        assert most_closed(["open", "exempt", "internal"]) == "exempt"
        assert most_closed([]) == "open"

"""Checks of boards over real rows: always true, and only over what their reader may see."""

from datetime import date

import pytest

from governance import changes, queries
from governance.models import Board, Paper
from governance.queries.board_checks import board_findings
from governance.queries.hierarchy import hierarchy_chart
from governance.rules.hierarchy import listed, said
from programme.rules import access
from tests.factories.governance import a_board, a_decision, a_decision_maker, a_seat, overseen
from tests.factories.ground import LOADING, LONG_AGO, a_council, a_person, a_programme, a_workstream, someone

pytestmark = pytest.mark.django_db


@pytest.fixture
def workstream():
    return a_workstream(a_programme(a_council()), ref="W1", name="Fostering")


@pytest.fixture
def office(workstream):
    return someone(access.PMO, workstream.programme.organisation)


@pytest.fixture
def board(workstream):
    board = a_board(workstream.programme, name="Programme board")
    a_seat(board, role="chair")
    return board


def codes(reader, **asked):
    return sorted((one.code, one.where) for one in board_findings(reader=reader, **asked))


class TestFindings:
    def test_are_gone_once_put_right(self, workstream, office, board):
        assert codes(office) == [
            ("no_board", "W1 Fostering"), ("no_decision_maker", "W1 Fostering"),
            ("nobody_reports", "Programme board"),
        ]  # fmt: skip
        overseen(workstream, board, a_decision_maker(workstream.programme.organisation, kind="executive"))

        assert codes(office) == []

    def test_a_circle_that_got_in_is_found(self, office, workstream, board):
        other = a_board(workstream.programme, name="Other", parent_id=board.id)
        Board.objects.filter(pk=board.pk).update(parent=other)

        found = [one for one in board_findings(reader=office) if one.code == "circle"]
        assert [one.what for one in found] == ["Other reports to Programme board reports to Other"]

    def test_a_member_without_an_account_within_their_term(self, office, board):
        gone = a_person(name="Gone", is_active=False)
        a_seat(board, gone)
        over = a_person(name="Over", is_active=False)
        a_seat(board, over, term_from=date(2020, 1, 1), term_to=date(2021, 1, 1))

        found = [one.what for one in board_findings(reader=office) if one.code == "no_account"]
        assert found == ["Gone has no account, and can open no paper, page or pack"]

    def test_scrutiny_printed_as_decision_maker(self, office, workstream, board):
        a_board(workstream.programme, name="Scrutiny panel", kind="scrutiny")
        Paper.objects.create(
            programme=workstream.programme,
            ref="P1",
            subject="Budget",
            decision_maker_as_printed="Scrutiny Panel",
        )

        found = [one.what for one in board_findings(reader=office) if one.code == "shown_as_deciding"]
        assert len(found) == 1
        assert found[0].startswith("paper P1 is printed with it as decision-maker")

    def test_a_post_that_is_asked_without_holder_or_limit(self, office, workstream, board):
        maker = a_decision_maker(workstream.programme.organisation, name="Director")
        a_decision(workstream.programme, maker, ref="D1", kind="spend")

        assert ("no_holder", "Director") in codes(office)
        assert ("no_limit", "Director") in codes(office)
        changes.set_limit(decision_maker_id=maker.id, kind="spend", limit=10, by=LOADING, at=LONG_AGO)
        assert ("no_limit", "Director") not in codes(office)

    def test_a_workstream_for_which_somebody_else_is_asked_to_decide(self, office, workstream, board):
        council = workstream.programme.organisation
        director = a_decision_maker(council, name="Director")
        cabinet = a_decision_maker(council, name="Cabinet", kind="executive")
        another = a_decision_maker(council, name="Head of service")
        overseen(workstream, board, director)
        for ref, maker in (("D1", director), ("D2", cabinet), ("D3", another)):
            a_decision(
                workstream.programme,
                maker,
                ref=ref,
                kind="policy",
                workstream_id=workstream.id,
                screened=False,
            )

        found = [one.words for one in board_findings(reader=office) if one.code == "two_decision_makers"]

        assert found == [
            "W1 Fostering: Director and Head of service both decide for it (no owner). Leave it one under Oversight, "
            + "and ask D3 of whoever decides for it."
        ]

    def test_of_one_board_are_about_it_and_what_it_oversees(self, office, workstream, board):
        overseen(workstream, board)
        a_workstream(workstream.programme)

        assert codes(office, board_id=board.id) == [("no_decision_maker", "W1 Fostering")]

    def test_of_one_council_or_programme_alone(self, office, workstream, board):
        other = a_programme(workstream.programme.organisation)
        a_workstream(other, ref="X1", name="Elsewhere")

        assert {where for _, where in codes(office, programme_ids=[other.id])} == {"X1 Elsewhere"}
        assert codes(office, organisation_ids=[a_council().id]) == []


class TestSight:
    def test_nothing_hidden_is_named_and_nothing_false_is_said(self, workstream, board):
        hidden = a_workstream(
            workstream.programme, ref="W9", name="Secret", marking="exempt", exempt_paragraph=3
        )
        overseen(hidden, board)
        office = someone(access.PMO, workstream.programme.organisation)

        found = board_findings(reader=office)
        assert "Secret" not in repr(found)
        assert "nobody_reports" not in {one.code for one in found}

    def test_the_public_is_told_of_no_person(self, workstream, board):
        a_seat(board, a_person(name="Nadia", is_active=False))

        found = board_findings(reader=access.public())
        assert "Nadia" not in repr(found)
        assert {one.code for one in found} <= {"no_board", "no_decision_maker", "nobody_reports"}

    def test_asks_no_more_for_more(self, workstream, office, django_assert_max_num_queries):
        for n in range(6):
            board = a_board(workstream.programme, name=f"Board {n}")
            a_seat(board)
            maker = a_decision_maker(workstream.programme.organisation)
            overseen(a_workstream(workstream.programme), board, maker)
            a_decision(workstream.programme, maker)

        with django_assert_max_num_queries(22):
            board_findings(reader=office)


class TestHierarchy:
    def test_joins_boards_to_parents_and_decision_makers_to_boards(self, workstream, office, board):
        cabinet = a_board(workstream.programme.organisation, name="Cabinet", kind="executive")
        changes.revise_board(
            board_id=board.id, version=None, values={"parent_id": cabinet.id}, by=LOADING, at=LONG_AGO
        )
        maker = a_decision_maker(workstream.programme.organisation, name="Director")
        overseen(workstream, board, maker)
        a_decision_maker(workstream.programme.organisation, name="Idle")

        chart = hierarchy_chart(reader=office, organisation_id=workstream.programme.organisation_id)

        (top,) = listed(chart)
        assert top.words == "Cabinet (executive)"
        assert top.below[0].below[0].words == "Director (post under delegation): decides for W1 under it"
        assert len(said(listed(chart))[1]) == 2

    def test_leaves_out_what_its_reader_may_not_see(self, workstream, board):
        a_board(workstream.programme, name="Secret", marking="exempt", exempt_paragraph=3, parent_id=board.id)
        reader = someone(access.STAFF, workstream.programme)

        chart = hierarchy_chart(reader=reader, organisation_id=workstream.programme.organisation_id)

        assert [part.name for part in chart.parts] == ["Programme board"]
        assert queries.boards(reader=reader).keys() == {board.id}

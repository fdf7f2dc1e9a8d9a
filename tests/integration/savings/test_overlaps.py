"""Two lines that may count the same money, across programmes, with the answers people gave."""

from datetime import UTC, datetime

import pytest

from programme.changes import Backdated, Invalid
from programme.rules import access
from savings import changes
from savings.changes.overlaps import answer_overlap
from savings.models import CodingSplit
from savings.queries import overlaps
from tests.factories.ground import LOADING, a_council, a_programme, someone
from tests.factories.savings import a_saving

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def questions(reader, **narrowed):
    return [(q.first.label, q.second.label, q.why) for q in overlaps(reader=reader, **narrowed)]


class TestOverlaps:
    def test_are_asked_across_the_programmes_of_a_council(self):
        council = a_council()
        here, there, elsewhere = a_programme(council), a_programme(council), a_programme()
        for programme in (here, there, elsewhere):
            a_saving(programme, name="Music Service income increase", ref="24S210")

        found = overlaps(reader=someone(access.FINANCE, council), programme_ids=[here.id])

        assert [(q.first.programme_id, q.second.programme_id) for q in found] == [(here.id, there.id)]
        assert found[0].why == ("the same wording",)
        assert found[0].is_open

    def test_never_set_a_published_line_beside_its_illustrative_copy(self):
        council = a_council()
        a_saving(a_programme(council), name="Music Service income increase")
        a_saving(a_programme(council, illustrative=True), name="Music Service income increase")

        assert overlaps(reader=LOADING) == []

    def test_see_the_same_cost_centre_in_a_year_with_money_in_both(self):
        programme = a_programme()
        for name in ("Cleaning", "Catering"):
            CodingSplit.objects.create(saving=a_saving(programme, name=name), cost_centre="K100")

        (question,) = overlaps(reader=LOADING)

        assert question.why == ("cost centre K100 in 2026/27, 2027/28, 2028/29",)

    def test_say_nothing_of_a_line_the_reader_may_not_see(self):
        programme = a_programme()
        a_saving(programme, name="Exit payments", marking="exempt", exempt_paragraph=1)
        a_saving(programme, name="Exit payments")

        assert len(overlaps(reader=someone(access.FINANCE, programme, cleared=True))) == 1
        assert overlaps(reader=someone(access.FINANCE, programme)) == []

    def test_leave_out_an_adjustment(self):
        programme = a_programme()
        line = a_saving(programme, name="Fleet review")
        a_saving(programme, name="Fleet review", kind="adjustment", corrects_id=line.id, plan={2026: -1})

        assert overlaps(reader=LOADING) == []


class TestAnswers:
    @pytest.fixture
    def pair(self):
        programme = a_programme()
        return programme, a_saving(programme, name="Fleet review"), a_saving(programme, name="Fleet review")

    def test_are_kept_and_the_newest_stands_whatever_the_order(self, pair):
        programme, one, other = pair
        finance = someone(access.FINANCE, programme)
        answer_overlap(
            first_id=one.id, second_id=other.id, verdict="double", note="Same vans", by=finance, at=AT
        )
        answer_overlap(
            first_id=other.id, second_id=one.id, verdict="different", note="Vans, and cars", by=finance, at=AT
        )

        (question,) = overlaps(reader=finance)

        assert (question.words, question.note, question.answered_by) == (
            "Different money", "Vans, and cars", finance.name,
        )  # fmt: skip
        assert not question.is_open

    @pytest.mark.parametrize(
        ("given", "said"),
        [({"verdict": "maybe"}, "verdict: Choose one of"), ({"note": " "}, "note: Say how you know")],
    )
    def test_say_what_is_missing(self, pair, given, said):
        programme, one, other = pair
        values = {"verdict": "double", "note": "Same vans", **given}

        with pytest.raises(Invalid, match=said):
            answer_overlap(
                first_id=one.id, second_id=other.id, by=someone(access.FINANCE, programme), at=AT, **values
            )

    def test_take_the_right_to_plan_money_at_both_lines(self, pair):
        programme, one, other = pair

        with pytest.raises(access.Refused):
            answer_overlap(
                first_id=one.id, second_id=other.id, verdict="double", note="Same",
                by=someone(access.LEAD, programme), at=AT,
            )  # fmt: skip

    def test_are_never_dated_back(self, pair):
        programme, one, other = pair
        finance = someone(access.FINANCE, programme)
        said = {"first_id": one.id, "second_id": other.id, "verdict": "double", "note": "Same", "by": finance}
        answer_overlap(**said, at=AT)

        with pytest.raises(Backdated):
            answer_overlap(**said, at=datetime(2026, 11, 19, tzinfo=UTC))

    def test_no_question_is_asked_of_a_line_that_was_removed(self, pair):
        _, one, _ = pair
        changes.remove_saving(saving_id=one.id, version=one.version, by=LOADING, at=AT, reason="Twice")

        assert questions(LOADING) == []

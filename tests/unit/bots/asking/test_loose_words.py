"""Words that say one thing beside one word and another beside the next: gap, off, top, extra, in place, both."""

from dataclasses import replace
from datetime import date

import pytest

from bots.rules.asking.query import Against, Filter, Query, Shape, Time
from bots.rules.asking.reading import understand
from bots.rules.asking.restating import restated
from bots.rules.asking.things import Thing
from programme.rules.calendar import FinancialMonth, FinancialYear
from tests.unit.bots.asking import names
from tests.unit.bots.asking.names import (
    GROUPS,
    MUSIC_COSTS,
    MUSIC_INCOME,
    NORTHSHIRE,
    NORTHSHIRE_LINES,
    TODAY,
)

Y2025, Y2026 = FinancialYear(2025), FinancialYear(2026)
LINE = {ref: line for ref, (line, _) in NORTHSHIRE_LINES.items()}
ASC, PLACE = GROUPS["Adult Social Care"], GROUPS["Place & Growth"]
DIFFERENCE = Against(time=Time(years=(Y2025,)))
PLACEMENTS = names.within(NORTHSHIRE, "budget_line", "External Placements", "b1", is_printed=False)
KERB = names.within(NORTHSHIRE, "saving", "Kerbside parking permits", "PL20")


def asked(question: str, *more: Thing) -> Query | None:
    lexicon = names.lexicon(*names.UNSEEN, *more) if more else names.unseen()
    return understand(question, lexicon, today=TODAY).answerable


def plan(*subjects: Thing, year: FinancialYear = Y2026, **slots: object) -> Query:
    return Query(slots.pop("shape", Shape.FIGURE), "plan", subjects, time=Time(years=(year,)), **slots)


class TestAYearAgainstAnother:
    @pytest.mark.parametrize(
        "question",
        ["gap between 25/26 and 26/27 in ASC", "what's changed between 25/26 and 26/27 for ASC",
         "difference between 25/26 and 26/27, adult social care"],
    )  # fmt: skip
    def test_is_a_difference_of_the_plan(self, question):
        assert asked(question) == plan(ASC, shape=Shape.COMPARE, against=DIFFERENCE)

    @pytest.mark.parametrize(
        "question",
        [
            "how much extra in 26/27 compared with 25/26",
            "26/27 vs 25/26",
            "extra savings in 26/27 on top of 25/26",
        ],
    )
    def test_is_no_difference_of_two_increments(self, question):
        assert asked(question) == plan(NORTHSHIRE, shape=Shape.COMPARE, against=DIFFERENCE)

    def test_is_what_is_new_on_the_year_before(self):
        new = Query(Shape.FIGURE, "new", (NORTHSHIRE,), time=Time(years=(Y2026,)))

        assert asked("new savings in 26/27 on top of 25/26") == new
        assert asked("new savings in 26/27 compared with 25/26") == new
        assert asked("new savings in 27/28 on top of 25/26") is None

    @pytest.mark.parametrize("question", ["ASC this year compared to last", "asc this year vs last please"])
    def test_may_leave_its_word_out(self, question):
        assert asked(question) == plan(ASC, shape=Shape.COMPARE, against=DIFFERENCE)


class TestVerbsOfSaving:
    @pytest.mark.parametrize(
        "question",
        ["how much comes off adult social care in 26/27", "how much is ASC expected to deliver in 26/27",
         "what are we getting off ASC 26/27", "26/27: what is due to be saved in ASC"],
    )  # fmt: skip
    def test_ask_for_the_plan(self, question):
        assert asked(question) == plan(ASC)

    def test_of_what_is_likely_ask_for_the_forecast(self):
        assert asked("how much is ASC likely to bring in in 26/27") == Query(
            Shape.FIGURE, "forecast", (ASC,), time=Time(years=(Y2026,))
        )


class TestTop:
    def test_of_an_amount_is_more_than_it(self):
        over = (Filter("amount", ">500000"),)

        assert asked("which lines top £500k in 26/27") == plan(
            shape=Shape.LIST, programmes=(NORTHSHIRE,), filters=over, rows="lines"
        )
        assert asked("anything over half a million in 26/27") == asked("anything over £500k in 26/27")

    @pytest.mark.parametrize("question", ["what would top up the ASC total", "top up £500k", "top £500k"])
    def test_is_no_rank_without_rows(self, question):
        assert asked(question) is None

    def test_total_is_their_sum(self):
        assert asked("top 5 savings total 26/27") == plan(NORTHSHIRE, order="biggest", n=5, rows="lines")


class TestInPlace:
    def test_is_of_place_where_there_is_a_place(self):
        assert asked("how much is at risk in place") == Query(Shape.FIGURE, "at_risk", (PLACE,))
        assert asked("how many one-off savings in place") == Query(
            Shape.COUNT, "line", (PLACE,), filters=(Filter("shape", "one_off"),), rows="lines"
        )


class TestBetween:
    @pytest.mark.parametrize(
        "question",
        ["lines between ASC01 and PL02", "ASC01 to PL02 26/27", "ASC01-PL02 26/27", "ASC01 ASC02 26/27"],
    )
    def test_two_refs_is_no_reading_since_there_may_be_more(self, question):
        assert asked(question) is None

    @pytest.mark.parametrize(
        "question", ["ASC01 ASC02 PL01 26/27", "ASC01/ASC02/PL01 26/27", "ASC01, ASC02, PL01 26/27"]
    )
    def test_three_refs_in_a_row_stands_nothing(self, question):
        assert asked(question) == plan(LINE["ASC01"], LINE["ASC02"], LINE["PL01"])

    def test_two_headings_is_a_difference_where_it_says_so(self):
        assert asked("difference between ASC and Place 26/27") == plan(
            ASC, shape=Shape.COMPARE, against=Against(subjects=(PLACE,))
        )


class TestOpinions:
    @pytest.mark.parametrize(
        "question", ["is reablement worth it", "is ASC01 any good", "is ASC worth doing in 26/27"]
    )
    def test_are_not_given(self, question):
        assert asked(question) is None


class TestRatingsOfThePast:
    def test_are_as_they_stood_then(self):
        red = (Filter("rag", "red"),)
        then = Time(as_at=date(2026, 10, 31))

        assert asked("was digital red in october") == Query(
            Shape.YES_NO, "rag", (names.DIGITAL,), filters=red, time=then
        )
        assert asked("what was the rag for digital last month") == Query(
            Shape.FIGURE, "rag", (names.DIGITAL,), time=then
        )
        assert asked("was digital red") is None


class TestAYearToCome:
    @pytest.mark.parametrize(
        "question", ["what did we put down for ASC in 28/29", "how much did we say for ASC in 28/29"]
    )
    def test_has_nothing_delivered_in_it(self, question):
        assert asked(question) == plan(ASC, year=FinancialYear(2028))


class TestOneMetricOfTwo:
    def test_is_of_both_sides(self):
        assert asked("ASC vs Place forecast 26/27") == Query(
            Shape.COMPARE, "forecast", (ASC,), against=Against(subjects=(PLACE,)), time=Time(years=(Y2026,))
        )

    def test_two_of_one_are_a_difference(self):
        assert asked("gap between plan and forecast 26/27 in ASC") == plan(
            ASC, shape=Shape.COMPARE, against=Against(metric="forecast")
        )


class TestTwoLanguages:
    def test_each_half_of_a_name_is_the_name(self):
        both = names.within(NORTHSHIRE, "heading", "Archifau / Archives")

        assert asked("archives 26/27", both) == plan(both)
        assert asked("archifau 26/27", both) == plan(both)


class TestOneWordOfSeveralNames:
    def test_is_asked_back_and_not_answered_as_the_name_that_begins_with_it(self):
        assert asked("parking 26/27") == plan(LINE["PL01"])
        assert asked("parking 26/27", KERB) is None

    @pytest.mark.parametrize(
        "question", ["both parking lines together 26/27", "total of all parking lines 26/27"]
    )
    def test_is_all_of_them_where_it_says_so(self, question):
        query = asked(question, KERB)

        assert query is not None
        assert {line.ref for line in query.subjects} == {"PL01", "PL20"}

    def test_is_never_half_of_them(self):
        together = names.lexicon(*names.PUBLISHED)

        read = understand("both music service lines 24/25", together, today=TODAY).answerable

        assert read is not None
        assert set(read.subjects) == {MUSIC_INCOME, MUSIC_COSTS}


class TestPeriods:
    def test_before_the_newest_and_since_one(self):
        last = Query(Shape.FIGURE, "variance", (PLACEMENTS,), time=Time(last_period=True))
        month = FinancialMonth(Y2026, 4)
        since = Query(
            Shape.FIGURE, "movement", (PLACEMENTS,), time=Time(months=(month,), is_bare=True, is_from=True)
        )

        assert asked("external placements variance last period", PLACEMENTS) == last
        assert asked("external placements movement since month 4", PLACEMENTS) == since
        for query in (last, since):
            assert asked(restated(query), PLACEMENTS) == query

    def test_are_of_budgets_alone(self):
        assert asked("ASC savings last period") is None


class TestSend:
    def test_is_a_service_in_capitals(self):
        assert not understand("SEND transport", names.unseen(), today=TODAY).is_write
        assert understand("send ASC01 to the board", names.unseen(), today=TODAY).is_write


class TestVerbsInNames:
    def test_are_the_same_however_they_are_bent(self):
        house = names.within(NORTHSHIRE, "milestone", "Second house opens", "M9")

        assert asked("by how much did the second house opening slip", house) == Query(
            Shape.FIGURE, "slipped", (house,)
        )


class TestHowItGoes:
    @pytest.mark.parametrize(
        "question",
        ["are we ok with Digital", "are we all right on digital?", "is W1 ok", "are we on top of digital",
         "are we comfortable with Digital", "one line on digital please", "where are we up to with Digital"],
    )  # fmt: skip
    def test_is_the_status_and_never_the_money(self, question):
        assert asked(question) == Query(Shape.STATUS, "status", (names.DIGITAL,))

    @pytest.mark.parametrize("question", ["is ASC there", "is W1 it", "is ASC 26/27"])
    def test_is_not_asked_by_is_alone(self, question):
        assert asked(question) is None

    @pytest.mark.parametrize("opening", ["ok so", "right,", "well", "ok"])
    def test_is_not_asked_by_how_one_begins(self, opening):
        assert asked(f"{opening} ASC 26/27") == plan(ASC)


class TestWhatIsInIt:
    @pytest.mark.parametrize("question", ["what's in ASC", "what sits under ASC", "what does ASC include"])
    def test_is_its_lines(self, question):
        assert asked(question) == Query(Shape.LIST, "line", (ASC,), rows="lines")

    def test_of_a_year_is_its_money(self):
        assert asked("what's in ASC for 26/27") == plan(ASC)


class TestAPerson:
    @pytest.mark.parametrize(
        "question",
        ["Jane Smith 26/27", "all told what is Jane carrying in 26/27", "what's Jane worth in total 26/27"],
    )
    def test_with_a_year_is_the_money_of_their_lines(self, question):
        assert asked(question) == plan(names.JANE)

    @pytest.mark.parametrize("question", ["who do I ring about ASC01", "who should we email about ASC01"])
    def test_is_whom_to_ask(self, question):
        assert asked(question) == Query(Shape.WHO, "owner", (LINE["ASC01"],))


class TestWhatIsClaimed:
    def test_and_not_validated_is_a_list_where_lines_are_asked_for(self):
        rows = {
            "filters": (Filter("validated", "any", negated=True),),
            "rows": "lines",
            "programmes": (NORTHSHIRE,),
        }

        assert asked("which lines are claimed but not validated") == Query(Shape.LIST, "claimed", **rows)
        assert asked("how many lines are claimed but not yet validated") == Query(
            Shape.COUNT, "claimed", **rows
        )


class TestWords:
    @pytest.mark.parametrize(
        ("short", "whole"),
        [("wats ASC gd for in 26/27", "ASC 26/27"), ("vac factor 26/27?", None), ("office accom 26/27", "RES02 26/27"),
         ("office rationalis 26/27", "RES02 26/27")],
    )  # fmt: skip
    def test_may_be_cut_short(self, short, whole):
        assert asked(short) == (asked(whole) if whole else None)


class TestAMessage:
    @pytest.mark.parametrize(
        "message",
        ["ASC 26/27\nThanks, Jo\nHead of Finance", "For tomorrow's SLT: ASC 26/27", "Ahead of the call, ASC 26/27",
         "ASC 26/27 please\nRegards\nJo Bloggs, Strategy"],
    )  # fmt: skip
    def test_is_read_without_who_signs_it_and_what_it_is_for(self, message):
        assert asked(message) == plan(ASC)

    def test_is_read_with_what_its_beginning_says(self):
        assert asked("For Resources, ASC 26/27") != plan(ASC)


class TestRealWords:
    @pytest.mark.parametrize(
        "word", ["plants", "referrals", "deduction", "undated", "caller", "overnight", "leaving"]
    )
    def test_are_never_taken_for_words_that_ask_for_money(self, word):
        assert asked(f"{word} this year") is None
        assert asked(f"ASC {word} 26/27") is None

    @pytest.mark.parametrize(
        "question", ["ASC savngs 26/27", "savigns in ASC 26/27", "savvings for ASC 26/27"]
    )
    def test_that_are_slips_of_the_finger_are_read_and_said(self, question):
        read = understand(question, names.unseen(), today=TODAY)

        assert read.answerable == plan(ASC)
        assert read.repaired is not None

    @pytest.mark.parametrize(
        "question", ["savngs 26/27", "longest this year", "who owns the words", "ASC baseline 26/27"]
    )
    def test_that_are_all_there_is_are_asked_back(self, question):
        assert asked(question) is None


class TestNearest:
    def test_is_what_was_heard_of_it(self):
        read = understand("shortfall in ASC 26/27 per resident", names.unseen(), today=TODAY)

        assert read.nearest[0] == Query(Shape.FIGURE, "shortfall", (ASC,), time=Time(years=(Y2026,)))
        assert len(read.nearest) <= 4

    def test_is_nothing_wider_than_a_ref_that_is_not_there(self):
        assert understand("savings of ASC99 26/27", names.unseen(), today=TODAY).nearest == ()

    def test_leaves_out_what_was_turned_round(self):
        read = understand("savings in ASC not 26/27", names.unseen(), today=TODAY)

        assert all(query.time.years == () for query in read.nearest)


class TestReadOnFromTheLast:
    def after(self, question: str, before: Query) -> Query | None:
        return understand(question, names.unseen(), today=TODAY, before=before).answerable

    def test_why_is_of_what_was_said(self):
        rag = Query(Shape.FIGURE, "rag", (names.DIGITAL,))

        assert self.after("why?", rag) == Query(Shape.WHY, "rag", (names.DIGITAL,))

    def test_what_they_come_to_is_money(self):
        top = plan(ASC, shape=Shape.TOP, order="biggest", n=3, rows="lines")
        rows = Query(Shape.LIST, "line", (ASC,), filters=(Filter("shape", "one_off"),), rows="lines")

        assert self.after("what do they come to", top) == plan(ASC, order="biggest", n=3, rows="lines")
        assert self.after("how much is that in all in 26/27", rows) == plan(ASC, filters=rows.filters)

    @pytest.mark.parametrize("question", ["just in place", "in place", "Place?", "and place"])
    def test_a_place_alone_is_the_same_of_it(self, question):
        top = plan(ASC, shape=Shape.TOP, order="biggest", n=3, rows="lines")

        assert self.after(question, plan(ASC)) == plan(PLACE)
        assert self.after(question, top) == replace(top, subjects=(PLACE,))

    @pytest.mark.parametrize(
        ("question", "metric"),
        [("forecast?", "forecast"), ("how much of that is at risk", "at_risk"), ("claimed", "claimed")],
    )
    def test_what_names_nothing_is_of_the_same_and_its_year(self, question, metric):
        assert self.after(question, plan(ASC)) == replace(plan(ASC), metric=metric)

    def test_what_has_no_year_is_of_the_same_alone(self):
        assert self.after("rag?", plan(ASC)) == Query(Shape.FIGURE, "rag", (ASC,))
        assert self.after("who owns it", plan(LINE["ASC01"])) == Query(Shape.WHO, "owner", (LINE["ASC01"],))

    def test_the_programme_is_all_of_it(self):
        assert self.after("the whole programme 26/27", plan(ASC)) == plan(NORTHSHIRE)

    def test_what_cannot_be_of_the_same_is_not_of_all_instead(self):
        assert self.after("biggest one", plan(LINE["ASC01"])) is None

    def test_plus_adds_and_a_share_is_of_what_is_named_now(self):
        assert self.after("plus place", plan(ASC)) == plan(ASC, PLACE)
        assert self.after("as a percentage of ASC", plan(LINE["ASC01"])) == plan(
            LINE["ASC01"], shape=Shape.SHARE, against=Against(subjects=(ASC,))
        )

    def test_and_after_what_was_left_out_is_asked_back(self):
        assert self.after("and place", plan(NORTHSHIRE, excluded=(ASC,))) is None

    def test_biggest_is_among_the_same_rows(self):
        rows = Query(
            Shape.LIST, "line", programmes=(NORTHSHIRE,), filters=(Filter("kind", "income"),), rows="lines"
        )

        biggest = self.after("biggest", rows)

        assert biggest is not None
        assert biggest.filters == rows.filters


class TestRefsThatAreWords:
    IT = names.within(NORTHSHIRE, "workstream", "Better Estates", "BE")

    def test_are_refs_in_capitals_or_beside_a_marker(self):
        assert asked("BE 26/27", self.IT) == plan(self.IT)
        assert asked("workstream be 26/27", self.IT) == plan(self.IT)

    @pytest.mark.parametrize("question", ["what will ASC be in 26/27", "WHAT WILL ASC BE IN 26/27"])
    def test_are_words_elsewhere(self, question):
        assert asked(question, self.IT) == plan(ASC)


class TestWhoIsWhose:
    @pytest.mark.parametrize("question", ["who is Jane Smith's manager", "who is Jane Smith's boss"])
    def test_is_not_held(self, question):
        assert asked(question) is None


class TestWhatIsNotSaid:
    @pytest.mark.parametrize(
        "question",
        ["is ASC01 the biggest in 26/27", "is ASC the biggest heading", "how many people in ASC", "next biggest 26/27",
         "savings by the end of the plan", "net total 26/27", "total including the grants 26/27",
         "total with grants 26/27", "does ASC01 happen", "lines with an owner", "how many lines have an owner",
         "lines not yet at business case", "which is least likely to deliver", "milestones still to do"],
    )  # fmt: skip
    def test_is_not_guessed(self, question):
        assert asked(question) is None


class TestOver:
    def test_a_board_is_over_what_it_oversees_and_not_more_than_it(self):
        board = names.within(NORTHSHIRE, "board", "Delivery Board", "B1", is_printed=False)

        assert asked("is Delivery Board over Digital", board) is None


class TestWordsOfCouncilLife:
    def test_alone_are_not_surely_the_longer_name_that_holds_them(self):
        crossing = names.within(NORTHSHIRE, "saving", "School crossing wardens", "S1")
        ageing = names.within(NORTHSHIRE, "saving", "Letting Better Homes", "S2")

        assert asked("school 26/27", crossing) is None
        assert asked("school crossing 26/27", crossing) == plan(crossing)
        assert asked("setting 26/27", ageing) is None

    def test_on_time_is_not_late(self):
        house = names.within(NORTHSHIRE, "milestone", "Second house opens", "M9")

        query = asked("is M9 on time", house)

        assert query is None or query.metric != "slipped"

    def test_that_are_of_the_grammar_too_are_asked_back_where_a_name_holds_them(self):
        winter = names.within(NORTHSHIRE, "heading", "Winter Pressures", "")

        assert asked("pressures this year") is not None
        assert asked("pressures this year", winter) is None
        assert asked("growth this year") is None  # Place & Growth
        assert asked("forecast this year", winter) is not None


class TestAWordThatTurns:
    """What turns a question round is never read into it, whatever names hold."""

    WITHOUT = names.within(NORTHSHIRE, "saving", "Homes without heating grant", "PL31")

    @pytest.mark.parametrize(
        "question",
        [
            "total with the grant 26/27",
            "total including grants 26/27",
            "my savings 26/27",
            "their savings 26/27",
        ],
    )
    def test_is_not_made_of_another(self, question):
        assert asked(question, self.WITHOUT) is None

    def test_is_read_where_it_stands(self):
        query = asked("total without income 26/27", self.WITHOUT)

        assert query is not None
        assert any(f.negated for f in query.filters)

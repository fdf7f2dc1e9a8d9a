"""How questions are read: those of officers, over published names and over a council nobody has seen."""

from dataclasses import replace
from datetime import date

import pytest

from bots.rules.asking.query import Filter, Query, Shape, Time
from bots.rules.asking.reading import understand
from bots.rules.asking.things import Thing
from programme.rules.calendar import FinancialYear
from tests.unit.bots.asking import names
from tests.unit.bots.asking.names import GROUPS, NORTHSHIRE, NORTHSHIRE_LINES, TODAY, lexicon

Y2024, Y2025, Y2026, Y2027 = (FinancialYear(april) for april in range(2024, 2028))
LINE = {ref: line for ref, (line, _) in NORTHSHIRE_LINES.items()}
ASC, PLACE, RESOURCES = GROUPS["Adult Social Care"], GROUPS["Place & Growth"], GROUPS["Resources"]


def understood(question: str, *things: Thing):
    return understand(question, lexicon(*things), today=TODAY)


def answered(question: str, *things: Thing) -> Query | None:
    return understood(question, *things).answerable


def asked(question: str, before: Query | None = None) -> Query | None:
    """Return how a question about the council nobody has seen is read."""
    return understand(question, names.unseen(), today=TODAY, before=before).answerable


def plan(*subjects: Thing, year: FinancialYear | None = None, **slots: object) -> Query:
    return Query(Shape.FIGURE, "plan", subjects, time=Time(years=(year,) if year else ()), **slots)


def of(
    shape: Shape, metric: str, *subjects: Thing, year: FinancialYear | None = None, **slots: object
) -> Query:
    return Query(shape, metric, subjects, time=Time(years=(year,) if year else ()), **slots)


class TestReadsOfficers:
    @pytest.mark.parametrize(
        "question", ["", "  ", "?", "help", "Help please", "what can you do?", "commands", "hello"]
    )
    def test_who_want_help(self, question):
        assert answered(question) == Query(Shape.HELP, "help")

    @pytest.mark.parametrize(
        "question",
        [
            "How much are we saving in Adult Social Care in 25/26?",
            "what's ASC down for in 2025-26",
            "ASC 25/26",
            "25/26 adult social care total pls",
            "hi, quick one - adult social care savings for FY25/26? thanks",
            "planned savings, ASC, 2025/26",
            "how much will ASC bring in in 2025/26",
        ],
    )
    def test_who_want_a_total_of_a_heading(self, question):
        assert asked(question) == plan(ASC, year=Y2025)

    @pytest.mark.parametrize(
        ("question", "query"),
        [
            ("total savings next yr", plan(NORTHSHIRE, year=Y2027)),
            ("Place + Resources 26/27", plan(PLACE, RESOURCES, year=Y2026)),
            (
                "what's the sum of ASC01, PL01 and PL02 in 25/26",
                plan(LINE["ASC01"], LINE["PL01"], LINE["PL02"], year=Y2025),
            ),
            (
                "total excluding Public Health 26/27",
                plan(NORTHSHIRE, year=Y2026, excluded=(GROUPS["Public Health"],)),
            ),
            (
                "total savings except ASC and Resources in 25/26",
                plan(NORTHSHIRE, year=Y2025, excluded=(ASC, RESOURCES)),
            ),
            ("street lighting 25/26", plan(LINE["PL02"], year=Y2025)),
            ("whats the waste one save 25/26", plan(LINE["PL03"], year=Y2025)),
            ("in £m what does ASC save in 25/26", plan(ASC, year=Y2025, unit="millions")),
            ("what's new in 26/27", of(Shape.FIGURE, "new", NORTHSHIRE, year=Y2026)),
            ("what is the shortfall in 26/27", of(Shape.FIGURE, "shortfall", NORTHSHIRE, year=Y2026)),
            ("how much is at risk in ASC this year", of(Shape.FIGURE, "at_risk", ASC, year=Y2026)),
            (
                "how much have we saved so far this year",
                of(Shape.FIGURE, "delivered", NORTHSHIRE, year=Y2026),
            ),
            ("year by year for Resources", of(Shape.SPLIT, "plan", RESOURCES, by="year")),
            ("breakdown by department 25/26", of(Shape.SPLIT, "plan", NORTHSHIRE, year=Y2025, by="heading")),
            ("whos got PL02", of(Shape.WHO, "owner", LINE["PL02"])),
            ("what is PL02", of(Shape.LOOK_UP, "line", LINE["PL02"])),
            ("ASC01", of(Shape.LOOK_UP, "line", LINE["ASC01"])),
        ],
    )
    def test_who_want_a_figure_or_a_fact(self, question, query):
        assert asked(question) == query

    @pytest.mark.parametrize(
        ("question", "query"),
        [
            (
                "top 5 savings 25/26",
                Query(
                    Shape.TOP,
                    "plan",
                    time=Time((Y2025,)),
                    order="biggest",
                    n=5,
                    rows="lines",
                    programmes=(NORTHSHIRE,),
                ),
            ),
            (
                "biggest saving in Place & Growth",
                Query(Shape.TOP, "plan", (PLACE,), order="biggest", n=1, rows="lines"),
            ),
            (
                "which department saves the most in 26/27?",
                Query(
                    Shape.TOP,
                    "plan",
                    time=Time((Y2026,)),
                    order="biggest",
                    n=1,
                    rows="headings",
                    programmes=(NORTHSHIRE,),
                ),
            ),
            (
                "how many lines in children's services",
                Query(Shape.COUNT, "line", (GROUPS["Children's Services"],), rows="lines"),
            ),
            (
                "which savings are over £500k in 25/26",
                Query(
                    Shape.LIST,
                    "plan",
                    time=Time((Y2025,)),
                    rows="lines",
                    filters=(Filter("amount", ">500000"),),
                    programmes=(NORTHSHIRE,),
                ),
            ),
            (
                "one offs please",
                Query(
                    Shape.LIST,
                    "line",
                    filters=(Filter("shape", "one_off"),),
                    rows="lines",
                    programmes=(NORTHSHIRE,),
                ),
            ),
            (
                "which lines have no owner",
                Query(
                    Shape.LIST,
                    "line",
                    filters=(Filter("owner", "none"),),
                    rows="lines",
                    programmes=(NORTHSHIRE,),
                ),
            ),
            (
                "which workstreams are not red",
                Query(
                    Shape.LIST,
                    "rag",
                    filters=(Filter("rag", "red", negated=True),),
                    rows="workstreams",
                    programmes=(NORTHSHIRE,),
                ),
            ),
        ],
    )
    def test_who_want_rows(self, question, query):
        assert asked(question) == query

    @pytest.mark.parametrize(
        "question",
        [
            "ASC vs Resources 25/26",
            "difference between ASC and Resources in 25/26",
            "how much more does ASC save than Resources in 25/26",
        ],
    )
    def test_who_compare_two_things(self, question):
        query = asked(question)

        assert query is not None
        assert query.alone() == plan(ASC, year=Y2025)
        assert query.other_side() == plan(RESOURCES, year=Y2025)

    def test_who_compare_two_years(self):
        query = asked("change in ASC savings from 25/26 to 26/27")

        assert query is not None
        assert (query.alone(), query.other_side()) == (plan(ASC, year=Y2026), plan(ASC, year=Y2025))

    @pytest.mark.parametrize(
        "question", ["what % of the total is ASC in 25/26", "ASC as a share of the total 25/26"]
    )
    def test_who_want_a_share(self, question):
        query = asked(question)

        assert query is not None
        assert query.shape is Shape.SHARE
        assert query.other_side() == replace(plan(year=Y2025), programmes=(NORTHSHIRE,))

    def test_tells_a_line_from_its_only_workstream_by_neither_since_they_are_the_same_money(self):
        assert answered("savings Wessex Dance") == plan(names.DANCE_LINE)
        assert answered("savings workstream Wessex Dance") == plan(names.DANCE)

    def test_takes_a_ref_as_typed_with_a_year(self):
        assert answered("24s365 2024/25?") == plan(names.AGENCY, year=Y2024)

    def test_takes_a_line_named_by_its_ref_and_its_name_too(self):
        named = "savings 24S365 Agency staff averaging 31 across 2023/24 in 2025/26"

        assert answered(named) == plan(names.AGENCY, year=Y2025)
        assert answered(named.replace("24S365", "24S366")) is None

    def test_takes_since_and_the_programme_of_a_list(self):
        query = answered("slipped since 1 Oct 2026 in somerset-ct")

        assert query is not None
        assert (query.metric, query.time.since, query.programmes) == (
            "slipped",
            date(2026, 10, 1),
            (names.SOMERSET,),
        )


class TestAsksBack:
    def test_which_of_two_programmes_has_the_name(self):
        found = understood("status W17", *names.EVERYTHING)

        assert {r.subjects for r in found.readings} == {(names.TRANSPORT,), (names.STORY_TRANSPORT,)}

    def test_takes_the_one_of_the_programme_named(self):
        assert answered("status W17 hampshire-sp2023", *names.EVERYTHING) == of(
            Shape.STATUS, "status", names.TRANSPORT
        )

    def test_finds_nothing_of_another_programme(self):
        assert not understood("status W17 in southampton-cl").readings

    def test_which_where_a_part_fits_several_names(self):
        found = understood("savings Music Service").readings

        assert {r.subjects for r in found} == {(names.MUSIC_INCOME,), (names.MUSIC_COSTS,)}

    def test_about_words_from_the_middle_of_a_lines_description(self):
        found = understood("savings Adoption 2024/25")

        assert found.readings == (plan(names.FOSTERING, year=Y2024),)
        assert found.answerable is None

    def test_which_programme_where_none_is_named(self):
        assert {r.subjects for r in understood("total savings").readings} == {
            (names.SOUTHAMPTON,),
            (names.HAMPSHIRE,),
            (names.SOMERSET,),
        }

    @pytest.mark.parametrize("year", ["FY25", "2025"])
    def test_which_year_where_a_number_may_be_two(self, year):
        found = understood(f"savings 24S365 {year}")

        assert found.readings == (plan(names.AGENCY, year=Y2024), plan(names.AGENCY, year=Y2025))

    @pytest.mark.parametrize(
        "question",
        ["savings 24S365 11/12", "savings 24S365 up to 2025/26", "savings 24S365 from 25/26 onwards"],
    )
    def test_about_a_year_that_may_be_another_time(self, question):
        found = understood(question)

        assert found.readings
        assert found.answerable is None


class TestAccountsForEveryWord:
    @pytest.mark.parametrize(
        ("question", "not_heard"),
        [
            ("savings 2024/26", ("2024/26",)),
            ("average savings 24S365", ("average",)),
            ("savings 24S999", ("24S999",)),
            ("status W18", ("W18",)),
            ("savings Nowhere", ("Nowhere",)),
            ("savings Fostering unless agreed", ("unless agreed",)),
        ],
    )
    def test_gives_no_reading_where_a_word_is_left(self, question, not_heard):
        found = understood(question)

        assert found.readings == ()
        assert found.not_heard == not_heard

    @pytest.mark.parametrize(
        "question",
        [
            "help W17",
            "savings 24S365 24S366",
            "2024/25 2025/26 savings 24S365",
            "how much",
            "savings Place minus nothing",
            "what is not",
            "24S365 and",
            "except 24S365",
            "savings not 24/25",
            "24S365 or 24S366 savings",
            "how many and how much",
            "savings of 24S365 except Efficiencies",
        ],
    )
    def test_gives_no_reading_where_the_words_do_not_go_together(self, question):
        assert answered(question) is None

    @pytest.mark.parametrize(
        "question", ["set W17 to red", "can you claim 20k on 24S365", "make W4 red", "add a new risk to W17"]
    )
    def test_knows_a_change_put_as_a_question(self, question):
        found = understood(question)

        assert found.is_write
        assert found.readings == ()

    def test_repairs_one_long_word_and_says_so(self):
        found = understand("street lightning 25/26", names.unseen(), today=TODAY)

        assert found.answerable == plan(LINE["PL02"], year=Y2025)
        assert found.repaired == ("lightning", "lighting")

    @pytest.mark.parametrize("question", ["24S356 24/25", "24S385", "W71 status"])
    def test_never_repairs_a_ref(self, question):
        assert not understood(question).readings


class TestReadsOn:
    BEFORE = plan(ASC, year=Y2025)

    @pytest.mark.parametrize(
        ("question", "query"),
        [
            ("and 26/27?", plan(ASC, year=Y2026)),
            ("26/27", plan(ASC, year=Y2026)),
            ("what about Resources?", plan(RESOURCES, year=Y2025)),
            ("in £k", plan(ASC, year=Y2025, unit="thousands")),
            ("and by year?", of(Shape.SPLIT, "plan", ASC, year=Y2025, by="year")),
            ("only the one-offs", plan(ASC, year=Y2025, filters=(Filter("shape", "one_off"),))),
        ],
    )
    def test_with_one_slot_changed(self, question, query):
        assert asked(question, before=self.BEFORE) == query

    def test_from_nothing_where_the_question_stands_by_itself(self):
        assert asked("total savings in Resources 26/27", before=self.BEFORE) == plan(RESOURCES, year=Y2026)


class TestNeverHalfUnderstands:
    """What would be a wrong number if one word of it were let go."""

    @pytest.mark.parametrize(
        "question",
        [
            "is the total £4m in 25/26",
            "how much do the top 5 save in 25/26",
            "how many lines save more than PL01",
            "how many of the top 5 are in ASC",
            "who has the biggest saving",
            "when is the biggest saving due",
            "what % of lines are one-off",
            "does ASC have more lines than Resources",
            "how much is left to deliver in ASC",
            "how much still to deliver in 25/26",
            "double ASC 25/26",
            "how much of the ASC plan is forecast to be delivered",
            "ASC less Resources 25/26",
            "ASC or Resources 25/26",
            "ASC in 25/26 and Resources in 26/27",
            "savings only in 26/27",
            "savings per month 25/26",
            "ASC in Q1 25/26",
            "ASC vs Resources vs Place 25/26",
            "income and one-off savings 25/26",
            "not ASC 25/26",
            "ASC before 25/26",
            "what would ASC save if PL01 slips",
            "all ASC lines except the biggest",
            "which year has the biggest savings",
            "how much more do we need to save in ASC 25/26",
            "ASC actually saves what in 25/26",
            "half of ASC 25/26",
        ],
    )
    def test_reads_nothing_into_it(self, question):
        assert asked(question) is None

from datetime import date

import pytest

from bots.rules.grammar import understand
from bots.rules.reading import Intent, Reading, Slots, Thing
from programme.rules.calendar import FinancialYear
from tests.unit.bots import names
from tests.unit.bots.names import TODAY, lexicon

Y2024, Y2025, Y2026 = FinancialYear(2024), FinancialYear(2025), FinancialYear(2026)


def understood(question: str, *things: Thing):
    return understand(question, lexicon(*things), today=TODAY)


def answered(question: str, *things: Thing) -> Reading | None:
    return understood(question, *things).answerable


def savings(subject: Thing, year: FinancialYear | None = None) -> Reading:
    return Reading(Intent.SAVINGS, Slots(subject=subject, year=year))


def status(subject: Thing) -> Reading:
    return Reading(Intent.STATUS, Slots(subject=subject))


class TestUnderstandsCommands:
    @pytest.mark.parametrize(
        "question", ["", "  ", "?", "help", "Help please", "what can you do?", "commands"]
    )
    def test_help(self, question):
        assert answered(question) == Reading(Intent.HELP)

    @pytest.mark.parametrize("question", ["status W17", "status 17", "status ws17", "status Home to School Transport",
                                          "status transport", "STATUS: W17 Home to School Transport"])  # fmt: skip
    def test_status_of_a_workstream(self, question):
        assert answered(question) == status(names.TRANSPORT)

    @pytest.mark.parametrize(
        "question", ["status southampton-cl", "status of Destination 22", "status Southampton"]
    )
    def test_status_of_a_programme(self, question):
        assert answered(question) == status(names.SOUTHAMPTON)

    @pytest.mark.parametrize("question", ["savings 24S365 2024/25", "savings 24S365 24/25", "savings 2024-25 24s365",
                                          "savings line 24S365 FY2024/25", "savings agency staff 2024/25"])  # fmt: skip
    def test_savings_of_a_line(self, question):
        assert answered(question) == savings(names.AGENCY, Y2024)

    def test_savings_without_a_year(self):
        assert answered("savings 24S365") == savings(names.AGENCY)

    @pytest.mark.parametrize(
        "question",
        ["savings Efficiencies", "savings heading Efficiencies", "savings of the Efficiencies group"],
    )
    def test_savings_of_a_heading(self, question):
        assert answered(question) == savings(names.EFFICIENCIES)

    @pytest.mark.parametrize(
        "question",
        [
            "savings total southampton-cl",
            "total savings Southampton",
            "savings programme southampton-cl",
            "savings everything in southampton-cl",
        ],
    )
    def test_savings_of_a_programme(self, question):
        assert answered(question) == savings(names.SOUTHAMPTON)

    @pytest.mark.parametrize(
        "question",
        [
            "red",
            "Red?",
            "which workstreams are red",
            "what's red",
            "anything reported red now",
            "all red workstreams",
        ],
    )
    def test_red(self, question):
        assert answered(question) == Reading(Intent.RED)

    @pytest.mark.parametrize(
        "question", ["red in southampton-cl", "which workstreams are red in Southampton"]
    )
    def test_red_in_a_programme(self, question):
        assert answered(question) == Reading(Intent.RED, Slots(programmes=(names.SOUTHAMPTON,)))

    def test_red_in_a_council_takes_in_all_its_programmes(self):
        found = answered("red in Hampshire", *names.EVERYTHING)

        assert found is not None
        assert set(found.slots.programmes) == {names.HAMPSHIRE, names.STORY}

    @pytest.mark.parametrize(
        "question", ["slipped", "what has slipped?", "which milestones have slipped", "any slippage"]
    )
    def test_slipped(self, question):
        assert answered(question) == Reading(Intent.SLIPPED)

    @pytest.mark.parametrize(
        "question", ["slipped since 1 Oct 2026", "what slipped since October", "slipped since last month"]
    )
    def test_slipped_since(self, question):
        assert answered(question) == Reading(Intent.SLIPPED, Slots(since=date(2026, 10, 1)))

    def test_slipped_of_a_workstream_or_programme(self):
        assert answered("what slipped in W17?") == Reading(Intent.SLIPPED, Slots(subject=names.TRANSPORT))
        assert answered("slipped in somerset-ct") == Reading(
            Intent.SLIPPED, Slots(programmes=(names.SOMERSET,))
        )


class TestUnderstandsPeople:
    @pytest.mark.parametrize(
        ("question", "reading"),
        [
            ("What's the status of Home to School Transport?", status(names.TRANSPORT)),
            ("how is Wessex Dance doing", status(names.DANCE)),
            ("Could you give me an update on W4 please", status(names.DANCE)),
            ("how much will 24S365 save in 2025/26?", savings(names.AGENCY, Y2025)),
            ("What are the savings for Income Efficiency this year", savings(names.INCOME_EFFICIENCY, Y2026)),
            ("savings Contact Service: PM post not filled 24/25", savings(names.CONTACT, Y2024)),
            ("savings SP2023", savings(names.HAMPSHIRE)),
            ("transport savings this year", savings(names.TRANSPORT, Y2026)),
            ("savings Agency staff averaging 31 across 2023/24", savings(names.AGENCY)),
            ("savings Agency staff averaging 31 across 2023/24 in 2025/26", savings(names.AGENCY, Y2025)),
            ("24S365", savings(names.AGENCY)),
            ("24S365 2024/25?", savings(names.AGENCY, Y2024)),
        ],
    )
    def test_reads_a_question_in_their_own_words(self, question, reading):
        assert answered(question) == reading

    def test_tells_a_line_from_its_only_workstream_by_neither_since_they_are_the_same_money(self):
        assert answered("savings Wessex Dance") == savings(names.DANCE_LINE)
        assert answered("savings workstream Wessex Dance") == savings(names.DANCE)

    def test_asks_which_where_two_programmes_have_the_name(self):
        found = understood("status W17", *names.EVERYTHING)

        assert set(found.readings) == {status(names.TRANSPORT), status(names.STORY_TRANSPORT)}
        assert found.answerable is None

    def test_takes_the_one_of_the_programme_named(self):
        assert answered("status W17 hampshire-sp2023", *names.EVERYTHING) == status(names.TRANSPORT)
        assert answered("status W17 in hampshire-sp2023-story", *names.EVERYTHING) == status(
            names.STORY_TRANSPORT
        )

    def test_finds_nothing_of_another_programme(self):
        assert not understood("status W17 in southampton-cl").readings

    def test_asks_which_where_a_part_fits_several_names(self):
        assert set(understood("savings Music Service").readings) == {
            savings(names.MUSIC_INCOME),
            savings(names.MUSIC_COSTS),
        }

    @pytest.mark.parametrize(
        "question", ["savings Adoption 2024/25", "savings PM post not filled", "savings Service Fostering"]
    )
    def test_asks_back_words_from_the_middle_of_a_lines_description(self, question):
        assert answered(question) is None

    def test_offers_the_line_whose_description_has_the_words(self):
        assert understood("savings Adoption").readings == (savings(names.FOSTERING),)

    @pytest.mark.parametrize(
        "word",
        ["new", "additional", "vacant posts", "income", "costs reduced", "service", "management costs"],
    )
    def test_takes_words_that_any_line_may_have_for_no_name(self, word):
        line = names.within(names.SOUTHAMPTON, "saving", f"{word} and more", "24S1")

        found = understood(f"{word} savings 2024/25", *names.PUBLISHED, line)

        assert found.readings == ()

    def test_asks_which_programme_where_none_is_named(self):
        found = understood("savings total")

        assert {r.slots.subject for r in found.readings} == {
            names.SOUTHAMPTON,
            names.HAMPSHIRE,
            names.SOMERSET,
        }

    def test_takes_the_only_programme_there_is(self):
        assert answered("savings total", names.SOUTHAMPTON, names.AGENCY) == savings(names.SOUTHAMPTON)

    @pytest.mark.parametrize("year", ["FY25", "2025"])
    def test_asks_which_year_where_a_number_may_be_two(self, year):
        found = understood(f"savings 24S365 {year}")

        assert found.readings == (savings(names.AGENCY, Y2024), savings(names.AGENCY, Y2025))
        assert found.answerable is None

    def test_asks_back_a_year_that_may_be_a_day_though_only_one_reading_is_left(self):
        found = understood("savings 24S365 11/12")

        assert found.readings == (savings(names.AGENCY, FinancialYear(2011)),)
        assert found.answerable is None

    @pytest.mark.parametrize("question", ["slipped October", "what slipped in October", "slipped last week"])
    def test_asks_back_a_day_without_since(self, question):
        found = understood(question)

        assert len(found.readings) == 1
        assert found.answerable is None

    def test_asks_what_is_wanted_of_a_bare_name(self):
        found = understood("Wessex Dance")

        assert {r.intent for r in found.readings} == {Intent.STATUS, Intent.SAVINGS}

    @pytest.mark.parametrize("question", ["Fostering 2024/25", "what is agency staff"])
    def test_asks_back_a_bare_name_though_only_one_reading_is_left(self, question):
        found = understood(question)

        assert len(found.readings) == 1
        assert found.answerable is None


class TestAccountsForEveryWord:
    @pytest.mark.parametrize(
        ("question", "not_heard"),
        [
            ("savings 2024/26", ("2024/26",)),
            ("savings from Fostering", ("from",)),
            ("savings Fostering 2024/25 excluding adoption", ("excluding",)),
            ("savings Fostering not 2024/25", ("not",)),
            ("what is not red", ("not",)),
            ("savings all except Fostering", ("except",)),
            ("savings 24S365 and 24S366", ("and",)),
            ("how many are red", ("many",)),
            ("savings to 2024/25", ("to",)),
            ("savings from 2024/25", ("from",)),
            ("savings by 2024/25", ("by",)),
            ("average savings 24S365", ("average",)),
            ("how much has 24S365 saved", ("saved",)),
            ("savings Place + Resources", ("Place + Resources",)),
            ("savings 24S365 > £1m", ("> £1m",)),
            ("what was red", ("was",)),
            ("why is W17 red", ("why",)),
            ("savings 24S999", ("24S999",)),
            ("status W18", ("W18",)),
            ("savings Nowhere", ("Nowhere",)),
        ],
    )
    def test_gives_no_reading_where_a_word_is_left(self, question, not_heard):
        found = understood(question)

        assert found.readings == ()
        assert found.not_heard == not_heard

    @pytest.mark.parametrize("question", ["status red", "status W17 2024/25", "savings since October", "red W17",
                                          "help W17", "savings 24S365 24S366", "red 2024/25", "slipped this year",
                                          "savings 24S365 2024/25 2025/26", "2024/25", "hello", "please"])  # fmt: skip
    def test_gives_no_reading_where_the_words_do_not_go_together(self, question):
        found = understood(question)

        assert found.readings == ()
        assert found.not_heard == ()

    def test_says_what_it_heard(self):
        assert understood("savings for Fostering 2024/25 excluding adoption").heard == (
            "savings", "Fostering", "2024/25", "adoption",
        )  # fmt: skip

    def test_offers_the_same_question_without_what_it_did_not_hear(self):
        assert understood("savings Fostering not 2024/25").nearest == (savings(names.FOSTERING, Y2024),)

    def test_offers_the_spelling_of_a_name_and_never_reads_it(self):
        found = understood("savings forstering 2024/25")

        assert found.readings == ()
        assert found.nearest == (savings(names.FOSTERING, Y2024),)

    @pytest.mark.parametrize("question", ["savings 24S364", "status W16", "savings 24S367 2024/25"])
    def test_never_offers_another_ref_for_one_mistyped(self, question):
        assert understood(question).nearest == ()

    def test_gives_up_on_what_is_no_one_question(self):
        assert not understood("savings " * 70).readings

    @pytest.mark.parametrize(
        "question",
        [
            "set W17 to red",
            "please can you move M3 to 1 December",
            "Update the forecast of W4",
            "mark W17 as complete",
            "delete 24S365",
            "I want to change the RAG",
        ],
    )
    def test_knows_what_asks_for_a_change(self, question):
        found = understood(question)

        assert found.is_write
        assert found.readings == ()

    def test_answers_a_question_though_a_word_of_it_could_ask_for_a_change(self):
        assert answered("update on W17") == status(names.TRANSPORT)

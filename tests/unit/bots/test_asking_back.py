from datetime import UTC, datetime

from bots.rules import asking_back
from bots.rules.asking.lexicon import Lexicon
from bots.rules.asking.reading import understand
from tests.unit.bots.asking import names
from tests.unit.bots.asking.names import TODAY, lexicon

AT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)


def unknown(question: str, *things):
    return asking_back.unknown(understand(question, lexicon(*things), today=TODAY), at=AT)


def choose(question: str, *things):
    return asking_back.choose(understand(question, lexicon(*things), today=TODAY), at=AT)


class TestUnknown:
    def test_says_what_was_understood_and_what_was_not(self):
        said = unknown("savings Fostering 2024/25 unless adoption")

        assert (
            said.headline == "I understood “savings”, “Fostering”, “2024/25” and “adoption” but not “unless”."
        )
        assert said.values == ()

    def test_offers_what_it_can_answer(self):
        said = unknown("savings 24S288 not 2024/25")

        assert [o.question for o in said.options] == ["details line 24S288 in southampton-cl"]

    def test_points_to_help_where_nothing_is_near(self):
        assert "help" in unknown("lovely weather").text

    def test_says_nothing_of_whether_a_name_exists(self):
        without = [t for t in names.PUBLISHED if t is not names.FOSTERING]

        said = unknown("savings 24S288 2024/25", *without)

        assert said.text == (
            "I understood “savings” and “2024/25”, and there is no “24S288” that you may see.\n"
            "Ask “help” for what I can answer."
        )

    def test_says_words_back_short_and_without_marks_of_layout(self):
        said = unknown(f"savings {'x' * 500} *bold*")

        assert len(said.headline) < 200
        assert "*" not in said.headline


class TestChoose:
    def test_offers_each_reading_as_a_question_of_its_own(self):
        said = choose("status W17", *names.EVERYTHING)

        assert {o.question for o in said.options} == {
            "status workstream W17 in hampshire-sp2023",
            "status workstream W17 in hampshire-sp2023-story",
        }
        assert any("Illustrative" in o.label for o in said.options)

    def test_says_why_a_year_is_asked_back(self):
        assert choose("savings 24S365 FY25").headline == "Which do you mean? FY25 may be 2024/25 or 2025/26."

    def test_offers_no_more_than_fit_and_says_so(self):
        many = [
            names.within(names.SOUTHAMPTON, "saving", f"Overnight respite {n}", f"24S{n}") for n in range(12)
        ]

        said = choose("savings overnight respite", names.SOUTHAMPTON, *many)

        assert len(said.options) == 8
        assert "And 4 more" in said.text


class TestHelp:
    def test_shows_every_command_with_an_example_that_is_answered(self):
        known = lexicon()

        said = asking_back.help_for(known, at=AT)

        assert said.table is not None
        for _, example in said.table.rows:
            assert understand(example, known, today=TODAY).answerable is not None
            assert example in said.text

    def test_works_for_somebody_who_may_see_nothing(self):
        assert "red" in asking_back.help_for(Lexicon([]), at=AT).text


class TestRefuseChange:
    def test_says_where_it_is_done_and_that_nothing_was(self):
        said = asking_back.refuse_change(address="https://tracker.example.test/admin/", at=AT)

        assert said.status == "refused"
        assert "nothing was changed" in said.text
        assert "https://tracker.example.test/admin/" in said.text

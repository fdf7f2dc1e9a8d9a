import pytest

from bots.rules.lexicon import Lexicon
from bots.rules.reading import Intent, Thing
from bots.rules.tokens import words
from tests.unit.bots import names
from tests.unit.bots.names import lexicon


def named(text: str, *things: Thing) -> dict[str, set[Thing]]:
    """Return what each stretch of a text names."""
    said = words(text)
    return {" ".join(said[n.start : n.end]): set(n.things) for n in lexicon(*things).names_in(said)}


def whole(text: str, *things: Thing) -> set[Thing]:
    """Return what the whole text names."""
    return named(text, *things).get(" ".join(words(text)), set())


class TestNamesIn:
    @pytest.mark.parametrize("text", ["24S365", "24s365", "Agency staff averaging 31 across 2023/24",
                                      "24S365 Agency staff averaging 31 across 2023/24", "agency staff"])  # fmt: skip
    def test_finds_a_line_by_ref_name_both_or_part(self, text):
        assert whole(text) == {names.AGENCY}

    @pytest.mark.parametrize(
        "text", ["24S36", "24S3655", "S365", "4S365", "24 S365", "agency staff averaging 32"]
    )
    def test_compares_figures_digit_by_digit(self, text):
        assert names.AGENCY not in whole(text)

    @pytest.mark.parametrize("text", ["W17", "WS17", "ws 17", "w 17", "workstream 17", "17"])
    def test_finds_a_workstream_by_its_number_however_written(self, text):
        assert whole(text) == {names.TRANSPORT}

    @pytest.mark.parametrize("text", ["W1", "W7", "W117", "W170", "workstream 1"])
    def test_finds_no_workstream_by_part_of_its_number(self, text):
        assert names.TRANSPORT not in whole(text)

    def test_takes_a_bare_number_for_a_workstream_in_a_status_alone(self):
        (found,) = lexicon().names_in(("17",))

        assert found.intents == {Intent.STATUS}

    def test_holds_a_ref_that_is_another_ones_alias_to_be_that_ref(self):
        first = names.within(names.HAMPSHIRE, "workstream", "First", "W3")
        other = names.within(names.HAMPSHIRE, "workstream", "Other", "WS3")

        assert whole("WS3", first, other) == {other}
        assert whole("W3", first, other) == {first}

    @pytest.mark.parametrize("text", ["southampton-cl", "Southampton City Council", "Southampton", "Destination 22",
                                      "Children and Learning: Destination 22 and Building for Brilliance"])  # fmt: skip
    def test_finds_a_programme_by_code_name_council_or_part(self, text):
        assert whole(text) == {names.SOUTHAMPTON}

    def test_finds_both_where_a_copy_has_the_same_name(self):
        assert whole("Home to School Transport", *names.EVERYTHING) == {
            names.TRANSPORT,
            names.STORY_TRANSPORT,
        }

    def test_tells_a_code_from_a_longer_one_that_begins_with_it(self):
        assert whole("hampshire-sp2023", *names.EVERYTHING) == {names.HAMPSHIRE}
        assert whole("hampshire-sp2023-story", *names.EVERYTHING) == {names.STORY}

    def test_prefers_a_whole_name_to_a_part_of_another(self):
        assert whole("efficiency") == {names.EFFICIENCY}

    @pytest.mark.parametrize(
        "text", ["not", "PM post not", "costs reduced and", "for", "the", "savings", "31", "22"]
    )
    def test_takes_no_part_that_begins_or_ends_with_a_word_of_the_grammar_or_has_no_word(self, text):
        assert whole(text) == set()

    def test_is_sure_of_the_beginning_of_a_lines_description_alone(self):
        (beginning,) = lexicon().names_in(("tripod",))
        (middle,) = lexicon().names_in(("overseas",))

        assert beginning.is_sure
        assert not middle.is_sure

    def test_takes_a_whole_name_whatever_is_in_it(self):
        not_red = names.within(names.HAMPSHIRE, "workstream", "Not red", "W9")

        assert whole("not red", not_red) == {not_red}

    @pytest.mark.parametrize("text", ["Fostering redesign", "Adoption Fostering", "Service Fostering"])
    def test_takes_words_of_a_name_only_as_they_follow_each_other(self, text):
        assert whole(text) == set()

    def test_knows_nothing_that_is_not_in_it(self):
        assert Lexicon([]).vocabulary == frozenset()
        assert list(Lexicon([]).names_in(("24s365",))) == []

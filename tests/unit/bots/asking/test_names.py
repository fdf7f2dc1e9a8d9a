import pytest

from bots.rules.asking.lexicon import Lexicon
from bots.rules.asking.names import Index, stem
from bots.rules.asking.things import Thing
from bots.rules.tokens import words
from tests.unit.bots.asking import names
from tests.unit.bots.asking.names import lexicon


def named(text: str, held: Lexicon) -> dict[str, set[Thing]]:
    """Return what each stretch of a text names."""
    said = words(text)
    found: dict[str, set[Thing]] = {}
    for n in held.names_in(said):
        found.setdefault(" ".join(said[n.start : n.end]), set()).update(n.things)
    return found


def whole(text: str, *things: Thing) -> set[Thing]:
    """Return what the whole text names."""
    return named(text, lexicon(*things)).get(" ".join(words(text)), set())


class TestNamesIn:
    @pytest.mark.parametrize(
        "text", ["24S365", "24s365", "Agency staff averaging 31 across 2023/24", "agency staff"]
    )
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

    @pytest.mark.parametrize(
        "text",
        [
            "southampton-cl",
            "Southampton City Council",
            "Southampton",
            "Destination 22",
            "Children and Learning: Destination 22 and Building for Brilliance",
        ],
    )
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

    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("ASC", "Adult Social Care"),
            ("P&G", "Place & Growth"),
            ("adults social care", "Adult Social Care"),
            ("kids", "Children's Services"),
            ("children services", "Children's Services"),
        ],
    )
    def test_finds_initials_plurals_and_what_officers_write_short(self, text, name):
        assert named(text, names.unseen()).get(" ".join(words(text))) == {names.GROUPS[name]}

    @pytest.mark.parametrize(
        "text", ["not", "PM post not", "costs reduced and", "for", "the", "savings", "31", "22"]
    )
    def test_takes_no_part_that_has_no_telling_word(self, text):
        assert whole(text) == set()

    def test_is_sure_of_the_beginning_of_a_lines_description_alone(self):
        (beginning,) = lexicon().names_in(("tripod",))
        (middle,) = lexicon().names_in(("overseas",))

        assert beginning.is_sure
        assert not middle.is_sure

    @pytest.mark.parametrize(
        ("text", "is_sure"), [("Fostering redesign", False), ("Adoption Fostering", True)]
    )
    def test_finds_a_name_by_words_that_stand_apart_in_it(self, text, is_sure):
        (found,) = [n for n in lexicon().names_in(words(text)) if n.end - n.start == 2]

        assert found.things == (names.FOSTERING,)
        assert found.is_sure is is_sure

    @pytest.mark.parametrize(
        "text", ["Service Fostering", "Fostering Tripod", "Adoption not Fostering", "Fostering increase"]
    )
    def test_takes_no_words_that_are_not_all_of_one_name_or_begin_with_a_general_one(self, text):
        assert whole(text) == set()

    def test_leaves_out_what_the_reader_does_not_see(self):
        held = Lexicon(
            names.PUBLISHED,
            councils=names.COUNCILS,
            sees=lambda things: [t for t in things if t != names.AGENCY],
        )

        assert list(held.names_in(("24s365",))) == []
        assert named("24S366", held) == {"24s366": {names.TRIPOD}}

    def test_knows_nothing_that_is_not_in_it(self):
        assert list(Lexicon([]).names_in(("24s365",))) == []


class TestIndex:
    def test_forgets_an_old_name_when_a_new_one_is_put(self):
        index = Index([names.AGENCY])
        renamed = names.within(names.SOUTHAMPTON, "saving", "Temporary workers", "24S365")

        index.put(renamed)

        assert len(index) == 1
        assert not index.has_word("agency")
        assert [p.thing for p in index.whole(("24s365",))] == [renamed]

    def test_drops_a_name(self):
        index = Index([names.AGENCY, names.TRIPOD])

        index.drop(("saving", names.AGENCY.id))

        assert list(index.things) == [names.TRIPOD]
        assert index.whole(("24s365",)) == []

    @pytest.mark.parametrize(
        ("word", "folded"),
        [
            ("services", "service"),
            ("libraries", "library"),
            ("ss", "ss"),
            ("gas", "gas"),
            ("access", "access"),
            ("24s", "24s"),
            ("status", "status"),
        ],
    )
    def test_folds_plurals_alone(self, word, folded):
        assert stem(word) == folded


class TestWhatIsHidden:
    def test_changes_no_example_however_many_come_before(self):
        hidden = [names.within(names.SOUTHAMPTON, "saving", f"Hidden {n}", f"H{n}") for n in range(130)]
        things = (names.SOUTHAMPTON, *hidden, names.AGENCY)

        seen = Lexicon(things, sees=lambda asked: [t for t in asked if t not in hidden])
        alone = Lexicon((names.SOUTHAMPTON, names.AGENCY))

        assert seen.first("saving") == alone.first("saving") == names.AGENCY
        assert seen.first("heading", "saving", code="elsewhere") is None
        assert not seen.names_with("hidden")

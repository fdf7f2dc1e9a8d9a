import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.rules.rag import (
    DefinitionSet,
    Movement,
    Rag,
    Scale,
    UnmappedDefinitions,
    is_worse,
    movement,
    rag_words,
    read_rag,
    severity,
    tally,
    three_point,
    worst,
)

ratings = st.sampled_from(Rag)
southampton = DefinitionSet(
    "southampton",
    "Southampton savings",
    meanings=((Rag.GREEN, "high delivery confidence"), (Rag.RED, "not yet validated")),
)
national = DefinitionSet("national", "Delivery confidence", scale=Scale.FIVE, has_complete=True)


class TestReadRag:
    @pytest.mark.parametrize(
        ("text", "rag"),
        [
            ("Green", Rag.GREEN),
            ("Amber/Green", Rag.AMBER_GREEN),
            ("amber-green", Rag.AMBER_GREEN),
            ("amber_red", Rag.AMBER_RED),
            ("A/R", Rag.AMBER_RED),
            (" AG ", Rag.AMBER_GREEN),
            ("r", Rag.RED),
            ("complete", Rag.COMPLETE),
        ],
    )
    def test_reads_words_codes_and_letters(self, text, rag):
        assert read_rag(text) is rag

    @pytest.mark.parametrize("text", ["", "  ", "-", "n/a", "Not  published"])
    def test_a_blank_is_no_rating(self, text):
        assert read_rag(text) is None

    @pytest.mark.parametrize("text", ["blue", "greenish", "red/green", "0"])
    def test_refuses_other_words(self, text):
        with pytest.raises(ValueError, match="is not a rating"):
            read_rag(text)

    @given(ratings)
    def test_reads_what_is_printed(self, rag):
        assert read_rag(rag_words(rag)) is rag
        assert read_rag(rag.value) is rag

    def test_prints_none_as_not_published(self):
        assert rag_words(None) == "not published"


class TestDefinitionSet:
    def test_offers_the_points_of_its_scale(self):
        assert southampton.ratings == (Rag.GREEN, Rag.AMBER, Rag.RED)
        assert national.ratings == tuple(Rag)

    def test_says_what_the_council_means(self):
        assert southampton.meaning(Rag.RED) == "not yet validated"
        assert southampton.meaning(Rag.AMBER) == "not published"

    def test_reads_blue_where_it_has_complete(self):
        assert national.read("Blue") is Rag.COMPLETE
        assert national.read("") is None
        with pytest.raises(ValueError, match="is not a rating"):
            southampton.read("blue")

    def test_refuses_a_point_its_scale_lacks(self):
        with pytest.raises(ValueError, match="has no rating Amber/Red; choose from Green, Amber, Red"):
            southampton.read("amber/red")
        with pytest.raises(ValueError, match="has no rating Complete"):
            DefinitionSet("x", "Three points", meanings=((Rag.COMPLETE, "done"),))


class TestOrder:
    def test_worsens_from_complete_to_red(self):
        assert sorted(Rag, key=severity) == list(Rag)
        assert is_worse(Rag.AMBER_RED, than=Rag.AMBER)
        assert not is_worse(Rag.COMPLETE, than=Rag.GREEN)

    def test_movement_is_not_known_without_both(self):
        assert movement(Rag.RED, None) is None
        assert movement(None, Rag.RED) is None

    @given(ratings, ratings)
    def test_movement_turns_with_its_order(self, first, second):
        opposite = {Movement.BETTER: Movement.WORSE, Movement.WORSE: Movement.BETTER}

        there, back = movement(first, second), movement(second, first)

        assert back is opposite.get(there, there)
        assert (there is Movement.SAME) == (first is second)

    def test_worst_passes_over_what_is_not_published(self):
        assert worst([Rag.GREEN, None, Rag.AMBER]) is Rag.AMBER
        assert worst([None]) is None


class TestThreePoint:
    def test_both_mixed_ambers_become_amber(self):
        assert [three_point(rag) for rag in Rag] == [
            Rag.COMPLETE,
            Rag.GREEN,
            Rag.AMBER,
            Rag.AMBER,
            Rag.AMBER,
            Rag.RED,
        ]

    @given(ratings, ratings)
    def test_never_turns_an_order_round(self, first, second):
        if severity(first) <= severity(second):
            assert severity(three_point(first)) <= severity(three_point(second))


class TestTally:
    def test_counts_one_set_and_those_not_published(self):
        rated = [("a", Rag.RED), ("a", Rag.RED), ("a", None), ("b", None)]

        assert tally(rated) == {Rag.RED: 2, None: 2}

    def test_refuses_two_sets_without_a_mapping(self):
        with pytest.raises(UnmappedDefinitions, match="Not mapped: a: Red, b: Red"):
            tally([("a", Rag.RED), ("b", Rag.RED)])

    def test_counts_two_sets_through_a_mapping(self):
        mapping = {("a", Rag.RED): Rag.AMBER, ("b", Rag.RED): Rag.RED}

        counted = tally([("a", Rag.RED), ("b", Rag.RED), ("b", None)], mapping=mapping)

        assert counted == {Rag.AMBER: 1, Rag.RED: 1, None: 1}

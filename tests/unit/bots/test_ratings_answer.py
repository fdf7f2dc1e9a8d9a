from datetime import UTC, datetime

import pytest

from bots.rules import chance_answer
from bots.rules.answer import Answer
from bots.rules.asking.query import Filter
from bots.rules.chance_answer import ChanceRow
from bots.rules.money_answer import Said
from bots.rules.ratings_answer import (
    RatedRow,
    Wanted,
    answer_changed,
    answer_is,
    answer_one,
    answer_rated,
    answer_several,
    answer_split,
    answer_who,
    answer_why,
)
from bots.rules.status_answer import RatingFacts

AT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
SAID = Said("Hubs (hubs)", "RAG", "RAG", "rag")
WORDS = {"red": "Red", "amber_red": "Amber/Red", "amber": "Amber", "green": "Green"}


def rating(word: str, *, reason: str = "It is late", by: str = "Our own") -> RatingFacts:
    return RatingFacts(word, WORDS[word], reason, "Sam Lead", AT, by)


def row(ref: str, word: str | None, *, code: str = "hubs", before: str | None = None, **values) -> RatedRow:
    was = rating(before) if before else None
    return RatedRow(ref, f"Stream {ref}", code, rating(word, **values) if word else None, before=was)


def wanted(*filters: tuple[str, bool]) -> Wanted:
    return Wanted.of([Filter("rag", value, negated) for value, negated in filters])


def figures(said: Answer) -> dict[str, str]:
    return {v.label: v.text for v in said.values}


RED = wanted(("red", False))


class TestWanted:
    @pytest.mark.parametrize(
        ("asked", "held", "fits"),
        [
            ((("red", False),), "red", True),
            ((("red", False), ("amber", False)), "amber", True),
            ((("red", False),), "amber_red", False),
            ((("green", True),), "amber", True),
            ((("green", True),), "green", False),
            ((("green", True),), None, False),
            ((("none", False),), None, True),
            ((), None, False),
            ((), "green", True),
        ],
    )
    def test_takes_a_missing_rating_for_nothing(self, asked, held, fits):
        assert wanted(*asked).fits(held) is fits

    def test_says_what_is_asked_for(self):
        assert wanted(("amber", False), ("red", False)).words == "Red or Amber"
        assert wanted(("green", True)).words == "not Green"


class TestAnswerRated:
    def test_lists_by_programme_with_the_finer_colour_and_the_unrated_apart(self):
        said = answer_rated(
            SAID, [row("W1", "green"), row("W2", "amber_red"), row("W3", "red"), row("W4", None)], RED, at=AT
        )

        assert said.headline == "Reported Red: 1 in hubs."
        assert said.refs == ("W3",)
        assert "Amber/Red:" in said.lines
        assert figures(said) == {
            "reported Red, hubs": "1",
            "reported Amber/Red, hubs": "1",
            "no rating published, hubs": "1",
        }

    def test_never_adds_up_two_programmes(self):
        said = answer_rated(SAID, [row("W1", "red"), row("W1", "red", code="other")], RED, at=AT)

        assert said.headline == "Reported Red: 1 in hubs and 1 in other."
        assert figures(said) == {"reported Red, hubs": "1", "reported Red, other": "1"}

    def test_counts_nothing_where_nothing_is_rated(self):
        said = answer_rated(SAID, [row("W1", None), row("W2", None)], RED, counting=True, at=AT)

        assert said.values == ()
        assert said.headline == "No workstream is reported Red."
        assert "No rating is published for 2 in hubs." in said.lines


class TestAnswerOne:
    def test_says_the_rating_and_why(self):
        said = answer_one(SAID, row("W3", "red"), at=AT)

        assert said.headline == "W3 Stream W3 (hubs) is reported Red."
        assert figures(said) == {"reported RAG": "red"}

    def test_says_that_none_is_published_and_gives_no_value(self):
        said = answer_one(SAID, row("W3", None), at=AT)

        assert said.headline == "W3 Stream W3 (hubs): no RAG is published."
        assert said.values == ()

    def test_says_that_a_line_has_none_of_its_own(self):
        said = answer_one(SAID, row("W3", "green"), of_line="24S1 Fewer (hubs)", at=AT)

        assert said.headline.startswith("24S1 Fewer (hubs) has no RAG of its own; its workstream W3")


class TestAnswerWhy:
    def test_gives_the_reason_recorded(self):
        said = answer_why(SAID, row("W3", "red", reason="Hearing fixed"), RED, at=AT)

        assert said.headline == "W3 Stream W3 (hubs) is reported Red on 22 Nov 2026, Sam Lead: Hearing fixed."
        assert said.values[0].value == "Hearing fixed"

    def test_puts_a_false_premise_right_first(self):
        said = answer_why(SAID, row("W3", "amber"), RED, at=AT)

        assert said.headline.startswith("W3 Stream W3 (hubs) is not Red: it is reported Amber on 22 Nov 2026")
        assert said.values[0].value == "amber"

    def test_invents_no_reason(self):
        assert "no reason is recorded" in answer_why(SAID, row("W3", "red", reason=""), RED, at=AT).headline
        unrated = answer_why(SAID, row("W3", None), RED, at=AT)
        assert "no RAG is published, so whether it is Red is not known" in unrated.headline
        assert unrated.values == ()


class TestAnswerIs:
    def test_answers_with_the_fact(self):
        assert answer_is(SAID, [row("W3", "red")], RED, at=AT).headline.startswith("Yes: ")
        said = answer_is(SAID, [row("W3", "amber_red")], RED, at=AT)
        assert said.headline.startswith("No: W3 Stream W3 (hubs) is not Red: it is reported Amber/Red")
        assert figures(said) == {"reported RAG": "amber/red"}

    def test_does_not_know_what_is_not_published(self):
        said = answer_is(SAID, [row("W3", None)], RED, at=AT)

        assert said.headline == "W3 Stream W3 (hubs): no RAG is published, so whether it is Red is not known."

    def test_reads_a_negation(self):
        assert answer_is(SAID, [row("W3", "red")], wanted(("red", True)), at=AT).headline.startswith(
            "No: W3 Stream W3 (hubs) is not other than Red"
        )


class TestSeveral:
    def test_splits_by_definition_set(self):
        said = answer_split(SAID, [row("W1", "red"), row("W2", "red", by="Theirs"), row("W3", None)], at=AT)

        assert figures(said) == {
            "reported Red (Our own)": "1",
            "reported Red (Theirs)": "1",
            "no RAG published": "1",
        }

    def test_lists_what_changed_since_a_moment(self):
        rows = [row("W1", "red", before="amber"), row("W2", "green", before="green"), row("W3", None)]

        said = answer_changed(SAID, rows, Wanted(), "since 1 Nov 2026", at=AT)

        assert said.headline == "1 workstream changed rating since 1 Nov 2026."
        assert said.refs == ("W1",)

    def test_says_who_rated_each(self):
        assert answer_who(SAID, [row("W1", "red")], at=AT).values[0].value == "Sam Lead"

    def test_tells_several_the_worst_first(self):
        assert answer_several(SAID, [row("W1", "green"), row("W2", "red")], at=AT).refs == ("W2", "W1")


class TestChance:
    def test_says_what_a_chance_is_of(self):
        said = chance_answer.answer_chance(SAID, ChanceRow("M1", "M1 Opening (hubs)", 0.5969, "high"), at=AT)

        assert (
            said.headline
            == "M1 Opening (hubs): 60% that it moves 90 days or more later within a year (high)."
        )
        assert figures(said) == {"chance": "0.5969"}

    def test_has_no_value_where_it_is_not_known(self):
        rows = [ChanceRow("M1", "M1", None, "not known"), ChanceRow("M2", "M2", None, "low", is_done=True)]

        assert [chance_answer.answer_chance(SAID, r, at=AT).values for r in rows] == [(), ()]
        assert chance_answer.answer_chances(SAID, rows, at=AT).values == ()

    def test_gives_a_line_a_lower_bound(self):
        said = chance_answer.answer_chance(
            SAID, ChanceRow("24S1", "24S1", 0.25, "medium", is_line=True), at=AT
        )

        assert said.headline.startswith("24S1: at least 25% that a milestone it waits for")

    def test_lists_the_likeliest_first(self):
        rows = [ChanceRow("M1", "M1", 0.2, "medium"), ChanceRow("M2", "M2", 0.6, "high")]

        assert chance_answer.answer_chances(SAID, rows, n=1, at=AT).refs == ("M2",)
        assert chance_answer.answer_chances(SAID, rows, smallest=True, at=AT).refs == ("M1", "M2")

import json
from datetime import UTC, datetime
from decimal import Decimal

from bots.rules.answer import ILLUSTRATIVE, Answer, Option, Status, Value, counted, listed

AT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)


def an_answer(**values) -> Answer:
    given = {
        "status": Status.ANSWERED,
        "as_at": AT,
        "headline": "24S365, 2024/25: plan £1.82m.",
        "intent": "savings",
    }
    return Answer(**{**given, **values})


class TestAnswer:
    def test_text_is_complete_and_dated_as_live(self):
        said = an_answer(
            reading="savings of line 24S365", lines=("Nothing is claimed.",), notes=("Without exempt items.",)
        )

        assert said.text.splitlines() == [
            "24S365, 2024/25: plan £1.82m.",
            "Nothing is claimed.",
            "Without exempt items.",
            "Read as: savings of line 24S365.",
            "Live figures as at 22 Nov 2026, 14:05.",
        ]

    def test_text_numbers_its_options(self):
        options = (Option("status W1", "One"), Option("status W2", "Two"))

        said = an_answer(status=Status.CHOOSE, headline="Which do you mean?", options=options)

        assert said.text.splitlines() == ["Which do you mean?", "1. status W1", "2. status W2"]

    def test_says_illustrative(self):
        assert ILLUSTRATIVE in an_answer(illustrative=True).text
        assert "Illustrative" not in an_answer().text

    def test_dates_no_help_and_no_question_back(self):
        assert "as at" not in an_answer(intent="help").text
        assert "as at" not in an_answer(status=Status.UNKNOWN).text

    def test_json_has_the_promised_keys_and_exact_pounds(self):
        said = an_answer(
            values=(Value("plan 2024/25", Decimal(107000), "pounds"), Value("lines", 28, "lines")),
            refs=("24S365",),
            options=(Option("status W1", "One"),),
        )

        document = json.loads(json.dumps(said.as_json()))

        assert document["values"] == [
            {"label": "plan 2024/25", "value": "107000.00", "unit": "pounds"},
            {"label": "lines", "value": "28", "unit": "lines"},
        ]
        assert document["status"] == "answered"
        assert document["refs"] == ["24S365"]
        assert document["options"] == ["status W1"]
        assert document["as_at"] == "2026-11-22T14:05:00+00:00"
        assert {"intent", "reading", "text"} <= set(document)

    def test_json_never_rounds_pounds_to_the_unit_of_the_text(self):
        assert Value("forecast", Decimal("33870.97"), "pounds").text == "33870.97"


class TestWords:
    def test_counts_with_the_noun(self):
        assert [counted(n, "milestone") for n in (0, 1, 2)] == [
            "No milestones",
            "1 milestone",
            "2 milestones",
        ]

    def test_joins_as_a_sentence_does(self):
        assert [listed(list("abc")[:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]

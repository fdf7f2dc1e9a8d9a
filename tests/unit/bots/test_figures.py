"""Tables and charts within Slack's limits, whatever an answer holds; and the ladder down to its text."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bots.rehearsal.blockkit.check import characters, check_blocks
from bots.rules.answer import Answer, Option, Status, Table, Value
from bots.slack import blocks
from bots.slack.figures import chart_of, data_table

ADDRESS = "https://tracker.example.test"
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
words = st.text(max_size=400)


def money(label: str, pounds: int) -> Value:
    return Value(label, Decimal(pounds), "pounds")


def an_answer(**values: Any) -> Answer:
    return Answer(Status.ANSWERED, AT, values.pop("headline", "£1.2m planned in 2026/27"), **values)


class TestDataTable:
    def test_has_a_caption_and_heads_its_rows(self) -> None:
        block = data_table(
            Table("Savings by year", ("Line", "2026/27"), (("24S2 Homes", "£107k"), ("24S3", "")))
        )

        assert block["caption"] == "Savings by year"
        assert block["row_header_column_index"] == 0
        assert [c["text"] for c in block["rows"][2]] == ["24S3", "–"]
        assert check_blocks([block], "message") == []

    def test_says_how_many_rows_are_left_out(self) -> None:
        rows = tuple((f"24S{n}", "£1k") for n in range(130))

        block = data_table(Table("Savings", ("Line", "Plan"), rows))

        assert len(block["rows"]) == 101
        assert block["caption"] == "Savings; 30 more rows in the tracker"

    @given(
        columns=st.lists(words, min_size=1, max_size=24),
        rows=st.lists(st.lists(words, max_size=24), min_size=1, max_size=130),
        title=words,
    )
    def test_is_always_one_that_slack_takes(
        self, columns: list[str], rows: list[list[str]], title: str
    ) -> None:
        block = data_table(Table(title, tuple(columns), tuple(map(tuple, rows))))

        assert check_blocks([block], "message") == []


class TestChart:
    def test_draws_a_measure_over_its_years(self) -> None:
        said = an_answer(
            values=(money("planned savings 2026/27", 107_000), money("planned savings 2027/28", 210_500))
        )

        block = chart_of(said)

        assert block is not None
        assert block["chart"]["axis_config"]["categories"] == ["2026/27", "2027/28"]
        assert [p["value"] for p in block["chart"]["series"][0]["data"]] == [107.0, 210.5]
        assert check_blocks([block], "message") == []

    def test_draws_nothing_where_a_year_is_not_known_or_there_is_one_alone(self) -> None:
        assert chart_of(an_answer(values=(money("planned savings 2026/27", 107_000),))) is None
        assert chart_of(an_answer(values=(Value("lines", 3, "lines"),))) is None

    @given(st.lists(st.tuples(words, st.integers(2000, 2040), st.integers(-(10**9), 10**9)), max_size=60))
    def test_is_always_one_that_slack_takes(self, values: list[tuple[str, int, int]]) -> None:
        held = tuple(money(f"{label} {y}/{(y + 1) % 100:02d}", pounds) for label, y, pounds in values)

        block = chart_of(an_answer(values=held))

        assert block is None or check_blocks([block], "message") == []


class TestTheLadder:
    @given(
        headline=words.filter(str.strip),
        lines=st.lists(words, max_size=60),
        options=st.lists(words.filter(str.strip), max_size=8),
    )
    def test_every_rung_says_it_all_within_the_limits(
        self, headline: str, lines: list[str], options: list[str]
    ) -> None:
        said = an_answer(
            headline=headline,
            lines=tuple(lines),
            options=tuple(Option(o, o) for o in options),
            link="/rows/?q=1",
        )

        text, layouts = blocks.answer_of(said, key="0" * 36, address=ADDRESS, note="Over open items alone")

        assert layouts[-1] is None
        assert len(text) <= blocks.LONGEST_MESSAGE
        for layout in layouts[:-1]:
            assert layout is not None
            assert check_blocks(layout, "message") == []
            assert characters(layout) <= 13_200

    def test_a_button_carries_a_place_and_no_words(self) -> None:
        said = an_answer(options=(Option("savings of WS3 Fostering in 2026/27", "WS3 Fostering"),))

        _, layouts = blocks.answer_of(said, key="the-key", address=ADDRESS)

        assert "'action_id': 'choose_1'" in str(layouts[0])
        assert "'value': 'the-key:0'" in str(layouts[0])

    def test_a_choice_says_once_what_all_have_in_common_and_never_cuts_off_what_tells_them_apart(
        self,
    ) -> None:
        labels = [
            "status of workstream W11 Modernising Placements (hampshire-sp2023)",
            "status of workstream W20 Attribution of Placement Cost (hampshire-sp2023-story, Illustrative)",
            "status of line SC1 Placements with council foster carers in place of bought ones (somerset-ct)",
        ]
        said = an_answer(headline="Which do you mean?", options=tuple(Option(o, o) for o in labels))

        _, (rich, *_rest) = blocks.answer_of(said, key="the-key", address=ADDRESS)

        assert rich is not None
        assert [b["type"] for b in rich[:2]] == ["section", "actions"]
        assert rich[0]["text"]["text"] == "Which do you mean?\nstatus of …"
        assert [e["text"]["text"] for e in rich[1]["elements"][:3]] == [
            "1. workstream W11 Modernising Placements (hampshire-sp2023)",
            "2. workstream W20 Attribution of… (hampshire-sp2023-story, Illustrative)",
            "3. line SC1 Placements with council foster carers in place… (somerset-ct)",
        ]

    def test_choices_cut_alike_are_listed_in_full(self) -> None:
        one, two = "x" * 90 + "1", "x" * 90 + "2"
        said = an_answer(options=(Option("1", one), Option("2", two)))

        _, (rich, *_rest) = blocks.answer_of(said, key="the-key", address=ADDRESS)

        assert f"1. {one}\\n2. {two}" in str(rich)

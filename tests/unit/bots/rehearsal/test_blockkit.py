"""What Slack would refuse in blocks and views."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bots.rehearsal.answers import complaints
from bots.rehearsal.blockkit.check import characters, check_blocks, check_view, completed
from bots.rehearsal.gestures import state_of
from bots.rehearsal.page.blocks import Easel, paint_blocks

Block = dict[str, Any]


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text}


def option(value: str = "red") -> Block:
    return {"text": plain(value.title()), "value": value}


def cell(text: str) -> Block:
    return {"type": "raw_text", "text": text}


BUTTON: Block = {"type": "button", "text": plain("Go"), "action_id": "go", "value": "1"}
SELECT: Block = {
    "type": "static_select",
    "action_id": "rag",
    "options": [option()],
    "placeholder": plain("Choose"),
}
DATA_TABLE: Block = {
    "type": "data_table",
    "caption": "Savings",
    "rows": [[cell("Name")], [cell("Fostering")]],
}
GOOD: list[Block] = [
    {"type": "section", "text": mrkdwn("x" * 3000)},
    {"type": "section", "fields": [mrkdwn("x" * 2000)] * 10},
    {"type": "section", "text": plain("x"), "accessory": BUTTON},
    {"type": "header", "text": plain("x" * 150)},
    {"type": "divider"},
    {"type": "context", "elements": [mrkdwn("x"), plain("y")]},
    {"type": "actions", "elements": [{**BUTTON, "action_id": str(n)} for n in range(25)]},
    {
        "type": "actions",
        "elements": [SELECT, {"type": "datepicker", "action_id": "d", "initial_date": "2026-11-22"}],
    },
    {"type": "image", "image_url": "https://example.test/a.png", "alt_text": "A curve"},
    {"type": "input", "label": plain("Why"), "element": {"type": "plain_text_input", "action_id": "a"}},
    {
        "type": "input",
        "label": plain("Rating"),
        "element": {"type": "radio_buttons", "action_id": "r", "options": [option()]},
    },
    {
        "type": "input",
        "label": plain("How much"),
        "element": {"type": "number_input", "is_decimal_allowed": True},
    },
    {"type": "table", "rows": [[cell("a"), cell("b")]] * 100},
    DATA_TABLE,
    {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}],
    },
]
CONFIRM: Block = {k: plain("Sure?") for k in ("title", "text", "confirm", "deny")}
BOXES: Block = {"type": "checkboxes", "options": [option()], "initial_options": [option()]}
EVERY_KIND: list[Block] = [
    *(block for block in GOOD if block["type"] not in ("table", "section") or "accessory" in block),
    {"type": "table", "rows": [[cell("a"), {"type": "raw_number", "value": 1, "text": "1"}]]},
    {
        "type": "section",
        "text": mrkdwn("x"),
        "accessory": {**BUTTON, "confirm": CONFIRM, "url": "https://e.test"},
    },
    {"type": "section", "text": mrkdwn("x"), "accessory": {"type": "overflow", "options": [option()]}},
    {"type": "actions", "elements": [BOXES, {**SELECT, "initial_option": option()}]},
    {"type": "input", "label": plain("x"), "element": {**SELECT, "options": [], "option_groups": []}},
    {"type": "input", "label": plain("x"), "hint": plain("y"), "element": BOXES},
    {
        "type": "input",
        "label": plain("x"),
        "element": {"type": "static_select", "option_groups": [{"label": plain("g"), "options": [option()]}]},
    },
    {
        "type": "input",
        "label": plain("x"),
        "element": {
            "type": "number_input",
            "is_decimal_allowed": True,
            "min_value": "1",
            "initial_value": "2",
        },
    },
]
BAD: list[tuple[Block, str]] = [
    ({"type": "sektion"}, "unsupported type: sektion"),
    ({"type": "section"}, "missing required field: text"),
    (
        {"type": "section", "text": mrkdwn("")},
        "must be more than 0 characters [json-pointer:/blocks/0/text/text]",
    ),
    ({"type": "section", "text": mrkdwn("   ")}, "must be more than 0 characters"),
    ({"type": "section", "text": mrkdwn("x" * 3001)}, "must be less than 3001 characters"),
    ({"type": "section", "text": "x"}, "must provide an object [json-pointer:/blocks/0/text]"),
    ({"type": "section", "text": mrkdwn("x"), "colour": "red"}, "invalid additional property: colour"),
    ({"type": "section", "fields": [mrkdwn("x")] * 11}, "no more than 10 items allowed"),
    ({"type": "section", "fields": [mrkdwn("x" * 2001)]}, "must be less than 2001 characters"),
    ({"type": "section", "text": mrkdwn("x"), "block_id": "b" * 256}, "must be less than 256 characters"),
    ({"type": "header", "text": plain("x" * 151)}, "must be less than 151 characters"),
    ({"type": "header", "text": mrkdwn("x")}, "must be one of plain_text"),
    ({"type": "context", "elements": [mrkdwn("x")] * 11}, "no more than 10 items allowed"),
    ({"type": "context", "elements": []}, "must provide at least 1 item"),
    ({"type": "actions", "elements": [BUTTON] * 26}, "no more than 25 items allowed"),
    ({"type": "actions", "elements": [BUTTON, BUTTON]}, "`action_id` must be unique"),
    (
        {"type": "actions", "elements": [{**BUTTON, "text": plain("x" * 76)}]},
        "must be less than 76 characters",
    ),
    ({"type": "actions", "elements": [{**BUTTON, "value": "x" * 2001}]}, "must be less than 2001 characters"),
    ({"type": "actions", "elements": [{**BUTTON, "style": "green"}]}, "must be one of primary, danger"),
    ({"type": "actions", "elements": [{"type": "plain_text_input"}]}, "unsupported type: plain_text_input"),
    (
        {"type": "actions", "elements": [{**SELECT, "initial_option": option("blue")}]},
        "must be among the options",
    ),
    ({"type": "actions", "elements": [{**SELECT, "options": []}]}, "must provide at least 1 item"),
    (
        {"type": "actions", "elements": [{"type": "datepicker", "initial_date": "22/11/2026"}]},
        "must be a date like",
    ),
    ({"type": "image", "image_url": "https://example.test/a.png"}, "missing required field: alt_text"),
    ({"type": "input", "label": plain("x"), "element": BUTTON}, "unsupported type: button"),
    ({"type": "input", "label": plain("x")}, "missing required field: element"),
    ({"type": "table", "rows": [[cell("a")], [cell("a"), cell("b")]]}, "same number of cells"),
    ({"type": "table", "rows": [[cell("a")]] * 101}, "no more than 100 items allowed"),
    (
        {"type": "table", "rows": [[cell("")]]},
        "must be more than 0 characters [json-pointer:/blocks/0/rows/0/0/text]",
    ),
    ({"type": "table", "rows": [[cell("x")] * 21]}, "between 1 and 20 cells"),
    ({k: v for k, v in DATA_TABLE.items() if k != "caption"}, "missing required field: caption"),
    ({**DATA_TABLE, "rows": [[cell("Name")]]}, "must provide at least 2 items"),
    ({**DATA_TABLE, "page_size": 101}, "must be a number from 1 to 100"),
    ({**DATA_TABLE, "row_header_column_index": 1}, "must be the index of a column"),
]


class TestBlocks:
    @pytest.mark.parametrize("block", GOOD, ids=lambda block: block["type"])
    def test_good_ones_pass(self, block: Block) -> None:
        assert check_blocks([block], "message") == []

    @pytest.mark.parametrize(("block", "words"), BAD, ids=lambda value: str(value)[:60])
    def test_bad_ones_are_named(self, block: Block, words: str) -> None:
        problems = check_blocks([block], "message")

        assert any(words in problem for problem in problems), problems

    @pytest.mark.parametrize("blocks", ["x", [1], [[]], [{}], [{"type": None}], [{"type": ["x"]}]])
    def test_nonsense_is_refused_and_not_tripped_over(self, blocks: object) -> None:
        assert check_blocks(blocks, "message")

    @pytest.mark.parametrize(("surface", "most"), [("message", 50), ("modal", 100), ("home", 100)])
    def test_so_many_and_no_more(self, surface: Any, most: int) -> None:
        assert check_blocks([{"type": "divider"}] * most, surface) == []
        assert check_blocks([{"type": "divider"}] * (most + 1), surface)

    def test_block_ids_are_unique(self) -> None:
        problems = check_blocks([{"type": "divider", "block_id": "a"}] * 2, "message")

        assert problems == ["[ERROR] `block_id` must be unique: a [json-pointer:/blocks/1/block_id]"]

    def test_one_table_a_message(self) -> None:
        table = {"type": "table", "rows": [[cell("a")]]}

        assert "no more than one table" in check_blocks([table, table], "message")[0]

    @pytest.mark.parametrize("block", [DATA_TABLE, {"type": "table", "rows": [[cell("a")]]}])
    def test_no_tables_in_modals(self, block: Block) -> None:
        assert "unsupported type" in check_blocks([block], "modal")[0]


def places_in(thing: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every value inside a block."""
    items = thing.items() if isinstance(thing, dict) else enumerate(thing) if isinstance(thing, list) else ()
    for key, value in items:
        yield (*path, key)
        yield from places_in(value, (*path, key))


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.sampled_from(["", "x", "plain_text", "2026-13-45", "://["]),
    lambda inside: st.lists(inside, max_size=2) | st.dictionaries(st.sampled_from(["type", "text"]), inside),
    max_leaves=4,
)


class TestAnyBlock:
    @given(st.data())
    @settings(max_examples=300)
    def test_is_refused_or_can_be_shown_and_answered(self, data: st.DataObject) -> None:
        block = copy.deepcopy(data.draw(st.sampled_from(EVERY_KIND)))
        *way, last = data.draw(st.sampled_from(list(places_in(block))))
        inner: Any = block
        for step in way:
            inner = inner[step]
        inner[last] = data.draw(JSON)

        problems = check_blocks([block], "message")

        if not problems:
            shown = completed([block])
            assert paint_blocks(shown, Easel("p0"))
            complaints(shown, state_of(shown, {}))


class TestViews:
    def test_a_home_tab_has_no_title(self) -> None:
        view = {"type": "home", "blocks": [], "title": plain("x")}

        assert check_view(view, "home") == ["[ERROR] invalid additional property: title [json-pointer:/view]"]

    @pytest.mark.parametrize("view", [None, "x", [], {}, {"type": "modal"}, {"type": "modal", "blocks": 3}])
    def test_nonsense_is_refused_and_not_tripped_over(self, view: object) -> None:
        assert check_view(view, "modal")


class TestCompleted:
    def test_ids_are_made_up_where_they_are_missing_and_the_original_stays(self) -> None:
        blocks = [{"type": "actions", "elements": [{"type": "button", "text": plain("Go")}]}]
        before = copy.deepcopy(blocks)

        done = completed(blocks)

        assert done[0]["block_id"]
        assert done[0]["elements"][0]["action_id"]
        assert blocks == before


class TestCharacters:
    def test_counts_texts_wherever_they_are_but_not_data_tables(self) -> None:
        blocks = [{"type": "section", "text": plain("four"), "fields": [plain("four")]}, DATA_TABLE]

        assert characters(blocks) == 8

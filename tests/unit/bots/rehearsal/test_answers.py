"""What Slack's own client would not let a person submit."""

from __future__ import annotations

from typing import Any

import pytest

from bots.rehearsal.answers import UnknownAnswer, answer, complaint_about, complaints, offered_options

SELECT: dict[str, Any] = {
    "type": "static_select",
    "action_id": "rag",
    "option_groups": [{"options": [{"text": {"type": "plain_text", "text": "Red"}, "value": "red"}]}],
}


class TestAnswer:
    def test_an_option_in_a_group(self) -> None:
        assert answer(SELECT, "red")["selected_option"]["text"]["text"] == "Red"

    def test_nothing_chosen(self) -> None:
        assert answer(SELECT, "") == {"type": "static_select", "selected_option": None}

    def test_an_option_that_is_not_there(self) -> None:
        with pytest.raises(UnknownAnswer, match="no option 'blue'"):
            answer(SELECT, "blue")


class TestComplaints:
    def test_an_optional_field_may_be_empty(self) -> None:
        block = {"type": "input", "block_id": "b", "element": SELECT, "optional": True}

        assert complaints([block], {}) == {}

    @pytest.mark.parametrize(
        ("element", "text", "words"),
        [
            ({"type": "plain_text_input", "min_length": 5}, "four", "at least 5 characters"),
            ({"type": "plain_text_input", "max_length": 3}, "four", "no more than 3 characters"),
            ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "a whole number"),
            ({"type": "number_input", "is_decimal_allowed": True}, "lots", "a number"),
            ({"type": "number_input", "is_decimal_allowed": True}, "NaN", "a number"),
            ({"type": "number_input", "is_decimal_allowed": True, "min_value": "0"}, "-1", "0 or more"),
            ({"type": "number_input", "is_decimal_allowed": True, "max_value": "9.5"}, "9.6", "9.5 or less"),
        ],
    )
    def test_lengths_and_numbers(self, element: dict[str, Any], text: str, words: str) -> None:
        assert words in complaint_about(element, text)


class TestOfferedOptions:
    def test_hold_the_one_chosen_to_begin_with_before_the_app_gives_any(self) -> None:
        first = {"text": {"type": "plain_text", "text": "WS3"}, "value": "key"}
        menu = {"type": "external_select", "action_id": "thing", "initial_option": first}
        other = {"text": {"type": "plain_text", "text": "WS4"}, "value": "other"}

        assert offered_options(menu, []) == [first]
        assert offered_options(menu, [other, first]) == [other, first]
        assert offered_options({"type": "external_select", "action_id": "thing"}, []) == []

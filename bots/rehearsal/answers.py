"""What people put into inputs, menus and buttons: read from the page, shaped as Slack sends it, checked as
Slack's own client checks before it sends anything."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from bots.rehearsal.views import Values

Element = dict[str, Any]
REQUIRED = "Please complete this required field."


class UnknownAnswer(Exception):
    """Somebody answered with an option that the element does not have."""


def options_of(element: Element) -> list[dict[str, Any]]:
    """Return the options of an element, those in groups included."""
    return list(element.get("options", [])) + [
        option for group in element.get("option_groups", []) for option in group["options"]
    ]


def option_with(element: Element, value: str) -> dict[str, Any]:
    for option in options_of(element):
        if option["value"] == value:
            return option
    raise UnknownAnswer(f"no option {value!r} in {element.get('action_id')}")


def answer(element: Element, given: Any) -> dict[str, Any]:
    """Return the state of an element for what a person gave: a text, an option's value or a list of them.

    Nothing given (None or "") is an empty answer. Raises UnknownAnswer.
    """
    kind = element["type"]
    if kind == "checkboxes":
        values = [given] if isinstance(given, str) and given else list(given or [])
        return {"type": kind, "selected_options": [option_with(element, value) for value in values]}
    text = str(given) if given not in (None, "") else None
    if kind in ("static_select", "external_select", "radio_buttons", "overflow"):
        return {"type": kind, "selected_option": option_with(element, text) if text else None}
    if kind == "datepicker":
        return {"type": kind, "selected_date": text}
    if kind == "timepicker":
        return {"type": kind, "selected_time": text}
    return {"type": kind, "value": text}


def first_answer(element: Element) -> Any:
    """Return what an element shows before anybody has touched it."""
    if "initial_options" in element:
        return [option["value"] for option in element["initial_options"]]
    if "initial_option" in element:
        return element["initial_option"]["value"]
    return next((element[k] for k in ("initial_date", "initial_time", "initial_value") if k in element), None)


def offered_options(element: Element, offered: Sequence[Element]) -> list[Element]:
    """Return what a menu holds whose options the app gives: those it gave, and the one it had chosen to begin with."""
    first = element.get("initial_option")
    if first is None or any(option["value"] == first["value"] for option in offered):
        return [*offered]
    return [first, *offered]


def current_answer(element: Element, state: dict[str, Any] | None) -> Any:
    """Return what an element shows now, given its state; its first answer when it has none yet."""
    if state is None:
        return first_answer(element)
    if "selected_options" in state:
        return [option["value"] for option in state["selected_options"]]
    if "selected_option" in state:
        return state["selected_option"]["value"] if state["selected_option"] else None
    return next((state[k] for k in ("selected_date", "selected_time", "value") if k in state), None)


def is_empty(state: dict[str, Any]) -> bool:
    return not any(value for key, value in state.items() if key != "type")


def complaints(blocks: list[dict[str, Any]], values: Values) -> dict[str, str]:
    """Return by block id what Slack's client would not let a person submit."""
    found: dict[str, str] = {}
    for block in blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        state = values.get(block["block_id"], {}).get(element["action_id"], {})
        if is_empty(state):
            if not block.get("optional"):
                found[block["block_id"]] = REQUIRED
            continue
        complaint = complaint_about(element, str(state.get("value") or ""))
        if complaint:
            found[block["block_id"]] = complaint
    return found


def complaint_about(element: Element, text: str) -> str:
    """Return what is wrong with the length or the number a person typed; empty when nothing is."""
    if element["type"] == "plain_text_input":
        if len(text) < element.get("min_length", 0):
            return f"Please enter at least {element['min_length']} characters."
        if len(text) > element.get("max_length", 3000):
            return f"Please enter no more than {element.get('max_length', 3000)} characters."
    if element["type"] == "number_input":
        return complaint_about_number(element, text)
    return ""


def complaint_about_number(element: Element, text: str) -> str:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return "Please enter a number."
    if not number.is_finite():
        return "Please enter a number."
    if not element["is_decimal_allowed"] and number != number.to_integral_value():
        return "Please enter a whole number."
    if "min_value" in element and number < Decimal(element["min_value"]):
        return f"Please enter {element['min_value']} or more."
    if "max_value" in element and number > Decimal(element["max_value"]):
        return f"Please enter {element['max_value']} or less."
    return ""

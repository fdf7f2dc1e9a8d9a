"""Interactive elements: buttons, menus and inputs."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from bots.rehearsal.blockkit.findings import Findings
from bots.rehearsal.blockkit.texts import check_confirmation, check_option, check_options, check_text

Element = dict[str, Any]
COMMON = ("type", "action_id", "confirm", "focus_on_load")


def check_button(findings: Findings, element: Element, pointer: str) -> None:
    findings.keys(element, pointer, (*COMMON[:3], "text", "url", "value", "style", "accessibility_label"))
    check_text(findings, element, "text", pointer, most=75, plain=True)
    findings.string(element, "url", pointer, most=3000)
    findings.string(element, "value", pointer, most=2000)
    findings.string(element, "accessibility_label", pointer, most=75)
    findings.one_of(element, "style", pointer, ("primary", "danger"))


def check_static_select(findings: Findings, element: Element, pointer: str) -> None:
    findings.keys(element, pointer, (*COMMON, "placeholder", "options", "option_groups", "initial_option"))
    check_text(findings, element, "placeholder", pointer, most=150, plain=True, required=False)
    choices: list[Any] = []
    if "option_groups" in element:
        for place, group in enumerate(findings.items(element, "option_groups", pointer, most=100)):
            where = f"{pointer}/option_groups/{place}"
            if findings.is_object(group, where):
                check_text(findings, group, "label", where, most=75, plain=True)
                choices += check_options(findings, group, where, most=100)
    else:
        choices = check_options(findings, element, pointer, most=100)
    check_initial(findings, element, pointer, choices)


def check_radio_buttons(findings: Findings, element: Element, pointer: str) -> None:
    findings.keys(element, pointer, (*COMMON, "options", "initial_option"))
    check_initial(findings, element, pointer, check_options(findings, element, pointer, most=10, plain=False))


def check_checkboxes(findings: Findings, element: Element, pointer: str) -> None:
    findings.keys(element, pointer, (*COMMON, "options", "initial_options"))
    options = check_options(findings, element, pointer, most=10, plain=False)
    initials = findings.items(element, "initial_options", pointer, most=10, required=False)
    if any(initial not in options for initial in initials):
        findings.add(f"{pointer}/initial_options", "must be among the options")


def check_overflow(findings: Findings, element: Element, pointer: str) -> None:
    findings.keys(element, pointer, (*COMMON[:3], "options"))
    check_options(findings, element, pointer, most=5)


def check_datepicker(findings: Findings, element: Element, pointer: str) -> None:
    findings.keys(element, pointer, (*COMMON, "initial_date", "placeholder"))
    check_text(findings, element, "placeholder", pointer, most=150, plain=True, required=False)
    initial = element.get("initial_date")
    if initial is not None and not re.fullmatch(r"\d{4}-\d\d-\d\d", str(initial)):
        findings.add(f"{pointer}/initial_date", "must be a date like 2026-11-20")


def check_timepicker(findings: Findings, element: Element, pointer: str) -> None:
    findings.keys(element, pointer, (*COMMON, "initial_time", "placeholder", "timezone"))
    check_text(findings, element, "placeholder", pointer, most=150, plain=True, required=False)
    initial = element.get("initial_time")
    if initial is not None and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", str(initial)):
        findings.add(f"{pointer}/initial_time", "must be a time like 09:30")


def check_external_select(findings: Findings, element: Element, pointer: str) -> None:
    findings.keys(element, pointer, (*COMMON, "placeholder", "min_query_length", "initial_option"))
    check_text(findings, element, "placeholder", pointer, most=150, plain=True, required=False)
    least = element.get("min_query_length", 3)
    if isinstance(least, bool) or not isinstance(least, int) or least < 0:
        findings.add(f"{pointer}/min_query_length", "must be a number of at least 0")
    if "initial_option" in element:
        check_option(findings, element["initial_option"], f"{pointer}/initial_option", plain=True)


def check_plain_text_input(findings: Findings, element: Element, pointer: str) -> None:
    limits = ("min_length", "max_length")
    findings.keys(
        element,
        pointer,
        (
            "type",
            "action_id",
            "focus_on_load",
            "initial_value",
            "multiline",
            "placeholder",
            "dispatch_action_config",
        )
        + limits,
    )
    findings.string(element, "initial_value", pointer, most=3000, least=0)
    findings.flag(element, "multiline", pointer)
    check_text(findings, element, "placeholder", pointer, most=150, plain=True, required=False)
    for key, least in zip(limits, (0, 1), strict=True):
        if key in element and not (type(element[key]) is int and least <= element[key] <= 3000):
            findings.add(f"{pointer}/{key}", f"must be a number from {least} to 3000")


def check_number_input(findings: Findings, element: Element, pointer: str) -> None:
    strings = ("initial_value", "min_value", "max_value")
    findings.keys(
        element,
        pointer,
        (
            "type",
            "action_id",
            "focus_on_load",
            "is_decimal_allowed",
            "placeholder",
            "dispatch_action_config",
            *strings,
        ),
    )
    if not isinstance(element.get("is_decimal_allowed"), bool):
        findings.add(pointer, "missing required field: is_decimal_allowed")
    for key in strings:
        findings.string(element, key, pointer, most=50)
        if key in element and not re.fullmatch(r"-?\d+(\.\d+)?", str(element[key])):
            findings.add(f"{pointer}/{key}", "must be a number in a string")
    check_text(findings, element, "placeholder", pointer, most=150, plain=True, required=False)


def check_initial(findings: Findings, element: Element, pointer: str, choices: list[Any]) -> None:
    """Report an initial option that is not exactly one of the options, as Slack does."""
    if "initial_option" in element and element["initial_option"] not in choices:
        findings.add(f"{pointer}/initial_option", "must be among the options")


Check = Callable[[Findings, Element, str], None]
ELEMENTS: dict[str, Check] = {
    "button": check_button,
    "static_select": check_static_select,
    "radio_buttons": check_radio_buttons,
    "checkboxes": check_checkboxes,
    "overflow": check_overflow,
    "datepicker": check_datepicker,
    "timepicker": check_timepicker,
    "external_select": check_external_select,
    "plain_text_input": check_plain_text_input,
    "number_input": check_number_input,
}
CHOICES = ("static_select", "external_select", "radio_buttons", "checkboxes", "datepicker", "timepicker")
ACTIONS = ("button", "overflow", *CHOICES)
INPUTS = ("plain_text_input", "number_input", *CHOICES)


def check_element(findings: Findings, element: object, pointer: str, allowed: tuple[str, ...]) -> None:
    """Report what is wrong with one interactive element in a place that allows these kinds."""
    if not isinstance(element, dict):
        findings.add(pointer, "must provide an object")
        return
    kind = str(element.get("type"))
    if kind not in allowed:
        findings.add(f"{pointer}/type", f"unsupported type: {kind}")
        return
    findings.string(element, "action_id", pointer, most=255)
    check_confirmation(findings, element, pointer)
    ELEMENTS[kind](findings, element, pointer)

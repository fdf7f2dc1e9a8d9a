"""Text objects, options and confirmation dialogues."""

from __future__ import annotations

from typing import Any

from bots.rehearsal.blockkit.findings import Findings

TEXT_KINDS = ("plain_text", "mrkdwn")


def check_text(
    findings: Findings,
    thing: dict[str, Any],
    key: str,
    pointer: str,
    *,
    most: int,
    plain: bool = False,
    required: bool = True,
) -> None:
    """Report what is wrong with the text object under a key; `plain` allows plain_text only."""
    if key not in thing:
        if required:
            findings.add(pointer, f"missing required field: {key}")
        return
    check_text_object(findings, thing[key], f"{pointer}/{key}", most=most, plain=plain)


def check_text_object(
    findings: Findings, text: object, pointer: str, *, most: int, plain: bool = False
) -> None:
    if not isinstance(text, dict):
        findings.add(pointer, "must provide an object")
        return
    kinds = TEXT_KINDS[:1] if plain else TEXT_KINDS
    if text.get("type") not in kinds:
        findings.add(f"{pointer}/type", f"must be one of {', '.join(kinds)}")
    own = ("emoji",) if text.get("type") == "plain_text" else ("verbatim",)
    findings.keys(text, pointer, ("type", "text", *own))
    findings.string(text, "text", pointer, most=most, required=True)
    if isinstance(text.get("text"), str) and text["text"] and not text["text"].strip():
        findings.add(f"{pointer}/text", "must be more than 0 characters")
    for flag in own:
        findings.flag(text, flag, pointer)


def check_option(findings: Findings, option: object, pointer: str, *, plain: bool) -> None:
    if not isinstance(option, dict):
        findings.add(pointer, "must provide an object")
        return
    findings.keys(option, pointer, ("text", "value", "description", "url"))
    check_text(findings, option, "text", pointer, most=75, plain=plain)
    findings.string(option, "value", pointer, most=150, required=True)
    check_text(findings, option, "description", pointer, most=75, plain=plain, required=False)


def check_options(
    findings: Findings, element: dict[str, Any], pointer: str, *, most: int, plain: bool = True
) -> list[Any]:
    """Report what is wrong with the options of a menu or a set of buttons, and return them."""
    options = findings.items(element, "options", pointer, most=most)
    for place, option in enumerate(options):
        check_option(findings, option, f"{pointer}/options/{place}", plain=plain)
    return options


def check_confirmation(findings: Findings, element: dict[str, Any], pointer: str) -> None:
    """Report what is wrong with the dialogue that asks before an action, where there is one."""
    confirm = element.get("confirm")
    if confirm is None:
        return
    where = f"{pointer}/confirm"
    if not isinstance(confirm, dict):
        findings.add(where, "must provide an object")
        return
    findings.keys(confirm, where, ("title", "text", "confirm", "deny", "style"))
    check_text(findings, confirm, "title", where, most=100, plain=True)
    check_text(findings, confirm, "text", where, most=300)
    check_text(findings, confirm, "confirm", where, most=30, plain=True)
    check_text(findings, confirm, "deny", where, most=30, plain=True)
    findings.one_of(confirm, "style", where, ("primary", "danger"))

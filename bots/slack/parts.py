"""The small parts that messages, modals and the Home tab are laid out with.

Database text goes in as plain_text, which Slack never reads as notation.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

Block = dict[str, Any]
OPEN: Final = "open"  # the action of every button that only opens an address
LONGEST_LABEL: Final = 75
LONGEST_HEADER: Final = 150
LONGEST_SECTION: Final = 2900
LONGEST_TITLE: Final = 24


def plain(text: str) -> Block:
    """Return a text that Slack shows to the letter; a blank one would be refused."""
    return {"type": "plain_text", "text": text or " ", "emoji": False}


def cut(text: str, most: int) -> str:
    """Return a text of at most `most` characters, with a sign that it goes on."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def cut_inside(text: str, most: int) -> str:
    """Return a text of at most `most` characters that keeps its end, which tells two of one name apart."""
    if len(text) <= most:
        return text
    tail = text[text.rfind(" (") :] if text.endswith(")") and " (" in text else ""
    if not tail or len(tail) > most // 2 + 5:
        return cut(text, most)
    begins = text[: most - len(tail) - 1]
    whole_words = begins.rpartition(" ")[0]
    return f"{whole_words or begins}…{tail}"


def rich(heading: str, lines: Sequence[str]) -> Block:
    """Return a paragraph whose first line stands out; like plain_text, it is shown to the letter."""
    said: list[Block] = [{"type": "text", "text": heading or " ", "style": {"bold": True}}]
    if lines:
        said.append({"type": "text", "text": cut("\n".join(["", *lines]), LONGEST_SECTION)})
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": said}]}


def header(text: str) -> Block:
    """Return a heading."""
    return {"type": "header", "text": plain(cut(text, LONGEST_HEADER))}


def section(text: str, accessory: Block | None = None) -> Block:
    """Return a paragraph, with a button beside it where one is given."""
    block: Block = {"type": "section", "text": plain(cut(text, LONGEST_SECTION))}
    return block | {"accessory": accessory} if accessory else block


def context(mrkdwn: str) -> Block:
    """Return small print, in Slack's notation: whoever calls has escaped it."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": mrkdwn}]}


def actions(elements: Sequence[Block]) -> Block:
    """Return a row of buttons and menus."""
    return {"type": "actions", "elements": list(elements)}


def button(action: str, label: str, value: str, *, spoken: str = "", style: str = "") -> Block:
    """Return a button; `value` is an opaque key, never a name or a figure.

    `spoken` is what is read out for it: it begins with its label, so that whoever speaks to it finds it by that.
    """
    made: Block = {
        "type": "button",
        "action_id": action,
        "text": plain(cut(label, LONGEST_LABEL)),
        "value": value,
    }
    if spoken:
        made["accessibility_label"] = cut(spoken, LONGEST_LABEL)
    return made | {"style": style} if style else made


def link_button(label: str, url: str) -> Block:
    """Return a button that opens an address."""
    return {"type": "button", "action_id": OPEN, "text": plain(cut(label, LONGEST_LABEL)), "url": url}


def modal(title: str, blocks: list[Block], *, form: UUID | None = None) -> Block:
    """Return a modal with nothing to submit. `form` is how it is found again, and all it carries."""
    view: Block = {
        "type": "modal",
        "title": plain(cut(title, LONGEST_TITLE)),
        "close": plain("Close"),
        "blocks": blocks,
    }
    return view if form is None else view | {"external_id": str(form), "private_metadata": str(form)}


def asking(view: Block, callback: str, submit: str = "Save") -> Block:
    """Return a modal that is submitted."""
    return view | {"callback_id": callback, "submit": plain(submit), "close": plain("Cancel")}


def field(name: str, label: str, element: Block, *, hint: str = "", optional: bool = False) -> Block:
    """Return an input; its block and its element have one name."""
    block: Block = {"type": "input", "block_id": name, "label": plain(label), "element": element}
    if hint:
        block["hint"] = plain(hint)
    return block | {"optional": True} if optional else block


def text_field(
    name: str, *, most: int, lines: bool = False, initial: str = "", placeholder: str = ""
) -> Block:
    """Return a box to write in."""
    made: Block = {"type": "plain_text_input", "action_id": name, "max_length": most}
    if lines:
        made["multiline"] = True
    if initial:
        made["initial_value"] = initial[:most]
    return made | {"placeholder": plain(placeholder)} if placeholder else made


def option(label: str, value: str, description: str = "") -> Block:
    """Return one thing to choose."""
    made: Block = {"text": plain(cut(label, LONGEST_LABEL)), "value": value}
    return made | {"description": plain(cut(description, LONGEST_LABEL))} if description else made


def menu(name: str, options: Sequence[Block], *, initial: str = "", kind: str = "static_select") -> Block:
    """Return a menu (or radio buttons) with one of its options chosen already, where that is among them."""
    made: Block = {"type": kind, "action_id": name, "options": list(options)}
    chosen = next((o for o in options if o["value"] == initial), None)
    return made | {"initial_option": chosen} if chosen else made

"""The blocks of a message, a modal or a Home tab, and the views that hold them."""

from __future__ import annotations

import copy
import secrets
from collections.abc import Callable, Iterator
from typing import Any, Literal

from bots.rehearsal.blockkit.charts import MOST_CHARTS, check_data_visualization
from bots.rehearsal.blockkit.elements import ACTIONS, INPUTS, check_element
from bots.rehearsal.blockkit.findings import Findings
from bots.rehearsal.blockkit.tables import check_data_table, check_rich_text, check_table
from bots.rehearsal.blockkit.texts import check_text, check_text_object

Surface = Literal["message", "modal", "home"]
Block = dict[str, Any]
MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}
# Not documented; found by others (bolt-js issue 2509): longer messages get msg_blocks_too_long.
MOST_MESSAGE_CHARACTERS = 13_200
NOT_IN_MODALS = ("table", "data_table", "data_visualization")
ONLY_IN_MODALS = ("alert",)


def check_section(findings: Findings, block: Block, pointer: str) -> None:
    findings.keys(block, pointer, ("type", "block_id", "text", "fields", "accessory", "expand"))
    if "text" not in block and "fields" not in block:
        findings.add(pointer, "missing required field: text")
    check_text(findings, block, "text", pointer, most=3000, required=False)
    for place, field in enumerate(findings.items(block, "fields", pointer, most=10, required=False)):
        check_text_object(findings, field, f"{pointer}/fields/{place}", most=2000)
    if "accessory" in block:
        where = f"{pointer}/accessory"
        if isinstance(block["accessory"], dict) and block["accessory"].get("type") == "image":
            check_picture(findings, block["accessory"], where)
        else:
            check_element(findings, block["accessory"], where, ACTIONS)


def check_header(findings: Findings, block: Block, pointer: str) -> None:
    findings.keys(block, pointer, ("type", "block_id", "text", "level"))
    check_text(findings, block, "text", pointer, most=150, plain=True)


def check_divider(findings: Findings, block: Block, pointer: str) -> None:
    findings.keys(block, pointer, ("type", "block_id"))


def check_context(findings: Findings, block: Block, pointer: str) -> None:
    findings.keys(block, pointer, ("type", "block_id", "elements"))
    for place, element in enumerate(findings.items(block, "elements", pointer, most=10)):
        where = f"{pointer}/elements/{place}"
        if isinstance(element, dict) and element.get("type") == "image":
            check_picture(findings, element, where)
        else:
            check_text_object(findings, element, where, most=3000)


def check_actions(findings: Findings, block: Block, pointer: str) -> None:
    findings.keys(block, pointer, ("type", "block_id", "elements"))
    elements = findings.items(block, "elements", pointer, most=25)
    for place, element in enumerate(elements):
        check_element(findings, element, f"{pointer}/elements/{place}", ACTIONS)
    ids = [str(e["action_id"]) for e in elements if isinstance(e, dict) and "action_id" in e]
    if len(ids) != len(set(ids)):
        findings.add(f"{pointer}/elements", "`action_id` must be unique within a block")


def check_picture(findings: Findings, picture: Block, pointer: str) -> None:
    findings.keys(picture, pointer, ("type", "block_id", "image_url", "alt_text", "title"))
    findings.string(picture, "image_url", pointer, most=3000, required=True)
    findings.string(picture, "alt_text", pointer, most=2000, required=True)
    check_text(findings, picture, "title", pointer, most=2000, plain=True, required=False)


def check_input(findings: Findings, block: Block, pointer: str) -> None:
    findings.keys(
        block, pointer, ("type", "block_id", "label", "element", "hint", "optional", "dispatch_action")
    )
    check_text(findings, block, "label", pointer, most=2000, plain=True)
    check_text(findings, block, "hint", pointer, most=2000, plain=True, required=False)
    findings.flag(block, "optional", pointer)
    if "element" not in block:
        findings.add(pointer, "missing required field: element")
    else:
        check_element(findings, block["element"], f"{pointer}/element", INPUTS)


def check_alert(findings: Findings, block: Block, pointer: str) -> None:
    findings.keys(block, pointer, ("type", "block_id", "text", "level"))
    check_text(findings, block, "text", pointer, most=200)
    findings.one_of(block, "level", pointer, ("default", "info", "warning", "error", "success"))


BLOCKS: dict[str, Callable[[Findings, Block, str], None]] = {
    "section": check_section,
    "header": check_header,
    "divider": check_divider,
    "context": check_context,
    "actions": check_actions,
    "image": check_picture,
    "input": check_input,
    "table": check_table,
    "data_table": check_data_table,
    "data_visualization": check_data_visualization,
    "rich_text": check_rich_text,
    "alert": check_alert,
}


def check_blocks(blocks: object, surface: Surface, pointer: str = "/blocks") -> list[str]:
    """Return what Slack would say is wrong with a list of blocks; an empty list when nothing is."""
    findings = Findings()
    if not isinstance(blocks, list):
        findings.add(pointer, "must provide an array")
        return findings.problems
    if len(blocks) > MOST_BLOCKS[surface]:
        findings.add(pointer, f"no more than {MOST_BLOCKS[surface]} items allowed")
    seen: set[str] = set()
    for place, block in enumerate(blocks):
        where = f"{pointer}/{place}"
        if not isinstance(block, dict):
            findings.add(where, "must provide an object")
            continue
        check_block(findings, block, where, surface)
        block_id = block.get("block_id")
        if isinstance(block_id, str) and block_id in seen:
            findings.add(f"{where}/block_id", f"`block_id` must be unique: {block_id}")
        seen.add(str(block_id) if block_id is not None else f"#{place}")
    if sum(isinstance(block, dict) and block.get("type") == "table" for block in blocks) > 1:
        findings.add(pointer, "no more than one table allowed")
    charts = sum(isinstance(block, dict) and block.get("type") == "data_visualization" for block in blocks)
    if charts > MOST_CHARTS:
        findings.add(pointer, f"no more than {MOST_CHARTS} charts allowed")
    return findings.problems


def check_block(findings: Findings, block: Block, pointer: str, surface: Surface) -> None:
    kind = str(block.get("type"))
    misplaced = kind in (NOT_IN_MODALS if surface == "modal" else ONLY_IN_MODALS)
    if kind not in BLOCKS or misplaced:
        findings.add(f"{pointer}/type", f"unsupported type: {kind}")
        return
    findings.string(block, "block_id", pointer, most=255)
    BLOCKS[kind](findings, block, pointer)


VIEW_KEYS = (
    "type",
    "title",
    "blocks",
    "close",
    "submit",
    "private_metadata",
    "callback_id",
    "clear_on_close",
    "notify_on_close",
    "external_id",
)


def check_view(view: object, kind: Literal["modal", "home"]) -> list[str]:
    """Return what Slack would say is wrong with a view; an empty list when nothing is."""
    findings = Findings()
    if not isinstance(view, dict):
        findings.add("/view", "must provide an object")
        return findings.problems
    if view.get("type") != kind:
        findings.add("/view/type", f"must be {kind}")
    home = ("type", "blocks", "private_metadata", "callback_id", "external_id")
    findings.keys(view, "/view", VIEW_KEYS if kind == "modal" else home)
    if kind == "modal":
        check_modal_words(findings, view)
    findings.string(view, "private_metadata", "/view", most=3000, least=0)
    findings.string(view, "callback_id", "/view", most=255)
    findings.string(view, "external_id", "/view", most=255)
    if "blocks" not in view:
        findings.add("/view", "missing required field: blocks")
        return findings.problems
    return findings.problems + check_blocks(view["blocks"], kind, "/view/blocks")


def check_modal_words(findings: Findings, view: dict[str, Any]) -> None:
    check_text(findings, view, "title", "/view", most=24, plain=True)
    check_text(findings, view, "submit", "/view", most=24, plain=True, required=False)
    check_text(findings, view, "close", "/view", most=24, plain=True, required=False)
    blocks = view.get("blocks")
    asks = isinstance(blocks, list) and any(isinstance(b, dict) and b.get("type") == "input" for b in blocks)
    if asks and "submit" not in view:
        findings.add("/view", "missing required field: submit")


def characters(thing: object) -> int:
    """Return how many characters of text blocks hold, data tables aside (they have a limit of their own)."""
    if isinstance(thing, list):
        return sum(characters(part) for part in thing)
    if isinstance(thing, dict):
        if thing.get("type") == "data_table":
            return 0
        own = len(thing["text"]) if isinstance(thing.get("text"), str) else 0
        return own + sum(characters(part) for part in thing.values() if isinstance(part, dict | list))
    return 0


def completed(blocks: list[Block]) -> list[Block]:
    """Return a copy of accepted blocks with the block and action ids that Slack would make up."""
    blocks = copy.deepcopy(blocks)
    for block in blocks:
        block.setdefault("block_id", secrets.token_urlsafe(4))
        for element in elements_of(block):
            if element["type"] != "image":
                element.setdefault("action_id", secrets.token_urlsafe(4))
    return blocks


def elements_of(block: Block) -> Iterator[dict[str, Any]]:
    """Yield the elements of a block that can be used: of actions, accessory or input."""
    if block["type"] == "actions":
        yield from block["elements"]
    elif block["type"] == "input":
        yield block["element"]
    elif block["type"] == "section" and "accessory" in block:
        yield block["accessory"]

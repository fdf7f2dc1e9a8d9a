"""Buttons, menus and inputs as HTML controls. The script reads their data- attributes; see rehearsal.js."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from bots.rehearsal.answers import current_answer
from bots.rehearsal.page.markup import Html, el, join
from bots.rehearsal.page.mrkdwn import is_safe, mrkdwn, plain_text

Element = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """Where an element stands: its block, a name for its HTML ids, and whether using it tells the app at once."""

    block_id: str
    prefix: str
    acts: bool
    state: dict[str, Any] | None = None
    label: str = ""
    described_by: str | None = None
    required: bool = False
    invalid: bool = False

    def attributes(self, element: Element) -> dict[str, Any]:
        """Return the attributes every control carries."""
        confirm = element.get("confirm")
        return {
            "data_block": self.block_id,
            "data_action": element["action_id"],
            "data_kind": element["type"],
            "data_acts": self.acts or None,
            "data_confirm": json.dumps([confirm["title"]["text"], confirm["text"]["text"]])
            if confirm
            else None,
            "aria_describedby": self.described_by,
            "aria_invalid": "true" if self.invalid else None,
        }


def paint_element(element: Element, place: Place) -> Html:
    """Return one interactive element."""
    return PAINTERS[element["type"]](element, place)


def paint_button(element: Element, place: Place) -> Html:
    look = f"button {element.get('style', '')}".strip()
    label = plain_text(element["text"]["text"])
    spoken = element.get("accessibility_label")
    if "url" in element and is_safe(element["url"]):
        away = {"href": element["url"], "target": "_blank", "rel": "noopener noreferrer"}
        return el("a", label, class_=look, aria_label=spoken, **away, **place.attributes(element))
    return el("button", label, type="button", class_=look, aria_label=spoken, **place.attributes(element))


def paint_select(element: Element, place: Place) -> Html:
    chosen = current_answer(element, place.state)
    placeholder = element.get("placeholder", {}).get("text", "Choose an option")
    options = [el("option", placeholder, value="", selected=chosen is None)]
    options += [paint_choice(option, chosen) for option in element.get("options", [])]
    for group in element.get("option_groups", []):
        inside = [paint_choice(option, chosen) for option in group["options"]]
        options.append(el("optgroup", inside, label=group["label"]["text"]))
    label = None if place.label else placeholder
    return el("select", options, id=place.prefix, aria_label=label, **place.attributes(element))


def paint_search(element: Element, place: Place) -> Html:
    """Return a box to type in and, under it, the options the app gave for what was typed."""
    chosen = current_answer(element, place.state)
    placeholder = element.get("placeholder", {}).get("text", "Type to search")
    search = el(
        "input",
        type="search",
        id=f"{place.prefix}-search",
        placeholder=placeholder,
        aria_label=placeholder,
        aria_controls=place.prefix,
        autocomplete="off",
        data_suggests=element["action_id"],
        data_least=element.get("min_query_length", 3),
    )
    offered = element.get("options", [])
    options = [el("option", f"{len(offered)} to choose from" if offered else "Nothing found", value="")]
    options += [paint_described(option, chosen) for option in offered]
    label = None if place.label else placeholder
    menu = el(
        "select",
        options,
        id=place.prefix,
        aria_label=label,
        size=min(8, max(2, len(offered) + 1)),
        **place.attributes(element),
    )
    return el("div", search, menu, class_="search")


def paint_described(option: dict[str, Any], chosen: Any) -> Html:
    about = option.get("description", {}).get("text", "")
    words = option["text"]["text"] + (f" – {about}" if about else "")
    return el("option", words, value=option["value"], selected=option["value"] == chosen)


def paint_time(element: Element, place: Place) -> Html:
    label = None if place.label else element.get("placeholder", {}).get("text", "Time")
    value, own = current_answer(element, place.state), place.attributes(element)
    return el(
        "input", type="time", id=place.prefix, value=value, aria_label=label, required=place.required, **own
    )


def paint_choice(option: dict[str, Any], chosen: Any) -> Html:
    return el("option", option["text"]["text"], value=option["value"], selected=option["value"] == chosen)


def paint_group(element: Element, place: Place) -> Html:
    """Return radio buttons or check boxes in a group."""
    kind = "radio" if element["type"] == "radio_buttons" else "checkbox"
    chosen = current_answer(element, place.state) or []
    chosen = [chosen] if isinstance(chosen, str) else chosen
    rows = []
    for number, option in enumerate(element["options"]):
        own = f"{place.prefix}-{number}"
        box = el(
            "input",
            type=kind,
            id=own,
            name=place.prefix,
            value=option["value"],
            checked=option["value"] in chosen,
        )
        description = option.get("description")
        hint = el("span", paint_text(description), class_="hint") if description else None
        rows.append(el("div", box, el("label", paint_text(option["text"]), hint, for_=own), class_="choice"))
    role = "radiogroup" if kind == "radio" else "group"
    return el(
        "div",
        rows,
        role=role,
        class_="choices",
        aria_label=None if place.label else "Options",
        aria_labelledby=f"{place.prefix}-label" if place.label else None,
        **place.attributes(element),
    )


def paint_overflow(element: Element, place: Place) -> Html:
    attributes = place.attributes(element)
    items = [
        el(
            "button",
            plain_text(o["text"]["text"]),
            type="button",
            value=o["value"],
            class_="button",
            **attributes,
        )
        for o in element["options"]
    ]
    return el("details", el("summary", "⋯", aria_label="More actions"), el("div", items), class_="overflow")


def paint_date(element: Element, place: Place) -> Html:
    label = None if place.label else element.get("placeholder", {}).get("text", "Date")
    value = current_answer(element, place.state)
    own = place.attributes(element)
    return el(
        "input", type="date", id=place.prefix, value=value, aria_label=label, required=place.required, **own
    )


def paint_line(element: Element, place: Place) -> Html:
    """Return a text or number input."""
    value = current_answer(element, place.state) or ""
    shared: dict[str, Any] = {
        "id": place.prefix,
        "placeholder": element.get("placeholder", {}).get("text"),
        "aria_label": None if place.label else "Text",
        "aria_required": "true" if place.required else None,
        "maxlength": element.get("max_length"),
        **place.attributes(element),
    }
    if element.get("multiline"):
        return el("textarea", value, rows=4, **shared)
    is_number = element["type"] == "number_input"
    return el("input", type="text", value=value, inputmode="decimal" if is_number else None, **shared)


def paint_text(thing: dict[str, Any]) -> Html:
    """Return a text object on one line, as labels and options have it."""
    if thing["type"] == "plain_text":
        return plain_text(thing["text"])
    return Html(mrkdwn(thing["text"]).replace("<p>", "").replace("</p>", ""))


def paint_input(block: dict[str, Any], prefix: str, state: dict[str, Any] | None, error: str | None) -> Html:
    """Return an input block: label, control, hint and what is wrong with the answer."""
    element = block["element"]
    hint_id, error_id = f"{prefix}-hint", f"{prefix}-error"
    hint = block.get("hint")
    described = " ".join([*([hint_id] if hint else []), *([error_id] if error else [])])
    place = Place(
        block["block_id"],
        prefix,
        acts=bool(block.get("dispatch_action")),
        state=state,
        label=block["label"]["text"],
        described_by=described or None,
        required=not block.get("optional"),
        invalid=bool(error),
    )
    optional = el("span", " (optional)", class_="hint") if block.get("optional") else None
    is_group = element["type"] in ("radio_buttons", "checkboxes")
    label = el(
        "span" if is_group else "label",
        plain_text(block["label"]["text"]),
        optional,
        class_="label",
        id=f"{prefix}-label",
        for_=None if is_group else prefix,
    )
    return el(
        "div",
        label,
        paint_element(element, place),
        el("p", plain_text(hint["text"]), class_="hint", id=hint_id) if hint else None,
        el("p", join(["Error: ", error]), class_="error", id=error_id) if error else None,
        class_="field has-error" if error else "field",
    )


PAINTERS = {
    "button": paint_button,
    "static_select": paint_select,
    "radio_buttons": paint_group,
    "checkboxes": paint_group,
    "overflow": paint_overflow,
    "datepicker": paint_date,
    "timepicker": paint_time,
    "external_select": paint_search,
    "plain_text_input": paint_line,
    "number_input": paint_line,
}

"""Block Kit as HTML."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bots.rehearsal.answers import offered_options
from bots.rehearsal.page.charts import paint_chart
from bots.rehearsal.page.inputs import Place, paint_element, paint_input
from bots.rehearsal.page.markup import Html, el, join
from bots.rehearsal.page.mrkdwn import emoji, link, mention, mrkdwn, plain, plain_text
from bots.rehearsal.views import Values

Block = dict[str, Any]


@dataclass(frozen=True)
class Easel:
    """What painting blocks needs to know: a prefix for ids, what was answered and what is wrong with it.

    Pictures are shown only from addresses under `own_pictures`; from elsewhere their description stands in.
    """

    prefix: str
    channels: Mapping[str, str] = field(default_factory=dict)
    values: Values = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    own_pictures: str = ""
    offered: Mapping[str, list[Block]] = field(default_factory=dict)

    def id_for(self, block: Block, element: Block) -> str:
        """Return an id for a control; ids of blocks may hold spaces, which an HTML id may not."""
        name = f"{block['block_id']} {element['action_id']}"
        return f"{self.prefix}-{hashlib.sha256(name.encode()).hexdigest()[:10]}"


def paint_blocks(blocks: list[Block], easel: Easel) -> Html:
    """Return blocks one under another."""
    return join([PAINTERS[block["type"]](block, easel) for block in blocks])


def paint_section(block: Block, easel: Easel) -> Html:
    body = [paint_text(block["text"], easel)] if "text" in block else []
    if block.get("fields"):
        body.append(el("div", [el("div", paint_text(f, easel)) for f in block["fields"]], class_="fields"))
    accessory = block.get("accessory")
    if accessory is None:
        return el("div", body, class_="b-section")
    shown = paint_picture(accessory, easel) if accessory["type"] == "image" else used(block, accessory, easel)
    return el("div", el("div", body), el("div", shown, class_="accessory"), class_="b-section with-accessory")


def paint_text(thing: Block, easel: Easel) -> Html:
    if thing["type"] == "plain_text":
        return el("p", join([plain_text(line) for line in thing["text"].split("\n")], "<br>"))
    return mrkdwn(thing["text"], easel.channels)


def used(block: Block, element: Block, easel: Easel) -> Html:
    state = easel.values.get(block["block_id"], {}).get(element["action_id"])
    return paint_element(
        element, Place(block["block_id"], easel.id_for(block, element), acts=True, state=state)
    )


def paint_header(block: Block, _: Easel) -> Html:
    return el("h3", plain_text(block["text"]["text"]), class_="b-header")


def paint_divider(_: Block, __: Easel) -> Html:
    return el("hr")


def paint_context(block: Block, easel: Easel) -> Html:
    parts = [
        paint_picture(e, easel) if e["type"] == "image" else paint_text(e, easel) for e in block["elements"]
    ]
    return el("div", parts, class_="b-context")


def paint_actions(block: Block, easel: Easel) -> Html:
    return el("div", [used(block, element, easel) for element in block["elements"]], class_="b-actions")


def paint_picture(block: Block, easel: Easel) -> Html:
    url, alt = block["image_url"], block["alt_text"]
    if easel.own_pictures and url.startswith(easel.own_pictures):
        shown = el("img", src=url, alt=alt, loading="lazy")
    else:
        words = el("span", "Picture: ", alt, class_="picture-words")
        shown = el("span", words, class_="picture", title=f"Not fetched here: {url}")
    title = block.get("title")
    return el("figure", shown, el("figcaption", plain_text(title["text"])) if title else None)


def paint_input_block(block: Block, easel: Easel) -> Html:
    element = block["element"]
    if element["type"] == "external_select":
        element = element | {"options": offered_options(element, easel.offered.get(element["action_id"], []))}
        block = block | {"element": element}
    state = easel.values.get(block["block_id"], {}).get(element["action_id"])
    return paint_input(block, easel.id_for(block, element), state, easel.errors.get(block["block_id"]))


def paint_table(block: Block, easel: Easel) -> Html:
    """Return a table or a data table; the first row heads the columns, one column heads the rows."""
    rows = block["rows"]
    caption = block.get("caption")
    row_head = block.get("row_header_column_index", 0)
    is_number = [all(row[c]["type"] == "raw_number" for row in rows[1:]) for c in range(len(rows[0]))]
    head = el(
        "tr",
        [el("th", cell(c, easel), scope="col", class_=right(is_number[n])) for n, c in enumerate(rows[0])],
    )
    body = [
        el(
            "tr",
            [
                el("th", cell(c, easel), scope="row")
                if n == row_head
                else el("td", cell(c, easel), class_=right(is_number[n]))
                for n, c in enumerate(row)
            ],
        )
        for row in rows[1:]
    ]
    table = el("table", el("caption", caption) if caption else None, el("thead", head), el("tbody", body))
    return el("div", table, class_="b-table", tabindex="0", role="group", aria_label=caption or "Table")


def right(is_number: bool) -> str | None:
    return "number" if is_number else None


def cell(thing: Block, easel: Easel) -> Html:
    return paint_rich_text(thing, easel) if thing["type"] == "rich_text" else plain(thing["text"])


def paint_rich_text(block: Block, easel: Easel) -> Html:
    return el("div", [rich_section(section, easel) for section in block["elements"]], class_="b-rich")


def rich_section(section: Block, easel: Easel) -> Html:
    kind = section.get("type")
    if kind == "rich_text_list":
        items = [el("li", rich_section(item, easel)) for item in section["elements"]]
        return el("ol" if section.get("style") == "ordered" else "ul", items)
    inside = join([rich_element(element, easel) for element in section["elements"]])
    tags = {"rich_text_quote": "blockquote", "rich_text_preformatted": "pre"}
    return el(tags.get(str(kind), "p"), inside)


def rich_element(element: Block, easel: Easel) -> Html:
    kind = element.get("type")
    if kind == "link":
        return link(str(element.get("url", "")), str(element.get("text", "")))
    if kind == "user":
        return mention(str(element.get("user_id", "")))
    if kind == "channel":
        name = str(element.get("channel_id", ""))
        return el("span", f"#{easel.channels.get(name, name)}", class_="mention")
    if kind == "emoji":
        return emoji(str(element.get("name", "")))
    shown = join([plain(line) for line in str(element.get("text", "")).split("\n")], "<br>")
    for style, tag in (("code", "code"), ("strike", "s"), ("italic", "em"), ("bold", "strong")):
        if element.get("style", {}).get(style):
            shown = el(tag, shown)
    return shown


def paint_alert(block: Block, easel: Easel) -> Html:
    return el(
        "div",
        paint_text(block["text"], easel),
        role="note",
        class_=f"b-alert {block.get('level', 'default')}",
    )


PAINTERS: dict[str, Callable[[Block, Easel], Html]] = {
    "section": paint_section,
    "header": paint_header,
    "divider": paint_divider,
    "context": paint_context,
    "actions": paint_actions,
    "image": paint_picture,
    "input": paint_input_block,
    "table": paint_table,
    "data_table": paint_table,
    "data_visualization": paint_chart,
    "rich_text": paint_rich_text,
    "alert": paint_alert,
}

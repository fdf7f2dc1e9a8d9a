"""Block Kit as HTML controls that can be named, described and never injected into."""

from __future__ import annotations

from typing import Any

from bots.rehearsal.page.blocks import Easel, paint_blocks
from bots.rehearsal.page.markup import el

EVIL = '"><script>alert(1)</script>'


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


class TestMarkup:
    def test_text_and_attributes_are_escaped(self) -> None:
        html = el("p", EVIL, title=EVIL, hidden=True, lang=None)

        assert html == (
            '<p title="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" hidden>'
            "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;</p>"
        )


class TestBlocks:
    def test_nothing_from_a_block_becomes_html(self) -> None:
        option = {"text": plain(EVIL), "value": EVIL, "description": plain(EVIL)}
        confirm = {k: plain(EVIL) for k in ("title", "text", "confirm", "deny")}
        button = {"type": "button", "text": plain(EVIL), "action_id": EVIL, "value": EVIL, "confirm": confirm}
        blocks = [
            {"type": "header", "block_id": EVIL, "text": plain(EVIL)},
            {
                "type": "section",
                "block_id": EVIL,
                "text": {"type": "mrkdwn", "text": EVIL},
                "fields": [plain(EVIL)],
            },
            {
                "type": "actions",
                "block_id": EVIL,
                "elements": [button, {**button, "url": f"https://e.test/{EVIL}"}],
            },
            {"type": "image", "block_id": EVIL, "image_url": EVIL, "alt_text": EVIL, "title": plain(EVIL)},
            {
                "type": "data_table",
                "block_id": EVIL,
                "caption": EVIL,
                "rows": [[{"type": "raw_text", "text": EVIL}]] * 2,
            },
            {
                "type": "input",
                "block_id": EVIL,
                "label": plain(EVIL),
                "hint": plain(EVIL),
                "element": {"type": "radio_buttons", "action_id": EVIL, "options": [option]},
            },
            {
                "type": "rich_text",
                "block_id": EVIL,
                "elements": [
                    {"type": "rich_text_section", "elements": [{"type": "link", "url": EVIL, "text": EVIL}]}
                ],
            },
        ]

        html = paint_blocks(blocks, Easel("p0", errors={EVIL: EVIL}))

        assert "<script" not in html

    def test_an_input_is_labelled_and_its_error_described(self) -> None:
        element = {"type": "plain_text_input", "action_id": "a"}
        block = {"type": "input", "block_id": "why", "label": plain("Reason"), "element": element}

        html = paint_blocks([block], Easel("p0", errors={"why": "Say why"}))

        own = html.partition(' for="')[2].partition('"')[0]
        assert f'id="{own}"' in html
        assert f'aria-describedby="{own}-error"' in html
        assert f'<p class="error" id="{own}-error">Error: Say why</p>' in html.replace(
            f'id="{own}-error" class="error"', f'class="error" id="{own}-error"'
        )

    def test_a_data_table_has_a_caption_and_heads_its_rows(self) -> None:
        rows = [
            [{"type": "raw_text", "text": "Name"}, {"type": "raw_text", "text": "At risk"}],
            [
                {"type": "raw_text", "text": "Fostering"},
                {"type": "raw_number", "value": 1.25, "text": "£1.25m"},
            ],
        ]

        html = paint_blocks(
            [{"type": "data_table", "block_id": "t", "caption": "Savings", "rows": rows}], Easel("p0")
        )

        assert "<caption>Savings</caption>" in html
        assert '<th scope="row">Fostering</th>' in html
        assert '<td class="number">£1.25m</td>' in html

    def test_pictures_from_elsewhere_are_not_fetched(self) -> None:
        picture = {"type": "image", "block_id": "i", "alt_text": "A curve"}
        easel = Easel("p0", own_pictures="http://127.0.0.1:8000/")

        away = paint_blocks([{**picture, "image_url": "https://example.test/a.png"}], easel)
        own = paint_blocks([{**picture, "image_url": "http://127.0.0.1:8000/a.png"}], easel)

        assert "<img" not in away
        assert "A curve" in away
        assert '<img src="http://127.0.0.1:8000/a.png" alt="A curve"' in own

"""Slack's markup as HTML: right, and never HTML of its own."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.rehearsal.page.mrkdwn import mrkdwn, plain_text


class TestMrkdwn:
    @pytest.mark.parametrize(
        ("source", "html"),
        [
            ("*Red* and _late_ and ~gone~", "<p><strong>Red</strong> and <em>late</em> and <s>gone</s></p>"),
            ("2 * 3 * 4 and snake_case_name", "<p>2 * 3 * 4 and snake_case_name</p>"),
            ("`a *b* &lt;c&gt;`", "<p><code>a *b* &lt;c&gt;</code></p>"),
            ("```one\n*two*```", "<pre><code>one\n*two*</code></pre>"),
            ("one\ntwo\n\nthree", "<p>one<br>two</p><p>three</p>"),
            ("&gt; said\nthen", "<blockquote>said</blockquote><p>then</p>"),
            (
                "<@U0CHAIR> and <@U0WHO>",
                '<p><span class="mention">@Board chair</span> and <span class="mention">@U0WHO</span></p>',
            ),
            ("<!here>", '<p><span class="mention">@here</span></p>'),
            ("<#C0BOARD>", '<p><span class="mention">#board</span></p>'),
            ("<!date^1795312345^{date}|22 November>", "<p>22 November</p>"),
            (
                ":warning: :not_an_emoji:",
                '<p><span role="img" aria-label="warning">⚠️</span> :not_an_emoji:</p>',
            ),
            ("🔴 Red", '<p><span class="disc red" role="img" aria-label="red circle"></span> Red</p>'),
            ("R&amp;D &amp;lt;", "<p>R&amp;D &amp;lt;</p>"),
        ],
    )
    def test_as_slack_shows_it(self, source: str, html: str) -> None:
        assert mrkdwn(source, {"C0BOARD": "board"}) == html

    def test_a_link_opens_elsewhere(self) -> None:
        html = mrkdwn("<https://example.test/?a=1&amp;b=2|the *plan*>")

        assert 'href="https://example.test/?a=1&amp;b=2"' in html
        assert ">the *plan*</a>" in html
        assert 'rel="noopener noreferrer"' in html

    @pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//evil", "http://[bad"])
    def test_other_schemes_stay_text(self, url: str) -> None:
        assert "<a" not in mrkdwn(f"<{url}|click>")

    @given(st.text(alphabet=st.sampled_from("*_~`<>&|@#!:\n\"' ax0"), max_size=60))
    def test_only_our_own_tags_come_out(self, source: str) -> None:
        known = r"</?(p|strong|em|s|code|pre|blockquote|br|span|a)( [a-z-]+=\"[^\"<>]*\")*>"

        for html in (mrkdwn(source), plain_text(source)):
            left = re.sub(known, "", html)
            assert "<" not in left
            assert ">" not in left

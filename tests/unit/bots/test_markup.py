"""Text to and from Slack's notation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.rules.markup import escaped, fitted, pieces, plain


class TestEscaped:
    def test_leaves_no_sign_that_slack_reads(self) -> None:
        assert escaped("<!here> R&D <@U0CHAIR>") == "&lt;!here&gt; R&amp;D &lt;@U0CHAIR&gt;"

    @given(st.text())
    def test_reads_back_as_it_was_but_for_spaces(self, text: str) -> None:
        assert plain(escaped(text)) == " ".join(text.split())


class TestPlain:
    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("<@U0TRACKER> red", "red"),
            ("<@U0TRACKER|tracker>: status Fostering", "status Fostering"),
            ("ask <@U0CHAIR> about <#C0BOARD|programme-board>", "ask about programme-board"),
            ("see <https://example.test/a?b=1&amp;c=2>", "see https://example.test/a?b=1&c=2"),
            ("R&amp;D &lt;soon&gt;", "R&D <soon>"),
            ("  savings \n 22S1 ", "savings 22S1"),
            ("<!channel>", ""),
        ],
    )
    def test_keeps_words_and_drops_notation(self, typed: str, said: str) -> None:
        assert plain(typed) == said


class TestFitted:
    def test_keeps_what_fits(self) -> None:
        assert fitted("one\ntwo", 7) == "one\ntwo"

    def test_cuts_between_lines_and_says_so(self) -> None:
        cut = fitted("\n".join(["a line of words"] * 50), 200)

        assert len(cut) <= 200
        assert cut.endswith("and more in the tracker.")
        assert set(cut.split("\n")[:-1]) == {"a line of words"}


class TestPieces:
    @given(st.text(alphabet="ab \n", max_size=200), st.integers(min_value=1, max_value=30))
    def test_none_is_too_long_or_empty_and_no_word_is_lost(self, text: str, most: int) -> None:
        found = pieces(text, most)

        assert all(0 < len(piece) <= most and piece.strip() for piece in found)
        assert "".join("".join(found).split()) == "".join(text.split())

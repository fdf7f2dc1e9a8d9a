"""A pack read back: its tags, its words and its pictures; and that no text, however strange, makes it fail."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from governance.charts import CannotDraw
from governance.exchange import pack
from governance.exchange.blocks import texts
from governance.exchange.pack import board_pack, pack_data, typeset
from governance.exchange.pack_front import CLOSED, ILLUSTRATIVE, PUBLIC
from governance.exchange.pack_sections import sections
from governance.exchange.printable import printable
from governance.rules.board_view import BoardView
from governance.rules.hierarchy import DECISION_MAKER, Chart, Part, Tie
from tests.factories.views import a_full_view, an_about
from tests.fakes.pdf import ReadBack, letters, read_back

STRANGE = st.text(st.characters(codec="utf-8"), max_size=80)


def without_charts(view: BoardView) -> BoardView:
    return replace(view, trends=(), bridges=())


def packed(view: BoardView, **options: Any) -> ReadBack:
    return read_back(board_pack(view, is_public=options.pop("is_public", False), **options))


class TestBoardPack:
    def test_is_a_tagged_document_with_a_title_a_language_and_an_outline(self) -> None:
        read = packed(a_full_view())

        assert (read.is_tagged, read.language, read.conforms_to) == (True, "en-GB", "1")
        assert read.title == "Board pack: New homes open Board, 22 Nov 2026"
        assert {"Title", "H1", "Table", "TH", "TD", "Figure", "Caption", "L", "TOC"} <= set(read.tags)
        for section in sections(a_full_view()):
            assert section.title in read.outline

    def test_says_every_word_of_every_section(self) -> None:
        view = a_full_view(4, words="The contractor is late; the “regulator” visits on 1 December – twice")

        read = packed(view)

        pictures = letters("".join(read.alternatives))
        missing = [
            words
            for words in (*view.summary, *texts(sections(view)))
            if letters(words) not in read.letters and letters(words) not in pictures
        ]
        assert missing == []

    def test_has_words_for_every_picture(self) -> None:
        read = packed(a_full_view())

        assert read.tags.count("Figure") == len(read.alternatives) == 8 + 3
        assert all(len(words) > 40 for words in read.alternatives)
        assert any("First forecast 2 Nov 2026, now 2 Jan 2027" in words for words in read.alternatives)

    def test_says_on_every_page_what_it_is_of_and_for_whom(self) -> None:
        read = packed(a_full_view(20, illustrative=True), is_public=True)

        assert len(read.pages) >= 8
        for number, page in enumerate(read.pages, start=1):
            assert "New homes open Board" in page
            assert "Board pack for the meeting of 1 December 2026" in page
            assert "As at 22 November 2026, 09:07" in page
            assert PUBLIC in page
            assert ILLUSTRATIVE in page
            assert f"Page {number} of {len(read.pages)}" in page

    def test_is_not_for_publication_where_it_holds_something_closed(self) -> None:
        view = a_full_view(1)
        closed = replace(view.risks[0], about=an_about("risk", 1, "Prices", marking="exempt"))

        assert all(CLOSED in page for page in packed(replace(view, risks=(closed,))).pages)
        assert CLOSED not in packed(view).letters

    def test_gives_the_same_bytes_for_the_same_view(self) -> None:
        view = a_full_view(2)

        assert board_pack(view, is_public=False) == board_pack(view, is_public=False)

    def test_stands_without_a_single_row(self) -> None:
        rows = dict.fromkeys(
            ("moves", "opinions", "risks", "asked", "decided", "actions", "escalated", "members"), ()
        )
        empty = a_full_view(
            0, bridges=(), children=(), summary=("No change.",), last_meeting=None, next_meeting=None, **rows
        )

        read = packed(empty)

        assert len(read.pages) <= 3
        assert "No decision is asked for." in "".join(read.pages)

    def test_says_so_where_a_chart_cannot_be_drawn(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken(chart: Any) -> str:
            raise CannotDraw

        monkeypatch.setattr(pack, "draw_svg", broken)

        read = packed(a_full_view(1))

        assert read.alternatives == ()
        assert letters(pack.NOT_DRAWN) in read.letters


class TestHierarchy:
    def test_is_a_picture_with_words_and_a_list_that_says_the_same(self) -> None:
        view = a_full_view(1)
        above, maker = (UUID(int=n) for n in (90, 91))
        chart = Chart(
            (
                Part(view.board.id, view.board.name, "officer", "Officer board"),
                Part(above, "Improvement \x01 <Board> 中", "officer", "Officer board"),
                Part(maker, "Executive Director", DECISION_MAKER, "Post under delegation"),
            ),
            (Tie(view.board.id, above, "reports to"), Tie(maker, view.board.id, "decides under")),
        )

        read = packed(view, hierarchy=chart)

        assert any("2 boards" in words for words in read.alternatives)
        assert letters("New homes open Board, Officer board, reports to Improvement") in read.letters
        assert (
            letters("Executive Director, Post under delegation, decides under New homes open Board")
            in read.letters
        )


class TestStrangeTexts:
    @pytest.mark.parametrize(
        "words",
        [
            "#panic() [*markup*] $x^2$ \\ @ref <label> https://example.test // /* `code`",
            "Closing Oak House " * 170,  # 3,000 characters
            "x" * 3000,
            "\u202eturned\u202c 🎉🏠 中文 \x00\x1b[31m \ufffe \u20dd",
            "a\u0301\u0327\u20dd\u0489" * 40,
            "line\nline\r\nline\u2028line",
            "",
            " ",
            "\u200b",
        ],
    )
    def test_are_set_as_they_are_or_seen_to_be_missing(self, words: str) -> None:
        view = a_full_view(2, name=words[:60], words=words, board=an_about("board", 1, words[:200]))

        read = packed(without_charts(view))

        assert letters(printable(words).replace("\u25a1", "")) in read.letters

    def test_from_right_to_left_are_set_too(self) -> None:
        read = packed(without_charts(a_full_view(1, words="שלום עולם")))

        assert set(letters("שלום עולם")) <= set(read.letters)

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(STRANGE, STRANGE)
    def test_never_make_it_fail(self, name: str, words: str) -> None:
        view = a_full_view(1, name=name, words=words, organisation=name)

        assert typeset(pack_data(without_charts(view), is_public=False)).startswith(b"%PDF")

    def test_of_sixty_characters_stay_on_their_page(self) -> None:
        view = a_full_view(30, name="Transformation of accommodation commissioning for care-leavers")

        pages = [one for one in packed(view).pages if one.strip()]

        assert len(pages) >= 12

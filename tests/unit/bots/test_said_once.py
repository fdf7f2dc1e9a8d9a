"""An answer of one programme names it once; of several, each row says whose it is. Long lists are cut aloud."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bots.rules.answer import Answer, Status, Table
from bots.rules.said_once import cut, said_once

AT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
CODES = ("north-cc", "north-cc-story")
SAID = Answer(
    status=Status.ANSWERED,
    as_at=AT,
    headline="Homes and Care (north-cc-story, Illustrative): 2 milestones are due.",
    lines=(
        "• M1 Home opens (Homes, north-cc-story, Illustrative): due 1 Dec 2026",
        "• M2 Team (north-cc-story, Illustrative)",
    ),
    reading="milestones of programme Homes and Care (north-cc-story, Illustrative)",
    table=Table(
        "Milestones",
        ("Ref", "Programme"),
        (("M1", "north-cc-story (Illustrative)"), ("M2", "north-cc-story (Illustrative)")),
    ),
)


class TestSaidOnce:
    def test_names_the_programme_in_the_headline_alone(self) -> None:
        said = said_once(SAID, codes=CODES)

        assert said.headline == "Homes and Care (Illustrative): 2 milestones are due."
        assert said.lines == ("• M1 Home opens (Homes): due 1 Dec 2026", "• M2 Team")
        assert said.reading == SAID.reading

    def test_leaves_out_the_column_that_says_one_thing(self) -> None:
        table = said_once(SAID, codes=CODES).table

        assert table is not None
        assert (table.columns, table.rows) == (("Ref",), (("M1",), ("M2",)))

    def test_tells_rows_of_two_programmes_apart(self) -> None:
        both = replace(SAID, lines=(*SAID.lines, "• M1 Home opens (north-cc): due 2 Dec 2026"))

        assert said_once(both, codes=CODES) == both

    def test_changes_nothing_of_an_answer_that_names_none(self) -> None:
        plain = replace(SAID, headline="Ask me.", lines=(), table=None)

        assert said_once(plain, codes=CODES) == plain


class TestCut:
    @given(st.integers(0, 60), st.integers(0, 40))
    def test_keeps_twelve_and_counts_what_it_leaves_out(self, rows: int, unsaid: int) -> None:
        more = (f"• and {unsaid} more",) if unsaid else ()
        lines = ("Before.", *(f"• row {n}" for n in range(rows)), *more, "After.")

        kept = cut(lines)

        shown = [line for line in kept if line.startswith("• row")]
        left = [int(line.split()[2]) for line in kept if line.startswith("• and")]
        assert kept[0] == "Before."
        assert kept[-1] == "After."
        assert len(shown) + sum(left) == rows + unsaid
        assert len(shown) == (rows if rows <= 12 else 10)

    def test_takes_what_hangs_under_a_row_with_it(self) -> None:
        lines = tuple(line for n in range(13) for line in (f"• row {n}", f"   Why: {n}"))

        assert cut((*lines, "After.")) == (*lines[:20], "• and 3 more", "After.")

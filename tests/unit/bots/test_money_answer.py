"""Bounds of amounts and differences in words."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from bots.rules.money_answer import Said, Side, YearFigure, amount_bounds, answer_compared
from programme.rules.calendar import FinancialYear

AT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
THIS, NEXT = FinancialYear(2026), FinancialYear(2027)


def side(title: str, words: str, pounds: int | None, year: FinancialYear = THIS) -> Side:
    return Side(title, words, YearFigure(year, None if pounds is None else Decimal(pounds)))


class TestAmountBounds:
    @pytest.mark.parametrize(
        ("bounds", "said"),
        [
            ([">1000000"], "over £1m"),
            ([">=200000", "<=400000"], "between £200k and £400k"),
            ([">200000", "<400000"], "over £200k and under £400k"),
            (["=0"], "of £0"),
            ([], ""),
        ],
    )
    def test_are_said_as_people_say_them(self, bounds: list[str], said: str) -> None:
        assert amount_bounds(bounds) == said


class TestComparing:
    @pytest.mark.parametrize(
        ("mine", "other", "headline"),
        [
            (
                side("Homes", "forecast savings", 90_000),
                side("Homes", "planned savings", 275_000),
                "Homes, 2026/27: forecast savings £90k, £185k less than planned savings £275k.",
            ),
            (
                side("Homes", "planned savings", 300_000),
                side("Homes", "planned savings", 275_000, NEXT),
                "Homes: planned savings 2026/27 £300k, £25k more than 2027/28 £275k.",
            ),
            (
                side("Homes", "planned savings", 275_000),
                side("Travel", "planned savings", 275_000),
                "Planned savings 2026/27: Homes £275k, the same as Travel £275k.",
            ),
        ],
    )
    def test_says_what_both_share_once(self, mine: Side, other: Side, headline: str) -> None:
        said = answer_compared(Said("", "", "", ""), mine, other, how="", refs=(), at=AT)

        assert said.headline == headline
        assert said.values[0].value == mine.figure.pounds - other.figure.pounds  # type: ignore[operator]

    def test_tells_no_difference_from_what_is_not_known(self) -> None:
        mine, other = side("Homes", "planned savings", None), side("Travel", "planned savings", 1)

        said = answer_compared(Said("", "", "", ""), mine, other, how="", refs=(), at=AT)

        assert said.headline.startswith("No difference can be told")
        assert "difference" not in {v.label for v in said.values}

"""Charts: the bars of a bridge meet and come to the whole, each chart has its table, and no name is in any."""

import json
from datetime import date
from decimal import Decimal
from itertools import pairwise
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.charts import draw_png, draw_svg, drawing
from governance.rules.board_view import About, BridgeStep, Opinions, Trend
from governance.rules.chart_style import rating_of
from governance.rules.charts import Chart, milestone_trend, money_bridge, rag_grid

POUNDS = st.decimals(-50_000_000, 50_000_000, places=2)


def about(kind="milestone", *, ref="M4", name="Canary of a name"):
    return About(kind, uuid4(), ref, name)


def steps(*amounts):
    return [BridgeStep(f"step{n}", f"Step {n}", Decimal(a)) for n, a in enumerate(amounts)]


def a_trend(*points, baseline=date(2026, 9, 30), actual=None):
    return Trend(about(), baseline, points, actual, max(0, len(points) - 1), "")


def bars(chart):
    return chart.spec["data"]["values"]


class TestMoneyBridge:
    @given(st.lists(POUNDS, min_size=1, max_size=8))
    def test_each_bar_starts_where_the_one_before_it_ended(self, amounts):
        found = bars(money_bridge(steps(*amounts), name="Bridge", whole="Target"))

        assert all(later["from"] == earlier["to"] for earlier, later in pairwise(found[:-1]))
        assert found[0]["from"] == 0
        assert found[-1]["to"] == float(sum(amounts, Decimal(0)))

    def test_says_the_same_in_words_and_as_a_table(self):
        chart = money_bridge(steps("1820000", "-210000"), name="Bridge", whole="Target")

        assert chart.words == "Target £1.61m: Step 0 £1.82m, Step 1 -£210k."
        assert chart.rows[-1] == ("Target", "£1.61m")

    def test_of_nothing_is_drawn_all_the_same(self):
        chart = money_bridge([], name="Bridge", whole="Plan")

        assert chart.rows == (("Plan", "£0"),)
        assert "<svg" in draw_svg(chart)


class TestMilestoneTrend:
    def test_tells_the_first_the_last_and_how_often(self):
        trend = a_trend((date(2026, 1, 5), date(2026, 9, 30)), (date(2026, 4, 7), date(2026, 11, 30)))

        chart = milestone_trend(trend, name="M4")

        assert (
            chart.words
            == "First forecast 30 Sep 2026, now 30 Nov 2026; baseline 30 Sep 2026; moved later 1 time."
        )
        assert chart.rows == (("5 Jan 2026", "30 Sep 2026"), ("7 Apr 2026", "30 Nov 2026"))

    def test_without_a_report_says_so_and_is_drawn(self):
        chart = milestone_trend(a_trend(baseline=None), name="M4")

        assert chart.words == "No forecast has been reported."
        assert "<svg" in draw_svg(chart)

    def test_holds_no_name(self):
        trend = a_trend((date(2026, 1, 5), date(2026, 9, 30)), actual=date(2026, 9, 1))

        assert "Canary" not in json.dumps(milestone_trend(trend, name="M4 Canary of a name").spec)


class TestRagGrid:
    def test_has_a_word_in_every_cell(self):
        row = Opinions(
            about("workstream", ref="WS1"), "", "", "Red", None, "", "", "Amber", (), "not known", (), "", "", 0, ""
        )  # fmt: skip

        chart = rag_grid([row], name="Ratings")

        assert [cell["words"] for cell in bars(chart)] == ["Red", "Amber", "not known"]
        assert "Canary" not in json.dumps(chart.spec)


class TestRatingOf:
    @pytest.mark.parametrize(
        ("words", "rating"),
        [
            ("Amber/Green", "amber_green"),
            ("Amber/Red", "amber_red"),
            ("red", "red"),
            ("Complete", "complete"),
            ("very high, 88%", "red"),
            ("low, 8%", "green"),
            ("not published", "none"),
            ("", "none"),
        ],
    )
    def test_reads_the_first_words(self, words, rating):
        assert rating_of(words) == rating


class TestDrawing:
    def test_names_the_picture_and_shares_no_id(self):
        trend = a_trend((date(2026, 1, 5), date(2026, 9, 30)))
        first, second = (draw_svg(milestone_trend(trend, name=name)) for name in ("M4", "M5"))

        assert 'role="img"' in first
        assert "<title" in first
        assert ">M4</title>" in first
        assert "style=" not in first
        assert not {part for part in first.split('"') if part.endswith("-name")} & set(second.split('"'))

    def test_makes_a_png(self):
        image = draw_png(money_bridge(steps("10"), name="Bridge", whole="Plan"))

        assert image.startswith(b"\x89PNG")

    def test_starts_another_child_when_the_first_is_gone(self):
        draw_svg(money_bridge(steps("11"), name="Bridge", whole="Plan"))
        drawing._child.process.kill()
        drawing._child.process.wait()

        assert "<svg" in draw_svg(money_bridge(steps("12"), name="Bridge", whole="Plan"))

    def test_says_what_cannot_be_drawn_and_goes_on(self):
        broken = Chart("Broken", "", {"mark": 7}, (), ())

        with pytest.raises(drawing.CannotDraw):
            draw_svg(broken)

        assert drawing.drawn([broken])[0].svg == ""
        assert "<svg" in draw_svg(money_bridge(steps("13"), name="Bridge", whole="Plan"))

    def test_fetches_nothing(self):
        spec = {"data": {"url": "https://example.test/data.csv"}, "mark": "bar", "encoding": {}}

        with pytest.raises(drawing.CannotDraw):
            draw_svg(Chart("Outside", "", spec, (), ()))

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from bots.rules import budget_answer as wording
from bots.rules import budget_causes_answer as causes
from bots.rules.answer import Answer
from bots.rules.budget_facts import BudgetRow, Cause, Causes
from bots.rules.money_answer import Said

AT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
SAID = Said("Care (somerset-ct)", "variance", "variance", "budget")


def pounds(**millions: str) -> dict[str, Decimal | None]:
    return {name: Decimal(size) * 1_000_000 for name, size in millions.items()}


CAUSES = Causes(
    (Cause("Unregistered", Decimal(4_200_000)), Cause("UASC", None)),
    Decimal(5_900_000),
    "£4.2m of £10.1m itemised",
)
PLACEMENTS = BudgetRow(
    "External Placements", "somerset-ct", "2023/24 month 5", "General fund", group="Social Care",
    pounds=pounds(budget="38.4", projection="48.5", variance="10.1", movement="1.3"), since="month 4",
    direction="down", direction_words="down: worse by £1.3m", printed_direction="down", causes=CAUSES,
)  # fmt: skip
PREVENTION = BudgetRow(
    "Prevention", "somerset-ct", "2023/24 month 5", "General fund",
    pounds=pounds(budget="5.7", projection="5.7", variance="0", movement="0"),
)  # fmt: skip
HIGH_NEEDS = BudgetRow(
    "High Needs", "somerset-ct", "2023/24 month 5", "Dedicated Schools Grant", is_ringfenced=True,
    pounds=pounds(budget="74.2", variance="15.3"), balance=Decimal(-37_500_000),
)  # fmt: skip


def figures(said: Answer) -> dict[str, str]:
    return {v.label: v.text for v in said.values}


class TestFigure:
    def test_says_a_variance_with_its_direction_and_share_of_budget(self):
        said = wording.answer_figure(SAID, [PLACEMENTS], "variance", at=AT)

        assert said.headline == (
            "External Placements (somerset-ct), 2023/24 month 5: variance £10.1m adverse, 26.3% of budget."
        )
        assert said.values[0].text == "10100000.00"

    def test_never_adds_a_ringfenced_fund(self):
        said = wording.answer_figure(SAID, [PLACEMENTS], "variance", beside=[HIGH_NEEDS], at=AT)

        assert (
            "Dedicated Schools Grant, ring-fenced and not in it, 2023/24 month 5: variance £15.3m in-year deficit."
            in said.lines
        )
        assert "15300000.00" not in figures(said).values()

    def test_keeps_the_cumulative_balance_apart_from_the_year(self):
        said = wording.answer_figure(SAID, [HIGH_NEEDS], "variance", at=AT)

        assert said.values[0].text == "15300000.00"
        assert figures(said)["cumulative balance"] == "-37500000.00"

    def test_gives_no_value_for_what_is_not_held(self):
        said = wording.answer_figure(SAID, [PREVENTION], "gross_budget", at=AT)

        assert said.headline.endswith("no gross budget is held.")
        assert said.values == ()

    def test_says_how_many_lines_of_a_total_are_known(self):
        row = replace(PLACEMENTS, known={"budget": "3 of 4 lines known"})

        assert (
            "current budget £38.4m (3 of 4 lines known)"
            in wording.answer_figure(SAID, [row], "budget", at=AT).headline
        )

    def test_tells_several_times_one_by_one(self):
        later = replace(PLACEMENTS, when="2023/24 month 6", pounds=pounds(variance="10.5"))

        said = wording.answer_figure(SAID, [PLACEMENTS, later], "variance", at=AT)

        assert [v.text for v in said.values] == ["10100000.00", "10500000.00"]

    def test_sums_lines_of_one_fund_alone(self):
        assert (
            wording.answer_sum(SAID, [PLACEMENTS, PREVENTION], "budget", at=AT).values[0].text
            == "44100000.00"
        )
        mixed = wording.answer_sum(SAID, [PLACEMENTS, HIGH_NEEDS], "budget", at=AT)
        assert "no sum can be told" in mixed.headline
        assert "112600000.00" not in figures(mixed).values()


class TestDirection:
    def test_says_it_as_printed_and_by_its_movement(self):
        said = wording.answer_direction(SAID, PLACEMENTS, at=AT)

        assert said.values[0].value == "down"
        assert "By its movement since month 4: worse by £1.3m." in said.lines

    def test_says_where_none_is_held(self):
        assert wording.answer_direction(SAID, PREVENTION, at=AT).headline.endswith("no direction is held.")


class TestCauses:
    def test_names_each_with_its_amount_and_what_is_left(self):
        said = causes.answer_causes(SAID, [PLACEMENTS], at=AT)

        assert figures(said)["Unregistered"] == "4200000.00"
        assert figures(said)["not itemised"] == "5900000.00"
        assert "• UASC: no amount given" in said.lines

    def test_puts_a_line_on_budget_right(self):
        said = causes.answer_causes(SAID, [PREVENTION], at=AT)

        assert said.headline.endswith("variance on budget, so there is nothing to explain.")

    def test_says_what_is_not_itemised_first(self):
        assert causes.answer_not_itemised(SAID, [PLACEMENTS], at=AT).values[0].text == "5900000.00"
        none = causes.answer_not_itemised(SAID, [PREVENTION], at=AT)
        assert none.values == ()


class TestSeveral:
    def test_lists_what_is_over_budget_with_the_rest_counted(self):
        said = wording.answer_variances(
            SAID, [PLACEMENTS], of=[PREVENTION, PLACEMENTS], sign="adverse", at=AT
        )

        assert said.refs == ("External Placements",)
        assert "1 of 2 budget lines over budget" in said.headline
        assert "On budget: 1 line." in said.lines

    def test_compares_this_less_that(self):
        said = wording.answer_compared(SAID, PLACEMENTS, PREVENTION, ("budget", "budget"), at=AT)

        assert said.headline == "External Placements is £32.7m more than Prevention."
        assert said.values[0].text == "32700000.00"

    def test_takes_no_share_of_another_fund(self):
        said = wording.answer_share(SAID, PLACEMENTS, HIGH_NEEDS, ("budget", "budget"), at=AT)

        assert said.headline == "No share can be told: they are of different funds."
        assert "share" not in figures(said)

    def test_answers_whether_there_is_an_overspend(self):
        assert wording.answer_is(SAID, PLACEMENTS, "variance", fits=None, at=AT).headline.startswith("Yes: ")
        assert wording.answer_is(SAID, PREVENTION, "variance", fits=None, at=AT).headline.startswith("No: ")

    def test_looks_up_everything_held(self):
        said = wording.answer_look_up(SAID, PLACEMENTS, at=AT)

        assert set(figures(said)) == {
            f"{m} 2023/24 month 5" for m in ("current budget", "projection", "variance", "movement")
        }
        assert "In Social Care, General fund." in said.lines

    def test_counts_lines_by_fund(self):
        said = wording.answer_count(SAID, [PLACEMENTS, PREVENTION, HIGH_NEEDS], at=AT)

        assert figures(said) == {
            "budget lines": "3", "budget lines, General fund": "2", "budget lines, Dedicated Schools Grant": "1",
        }  # fmt: skip


class TestSigns:
    def test_lists_what_is_on_its_budget_alone(self):
        said = wording.answer_variances(SAID, [PREVENTION], of=[PREVENTION, PLACEMENTS], sign="nil", at=AT)

        assert said.refs == ("Prevention",)
        assert "1 of 2 budget lines on budget" in said.headline

    def test_puts_right_what_is_not_so(self):
        told = wording.answer_figure(SAID, [PREVENTION], "variance", at=AT)

        assert wording.corrected(told, PREVENTION, "adverse").headline.startswith(
            "Prevention is not overspent. "
        )

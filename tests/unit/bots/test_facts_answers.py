"""What changed, what indicators read and what papers print, in words."""

from datetime import UTC, datetime
from decimal import Decimal

from bots.rules import indicators_answer, papers_answer, proposals_answer
from bots.rules.answer import Answer
from bots.rules.changes_answer import Change, answer_changes, joined
from bots.rules.indicators_answer import IndicatorFacts, Reading
from bots.rules.money_answer import Said
from bots.rules.papers_answer import PrintedFacts, Rival
from bots.rules.proposals_answer import ProposalFacts
from programme.rules.calendar import FinancialYear
from programme.rules.indicators import Conflict, Target
from savings.rules.casting import CASTS, COPY_INCOMPLETE, PAPER_DISAGREES, Cast

AT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
SAID = Said("Hubs (hubs)", "changes", "changes", "changed")


def figures(said: Answer) -> dict[str, str]:
    return {v.label: v.text for v in said.values}


def change(day: int, was: str, now: str, *, ref: str = "M1", what: str = "moved", **values) -> Change:
    at = datetime(2026, 11, day, 9, tzinfo=UTC)
    return Change(at, "milestone", what, ref, "Opening", "hubs", was, now, **values)


class TestChanges:
    def test_tells_changes_of_one_thing_together_newest_first(self):
        found = joined(
            [
                change(3, "1 Dec", "8 Dec", days=7),
                change(9, "8 Dec", "9 Dec", days=1),
                change(5, "a", "b", ref="M2"),
            ]
        )

        assert [(c.ref, c.was, c.now, c.days) for c in found] == [
            ("M1", "1 Dec", "9 Dec", 8),
            ("M2", "a", "b", None),
        ]

    def test_leaves_out_what_ends_where_it_began(self):
        assert joined([change(3, "a", "b"), change(4, "b", "a")]) == []

    def test_counts_a_report_that_says_the_same_apart(self):
        said = answer_changes(SAID, [change(3, "Red", "Red", what="rated")], since="since 1 Nov 2026", at=AT)

        assert said.headline == "Hubs (hubs): no things changed since 1 Nov 2026."
        assert "Reported again and unchanged: 1 rating." in said.lines

    def test_says_what_it_was_and_is_and_why(self):
        one = change(6, "1 Feb 2027", "8 Feb 2027", days=7, by="Sam Lead", reason="Notice period")

        said = answer_changes(SAID, [one], since="since 1 Nov 2026", at=AT)

        assert said.lines[0] == (
            "• M1 Opening (hubs): forecast date 1 Feb 2027 to 8 Feb 2027 (7 days later). "
            "6 Nov 2026, Sam Lead: Notice period"
        )
        assert figures(said) == {"changes": "1", "changes of milestones": "1"}


def reading(basis: str, printed: str, *, unit: str = "children", period: str = "24/25", **values) -> Reading:
    value = Decimal(printed) if printed[0].isdigit() else None
    return Reading(basis, printed, value, unit, period, "March report", **values)


class TestIndicators:
    def test_says_the_reading_then_what_stands_beside(self):
        facts = IndicatorFacts(
            "Entries", "hubs", reading("actual", "96"), targets=(reading("target", "140", is_target=True),)
        )

        said = indicators_answer.answer_reading(SAID, facts, at=AT)

        assert said.headline == "Entries (hubs): 96 children (actual, 24/25)."
        assert [v.text for v in said.values] == ["96", "140"]

    def test_chooses_no_reading_where_none_is_actual(self):
        facts = IndicatorFacts(
            "Entries", "hubs", None, others=(reading("forecast", "1"), reading("estimate", "2"))
        )

        assert (
            "2 readings are printed and none is labelled as actual"
            in indicators_answer.answer_reading(SAID, facts, at=AT).headline
        )

    def test_holds_no_value_for_a_year_without_a_reading(self):
        said = indicators_answer.answer_reading(
            SAID, IndicatorFacts("Entries", "hubs", None, when="2030/31"), at=AT
        )

        assert said.headline == "Entries (hubs), 2030/31: no reading is held."
        assert said.values == ()

    def test_tells_targets_that_disagree_side_by_side(self):
        pair = tuple(
            Target(p, Decimal(p), "staff", "next year", s) for p, s in (("12", "January"), ("16", "March"))
        )
        aims = tuple(reading("target", t.printed, unit="staff", period="next year") for t in pair)
        facts = IndicatorFacts(
            "Agency staff", "hubs", None, targets=aims, conflicts=(Conflict("next year", pair),)
        )

        said = indicators_answer.answer_target(SAID, facts, at=AT)

        assert (
            said.headline
            == "Agency staff (hubs): the papers disagree, next year: 12 staff (January), 16 staff (March)."
        )

    def test_says_that_no_target_is_published(self):
        said = indicators_answer.answer_target(
            SAID, IndicatorFacts("Entries", "hubs", reading("actual", "96")), at=AT
        )

        assert said.headline == "Entries (hubs): no target is published."
        assert said.values == ()

    def test_writes_money_in_its_unit_and_gives_pounds(self):
        spend = reading("actual", "2.9", unit="£m")

        assert spend.amount == "£2.9m"
        assert spend.as_value("x")[0].text == "2900000.00"
        assert reading("actual", "502810", unit="£ per week").amount == "£502,810 per week"

    def test_compares_readings_of_one_unit(self):
        mine, other = (IndicatorFacts(n, "hubs", reading("actual", v)) for n, v in (("A", "96"), ("B", "90")))

        said = indicators_answer.answer_compared(SAID, mine, other, at=AT)

        assert said.values[0].text == "6"


def cast(status: str, printed: str, total: str, label: str = "TOTAL") -> Cast:
    a, b = Decimal(printed), Decimal(total)
    return Cast(
        "proposals", label, "2024/25", a, b, b - a, "£m", status, "3 of 28 cells are blank in our copy."
    )


class TestPapers:
    def test_keeps_the_three_verdicts_apart(self):
        rows = [
            cast(CASTS, "1", "1"),
            cast(PAPER_DISAGREES, "3.08", "2.98"),
            cast(COPY_INCOMPLETE, "4", "3", "Other"),
        ]

        said = papers_answer.answer_casting(SAID, rows, at=AT)

        assert (
            said.headline
            == "No: of 3 printed figures of Hubs (hubs): casts 1, paper disagrees 1, copy incomplete 1."
        )
        assert figures(said)["printed: proposals, TOTAL, 2024/25"] == "3080000.00"
        assert figures(said)["difference: proposals, TOTAL, 2024/25"] == "-100000.00"

    def test_says_yes_only_where_all_cast(self):
        assert papers_answer.answer_casting(SAID, [cast(CASTS, "1", "1")], at=AT).headline.startswith("Yes: ")
        partly = papers_answer.answer_casting(
            SAID, [cast(CASTS, "1", "1"), cast(COPY_INCOMPLETE, "4", "3")], at=AT
        )
        assert partly.headline.startswith("Yes, as far as our copy goes")
        unknown = papers_answer.answer_casting(SAID, [cast(COPY_INCOMPLETE, "4", "3")], at=AT)
        assert unknown.headline.startswith("Whether it casts is not known")

    def test_has_no_value_without_a_printed_total(self):
        assert papers_answer.answer_casting(SAID, [], at=AT).values == ()

    def test_says_a_printed_total_beside_the_readable_rows(self):
        row = PrintedFacts(
            "Total",
            FinancialYear(2025),
            Decimal(4_493_000),
            "4,493",
            "March",
            Decimal(4_028_000),
            "copy incomplete",
        )

        said = papers_answer.answer_printed(SAID, [row], at=AT)

        assert [v.text for v in said.values] == ["4493000.00", "4028000.00", "465000.00"]

    def test_lists_rival_sources_and_calls_none_right(self):
        said = papers_answer.answer_sources(
            SAID, [Rival("A: 12 or 16"), Rival("B: 1 or 2")], asking=True, at=AT
        )

        assert said.headline.startswith("Yes: Hubs (hubs): 2 figures are printed in two ways")
        assert papers_answer.answer_sources(SAID, [], asking=True, at=AT).headline.startswith("No: ")

    def test_sums_proposals_by_year_and_never_over_years(self):
        years = (FinancialYear(2024), FinancialYear(2025))
        rows = [
            ProposalFacts("1", "A", tuple((y, Decimal(1_000_000)) for y in years)),
            ProposalFacts("2", "B", ((years[1], Decimal(500_000)),)),
        ]

        said = proposals_answer.answer_proposals(SAID, rows, [], (), at=AT)

        assert figures(said)["sum of proposals 2024/25"] == "1000000.00"
        assert figures(said)["sum of proposals 2025/26"] == "1500000.00"
        assert "2500000.00" not in figures(said).values()

    def test_says_of_proposals_without_a_figure_that_they_have_none(self):
        rows = [ProposalFacts("1", "A", ()), ProposalFacts("2", "B", ())]

        listed = proposals_answer.answer_proposals(SAID, rows, [], (), at=AT)
        counted = proposals_answer.answer_proposals(SAID, rows, [], (), counting=True, at=AT)

        assert "2 further proposals; none has a figure by year" in listed.headline
        assert listed.values == ()
        assert figures(counted) == {"proposals": "2"}

    def test_names_the_source(self):
        assert (
            papers_answer.answer_source(SAID, [("hubs", "Our paper")], at=AT).values[0].value == "Our paper"
        )
        assert papers_answer.answer_source(SAID, [("hubs", "")], at=AT).values == ()

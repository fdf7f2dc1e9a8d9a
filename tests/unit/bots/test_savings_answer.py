from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

from bots.rules.savings_answer import GroupFacts, LineFacts, answer_group, answer_line, choose_year
from programme.rules.calendar import FinancialYear
from savings.rules.shortfall import YearSplit
from savings.rules.totals import LinePosition, Position, SavingKind, Total, position

AT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
TODAY = date(2026, 11, 22)
Y2024, Y2026, Y2027 = FinancialYear(2024), FinancialYear(2026), FinancialYear(2027)
NIL = Decimal(0)


@dataclass(frozen=True)
class Money:
    ledger: Position
    claimed: Decimal = NIL
    validated: Decimal = NIL
    beside: dict[str, Total] = field(default_factory=dict)
    year: FinancialYear = Y2026


def split(plan, forecast=None, loss=None, timing=None, over=None, reason="") -> YearSplit:
    def pounds(number):
        return None if number is None else Decimal(number)

    return YearSplit(
        Y2026, pounds(plan), pounds(forecast), pounds(loss), pounds(timing), pounds(over), reason
    )


def money(*splits: YearSplit, kind=SavingKind.CASH_RELEASING, **beside) -> Money:
    lines = [LinePosition(str(n), kind, one) for n, one in enumerate(splits)]
    return Money(position(lines, year=Y2026), **beside)


def a_group(held: Money | None, **values) -> GroupFacts:
    given = {
        "title": "W17 Transport (hampshire-sp2023)",
        "refs": ("W17",),
        "reading": "savings of workstream W17",
        "chosen": choose_year(None, (Y2026, Y2027), today=TODAY),
        "money": held,
        "lines": 1,
    }
    return GroupFacts(**{**given, **values})


def a_line(one: YearSplit, **values) -> LineFacts:
    given = {
        "title": "24S365 Agency staff (southampton-cl)",
        "refs": ("24S365",),
        "reading": "savings of line 24S365",
        "chosen": choose_year(None, (Y2026, Y2027), today=TODAY),
        "split": one,
        "basis": "dates",
        "delay": "",
        "kind": "cash_releasing",
        "kind_words": "Cash-releasing",
        "maturity": "not published",
        "outlook": "not published",
        "claimed": None,
        "validated": None,
    }
    return LineFacts(**{**given, **values})


def figures(said) -> dict[str, str]:
    return {value.label: value.text for value in said.values}


class TestChooseYear:
    def test_takes_the_year_asked_for(self):
        assert choose_year(Y2024, (Y2026,), today=TODAY).year == Y2024
        assert not choose_year(Y2024, (Y2026,), today=TODAY).is_held

    def test_takes_this_year_where_the_table_has_it(self):
        chosen = choose_year(None, (Y2024, Y2026), today=TODAY)

        assert (chosen.year, chosen.how) == (Y2026, "this financial year")

    def test_takes_the_tables_first_year_otherwise_and_says_so(self):
        chosen = choose_year(None, (Y2027, Y2024), today=TODAY)

        assert chosen.year == Y2024
        assert chosen.how == "the first year of its table, which does not have 2026/27"


class TestAnswerLine:
    def test_says_plan_forecast_and_what_the_shortfall_is_made_of(self):
        said = answer_line(a_line(split(60_000, 35_000, 5_000, 20_000, 0)), at=AT)

        assert said.headline == "24S365 Agency staff (southampton-cl), 2026/27: plan £60k, forecast £35k."
        assert "Shortfall £25k = loss £5,000 + timing £20k." in said.lines
        assert figures(said) == {
            "plan 2026/27": "60000.00",
            "forecast 2026/27": "35000.00",
            "loss 2026/27": "5000.00",
            "timing 2026/27": "20000.00",
            "over-delivery 2026/27": "0.00",
        }

    def test_says_that_there_is_no_shortfall(self):
        assert (
            "No shortfall against plan." in answer_line(a_line(split(60_000, 60_000, 0, 0, 0)), at=AT).lines
        )

    def test_says_over_delivery(self):
        said = answer_line(a_line(split(60_000, 70_000, 0, 0, 10_000)), at=AT)

        assert "Shortfall -£10k = loss £0 + timing £0 − over-delivery £10k." in said.lines

    def test_never_takes_a_blank_for_nil(self):
        said = answer_line(a_line(split(None, reason="nobody has forecast it"), basis=""), at=AT)

        assert said.headline.endswith("2026/27: plan not known, no forecast.")
        assert said.values == ()

    def test_keeps_a_nil_a_nil(self):
        said = answer_line(a_line(split(0, 0, 0, 0, 0)), at=AT)

        assert said.headline.endswith("plan £0, forecast £0.")
        assert figures(said)["plan 2026/27"] == "0.00"

    def test_tells_a_forecast_that_lacks_this_year_from_none(self):
        said = answer_line(
            a_line(split(60_000, reason="the forecast of 2026/27 is not known"), basis="said"), at=AT
        )

        assert "forecast not known" in said.headline

    def test_says_what_is_claimed_and_what_finance_validated(self):
        said = answer_line(a_line(split(60_000), claimed=Decimal(50_000), validated=Decimal(20_000)), at=AT)

        assert "Claimed £50k; validated by finance £20k." in said.lines
        assert figures(said)["validated 2026/27"] == "20000.00"

    def test_says_where_its_kind_is_no_part_of_totals(self):
        said = answer_line(a_line(split(60_000), kind="funding", kind_words="Funding"), at=AT)

        assert "Funding stands beside totals, not in them." in said.lines

    def test_says_that_a_year_is_not_held(self):
        said = answer_line(a_line(split(None), chosen=choose_year(Y2024, (Y2026, Y2027), today=TODAY)), at=AT)

        assert said.headline.endswith("no figure is held for 2024/25; its table has 2026/27 to 2027/28.")
        assert said.values == ()


class TestAnswerGroup:
    def test_says_how_many_lines_are_known(self):
        said = answer_group(a_group(money(split(60_000, 60_000, 0, 0, 0), split(None))), at=AT)

        assert "plan £60k for 1 of 2 lines, forecast £60k for 1 of 2 lines" in said.headline
        assert "Plan: 1 of 2 lines known." in said.lines
        assert figures(said)["lines with a known plan 2026/27"] == "1"

    def test_always_says_without_exempt_items(self):
        for facts in (a_group(money(split(1))), a_group(None, lines=0), a_group(None)):
            assert "without exempt items" in answer_group(facts, at=AT).text

    def test_never_takes_lines_of_other_kinds_for_nil(self):
        beside = {"funding": Total(Decimal(6_100_000), 1, 1)}

        said = answer_group(a_group(money(split(6_100_000), kind=SavingKind.FUNDING, beside=beside)), at=AT)

        assert said.headline.endswith("2026/27: no line of the kinds that totals take in.")
        assert "Beside it, not in it: funding £6.1m (1 of 1 line known)." in said.lines
        assert "plan 2026/27" not in figures(said)
        assert figures(said)["funding beside the total 2026/27"] == "6100000.00"

    def test_never_takes_nothing_known_for_nil(self):
        said = answer_group(a_group(money(split(None), split(None))), at=AT)

        assert "plan not known, no forecast" in said.headline
        assert "plan 2026/27" not in figures(said)

    def test_sets_apart_what_cannot_be_split(self):
        said = answer_group(a_group(money(split(60_000, 50_000, 10_000, 0, 0), split(40_000))), at=AT)

        assert "Shortfall £10k = loss £10k + timing £0, over 1 of 2 lines." in said.lines
        assert "£40k of plan has no forecast." in said.lines

    def test_says_that_nothing_is_held(self):
        said = answer_group(a_group(None, lines=0), at=AT)

        assert said.headline == "W17 Transport (hampshire-sp2023): no savings line is held."
        assert said.values == ()

    def test_reading_says_how_the_year_was_chosen(self):
        assert answer_group(a_group(money(split(1))), at=AT).reading.endswith("2026/27: this financial year")

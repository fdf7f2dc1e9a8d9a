from datetime import UTC, date, datetime

from bots.rules.milestone_facts import MilestoneFacts
from bots.rules.savings_answer import choose_year
from bots.rules.status_answer import (
    MoneyFacts,
    ProgrammeFacts,
    RatingFacts,
    RiskFacts,
    WorkstreamFacts,
    answer_programme,
    answer_workstream,
)
from programme.rules.calendar import ApproxDate
from programme.rules.slippage import MilestoneDates
from tests.unit.bots.test_savings_answer import Y2026, Y2027, money, split

AT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
ON = date(2026, 11, 22)
RED = RatingFacts(
    "red", "Red", "Planning permission is late", "Sam Lead", datetime(2026, 11, 3, tzinfo=UTC), "D22"
)
NO_MONEY = MoneyFacts(0, choose_year(None, (), today=ON), None)
CAVEAT = "Read with care."


def a_workstream(**values) -> WorkstreamFacts:
    given = {
        "title": "W17 Transport (hampshire-sp2023)",
        "ref": "W17",
        "reading": "status of workstream W17",
        "rating": None,
        "risk": None,
        "milestones": (),
        "money": NO_MONEY,
        "owner": "",
        "last_report": ON,
        "cadence_days": 31,
    }
    return WorkstreamFacts(**{**given, **values})


class TestAnswerWorkstream:
    def test_says_that_no_rag_is_published_and_never_green(self):
        said = answer_workstream(a_workstream(), on=ON, at=AT)

        assert "No RAG is published for this workstream." in said.lines
        assert "green" not in said.text.lower()
        assert not [v for v in said.values if v.unit == "rag"]

    def test_says_the_rating_as_a_word_with_who_when_and_why(self):
        said = answer_workstream(a_workstream(rating=RED), on=ON, at=AT)

        assert said.lines[0] == "Reported Red on 3 Nov 2026, Sam Lead: Planning permission is late (D22)"
        assert [(v.label, v.text) for v in said.values if v.unit == "rag"] == [("reported RAG", "red")]

    def test_says_the_risk_with_its_first_reasons_and_the_caveat_of_a_chance(self):
        reasons = (
            ("stale", "Stale"),
            ("chance", "Hub has a 48% chance"),
            ("slip", "b"),
            ("shortfall", "c"),
            ("x", "d"),
        )

        said = answer_workstream(a_workstream(risk=RiskFacts("high", None, reasons, CAVEAT)), on=ON, at=AT)

        assert "Delivery risk high: Hub has a 48% chance; b; c." in said.lines
        assert CAVEAT in said.notes

    def test_leaves_the_caveat_out_where_no_chance_is_given(self):
        said = answer_workstream(a_workstream(risk=RiskFacts("low", None, (), CAVEAT)), on=ON, at=AT)

        assert CAVEAT not in said.text

    def test_says_stale_after_its_cadence(self):
        assert (
            "Stale" not in answer_workstream(a_workstream(last_report=date(2026, 10, 22)), on=ON, at=AT).text
        )
        said = answer_workstream(a_workstream(last_report=date(2026, 10, 21)), on=ON, at=AT)

        assert "Stale: last reported 32 days ago; it reports every 31 days." in said.lines

    def test_tells_overdue_slipped_and_next_due(self):
        milestones = (
            MilestoneFacts("M1", "Hub opens", MilestoneDates(ApproxDate(date(2026, 10, 1)))),
            MilestoneFacts(
                "M2",
                "Second hub",
                MilestoneDates(ApproxDate(date(2026, 11, 30)), ApproxDate(date(2026, 12, 20))),
            ),
        )

        said = answer_workstream(a_workstream(milestones=milestones), on=ON, at=AT)

        assert "Overdue: M1 Hub opens, due 1 Oct 2026." in said.lines
        assert "Slipped: M2 Second hub, was 30 Nov 2026, now 20 Dec 2026 (20 days later)." in said.lines
        assert "Next due: M2 Second hub, 20 Dec 2026." in said.lines
        assert said.refs == ("W17", "M1", "M2")

    def test_tells_the_money_of_this_year_with_its_shortfall(self):
        held = MoneyFacts(
            1, choose_year(None, (Y2026, Y2027), today=ON), money(split(60_000, 35_000, 5_000, 20_000, 0))
        )

        said = answer_workstream(a_workstream(money=held), on=ON, at=AT)

        line = next(line for line in said.lines if line.startswith("Savings 2026/27"))
        assert "plan £60k, forecast £35k" in line
        assert "Shortfall £25k = loss £5,000 + timing £20k." in line
        assert "this financial year" in said.reading

    def test_says_what_is_not_held(self):
        said = answer_workstream(a_workstream(), on=ON, at=AT)

        assert {"No milestones are held.", "No savings line is held.", "No owner is published."} <= set(
            said.lines
        )


class TestAnswerProgramme:
    def a_programme(self, **values) -> ProgrammeFacts:
        given = {
            "title": "Children (somerset-ct)",
            "code": "somerset-ct",
            "reading": "status of programme Children",
            "workstreams": 3,
            "ratings": {"D22": {"green": 1, "red": 1}},
            "not_published": 1,
            "bands": {"high": 1, "not_known": 2},
            "open_alerts": 0,
            "milestones": (),
            "money": NO_MONEY,
        }
        return ProgrammeFacts(**{**given, **values})

    def test_counts_ratings_by_word_worst_first_and_those_not_published(self):
        said = answer_programme(self.a_programme(), on=ON, at=AT)

        assert "Reported (D22): 1 Red, 1 Green." in said.lines
        assert "No RAG is published for 1 workstream." in said.lines
        assert "Delivery risk of its workstreams: 1 high, 2 not known." in said.lines

    def test_never_adds_up_ratings_of_two_sets(self):
        said = answer_programme(
            self.a_programme(ratings={"D22": {"red": 1}, "Old": {"red": 2}}), on=ON, at=AT
        )

        labels = {v.label: v.value for v in said.values}
        assert (labels["reported Red (D22)"], labels["reported Red (Old)"]) == (1, 2)
        assert "reported Red" not in labels

from datetime import UTC, date, datetime

from bots.rules.list_answers import MovedFacts, answer_slipped
from bots.rules.milestone_facts import moved_between
from programme.rules.calendar import ApproxDate
from programme.rules.slippage import MilestoneDates
from tests.unit.bots.test_savings_answer import money, split

AT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
ON = date(2026, 11, 22)


def slipped(*moved: MovedFacts, since: date | None = None, overdue: int = 0, undated: int = 0):
    return answer_slipped(
        moved, since=since, overdue=overdue, undated=undated, reading="r", illustrative=False, link="", at=AT
    )


def moved(ref: str, until: date, **values) -> MovedFacts:
    move = moved_between(ApproxDate(date(2026, 10, 1)), MilestoneDates(None, ApproxDate(until)), on=ON)
    assert move is not None
    given = {
        "name": f"Milestone {ref}",
        "code": "somerset-ct",
        "where": "somerset-ct",
        "workstream": "",
        "move": move,
        "by": "",
        "reason": "",
    }
    return MovedFacts(**{"ref": ref, "said_at": None, **given, **values})


class TestAnswerSlipped:
    def test_puts_the_furthest_first(self):
        said = slipped(moved("M1", date(2026, 12, 1)), moved("M2", date(2027, 1, 1)))

        assert said.refs == ("M2", "M1")
        assert said.headline == "2 milestones moved later than baseline."

    def test_says_who_said_why_and_what_it_costs_by_year(self):
        facts = moved(
            "M1",
            date(2026, 12, 20),
            by="Sam Lead",
            reason="Planning permission",
            said_at=AT,
            waiting=("24S1 Agency",),
            money=(money(split(60_000, 35_000, 0, 25_000, 0)),),
        )

        said = slipped(facts, since=date(2026, 10, 1))

        assert said.headline == "1 milestone moved later since 1 Oct 2026."
        assert said.lines[0].endswith("was 1 Oct 2026, now 20 Dec 2026 (80 days later).")
        assert "Why: Planning permission (22 Nov 2026, Sam Lead)" in said.lines[1]
        assert (
            "24S1 Agency. Against their plan: 2026/27 shortfall £25k = loss £0 + timing £25k."
            in said.lines[2]
        )
        assert ("M1 later, somerset-ct", 80) in [(v.label, v.value) for v in said.values]

    def test_counts_past_due_and_undated_apart(self):
        said = slipped(overdue=2, undated=1)

        assert said.headline == "No milestones moved later than baseline; 2 more are past due."
        assert said.lines == (
            "Past due, and not moved: 2 milestones.",
            "Without a date to compare: 1 milestone.",
        )

    def test_says_that_a_day_is_still_to_come(self):
        said = slipped(since=date(2027, 10, 1))

        assert said.headline == "1 Oct 2027 is still to come, so nothing has been reported since."

    def test_says_how_many_more_there_are(self):
        said = slipped(*(moved(f"M{n:02d}", date(2026, 12, 1)) for n in range(20)))

        assert "• and 10 more" in said.lines
        assert len(said.refs) == 20

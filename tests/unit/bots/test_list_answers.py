from datetime import UTC, date, datetime

from bots.rules.list_answers import MovedFacts, ProgrammeRatings, RatedFacts, answer_red, answer_slipped
from bots.rules.milestone_facts import moved_between
from bots.rules.status_answer import RatingFacts
from programme.rules.calendar import ApproxDate
from programme.rules.slippage import MilestoneDates
from tests.unit.bots.test_savings_answer import money, split

AT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
ON = date(2026, 11, 22)


def rated(ref: str, rating: str | None) -> RatedFacts:
    words = {"red": "Red", "amber_red": "Amber/Red", "green": "Green"}
    facts = RatingFacts(rating, words[rating], "It is late", "Sam Lead", AT, "") if rating else None
    return RatedFacts(ref, f"Workstream {ref}", "somerset-ct", facts)


def red(*ratings: tuple[str, str | None], where: str = "somerset-ct"):
    programmes = [ProgrammeRatings(where, where, tuple(rated(ref, rating) for ref, rating in ratings))]
    return answer_red(programmes, reading="workstreams reported Red", illustrative=False, link="", at=AT)


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


class TestAnswerRed:
    def test_tells_red_and_amber_red_apart_each_with_its_reason(self):
        said = red(("W1", "red"), ("W2", "amber_red"), ("W3", "green"))

        assert said.headline == "Reported Red: 1 in somerset-ct."
        assert said.lines == (
            "• W1 Workstream W1 (somerset-ct): Red on 22 Nov 2026, Sam Lead: It is late",
            "Amber/Red:",
            "• W2 Workstream W2 (somerset-ct): Amber/Red on 22 Nov 2026, Sam Lead: It is late",
        )
        assert said.refs == ("W1", "W2")

    def test_says_that_none_is_red_and_how_many_have_no_rating(self):
        said = red(("W1", "green"), ("W2", None), ("W3", None))

        assert said.headline == "No workstream is reported Red."
        assert "No rating is published for 2 in somerset-ct." in said.lines

    def test_never_counts_a_missing_rating_as_anything(self):
        assert {v.label: v.value for v in red(("W1", None)).values} == {
            "reported Red, somerset-ct": 0,
            "reported Amber/Red, somerset-ct": 0,
            "no rating published, somerset-ct": 1,
        }

    def test_says_that_nothing_is_held(self):
        assert "No workstream is held." in red().lines


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

        assert said.headline == "No milestones moved later than baseline."
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

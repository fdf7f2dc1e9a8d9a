from datetime import UTC, date, datetime

from bots.rules import governance_answer as wording
from bots.rules.answer import Answer
from bots.rules.governance_answer import DecisionFacts, MeetingFacts, RiskFacts, Row
from bots.rules.money_answer import Said

AT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
SAID = Said("Hubs (hubs)", "decisions", "decisions", "decisions")


def decision(ref: str = "D1", *, maker: str = "Cabinet", asked: bool = True, **values) -> DecisionFacts:
    state = "recommended" if asked else "made"
    return DecisionFacts(Row(ref, "Travel policy", "hubs"), maker, state, asked, **values)


def risk(ref: str, score: int | None, rank: int = -1, *, is_open: bool = True) -> RiskFacts:
    words = f"{score} = {score}" if score else "not scored"
    return RiskFacts(
        Row(ref, f"Risk {ref}", "hubs", state="open"),
        score,
        words,
        "extreme" if rank == 3 else "high",
        rank,
        is_open,
    )


def figures(said: Answer) -> dict[str, str]:
    return {v.label: v.text for v in said.values}


class TestDecisions:
    def test_lists_what_waits_with_who_decides_and_by_when(self):
        said = wording.answer_waiting(
            SAID, [decision(needed_by=date(2026, 12, 10), waiting=("M1 Policy, 12 days",))], at=AT
        )

        assert said.headline == "Hubs (hubs): 1 decision waits to be made."
        assert (
            "recommended, for Cabinet, needed by 10 Dec 2026; waiting for it: M1 Policy, 12 days"
            in said.lines[0]
        )
        assert figures(said) == {"waiting": "1", "D1 needed by": "2026-12-10"}

    def test_answers_whether_anything_waits(self):
        assert wording.answer_waiting(SAID, [decision()], asking=True, at=AT).headline.startswith("Yes: ")
        assert (
            wording.answer_waiting(SAID, [], asking=True, at=AT).headline
            == "No: nothing of Hubs (hubs) waits for a decision."
        )

    def test_says_where_no_decision_maker_is_published(self):
        assert "no decision-maker is published" in decision(maker="").words

    def test_counts_those_that_wait_apart(self):
        rows = [decision(), decision("D2", asked=False, made_on=date(2026, 10, 7))]

        said = wording.answer_decisions(SAID, rows, at=AT)

        assert said.headline == "Hubs (hubs): 2 decisions, 1 of them waiting."
        assert figures(said)["D2 made"] == "2026-10-07"


class TestDecider:
    def test_names_who_decides(self):
        said = wording.answer_decider(
            SAID, [Row("W3", "Homes", "hubs", "Cabinet")], words="decision-maker", at=AT
        )

        assert said.headline == "W3 Homes (hubs): the decision-maker is Cabinet."
        assert figures(said) == {"decision-maker": "Cabinet"}

    def test_gives_no_value_where_none_is_published(self):
        said = wording.answer_decider(SAID, [Row("W3", "Homes", "hubs")], words="overseeing board", at=AT)

        assert said.headline == "W3 Homes (hubs): no overseeing board is published."
        assert said.values == ()

    def test_counts_several_by_name(self):
        rows = [
            Row("W3", "Homes", "hubs", "Cabinet"),
            Row("W4", "Other", "hubs", "Cabinet"),
            Row("W5", "Third", "hubs"),
        ]

        assert figures(wording.answer_decider(SAID, rows, words="decision-maker", at=AT)) == {"Cabinet": "2"}

    def test_says_that_a_line_stands_in_no_workstream(self):
        said = wording.answer_decider(SAID, [], words="decision-maker", of_line="24S1 Fewer (hubs)", at=AT)

        assert (
            said.headline == "24S1 Fewer (hubs) stands in no workstream, so no decision-maker is published."
        )


class TestMeetings:
    def test_says_the_next_and_the_last(self):
        row = MeetingFacts(
            "Board",
            "hubs",
            datetime(2026, 12, 1, 9, tzinfo=UTC),
            datetime(2026, 11, 3, 9, tzinfo=UTC),
            "Room 4",
        )

        said = wording.answer_meetings(SAID, [row], at=AT)

        assert said.headline == "Board (hubs) meets next on 1 Dec 2026, 09:00, Room 4."
        assert figures(said) == {"next meeting": "2026-12-01", "last meeting Board": "2026-11-03"}

    def test_says_that_none_is_planned(self):
        said = wording.answer_meetings(SAID, [MeetingFacts("Board", "hubs", None, None)], at=AT)

        assert said.headline == "Board (hubs): no meeting is planned."


class TestRisks:
    def test_has_no_score_for_one_nobody_scored(self):
        said = wording.answer_risk(SAID, risk("R1", None), at=AT)

        assert said.headline == "R1 Risk R1 (hubs): not scored."
        assert said.values == ()

    def test_lists_open_ones_and_counts_closed_ones_apart(self):
        said = wording.answer_risks(SAID, [risk("R1", 16, 3), risk("R2", 3, 0, is_open=False)], at=AT)

        assert said.refs == ("R1",)
        assert "Closed, and not listed: 1 risk." in said.lines

    def test_ranks_by_band_then_score_and_tells_ties(self):
        rows = [risk("R1", 12, 2), risk("R2", 20, 3), risk("R3", 20, 3)]

        said = wording.answer_top_risks(SAID, rows, n=1, at=AT)

        assert said.values[0].value == "R2"
        assert "With the same score: R3." in said.lines

    def test_calls_none_the_biggest_where_none_is_scored(self):
        said = wording.answer_top_risks(SAID, [risk("R1", None)], n=1, at=AT)

        assert said.values == ()
        assert "no open risk is scored" in said.headline

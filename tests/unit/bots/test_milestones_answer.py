from datetime import UTC, date, datetime

from bots.rules import milestones_answer as wording
from bots.rules.answer import Answer
from bots.rules.milestone_facts import MilestoneFacts, moved_since_baseline
from bots.rules.milestones_answer import MilestoneRow
from bots.rules.money_answer import Said
from programme.rules.calendar import ApproxDate, DatePrecision
from programme.rules.slippage import MilestoneDates

AT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
ON = date(2026, 11, 22)
SAID = Said("Hubs (hubs)", "milestones", "milestones", "list")


def day(month: int, number: int, year: int = 2026) -> ApproxDate:
    return ApproxDate(date(year, month, number))


def stone(ref: str = "M1", baseline=None, forecast=None, actual=None, **values) -> MilestoneRow:
    dates = MilestoneDates(baseline, forecast, actual)
    facts = MilestoneFacts(ref, f"Step {ref}", dates)
    return MilestoneRow(facts, "hubs", move=moved_since_baseline(dates, on=ON), **values)


LATE = stone("M1", day(10, 1), day(12, 20), why="Planning", by="Sam Lead", said_at=AT)
DONE = stone("M2", day(7, 1), actual=day(7, 30))
DUE = stone("M3", day(12, 1), day(12, 1))
OVERDUE = stone("M4", day(10, 28), day(10, 28))
BLANK = stone("M5", published="in due course")


def figures(said: Answer) -> dict[str, str]:
    return {v.label: v.text for v in said.values}


class TestSlip:
    def test_says_by_how_much_first(self):
        said = wording.answer_slip(SAID, LATE, on=ON, at=AT)

        assert said.headline == "M1 Step M1 (hubs) is 80 days later than its baseline."
        assert said.values[0].text == "80"
        assert "Why: Planning (22 Nov 2026, Sam Lead)." in said.lines

    def test_counts_what_is_past_due_to_today(self):
        said = wording.answer_slip(SAID, OVERDUE, on=ON, at=AT)

        assert said.values[0].text == "25"
        assert "and its date has passed" in said.headline

    def test_says_that_one_in_time_is_not_late(self):
        said = wording.answer_slip(SAID, DUE, on=ON, at=AT)

        assert said.headline == "M3 Step M3 (hubs) is not late: it keeps to its baseline of 1 Dec 2026."

    def test_has_no_value_without_a_baseline(self):
        said = wording.answer_slip(SAID, BLANK, on=ON, at=AT)

        assert said.values == ()
        assert "no baseline is published" in said.headline

    def test_gives_the_reason_or_says_there_is_none(self):
        assert wording.answer_why_slipped(SAID, LATE, on=ON, at=AT).values[0].value == "Planning"
        assert "nobody has reported why" in wording.answer_why_slipped(SAID, OVERDUE, on=ON, at=AT).headline
        assert "is not late" in wording.answer_why_slipped(SAID, DUE, on=ON, at=AT).headline


class TestIsLate:
    def test_answers_with_the_fact(self):
        assert wording.answer_is_late(SAID, [OVERDUE], overdue=True, on=ON, at=AT).headline.startswith(
            "Yes: "
        )
        assert wording.answer_is_late(SAID, [DUE], overdue=True, on=ON, at=AT).headline.startswith("No: ")
        assert wording.answer_is_late(SAID, [LATE], overdue=False, on=ON, at=AT).headline.startswith("Yes: ")

    def test_does_not_know_without_a_date(self):
        said = wording.answer_is_late(SAID, [BLANK], overdue=True, on=ON, at=AT)

        assert "whether it is overdue is not known" in said.headline

    def test_lists_which_of_several(self):
        said = wording.answer_is_late(SAID, [OVERDUE, DUE], overdue=True, on=ON, at=AT)

        assert said.headline == "Hubs (hubs): 1 of 2 milestones is overdue."
        assert said.refs == ("M4",)


class TestDate:
    def test_says_the_date_as_finely_as_it_is_known(self):
        month = stone("M6", ApproxDate(date(2027, 6, 1), DatePrecision.MONTH))

        assert figures(wording.answer_date(SAID, DONE, on=ON, at=AT))["finished"] == "2026-07-30"
        assert figures(wording.answer_date(SAID, month, on=ON, at=AT))["due"] == "2027-06"

    def test_says_that_none_is_published(self):
        said = wording.answer_date(SAID, BLANK, on=ON, at=AT)

        assert said.headline == "M5 Step M5 (hubs): no date is published; its paper says “in due course”."
        assert said.values == ()

    def test_gives_a_start_date_where_one_is_printed(self):
        row = stone("M7", day(12, 1), start=date(2026, 11, 1))

        assert wording.answer_date(SAID, row, which="start", on=ON, at=AT).values[0].text == "2026-11-01"

    def test_looks_up_all_that_is_held(self):
        text = wording.answer_look_up(SAID, LATE, on=ON, at=AT).text

        assert "baseline 1 Oct 2026" in text
        assert "No owner is published." in text


class TestLists:
    def test_counts_first(self):
        said = wording.answer_list(SAID, [OVERDUE], what="overdue", on=ON, at=AT)

        assert said.headline == "Hubs (hubs): 1 milestone is overdue."
        assert (said.values[0].text, said.refs) == ("1", ("M4",))

    def test_says_that_there_is_none(self):
        assert (
            wording.answer_list(SAID, [], what="overdue", on=ON, at=AT).headline
            == "Hubs (hubs): no milestones are overdue."
        )

    def test_gives_the_days_of_the_furthest(self):
        said = wording.answer_furthest(SAID, [LATE, OVERDUE], n=1, what="late", on=ON, at=AT)

        assert said.values[0].text == "80"
        assert said.refs == ("M1",)
        overdue = wording.answer_furthest(SAID, [OVERDUE], n=1, what="overdue", overdue=True, on=ON, at=AT)
        assert overdue.values[0].text == "25"

    def test_names_what_is_due_next_and_what_has_no_date(self):
        said = wording.answer_next(SAID, [DUE, LATE], n=0, undated=1, on=ON, at=AT)

        assert said.headline == "Next due: M3 Step M3 (hubs), 1 Dec 2026."
        assert said.values[0].text == "M3"
        assert "Without a date: 1 unfinished milestone." in said.lines

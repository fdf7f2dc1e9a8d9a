"""Late and on time are each other's opposite, of one milestone and of several."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bots.rules.milestone_facts import MilestoneFacts
from bots.rules.milestones_answer import MilestoneRow
from bots.rules.money_answer import Said
from bots.rules.on_time_answer import answer_one, answer_several
from programme.rules.calendar import ApproxDate
from programme.rules.slippage import MilestoneDates

AT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
ON = date(2026, 11, 22)
SAID = Said("Hubs (hubs)", "late", "late", "slipped")


def stone(
    ref: str, baseline: date | None, forecast: date | None = None, actual: date | None = None
) -> MilestoneRow:
    days = (None if d is None else ApproxDate(d) for d in (baseline, forecast, actual))
    return MilestoneRow(MilestoneFacts(ref, f"Step {ref}", MilestoneDates(*days)), "hubs")


LATER = stone("M1", date(2026, 10, 1), date(2026, 12, 20))
OVERDUE = stone("M2", date(2026, 11, 13), date(2026, 11, 13))
KEEPS = stone("M3", date(2026, 12, 1), date(2026, 12, 1))
FINISHED_LATE = stone("M4", date(2026, 7, 1), actual=date(2026, 7, 30))
FINISHED_EARLY = stone("M5", date(2026, 7, 1), actual=date(2026, 6, 28))
BLANK = stone("M6", None)


class TestOne:
    @pytest.mark.parametrize(
        ("row", "is_late"),
        [(LATER, True), (OVERDUE, True), (KEEPS, False), (FINISHED_LATE, True), (FINISHED_EARLY, False)],
    )
    def test_is_late_or_on_time_and_never_both(self, row, is_late):
        late, in_time = (
            answer_one(SAID, row, on_time=on_time, asking=True, on=ON, at=AT).headline
            for on_time in (False, True)
        )

        assert late.startswith("Yes: ") is is_late
        assert in_time.startswith("Yes: ") is not is_late
        assert late.partition(": ")[2] == in_time.partition(": ")[2]

    def test_past_its_day_is_overdue(self):
        said = answer_one(SAID, OVERDUE, on_time=False, asking=True, on=ON, at=AT)

        assert said.headline == "Yes: M2 Step M2 (hubs) is overdue: its day was 13 Nov 2026."

    def test_without_a_baseline_is_not_known(self):
        said = answer_one(SAID, BLANK, on_time=True, asking=True, on=ON, at=AT)

        assert said.values == ()
        assert "not known" in said.headline


class TestSeveral:
    def test_late_now_is_open_alone_with_what_finished_late_apart(self):
        said = answer_several(
            SAID, [LATER, OVERDUE, KEEPS, FINISHED_LATE, BLANK], on_time=False, on=ON, at=AT
        )

        assert said.refs == ("M1", "M2")
        assert "Finished late: 1 milestone." in said.lines
        assert "Not known, no baseline or forecast: 1 milestone." in said.lines

    def test_on_time_is_the_rest_of_what_is_known(self):
        said = answer_several(
            SAID, [LATER, OVERDUE, KEEPS, FINISHED_EARLY, BLANK], on_time=True, on=ON, at=AT
        )

        assert said.refs == ("M3",)
        assert [(v.label, v.value) for v in said.values[:2]] == [("milestones", 1), ("finished on time", 1)]

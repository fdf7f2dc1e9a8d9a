from hypothesis import given
from hypothesis import strategies as st

from programme.rules.calendar import FinancialYear
from savings.rules.notation import Unit
from savings.rules.sheets.exported import (
    SentLine,
    is_shown_only,
    kept,
    mark,
    mark_in,
    sent,
    shown_heading,
    stamp_from,
    stamp_in,
    year_heading,
)

YEAR = FinancialYear(2024)


class TestStamp:
    @given(random=st.binary(min_size=10, max_size=10))
    def test_is_sixteen_characters_that_are_found_again(self, random):
        stamp = stamp_from(random)

        assert len(stamp) == 16
        assert stamp_in(f"Export {stamp}, row 4") == stamp
        assert mark_in(f" {mark(stamp, 17)} ") == (stamp, 17)
        assert mark_in(stamp) == (stamp, None)

    def test_is_not_found_where_there_is_none(self):
        assert stamp_in("EXAMPLE OF AN EXPORT") is None


class TestHeadings:
    def test_say_year_form_and_unit(self):
        assert year_heading(YEAR, Unit.GBP000) == "2024/25 plan (£000, cumulative)"

    def test_say_what_is_not_read_back(self):
        assert is_shown_only(shown_heading("forecast", YEAR, Unit.GBPM))
        assert not is_shown_only(year_heading(YEAR, Unit.GBPM))


class TestKept:
    def test_comes_back_as_it_was_sent(self):
        line = SentLine(3, 7, {"ref": "22S1", "2024/25": "107000.00", "note": None})

        assert sent(kept([("one", line)])) == {"one": line}

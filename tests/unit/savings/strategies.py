"""Made-up profiles for the property tests."""

from decimal import Decimal

from hypothesis import strategies as st

from programme.rules.calendar import FinancialYear
from savings.rules.profile import Profile

FIRST_YEAR = FinancialYear(2024)

pence = st.integers(min_value=-(10**11), max_value=10**11).map(lambda number: Decimal(number).scaleb(-2))
amounts = st.one_of(
    st.sampled_from([Decimal(0), Decimal(120)]),
    st.integers(min_value=0, max_value=500).map(lambda number: Decimal(number) * 1000),
    st.integers(min_value=0, max_value=10**10).map(lambda number: Decimal(number).scaleb(-2)),
)
starts = st.dates(
    min_value=FIRST_YEAR.previous().start,
    max_value=FIRST_YEAR.shifted(4).end,
)


def profile(*values, first_year=FIRST_YEAR):
    """Return a profile from 2024/25 on; numbers are pounds, None is a blank cell."""
    cells = {
        first_year.shifted(ahead): None if value is None else Decimal(value)
        for ahead, value in enumerate(values)
    }
    return Profile.of(cells)


def profiles(values=amounts, *, min_size=1, max_size=5):
    return st.lists(values, min_size=min_size, max_size=max_size).map(lambda listed: profile(*listed))


def pairs_of_profiles(values=amounts):
    """A plan and a forecast over the same years."""
    rows = st.integers(min_value=1, max_value=5).flatmap(
        lambda size: st.tuples(*[st.lists(values, min_size=size, max_size=size)] * 2)
    )
    return rows.map(lambda pair: (profile(*pair[0]), profile(*pair[1])))


def ending_profiles():
    """One-offs and time-limited lines: level for some years, then nil."""
    return st.builds(
        lambda value, before, held, after: profile(*[0] * before, *[value] * held, *[0] * after),
        amounts.filter(bool),
        st.integers(min_value=0, max_value=2),
        st.integers(min_value=1, max_value=3),
        st.integers(min_value=1, max_value=2),
    )

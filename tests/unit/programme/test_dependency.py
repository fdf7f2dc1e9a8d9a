from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.rules.dependency import (
    CircularDependency,
    Dependency,
    check_acyclic,
    critical_order,
    downstream,
    find_cycle,
    longest_chain,
    upstream,
)


def chain(*pairs):
    """Read "lease>fit-out" as: the fit-out waits for the lease."""
    return [Dependency(*pair.split(">")) for pair in pairs]


numbers = st.integers(min_value=0, max_value=12)
forward_links = st.lists(
    st.tuples(numbers, numbers).filter(lambda pair: pair[0] < pair[1]).map(lambda pair: Dependency(*pair)),
    max_size=25,
)
any_links = st.lists(st.builds(Dependency, numbers, numbers), max_size=25)
HOME = chain("lease>fit-out", "fit-out>opening", "staff>opening", "opening>saving")


class TestCycle:
    def test_there_is_none_in_a_plan_that_can_be_done(self):
        assert find_cycle(HOME) == ()

    def test_is_told_from_the_key_that_prints_first_each_waiting_for_the_next(self):
        circle = [*HOME, *chain("saving>lease")]

        assert find_cycle(circle) == ("fit-out", "lease", "saving", "opening")

    def test_is_named_when_refused(self):
        circle = chain("a>b", "b>a")

        with pytest.raises(CircularDependency, match="Lease waits for Home waits for Lease"):
            check_acyclic(circle, names={"a": "Lease", "b": "Home"})

    def test_a_milestone_that_waits_for_itself_is_one(self):
        with pytest.raises(CircularDependency, match="a waits for a"):
            check_acyclic(chain("a>a"))

    @given(forward_links)
    def test_links_that_all_point_forward_have_none(self, links):
        assert find_cycle(links) == ()

    @given(any_links, st.randoms())
    def test_each_waits_for_the_next_and_the_order_given_does_not_matter(self, links, random):
        shuffled = random.sample(links, len(links))

        ring = find_cycle(links)

        assert find_cycle(shuffled) == ring
        pairs = {(link.after, link.before) for link in links}
        assert all((ring[place - 1], ring[place]) in pairs for place in range(len(ring)))


class TestDownstream:
    def test_holds_everything_that_waits_near_or_far(self):
        assert downstream(HOME, "lease") == ("fit-out", "opening", "saving")
        assert downstream(HOME, "saving") == ()

    def test_of_a_milestone_nobody_names_is_empty(self):
        assert downstream(HOME, "elsewhere") == ()

    def test_upstream_is_what_it_waits_for(self):
        assert upstream(HOME, "opening") == ("lease", "fit-out", "staff")

    def test_refuses_a_circle(self):
        with pytest.raises(CircularDependency):
            downstream(chain("a>b", "b>a"), "a")

    @given(forward_links, numbers, numbers)
    def test_one_is_downstream_of_the_other_when_the_other_is_upstream(self, links, first, second):
        assert (second in downstream(links, first)) == (first in upstream(links, second))


class TestCriticalOrder:
    def test_puts_the_earliest_free_milestone_first_and_the_undated_last(self):
        dates = {
            "lease": date(2026, 9, 1),
            "staff": date(2026, 6, 1),
            "fit-out": date(2026, 7, 1),
            "opening": None,
            "website": None,
        }

        assert critical_order(dates, HOME) == ("staff", "lease", "fit-out", "opening", "saving", "website")

    def test_refuses_a_circle(self):
        with pytest.raises(CircularDependency):
            critical_order({}, chain("a>b", "b>a"))

    @given(forward_links)
    def test_none_comes_before_what_it_waits_for(self, links):
        order = critical_order({}, links)

        assert all(order.index(link.before) < order.index(link.after) for link in links)


class TestLongestChain:
    def test_is_the_longest_run_of_waiting(self):
        assert longest_chain(HOME) == ("lease", "fit-out", "opening", "saving")
        assert longest_chain([]) == ()

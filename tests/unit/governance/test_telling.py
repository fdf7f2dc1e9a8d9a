import json
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from governance.rules.telling import AlertFacts, SavingEffect, YearMoney, from_json, to_json
from programme.rules.access import CONFIDENTIAL, EXEMPT, INTERNAL, OPEN, Actor, GrantFact, Placement, system

COUNCIL, PROGRAMME, WORKSTREAM = UUID(int=1), UUID(int=2), UUID(int=3)
HERE = Placement(COUNCIL, PROGRAMME, WORKSTREAM, frozenset({OPEN}))
SCRUTINY = Actor("person", "Panel member", grants=(GrantFact("scrutiny", COUNCIL),))
STAFF = Actor("person", "Officer", grants=(GrantFact("staff", COUNCIL),))

pounds = st.none() | st.decimals(min_value=-9_999_999, max_value=9_999_999, places=2)
years = st.builds(YearMoney, st.sampled_from(["2026/27", "2027/28"]), pounds, pounds, st.text(max_size=20))
effects = st.builds(
    SavingEffect,
    id=st.uuids(),
    ref=st.text(max_size=5),
    name=st.text(max_size=20),
    is_counted=st.booleans(),
    placement=st.builds(
        Placement,
        st.just(COUNCIL),
        st.none() | st.just(PROGRAMME),
        st.none() | st.just(WORKSTREAM),
        st.frozensets(st.sampled_from([OPEN, INTERNAL, EXEMPT, CONFIDENTIAL]), min_size=1),
    ),
    years=st.lists(years, max_size=3).map(tuple),
    waits_for=st.text(max_size=10),
)


def facts(*savings, **values):
    given = {
        "kind": "milestone_slip",
        "step": "opened",
        "number": 1,
        "subject_kind": "milestone",
        "subject_id": UUID(int=4),
        "ref": "M1",
        "name": "Home opens",
        "programme_id": PROGRAMME,
        "programme_code": "homes",
        "programme": "Homes",
        "illustrative": False,
        "workstream_id": WORKSTREAM,
        "workstream_ref": "W1",
        "workstream": "Children's homes",
        "placement": HERE,
        "was": "on time",
        "now": "20 days late",
        "sentence": "Opened: 20 days late, was on time",
        "since": datetime(2026, 5, 20, 10, tzinfo=UTC),
        "on": date(2026, 5, 20),
        "savings": savings,
        **values,
    }
    return AlertFacts(**given)


def line(timing, loss="0", *, marking=OPEN, is_counted=True, year="2026/27"):
    amounts = (None, None, "nobody has forecast it") if timing is None else (Decimal(timing), Decimal(loss))
    where = Placement(COUNCIL, PROGRAMME, WORKSTREAM, frozenset({OPEN, marking}))
    return SavingEffect(UUID(int=9), "S1", "Homes", is_counted, where, (YearMoney(year, *amounts),))


class TestJson:
    @given(
        savings=st.lists(effects, max_size=3),
        workstream_id=st.none() | st.uuids(),
        owner_id=st.none() | st.uuids(),
        reason_at=st.none() | st.datetimes(timezones=st.just(UTC)),
        days_late=st.none() | st.integers(-400, 400),
        reasons=st.lists(st.text(max_size=20), max_size=3).map(tuple),
    )
    def test_gives_back_what_was_stored(self, savings, **values):
        told = facts(*savings, links=(("milestone", "4"), ("programme", "2")), **values)

        stored = json.loads(json.dumps(to_json(told)))

        assert from_json(stored) == told

    def test_passes_over_a_name_of_a_later_version(self):
        stored = {**to_json(facts()), "mood": "calm"}

        assert from_json(stored) == facts()


class TestMoney:
    def test_sums_by_year_what_the_reader_may_see(self):
        told = facts(line("100"), line("20", marking=INTERNAL), line("3", year="2027/28"))

        assert [(y.year, y.timing) for y in told.money(SCRUTINY)] == [("2026/27", 100), ("2027/28", 3)]
        assert [(y.year, y.timing) for y in told.money(STAFF)] == [("2026/27", 120), ("2027/28", 3)]

    def test_says_how_many_lines_are_not_known_and_never_counts_them_as_nil(self):
        assert facts(line("100"), line(None)).money(system())[0].not_known == "1 of 2 lines not known"
        nothing = facts(line(None)).money(system())[0]
        assert (nothing.timing, nothing.not_known) == (None, "nobody has forecast it")

    def test_leaves_out_a_year_without_effect(self):
        assert facts(line("0"), line("5", year="2027/28")).money(system())[0].year == "2027/28"

    def test_keeps_timing_and_loss_apart_and_kinds_beside(self):
        told = facts(line("100", "7"), line("50", is_counted=False))

        assert [(y.timing, y.loss) for y in told.money(system())] == [(100, 7)]
        assert [y.timing for y in told.money_beside(system())] == [50]


class TestMarking:
    def test_is_the_most_closed_of_all_it_stands_under(self):
        where = Placement(COUNCIL, PROGRAMME, None, frozenset({OPEN, EXEMPT, INTERNAL}))

        assert facts(placement=where).marking == EXEMPT

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.rules import access
from programme.rules.access import Actor, GrantFact, Placement, Refused

COUNCIL, OTHER_COUNCIL = UUID(int=1), UUID(int=2)
PROGRAMME, WORKSTREAM = UUID(int=3), UUID(int=4)

ids = st.sampled_from([UUID(int=n) for n in range(1, 7)])
markings = st.sets(st.sampled_from(access.MARKINGS), min_size=1, max_size=3).map(frozenset)


@st.composite
def grants(draw):
    programme = draw(st.none() | ids)
    return GrantFact(
        role=draw(st.sampled_from(access.ROLES)),
        organisation_id=draw(ids),
        programme_id=programme,
        workstream_id=draw(st.none() | ids) if programme else None,
        cleared=draw(st.booleans()),
    )


people = st.lists(grants(), max_size=4).map(lambda g: Actor("person", "P", uuid4(), grants=tuple(g)))
places = st.builds(Placement, ids, st.none() | ids, st.none() | ids, markings)


def holding(role, *, cleared=False, organisation=COUNCIL, programme=None, workstream=None):
    grant = GrantFact(role, organisation, programme, workstream, cleared)
    return Actor("person", "P", uuid4(), grants=(grant,))


class TestActor:
    @given(people, places, st.sampled_from(sorted(access._CAPABLE)))
    def test_may_change_only_what_it_may_see(self, actor, where, capability):
        if actor.may(capability, where):
            assert actor.sees(where)

    @given(people, places)
    def test_sees_nothing_closed_once_its_clearances_are_dropped(self, actor, where):
        if where.is_closed:
            assert not actor.without_closed().sees(where)

    @given(people, places)
    def test_sees_no_more_without_its_clearances_than_with_them(self, actor, where):
        if actor.without_closed().sees(where):
            assert actor.sees(where)

    @given(people, places)
    def test_sees_nothing_of_a_council_it_holds_no_grant_in(self, actor, where):
        if where.organisation_id not in {g.organisation_id for g in actor.grants}:
            assert not actor.sees(where)

    @given(people, places)
    def test_sight_says_the_same_as_sees(self, actor, where):
        shown = any(
            where.markings <= c.markings
            and c.organisation_id == where.organisation_id
            and c.programme_id in (None, where.programme_id)
            and c.workstream_id in (None, where.workstream_id)
            for c in actor.sight.clauses
        )

        assert shown == actor.sees(where)

    @given(people, places)
    def test_sees_by_one_grant_or_another_what_it_sees(self, actor, where):
        assert actor.sees(where) == any(way.sees(where) for way in actor.ways)

    def test_sees_no_more_by_a_grant_within_another(self):
        wide = GrantFact(access.STAFF, COUNCIL)
        narrow = GrantFact(access.LEAD, COUNCIL, PROGRAMME, WORKSTREAM)
        actor = Actor("person", "P", uuid4(), grants=(narrow, wide, GrantFact(access.MEMBER, COUNCIL)))

        assert len(actor.sight.clauses) == 1
        assert [way.grants[0].workstream_id for way in actor.ways] == [None]

    def test_a_lead_sees_and_updates_their_own_workstream_alone(self):
        lead = holding(access.LEAD, programme=PROGRAMME, workstream=WORKSTREAM)
        own = Placement(COUNCIL, PROGRAMME, WORKSTREAM)
        next_door = Placement(COUNCIL, PROGRAMME, UUID(int=9))

        assert lead.may(access.UPDATE_DELIVERY, own)
        assert not lead.may(access.PLAN_DELIVERY, own)
        assert not lead.sees(next_door)

    def test_only_finance_validates(self):
        where = Placement(COUNCIL, PROGRAMME)

        able = {role for role in access.ROLES if holding(role).may(access.VALIDATE, where)}

        assert able == {access.FINANCE}

    @pytest.mark.parametrize(
        ("role", "cleared", "seen"),
        [
            (access.SCRUTINY, False, {"open"}),
            (access.SCRUTINY, True, {"open", "exempt"}),
            (access.STAFF, False, {"open", "internal"}),
            (access.MEMBER, False, {"open", "internal"}),
            (access.CHAIR, True, {"open", "internal", "exempt", "confidential"}),
        ],
    )
    def test_sees_by_role_and_clearance(self, role, cleared, seen):
        actor = holding(role, cleared=cleared)

        shown = {m for m in access.MARKINGS if actor.sees(Placement(COUNCIL, markings=frozenset({m})))}

        assert shown == seen

    def test_the_public_sees_what_is_open_in_every_council_and_may_change_nothing(self):
        reader = access.public()

        assert reader.sees(Placement(OTHER_COUNCIL))
        assert not reader.sees(Placement(OTHER_COUNCIL, markings=frozenset({"open", "internal"})))
        assert not reader.may(access.UPDATE_DELIVERY, Placement(OTHER_COUNCIL))

    def test_a_refusal_says_what_it_takes(self):
        with pytest.raises(
            Refused, match="You may not change milestone M1. It takes a grant as programme office"
        ):
            holding(access.STAFF).require(access.PLAN_DELIVERY, Placement(COUNCIL), thing="milestone M1")

    def test_the_system_is_never_shown_anything_as_a_reader(self):
        with pytest.raises(ValueError, match="name the person"):
            access.system().without_closed()


class TestCheckMarking:
    @pytest.mark.parametrize("paragraph", [1, 4, 7, 12, 18])
    def test_takes_the_paragraphs_of_schedule_12a(self, paragraph):
        access.check_marking("exempt", paragraph)

    @pytest.mark.parametrize("paragraph", [None, 0, 8, 11, 19])
    def test_refuses_any_other(self, paragraph):
        with pytest.raises(ValueError, match="1 to 7, or 12 to 18"):
            access.check_marking("exempt", paragraph)

    def test_refuses_a_paragraph_on_what_is_not_exempt(self):
        with pytest.raises(ValueError, match="Only an exempt item"):
            access.check_marking("open", 3)

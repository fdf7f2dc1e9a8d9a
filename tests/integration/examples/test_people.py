"""The nine example people: who they are, what each may see and do."""

import pytest
from django.contrib.auth.hashers import check_password

from bots.models import Identity
from deploy.examples.people import PEOPLE
from deploy.examples.stories import DEMO
from governance.models import BoardMember
from programme import queries
from programme.models import Milestone, Person, Programme, Workstream
from programme.rules import access
from savings import queries as money
from savings.models import Saving
from tests.factories.examples import PASSWORD

KEYS = ["pmo", "manager", "lead", "finance", "chair", "member", "staff", "scrutiny", "audit"]
CLEARED = {"pmo", "manager", "lead", "finance", "chair", "audit"}


def acting(key):
    return queries.actor_for_email(f"{key}@example.test", door="page")


class TestExamplePeople:
    def test_are_nine_and_illustrative(self, told):
        people = Person.objects.all()

        assert [person.key for person in PEOPLE] == KEYS
        assert set(people.values_list("email", flat=True)) == {f"{key}@example.test" for key in KEYS}
        assert not people.filter(illustrative=False).exists()

    def test_share_one_password(self, told):
        for person in Person.objects.all():
            assert check_password(PASSWORD, person.password)

    @pytest.mark.parametrize("key", [key for key in KEYS if key != "lead"])
    def test_have_their_role_over_each_council(self, told, key):
        councils = set(Programme.objects.values_list("organisation_id", flat=True))

        whole = [g for g in acting(key).grants if g.programme_id is None]
        assert {(g.organisation_id, g.role, g.cleared) for g in whole} == {
            (council, key, key in CLEARED) for council in councils
        }

    def test_give_the_lead_their_own_workstreams_alone(self, told):
        lead = acting("lead")
        own = set(Workstream.objects.filter(owner_id=lead.person_id).values_list("id", flat=True))

        assert {(g.role, g.workstream_id) for g in lead.grants} == {("lead", one) for one in own}
        assert len(own) >= 9
        assert {row.id for row in queries.workstreams(reader=lead).values()} == own

    def test_are_linked_to_their_accounts_in_the_rehearsal(self, told):
        linked = Identity.objects.filter(unlinked_at=None)

        assert {(i.team_id, i.user_id, i.person.email) for i in linked} == {
            ("T0REHEARSAL", f"U0{key.upper()}", f"{key}@example.test") for key in KEYS
        }

    def test_seat_chair_and_member_on_every_board_and_scrutiny_on_the_panels(self, told):
        seats = BoardMember.objects.filter(board__illustrative=True)
        by_board = {}
        for seat in seats.select_related("board", "person"):
            by_board.setdefault(seat.board, set()).add((seat.person.email.split("@")[0], seat.role))

        assert len(by_board) == 9
        for board, found in by_board.items():
            wanted = {("chair", "chair"), ("member", "member")}
            assert found == ({("scrutiny", "member")} if board.kind == "scrutiny" else wanted)
            assert board.live_alerts


class TestWhoSeesWhat:
    @pytest.mark.parametrize("code", DEMO)
    @pytest.mark.parametrize("key", [key for key in KEYS if key != "lead"])
    def test_shows_exempt_things_to_the_cleared_alone(self, told, key, code):
        programme = Programme.objects.get(code=code)
        reader = acting(key)

        milestones = queries.milestones(reader=reader, programme_ids=[programme.id])
        savings = money.savings(reader=reader, programme_ids=[programme.id])

        markings = {m for row in (*milestones.values(), *savings.values()) for m in row.placement.markings}
        assert ("exempt" in markings) == (key in CLEARED)
        assert ("internal" in markings) == (key != "scrutiny")
        assert "open" in markings
        if key in CLEARED:
            assert len(milestones) == Milestone.objects.filter(programme=programme).count()
            assert len(savings) == Saving.objects.filter(programme=programme).count()

    def test_lets_the_lead_move_their_own_milestone_and_no_other(self, told):
        lead = acting("lead")
        own = Milestone.objects.get(programme__code="southampton-cl-story", ref="M-TEAMS")
        other = Milestone.objects.get(programme__code="southampton-cl-story", ref="M-BACKLOG")

        assert lead.may(access.UPDATE_DELIVERY, own.placement())
        assert not lead.may(access.UPDATE_DELIVERY, other.placement())

    @pytest.mark.parametrize("key", ["chair", "member", "staff", "scrutiny", "audit"])
    def test_lets_readers_change_nothing(self, told, key):
        milestone = Milestone.objects.get(programme__code="southampton-cl-story", ref="M-TEAMS")

        assert not acting(key).may(access.UPDATE_DELIVERY, milestone.placement())

"""Proposals beside rival forecasts of the same thing, and a target cut two ways that is never added."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from programme.changes import Invalid
from programme.rules import access
from programme.rules.calendar import FinancialYear
from savings.changes.mapping import map_target, unmap_target
from savings.changes.proposals import revise_proposal, store_proposal
from savings.models import Proposal, Target, TargetAmount
from savings.queries import positions
from savings.queries.cuts import cut_targets
from savings.queries.proposals import proposals
from tests.factories.ground import LOADING, a_programme, a_workstream, someone
from tests.factories.savings import a_saving

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
FIGURES = {
    "Proposal": {2026: {"amount": Decimal(5_000_000), "printed": "5", "unit": "gbpm"}},
    "A rival forecast": {
        2026: {"amount": Decimal(4_200_000), "printed": "4.2", "unit": "gbpm", "decimals": 1}
    },
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return a_programme()


def proposed(programme, by=LOADING, **values):
    given = {"name": "Demand reduction", "confidence": "Medium", "risk": "High", **values}
    return store_proposal(programme_id=programme.id, number="1", values=given, figures=FIGURES, by=by, at=AT)


class TestProposals:
    def test_stand_beside_their_rivals_and_say_where_they_differ(self, programme):
        proposal = proposed(programme)

        row = proposals(reader=someone(access.STAFF, programme), programme_ids=[programme.id])[proposal.id]

        assert [series.name for series in row.series] == ["Proposal", "A rival forecast"]
        assert row.disagreements == (
            (FinancialYear(2026), "A rival forecast", Decimal(5_000_000), Decimal(4_200_000)),
        )

    def test_are_in_no_total(self, programme):
        a_saving(programme)
        proposed(programme)

        position = positions(reader=LOADING, programme_ids=[programme.id])[programme.id]

        assert position.years[FinancialYear(2026)].ledger.plan.pounds == 120_000

    def test_the_same_again_changes_nothing(self, programme):
        first, again = proposed(programme), proposed(programme)

        assert (first.id, first.version) == (again.id, again.version)
        assert Proposal.objects.count() == 1

    def test_keep_to_those_who_may_see_them(self, programme):
        proposed(programme, marking="exempt", exempt_paragraph=3)

        assert proposals(reader=someone(access.STAFF, programme), programme_ids=[programme.id]) == {}
        assert proposals(reader=someone(access.STAFF, programme, cleared=True), programme_ids=[programme.id])

    def test_become_a_line_of_their_own_programme_alone(self, programme):
        proposal, line, elsewhere = proposed(programme), a_saving(programme), a_saving(a_programme())
        finance = someone(access.FINANCE, programme)

        with pytest.raises(Invalid, match="line of the same programme"):
            revise_proposal(
                proposal_id=proposal.id, version=1, values={"saving_id": elsewhere.id}, by=finance, at=AT
            )
        revise_proposal(proposal_id=proposal.id, version=1, values={"saving_id": line.id}, by=finance, at=AT)

        row = proposals(reader=finance, programme_ids=[programme.id])[proposal.id]
        assert row.saving_label == f"{line.ref} {line.name}"

    def test_take_the_right_to_plan_money(self, programme):
        with pytest.raises(access.Refused):
            proposed(programme, by=someone(access.STAFF, programme))


def a_part(programme, cut, label, amount, budget=None):
    target = Target.objects.create(
        programme=programme, name="Full year savings", cut=cut, label=label, budget=budget, year=2026
    )
    TargetAmount.objects.create(target=target, amount=amount, recorded_at=AT, recorded_by_name="Loading")
    return target


class TestCuts:
    def test_stand_side_by_side_each_with_its_own_sum(self, programme):
        a_part(programme, "workstream", "Fostering", 700)
        a_part(programme, "workstream", "Transport", 300)
        a_part(programme, "budget area", "Government funding", 600)
        a_part(programme, "budget area", "Social care", 400, budget=4_000)

        (target,) = cut_targets(reader=LOADING, programme_ids=[programme.id])

        sums = {cut.name: (cut.total, cut.unmapped) for cut in target.cuts}
        areas = next(cut for cut in target.cuts if cut.name == "budget area")
        assert sums == {"workstream": (1_000, 2), "budget area": (1_000, 2)}
        assert (areas.percent, areas.percent_without) == (25, 10)

    def test_a_part_is_mapped_only_once_somebody_says_so(self, programme):
        part, workstream = a_part(programme, "budget area", "Social care", 400), a_workstream(programme)
        finance = someone(access.FINANCE, programme)
        mapping = map_target(target_id=part.id, workstream_id=workstream.id, by=finance, at=AT)
        again = map_target(target_id=part.id, workstream_id=workstream.id, by=finance, at=AT)

        (target,) = cut_targets(reader=finance, programme_ids=[programme.id])
        unmap_target(mapping_id=mapping.id, by=finance, at=AT)
        (after,) = cut_targets(reader=finance, programme_ids=[programme.id])

        assert again.id == mapping.id
        assert target.cuts[0].parts[0].falls_on == ((mapping.id, f"{workstream.ref} {workstream.name}"),)
        assert after.cuts[0].unmapped == 1

    def test_a_whole_falls_on_no_workstream(self, programme):
        whole = Target.objects.create(programme=programme, name="Full year savings", year=2026)

        with pytest.raises(Invalid, match="only a part of a cut"):
            map_target(target_id=whole.id, workstream_id=a_workstream(programme).id, by=LOADING, at=AT)

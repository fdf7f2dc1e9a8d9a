"""One line in the place of another: linked, told of both, ended again; on the real database."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from programme.changes import Invalid, Stale
from programme.outbox.models import Event
from programme.rules import access
from programme.rules.calendar import FinancialYear
from savings import changes
from savings.models import OutlookReport, Replacement, SavingState
from savings.queries import positions, pressure_proposals
from savings.queries.backing import replaced_by_of, replacements_of
from savings.queries.delivery import saving_delivery
from tests.factories.governance import on_record
from tests.factories.ground import LOADING, LONG_AGO, a_programme, a_workstream, someone
from tests.factories.savings import a_saving

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 18, 14, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
DECIDED = changes.Authority("Cabinet 2026/114", "Cabinet", date(2026, 11, 10))


@pytest.fixture
def workstream():
    return a_workstream()


@pytest.fixture
def finance(workstream):
    on_record(workstream.programme, DECIDED.decision, DECIDED.decision_maker, DECIDED.effective)
    return someone(access.FINANCE, workstream.programme.organisation)


@pytest.fixture
def old(workstream):
    return a_saving(workstream, ref="OLD")


@pytest.fixture
def new(workstream):
    return a_saving(workstream, ref="NEW", plan={2026: Decimal(60_000), 2027: Decimal(90_000)})


def link(old, new, by, *, at=NOW, **more):
    return changes.replace_saving(
        saving_id=old.pk,
        version=None,
        replacement_id=new.pk,
        reason="The contract was not let",
        by=by,
        at=at,
        **more,
    )


def outlooks(saving):
    return list(
        OutlookReport.objects.filter(saving=saving)
        .order_by("saving_version")
        .values_list("outlook", flat=True)
    )


def say(saving, outlook, by, *, at=NOW, **more):
    changes.report_outlook(
        saving_id=saving.pk, version=None, outlook=outlook, reason="Reviewed", by=by, at=at, **more
    )


class TestReplaceSaving:
    def test_links_both_and_says_the_outlook(self, finance, old, new):
        link(old, new, finance)

        assert outlooks(old) == ["replaced"]
        told = Event.objects.filter(type="savings.saving.replacement_changed")
        assert {e.aggregate_id for e in told} == {old.pk, new.pk}
        assert all(e.payload["linked"] for e in told)

    def test_keeps_what_both_lines_now_are(self, finance, old, new):
        link(old, new, finance)

        facts = {s: SavingState.objects.filter(saving=s).latest("saving_version").facts for s in (old, new)}
        assert facts[old]["replaced_by"] == [str(new.pk)]
        assert facts[new]["replaces"] == str(old.pk)

    def test_the_same_again_changes_nothing(self, finance, old, new):
        first = link(old, new, finance)

        assert link(old, new, finance, at=LATER) == first
        assert outlooks(old) == ["replaced"]

    def test_may_cross_programmes_of_one_council_and_no_further(self, finance, old, workstream):
        beside = a_saving(a_programme(workstream.programme.organisation))
        elsewhere = a_saving(a_workstream())

        link(old, beside, finance)
        with pytest.raises(Invalid, match="no such line"):
            link(old, elsewhere, finance)
        with pytest.raises(Invalid, match="another council's"):
            link(old, elsewhere, access.system())

    def test_a_line_stands_in_for_one_other(self, finance, old, new, workstream):
        third = a_saving(workstream)
        link(old, new, finance)

        with pytest.raises(Invalid, match="NEW replaces OLD already"):
            link(third, new, finance)

    def test_never_in_a_circle_nor_for_itself(self, finance, old, new, workstream):
        third = a_saving(workstream)
        link(old, new, finance)
        link(new, third, finance)

        with pytest.raises(Invalid, match="in a circle"):
            link(third, old, finance)
        with pytest.raises(Invalid, match="stand in for itself"):
            link(old, old, finance)

    def test_an_adjustment_is_neither(self, finance, old, workstream):
        adjustment = a_saving(workstream, kind="adjustment", plan={2026: Decimal(-5)})

        for pair in ((old, adjustment), (adjustment, old)):
            with pytest.raises(Invalid, match="is an adjustment"):
                link(*pair, finance)

    def test_takes_a_decision_once_the_plan_is_frozen(self, finance, workstream, new):
        frozen = a_saving(workstream, maturity=3)

        with pytest.raises(changes.NeedsDecision, match="replacing it takes a decision"):
            link(frozen, new, finance)
        link(frozen, new, finance, authority=DECIDED)

        assert "decision Cabinet 2026/114" in OutlookReport.objects.get(saving=frozen).reason

    def test_takes_the_right_on_both_and_the_version_seen(self, workstream, finance, old, new):
        lead = someone(access.LEAD, workstream)

        with pytest.raises(access.Refused):
            link(old, new, lead)
        with pytest.raises(Stale):
            changes.replace_saving(
                saving_id=old.pk, version=9, replacement_id=new.pk, reason="x", by=finance, at=NOW
            )

    def test_a_hidden_line_is_told_as_no_line(self, finance, old, workstream):
        hidden = a_saving(workstream, ref="HIDDEN", marking="exempt", exempt_paragraph=3)

        with pytest.raises(Invalid, match="There is no such line among those you may see"):
            link(old, hidden, finance)


class TestOutlookReplaced:
    def test_needs_a_link(self, finance, old):
        with pytest.raises(Invalid, match="Link the line that replaces OLD first"):
            say(old, "replaced", finance)

    def test_stands_while_a_link_does(self, finance, old, new):
        link(old, new, finance)

        say(old, "replaced", finance, at=LATER)
        with pytest.raises(Invalid, match="OLD is replaced by NEW: end that link first"):
            say(old, "on_track", finance, at=LATER)


class TestEndReplacement:
    def test_gives_the_outlook_back_that_stood_before(self, finance, old, new):
        say(
            old,
            "at_risk",
            finance,
            mitigation="Ask again",
            mitigation_owner="Head",
            mitigation_date=date(2027, 1, 1),
        )
        row = link(old, new, finance)

        changes.end_replacement(link_id=row.pk, reason="It is let after all", by=finance, at=LATER)

        last = OutlookReport.objects.filter(saving=old).latest("saving_version")
        assert (last.outlook, last.mitigation, last.reason) == ("at_risk", "Ask again", "It is let after all")
        assert not Replacement.objects.exists()
        assert "replaced_by" not in SavingState.objects.filter(saving=old).latest("saving_version").facts

    def test_is_undeliverable_where_nothing_was_said_before(self, finance, old, new):
        row = link(old, new, finance)

        changes.end_replacement(link_id=row.pk, reason="No", by=finance, at=LATER)

        assert outlooks(old) == ["replaced", "undeliverable"]

    def test_stays_replaced_while_another_line_stands_in(self, finance, old, new, workstream):
        second = a_saving(workstream)
        row = link(old, new, finance)
        link(old, second, finance, at=LATER)

        changes.end_replacement(link_id=row.pk, reason="No", by=finance, at=LATER)

        assert outlooks(old) == ["replaced"]

    def test_takes_a_reason(self, finance, old, new):
        row = link(old, new, finance)

        with pytest.raises(Invalid, match="Say why"):
            changes.end_replacement(link_id=row.pk, reason="", by=finance, at=LATER)


class TestWhoSeesALink:
    def test_a_line_its_reader_may_not_see_is_not_named(self, workstream, old):
        cleared = someone(access.FINANCE, workstream.programme.organisation, cleared=True)
        plain = someone(access.FINANCE, workstream.programme.organisation)
        hidden = a_saving(workstream, marking="exempt", exempt_paragraph=3)

        link(old, hidden, cleared)

        assert [r.other_id for r in replacements_of(cleared, [old.pk])[old.pk]] == [hidden.pk]
        assert replacements_of(plain, [old.pk]) == {}
        assert replaced_by_of(cleared, [hidden.pk])[hidden.pk].other_id == old.pk


class TestKinds:
    @pytest.mark.parametrize("kind", ["non_cash", "cost_avoidance", "funding", "reallocation"])
    def test_what_reduces_no_budget_is_no_replacement_for_what_does(self, workstream, finance, old, kind):
        other = a_saving(workstream, ref="NEW", kind=kind)

        with pytest.raises(Invalid) as refused:
            link(old, other, finance)

        (words,) = refused.value.problems["replacement"]
        assert "which reduces no budget: it cannot cover OLD, which is cash-releasing" in words
        assert not Replacement.objects.exists()

    def test_a_line_of_the_same_kind_is(self, workstream, finance):
        first, second = (a_saving(workstream, kind="cost_avoidance") for _ in range(2))

        assert link(first, second, finance).replacement == second

    def test_a_link_that_stands_covers_nothing_once_the_kind_is_another(self, workstream, finance, old, new):
        forecast_nothing(old)
        link(old, new, finance)
        year = FinancialYear(2026)
        ids = [workstream.programme_id]
        before = positions(reader=finance, programme_ids=ids)[ids[0]].year(year)

        changes.revise_saving(
            saving_id=new.pk,
            version=None,
            values={"kind": "cost_avoidance"},
            reason="Misread",
            by=finance,
            at=LATER,
        )

        found = positions(reader=finance, programme_ids=ids)[ids[0]].year(year)
        asked = pressure_proposals(reader=finance, programme_ids=ids, year=year.next())
        assert (before.bridge.replaced, found.bridge.replaced) == (60_000, 0)
        assert (found.ledger.plan.pounds, found.ledger.loss) == (120_000, 120_000)
        assert [row.proposal.amount for row in asked.values()] == [120_000]
        behind = saving_delivery(reader=finance, saving_id=old.pk)
        assert [one.covered for one in behind.cover.years if one.covered] == []


def forecast_nothing(saving):
    amounts = {row.year: Decimal(0) for row in saving.planned_amounts.all()}
    changes.forecast_saving(
        saving_id=saving.pk, version=None, amounts=amounts, reason="Not let", by=LOADING, at=LONG_AGO
    )

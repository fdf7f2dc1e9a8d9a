"""Pressures edited in the admin, and the proposals that finance settles."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from programme.rules import access
from programme.rules.calendar import FinancialYear
from savings import changes
from savings.models import Pressure, Settlement
from tests.factories.ground import LOADING, LONG_AGO, a_programme, a_workstream, someone
from tests.factories.savings import a_saving
from tests.integration.admin.desk import Desk, add_url, remove_url

pytestmark = pytest.mark.django_db
NOW = FinancialYear.containing(timezone.localdate())
NEXT = NOW.next()
PLAN = {NOW.start_year + n: Decimal(120_000) for n in range(3)}
FORM = "pressure_form"


@pytest.fixture
def workstream():
    return a_workstream()


@pytest.fixture
def finance(workstream):
    return Desk(someone(access.FINANCE, workstream.programme.organisation))


@pytest.fixture
def short(workstream):
    return falls_short(a_saving(workstream, ref="24S1", name="Fewer agency staff", plan=PLAN))


def falls_short(saving, pounds=90_000):
    changes.forecast_saving(
        saving_id=saving.pk, version=None, amounts=dict.fromkeys(PLAN, Decimal(pounds)), reason="Late",
        by=LOADING, at=LONG_AGO,
    )  # fmt: skip
    return saving


def page_of(desk, **query):
    return desk.open(reverse("admin:savings_pressure_proposals"), **query)


def act(saving, slug):
    return f"{reverse('admin:savings_act', args=[saving.pk, slug])}?year={NEXT.start_year}"


def do(desk, saving, slug, **typed):
    return desk.send(act(saving, slug), desk.open(act(saving, slug)).typed("act", **typed))


class TestProposals:
    @pytest.mark.parametrize("year", ["\u00b2", "\u0662", "9" * 5000])
    def test_a_year_nobody_means_is_the_next_one(self, finance, short, year):
        assert page_of(finance, year=year) is not None

    def test_show_each_shortfall_of_the_budget_year_with_both_ways(self, finance, short):
        page = page_of(finance)

        assert f"Pressure proposals for the budget of {NEXT}" in page
        assert "24S1 Fewer agency staff" in page
        assert "£30k" in page
        assert "Leave in the base" in page
        assert "Accept and write out" in page

    def test_offer_nothing_to_settle_to_those_who_are_not_finance(self, workstream, short):
        manager = Desk(someone(access.MANAGER, workstream.programme))

        page = page_of(manager)

        assert "24S1 Fewer agency staff" in page
        assert "finance settles it" in page
        assert manager.open(act(short, "write-out")).status == 403

    def test_are_narrowed_by_programme_and_year(self, finance, short, workstream):
        other = a_programme(workstream.programme.organisation)

        assert "24S1" not in page_of(finance, programme=other.code)
        assert "24S1" not in page_of(finance, year=NOW.start_year + 5)
        assert "24S1" in page_of(finance, year=NOW.start_year, programme=workstream.programme.code)

    def test_show_no_line_their_reader_may_not_see(self, finance, workstream):
        falls_short(a_saving(workstream, name="Exempt line", plan=PLAN, marking="exempt", exempt_paragraph=3))

        assert "Exempt line" not in page_of(finance)


class TestSettling:
    def test_shows_what_follows_before_it_is_done(self, finance, short):
        page = finance.open(act(short, "write-out"))

        assert f"A pressure of £30k goes into the budget of {NEXT}" in page
        assert "Plan afterwards" in page
        assert "£90,000" in page

    def test_written_out_it_is_settled_and_listed_with_a_way_back(self, finance, short):
        answer = do(finance, short, "write-out", reason="Budget setting", name="Agency staff not released")

        page = page_of(finance)
        assert answer.response.url.endswith(f"proposals/?year={NEXT.start_year}")
        assert Pressure.objects.get().name == "Agency staff not released"
        assert "Pressure accepted, written out, £30k (pressure P1)" in page
        assert "Accept and write out" not in page
        assert "Undo" in page

    def test_left_in_the_base_nothing_moves(self, finance, short):
        do(finance, short, "leave-in-base", reason="Still to deliver")

        assert not Pressure.objects.exists()
        assert "Left in the base, still to deliver, £30k" in page_of(finance)

    def test_asks_why_and_keeps_what_was_typed(self, finance, short):
        answer = do(finance, short, "write-out", name="Agency staff not released")

        assert answer.status == 200
        assert answer.forms["act"]["name"] == "Agency staff not released"
        assert not Settlement.objects.exists()

    def test_refuses_what_is_no_longer_what_was_seen(self, finance, short):
        typed = finance.open(act(short, "write-out")).typed("act", reason="Budget setting")
        falls_short(short, 80_000)
        short.refresh_from_db()

        answer = finance.send(act(short, "write-out"), typed | {"version": str(short.version)})

        assert "now proposes £40k" in answer
        assert not Settlement.objects.exists()

    def test_a_frozen_plan_asks_for_the_decision_only_to_write_out(self, finance, workstream):
        frozen = falls_short(a_saving(workstream, plan=PLAN, maturity=3))

        assert "decision" in finance.open(act(frozen, "write-out")).forms["act"]
        assert "decision" not in finance.open(act(frozen, "leave-in-base")).forms["act"]

    def test_is_undone_with_a_reason(self, finance, short):
        do(finance, short, "write-out", reason="Budget setting")
        row = Settlement.objects.get()
        address = reverse("admin:savings_act_on", args=[short.pk, "undo-settlement", row.pk])

        answer = finance.send(address, finance.open(address).typed("act", reason="Council said no"))

        assert answer.status == 302
        assert short.planned_amounts.get(year=NEXT.start_year).amount == Decimal(120_000)
        assert "Undone: “Council said no”" in page_of(finance)


class TestPressures:
    def test_are_added_priced_and_withdrawn(self, finance, workstream):
        page = finance.open(add_url(Pressure))
        added = finance.send(
            add_url(Pressure),
            page.typed(FORM, programme=workstream.programme_id, ref="25P1", name="Placements"),
        )
        pressure = Pressure.objects.get(ref="25P1")
        page = finance.form(pressure)
        priced = finance.save(
            pressure,
            page.typed(FORM, amounts__TOTAL_FORMS=1)
            | {"amounts-0-year": str(NEXT.start_year), "amounts-0-amount": "£250k"},
        )
        page = finance.open(remove_url(pressure))
        finance.send(remove_url(pressure), {**page.last_form, "reason": "Not needed"})

        pressure.refresh_from_db()
        assert (added.status, priced.status) == (302, 302)
        assert pressure.amounts.get().amount == Decimal(250_000)
        assert pressure.removed_at is not None

    def test_say_which_earlier_saving_they_are_the_shortfall_of(self, finance, workstream):
        earlier = changes.add_budget_round(
            organisation_id=workstream.programme.organisation_id, values={"code": "22S", "name": "2022"}, by=LOADING,
            at=LONG_AGO,
        )  # fmt: skip
        pressure = changes.add_pressure(
            programme_id=workstream.programme_id,
            values={"name": "Home late", "deferred_from_ref": "22S1", "deferred_from_round_id": earlier.pk},
            by=LOADING, at=LONG_AGO,
        )  # fmt: skip

        words = "Deferred from 22S1, budget round 22S (not held in this ledger)"
        assert words in finance.form(pressure)
        assert words in finance.list(Pressure, deferred="yes")
        assert words not in finance.list(Pressure, deferred="no")

    def test_two_at_once_are_a_conflict(self, finance, workstream):
        pressure = changes.add_pressure(
            programme_id=workstream.programme_id,
            values={"ref": "25P1", "name": "Home"},
            by=LOADING,
            at=LONG_AGO,
        )
        page = finance.form(pressure)
        changes.revise_pressure(
            pressure_id=pressure.pk, version=None, values={"name": "Theirs"}, by=LOADING, at=LONG_AGO
        )

        clash = finance.save(pressure, page.typed(FORM, name="Mine"))

        assert clash.status == 409
        assert "Theirs" in clash
        assert "Mine" in clash

    def test_that_a_settlement_made_stand_with_it(self, finance, short):
        do(finance, short, "write-out", reason="Budget setting")
        pressure = Pressure.objects.get()
        page = finance.form(pressure)
        row = page.row_of(FORM, "amounts", pressure.amounts.get(year=NEXT.start_year).pk)

        answer = finance.save(pressure, page.typed(FORM, **{f"{row}-amount": "1"}))

        assert "accepted when 24S1 was written out" in answer

    def test_a_lead_reads_them(self, workstream):
        lead = Desk(someone(access.LEAD, workstream))
        pressure = changes.add_pressure(
            programme_id=workstream.programme_id,
            values={"ref": "25P1", "name": "Home"},
            by=LOADING,
            at=LONG_AGO,
        )

        assert lead.form(pressure).forms.get(FORM, {}).get("name") is None

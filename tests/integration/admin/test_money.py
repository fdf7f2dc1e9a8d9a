"""The money in the admin: plan and forecast by year in one table, outlook with its reason, ledgers nobody edits."""

from decimal import Decimal

import pytest

from programme.outbox.models import Event
from programme.rules import access
from savings import changes
from savings.models import OutlookReport, PlannedAmount, Saving, SavingForecast
from tests.factories.ground import LOADING, LONG_AGO, a_milestone, a_programme, a_workstream, someone
from tests.factories.savings import a_saving
from tests.integration.admin.desk import Desk, add_url, form_url

pytestmark = pytest.mark.django_db

FORM = "saving_form"


@pytest.fixture
def workstream():
    return a_workstream()


@pytest.fixture
def saving(workstream):
    return a_saving(workstream, name="Fewer agency staff")


@pytest.fixture
def finance(workstream):
    return Desk(someone(access.FINANCE, workstream.programme.organisation))


def row_of(page, saving, year):
    return page.row_of(FORM, "planned_amounts", saving.planned_amounts.get(year=year).pk)


def types_of(saving):
    rows = Event.objects.filter(aggregate_id=saving.pk).order_by("recorded_at", "place")
    return [e.removeprefix("savings.saving.") for e in rows.values_list("type", flat=True)]


class TestMoneyByYear:
    def test_a_new_forecast_is_said_with_its_reason(self, finance, saving):
        page = finance.form(saving)
        row = row_of(page, saving, 2026)

        answer = finance.save(
            saving, page.typed(FORM, **{f"{row}-forecast": "£90k", "reason": "Two posts are filled late"})
        )

        said = SavingForecast.objects.get(saving=saving)
        assert answer.status == 302
        assert (said.year, said.amount, said.reason) == (2026, Decimal(90_000), "Two posts are filled late")
        assert said.recorded_by_name == finance.actor.name
        assert types_of(saving)[-1] == "forecast"

    def test_years_of_one_save_are_one_statement(self, finance, saving):
        page = finance.form(saving)
        one, two = row_of(page, saving, 2026), row_of(page, saving, 2027)

        finance.save(
            saving,
            page.typed(FORM, **{f"{one}-forecast": "90,000", f"{two}-forecast": "100,000", "reason": "Late"}),
        )

        assert len(set(SavingForecast.objects.values_list("said_together", flat=True))) == 1
        assert types_of(saving).count("forecast") == 1

    def test_asks_why_a_forecast_changes(self, finance, saving):
        page = finance.form(saving)
        row = row_of(page, saving, 2026)

        answer = finance.save(saving, page.typed(FORM, **{f"{row}-forecast": "90,000"}))

        assert answer.status == 200
        assert "every forecast keeps its reason" in answer
        assert answer.forms[FORM][f"{row}-forecast"] == "90,000"
        assert not SavingForecast.objects.exists()

    def test_says_how_to_write_an_amount(self, finance, saving):
        page = finance.form(saving)
        row = row_of(page, saving, 2026)

        answer = finance.save(saving, page.typed(FORM, **{f"{row}-forecast": "a lot", "reason": "Late"}))

        assert "is not an amount of money; write £1.25m, £450k" in answer

    def test_the_plan_changes_and_gains_a_year(self, finance, saving):
        page = finance.form(saving)
        row = row_of(page, saving, 2027)

        answer = finance.save(
            saving,
            page.typed(FORM, planned_amounts__TOTAL_FORMS=4, **{f"{row}-amount": "130,000"})
            | {"planned_amounts-3-year": "2029", "planned_amounts-3-amount": "140k"},
        )

        plan = dict(PlannedAmount.objects.filter(saving=saving).values_list("year", "amount"))
        assert answer.status == 302
        assert (plan[2027], plan[2029]) == (Decimal(130_000), Decimal(140_000))
        assert types_of(saving)[-1] == "replanned"

    def test_a_frozen_plan_is_forecast_without_a_decision(self, finance, workstream):
        frozen = a_saving(workstream, maturity=3)
        page = finance.form(frozen)
        row = row_of(page, frozen, 2026)

        answer = finance.save(frozen, page.typed(FORM, **{f"{row}-forecast": "90k", "reason": "Late"}))

        assert "it changes by decision only" in page
        assert answer.status == 302
        assert frozen.planned_amounts.get(year=2026).amount == Decimal(120_000)
        assert SavingForecast.objects.get(saving=frozen).amount == Decimal(90_000)

    def test_the_sign_that_a_kind_does_not_have_is_refused_with_everything_typed(self, finance, saving):
        page = finance.form(saving)
        row = row_of(page, saving, 2026)

        answer = finance.save(saving, page.typed(FORM, **{f"{row}-forecast": "-5,000", "reason": "Reversed"}))

        assert answer.status == 200
        assert "its amounts are nil or above" in answer
        assert answer.forms[FORM]["reason"] == "Reversed"

    def test_two_forecasts_at_once_are_a_conflict_that_keep_mine_settles(self, finance, saving):
        page = finance.form(saving)
        row = row_of(page, saving, 2026)
        changes.forecast_saving(
            saving_id=saving.pk,
            version=None,
            amounts={2026: Decimal(80_000)},
            reason="Theirs",
            by=LOADING,
            at=LONG_AGO,
        )

        clash = finance.save(saving, page.typed(FORM, **{f"{row}-forecast": "90,000", "reason": "Mine"}))
        answer = finance.send(form_url(saving), clash.forms["keep-mine"])

        assert clash.status == 409
        assert "90,000" in clash
        assert answer.status == 302
        assert SavingForecast.objects.latest("saving_version").amount == Decimal(90_000)


class TestOutlook:
    def test_is_said_with_its_reason(self, finance, saving):
        page = finance.form(saving)

        finance.save(saving, page.typed(FORM, outlook="undeliverable", reason="The contract was not let"))

        report = OutlookReport.objects.get(saving=saving)
        assert (report.outlook, report.reason) == ("undeliverable", "The contract was not let")

    def test_at_risk_names_mitigation_owner_and_date(self, finance, saving):
        page = finance.form(saving)

        answer = finance.save(saving, page.typed(FORM, outlook="at_risk", reason="One bidder left"))

        assert "At risk names a mitigation" in answer
        assert not OutlookReport.objects.exists()

    def test_without_a_reason_is_asked_about(self, finance, saving):
        page = finance.form(saving)

        answer = finance.save(saving, page.typed(FORM, outlook="on_track"))

        assert "every outlook keeps its reason" in answer

    def test_particulars_outlook_and_forecast_go_in_one_save(self, finance, saving):
        page = finance.form(saving)
        row = row_of(page, saving, 2026)

        answer = finance.save(
            saving,
            page.typed(
                FORM, name="Renamed", outlook="on_track", reason="Reviewed", **{f"{row}-forecast": "110k"}
            ),
        )

        saving.refresh_from_db()
        assert answer.status == 302
        assert saving.name == "Renamed"
        assert types_of(saving)[-3:] == ["revised", "outlook_reported", "forecast"]


class TestALead:
    def test_says_forecast_and_outlook_and_plans_nothing(self, workstream, saving):
        lead = Desk(someone(access.LEAD, workstream))
        page = lead.form(saving)
        row = row_of(page, saving, 2026)

        answer = lead.save(
            saving, page.typed(FORM, outlook="on_track", reason="Reviewed", **{f"{row}-forecast": "110k"})
        )

        assert answer.status == 302
        assert OutlookReport.objects.get(saving=saving).outlook == "on_track"
        assert not {"name", "kind", "maturity", f"{row}-amount"} & set(page.forms[FORM])


class TestEnablers:
    def test_a_milestone_is_stated_and_withdrawn(self, finance, saving, workstream):
        milestone = a_milestone(workstream)
        page = finance.form(saving)

        finance.save(
            saving,
            page.typed(FORM, enablers__TOTAL_FORMS=1) | {"enablers-0-milestone": str(milestone.pk)},
        )
        stated = list(saving.enablers.values_list("milestone_id", flat=True))
        page = finance.form(saving)
        row = page.row_of(FORM, "enablers", saving.enablers.get().pk)
        finance.save(saving, page.typed(FORM, **{f"{row}-DELETE": "on"}))

        assert stated == [milestone.pk]
        assert not saving.enablers.exists()
        assert types_of(saving).count("enablers_changed") == 2

    def test_offer_milestones_of_the_same_programme_alone(self, finance, saving, workstream):
        here = a_milestone(workstream, name="Contract signed here")
        elsewhere = a_milestone(a_workstream(a_programme(workstream.programme.organisation)))

        page = finance.form(saving)

        assert str(here.pk) in page.html
        assert str(elsewhere.pk) not in page.html


class TestANewSaving:
    def test_is_added_and_then_gets_its_plan(self, finance, workstream):
        page = finance.open(add_url(Saving))

        answer = finance.send(
            add_url(Saving),
            page.typed(
                FORM, programme=workstream.programme_id, workstream=workstream.pk, ref="24S1", name="Fleet"
            ),
        )

        added = Saving.objects.get(ref="24S1")
        assert answer.response.url == form_url(added)
        assert types_of(added) == ["added"]
        assert "maturity" not in page.forms[FORM]


class TestLedgers:
    def test_have_no_boxes(self, finance, saving):
        changes.forecast_saving(
            saving_id=saving.pk,
            version=None,
            amounts={2026: Decimal(1)},
            reason="Said",
            by=LOADING,
            at=LONG_AGO,
        )
        changes.claim_saving(
            saving_id=saving.pk,
            version=None,
            year=2026,
            amount=Decimal(5),
            reason="Done",
            by=LOADING,
            at=LONG_AGO,
        )

        page = finance.form(saving)

        boxes = [name for name in page.forms[FORM] if name.startswith(("forecasts-0", "claims-0"))]
        assert "Said" in page
        assert not [name for name in boxes if not name.endswith(("-id", "-saving"))]

    def test_a_forged_row_is_not_saved(self, finance, saving):
        changes.claim_saving(
            saving_id=saving.pk,
            version=None,
            year=2026,
            amount=Decimal(5),
            reason="Done",
            by=LOADING,
            at=LONG_AGO,
        )
        page = finance.form(saving)
        forged = {"claims-0-amount": "9999999", "claims-0-year": "2026", "claims-0-DELETE": "on"}

        finance.save(saving, page.typed(FORM, claims__TOTAL_FORMS=2) | forged | {"claims-1-amount": "7"})

        claim = saving.claims.get()
        assert claim.amount == Decimal(5)

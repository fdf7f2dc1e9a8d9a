"""What finance does to a budget line in the admin: figures, virements, causes, its profile. Each by one change."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from programme.rules import access
from savings import changes
from savings.models import BudgetFigure, BudgetLine, VarianceCause, Virement
from tests.factories.governance import on_record
from tests.factories.ground import LOADING, a_programme, someone
from tests.integration.admin.desk import Desk, form_url

pytestmark = pytest.mark.django_db

AT = datetime(2026, 9, 12, 9, tzinfo=UTC)
FORM = "act"


@pytest.fixture
def programme():
    return a_programme()


@pytest.fixture
def finance(programme):
    return Desk(someone(access.FINANCE, programme))


def a_line(programme, name="Placements", fund="general", **values):
    return changes.store_budget_line(
        programme_id=programme.id, fund=fund, group="Care", name=name, values=values, by=LOADING, at=AT
    )


def act_url(line, slug):
    return reverse("admin:savings_budget_act", args=[line.pk, slug])


def send(desk, line, slug, **typed):
    page = desk.open(act_url(line, slug))
    return desk.send(act_url(line, slug), page.typed(FORM, **typed))


class TestFigures:
    def test_are_recorded_with_what_follows_from_them(self, programme, finance):
        line = a_line(programme)

        answer = send(
            finance, line, "figures", year=2026, period="M5", gross_budget="£212k", income_budget="89k",
            projection="130,000",
        )  # fmt: skip

        kept = BudgetFigure.objects.get()
        assert answer.response.url == form_url(line)
        assert (kept.period, kept.current_budget, kept.variance) == ("M5", 123_000, 7_000)
        assert kept.recorded_by_name == finance.actor.name

    def test_that_disagree_are_refused_with_everything_typed(self, programme, finance):
        answer = send(
            finance, a_line(programme), "figures", year=2026, gross_budget="212", income_budget="89",
            current_budget="120",
        )  # fmt: skip

        assert answer.status == 422
        assert "£212 gross less £89 income is £123 net, not £120" in answer
        assert answer.forms[FORM]["gross_budget"] == "212"
        assert not BudgetFigure.objects.exists()

    def test_without_any_are_asked_for(self, programme, finance):
        assert "Give at least one figure" in send(finance, a_line(programme), "figures", year=2026)


class TestVirement:
    def test_moves_budget_with_its_authority(self, programme, finance):
        on_record(programme, "CAB12", "Cabinet", date(2026, 4, 20), about="virement")
        one, two = a_line(programme, "One"), a_line(programme, "Two")
        grant = a_line(programme, "High Needs", "dsg")

        page = finance.open(act_url(one, "virement"))
        send(
            finance, one, "virement", to_line=two.pk, year=2026, period="M6", amount="20k",
            authority="CAB12",
        )  # fmt: skip

        moved = Virement.objects.get()
        assert str(two.pk) in page.html
        assert str(grant.pk) not in page.html
        assert (moved.from_line_id, moved.to_line_id, moved.amount) == (one.pk, two.pk, 20_000)
        assert "budget vired to other lines" in finance.form(one).html.lower()

    def test_without_authority_is_asked_about(self, programme, finance):
        one, two = a_line(programme, "One"), a_line(programme, "Two")

        answer = send(finance, one, "virement", to_line=two.pk, year=2026, period="M6", amount="20k")

        assert answer.status == 422
        assert not Virement.objects.exists()

    def test_names_no_line_that_is_hidden(self, programme, finance):
        one, two = a_line(programme, "One"), a_line(programme, "Secret", marking="exempt", exempt_paragraph=4)
        changes.vire(
            from_line_id=one.pk,
            to_line_id=two.pk,
            year=2026,
            period="M6",
            amount=Decimal(5),
            authority="Cabinet",
            by=LOADING,
            at=AT,
        )

        page = finance.form(one)

        assert "a line you may not see" in page
        assert "Secret" not in page.html

    def test_is_not_a_managers(self, programme):
        line, manager = a_line(programme), Desk(someone(access.MANAGER, programme))

        assert manager.open(act_url(line, "virement")).status == 403
        assert "Vire budget" not in manager.form(line)
        assert "Record figures" in manager.form(line)


class TestCause:
    def test_is_stated_and_shown(self, programme, finance):
        line = a_line(programme)

        send(finance, line, "cause", year=2026, period="M5", name="Price of placements", amount="£4.2m")

        assert VarianceCause.objects.get().amount == Decimal(4_200_000)
        assert "Price of placements" in finance.form(line)


class TestProfile:
    def test_is_one_of_those_suggested(self, programme, finance):
        line = a_line(programme)

        send(finance, line, "profile", profile="school terms", year=2026)

        line.refresh_from_db()
        assert (line.profile_name, len(line.profile)) == ("school terms", 12)
        assert "by school terms" in finance.form(line)

    def test_is_the_lines_own_and_must_sum_to_one(self, programme, finance):
        line = a_line(programme)

        wrong = send(finance, line, "profile", profile="own", name="Ours", shares="0.5 " * 12, year=2026)
        send(finance, line, "profile", profile="own", name="Ours", shares="0.5, 0.5" + ", 0" * 10, year=2026)

        assert "come to 6, not to 1" in wrong
        assert BudgetLine.objects.get(pk=line.pk).profile_name == "Ours"

    def test_set_by_somebody_else_meanwhile_is_a_conflict(self, programme, finance):
        line = a_line(programme)
        page = finance.open(act_url(line, "profile"))
        changes.set_spending_profile(
            budget_line_id=line.pk, version=None, name="Theirs", shares=["1", *["0"] * 11], by=LOADING, at=AT
        )

        answer = finance.send(act_url(line, "profile"), page.typed(FORM, profile="school terms", year=2026))

        assert "look again" in answer
        assert BudgetLine.objects.get(pk=line.pk).profile_name == "Theirs"


class TestALine:
    def test_offers_nothing_to_audit(self, programme):
        line, audit = a_line(programme), Desk(someone(access.AUDIT, programme))

        assert "What may be done" not in audit.form(line)
        assert audit.open(act_url(line, "figures")).status == 403

    def test_of_another_council_is_not_there(self, programme):
        line, stranger = a_line(programme), Desk(someone(access.FINANCE, a_programme()))

        assert stranger.open(act_url(line, "figures")).status == 404

"""Rolling the year in the admin: previewed with choices, rolled with its decision, reversed, closed; finance alone."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from programme.rules import access
from savings import changes
from savings.changes.rolling import preview_roll
from savings.models import BudgetRound, PlannedAmount, Settlement, YearRoll
from tests.factories.governance import on_record
from tests.factories.ground import LOADING, LONG_AGO, a_programme, someone
from tests.factories.savings import a_saving
from tests.integration.admin.desk import Desk, list_url

pytestmark = pytest.mark.django_db

DECISION = {
    "reason": "Budget set",
    "decision": "Minute 84",
    "decision_maker": "Council",
    "effective": "2025-04-01",
}


@pytest.fixture
def programme():
    return a_programme(first_year=2024, name="Building for Brilliance")


@pytest.fixture
def finance(programme):
    on_record(programme, "Minute 84", "Council", date(2025, 4, 1))
    return Desk(someone(access.FINANCE, programme))


@pytest.fixture
def saving(programme):
    line = a_saving(
        programme,
        ref="24S1",
        name="Fewer agency staff",
        plan={2024: Decimal(90_000), 2025: Decimal(120_000)},
    )
    changes.forecast_saving(
        saving_id=line.pk,
        version=None,
        amounts={2024: Decimal(60_000), 2025: Decimal(80_000)},
        reason="Late",
        by=LOADING,
        at=LONG_AGO,
    )
    return line


@pytest.fixture
def previewed(programme, saving):
    return preview_roll(
        programme_id=programme.pk,
        year=2024,
        code="25S",
        name="Budget 2025/26",
        by=LOADING,
        at=datetime(2026, 11, 1, 9, tzinfo=UTC),
    )


def url(name, row):
    return reverse(f"admin:savings_yearroll_{name}", args=[row.pk])


class TestStart:
    def test_finance_previews_a_year(self, finance, programme, saving):
        finance.open(list_url(YearRoll))

        answer = finance.send(
            list_url(YearRoll), {"programme": programme.code, "year": "2024", "code": "25S", "name": "Budget"}
        )

        row = YearRoll.objects.get()
        assert (answer.status, row.state) == (302, "previewed")
        assert answer.response["Location"] == url("page", row)

    @pytest.mark.parametrize(
        "wrong",
        [{"year": "2" * 5000}, {"year": "9999"}, {"year": "٢٠٢٤"}, {"code": "25\x00"}, {"name": "\x00"}],
    )
    def test_refuses_what_is_no_year_code_or_name(self, finance, programme, saving, wrong):
        given = {"programme": programme.code, "year": "2024", "code": "25S", "name": "Budget", **wrong}

        assert finance.send(list_url(YearRoll), given).status == 422
        assert not YearRoll.objects.exists()

    def test_asks_for_programme_and_year(self, finance):
        answer = finance.send(list_url(YearRoll), {"programme": "", "year": ""})

        assert answer.status == 422
        assert "Choose the programme and the year that ends." in answer

    def test_others_look_and_do_not_roll(self, programme, previewed):
        office = Desk(someone(access.PMO, programme))

        assert "Preview another" not in office.open(list_url(YearRoll))
        assert "Finance rolls the year." in office.open(url("page", previewed))
        for name in ("roll", "reverse", "close"):
            assert office.open(url(name, previewed)).status == 403
        assert office.send(url("page", previewed), {"code": "X"}).status == 403
        assert office.send(list_url(YearRoll), {"programme": programme.code, "year": "2023"}).status == 422

    def test_no_stranger_sees_it(self, previewed):
        stranger = Desk(someone(access.FINANCE, a_programme()))

        assert stranger.open(url("page", previewed)).status == 404


class TestPreview:
    def test_shows_each_line_with_its_choice_and_the_bridge(self, finance, previewed, saving):
        page = finance.open(url("page", previewed))

        assert "24S1 Fewer agency staff" in page
        assert "£120,000: goes on as in its last year" in page
        assert "Write out: £40,000" in page
        assert "not held here" in page
        assert "£30,000" in page  # the full-year effect

    def test_keeps_what_is_chosen_and_writes_nothing_else(self, finance, previewed, saving):
        page = finance.open(url("page", previewed))

        finance.send(url("page", previewed), {**page.last_form, f"choice-{saving.pk}": "write_out"})

        previewed.refresh_from_db()
        assert previewed.choices["chosen"] == {str(saving.pk): "write_out"}
        assert not Settlement.objects.exists()
        assert 'value="write_out" selected' in finance.open(url("page", previewed)).html

    def test_refuses_a_choice_for_what_is_no_line(self, finance, previewed):
        page = finance.open(url("page", previewed))

        answer = finance.send(url("page", previewed), {**page.last_form, "choice-abc": "carry"})

        assert answer.status == 422
        assert "A choice names a line that is none" in answer

    def test_keeps_no_choice_made_on_an_earlier_preview(self, finance, programme, previewed, saving):
        page = finance.open(url("page", previewed))
        preview_roll(
            programme_id=programme.pk, year=2024, code="25T", by=LOADING, at=datetime(2026, 11, 2, tzinfo=UTC)
        )

        again = finance.send(url("page", previewed), {**page.last_form, f"choice-{saving.pk}": "write_out"})

        previewed.refresh_from_db()
        assert again.status == 422
        assert "look again" in again
        assert (previewed.choices["chosen"], previewed.choices["round"]["code"]) == ({}, "25T")

    def test_goes_on_to_the_confirmation(self, finance, previewed):
        page = finance.open(url("page", previewed))

        answer = finance.send(url("page", previewed), {**page.last_form, "go_on": "1"})

        assert answer.response["Location"] == url("roll", previewed)


class TestRoll:
    def test_says_what_will_be_written_and_rolls(self, finance, previewed, saving):
        page = finance.open(url("roll", previewed))

        answer = finance.send(url("roll", previewed), {**page.last_form, **DECISION})

        assert "2024/25 M12 is not closed." in page
        assert answer.status == 302
        assert PlannedAmount.objects.get(saving=saving, year=2026).amount == 120_000
        assert BudgetRound.objects.get().code == "25S"
        shown = finance.open(url("page", previewed))
        assert "Rolled" in shown
        assert "frozen when it was rolled" in shown
        assert "decision Minute 84, Council, effective 1 Apr 2025" in shown

    def test_rolls_no_other_choice_than_was_shown(self, finance, programme, previewed, saving):
        page = finance.open(url("roll", previewed))
        preview_roll(
            programme_id=programme.pk,
            year=2024,
            code="25S",
            choices={str(saving.pk): "write_out"},
            by=LOADING,
            at=datetime(2026, 11, 2, tzinfo=UTC),
        )

        again = finance.send(url("roll", previewed), {**page.last_form, **DECISION})

        assert again.status == 422
        assert "look again" in again
        assert YearRoll.objects.get().state == "previewed"
        assert finance.send(url("roll", previewed), {**again.last_form, **DECISION}).status == 302

    def test_rolls_no_other_figures_than_were_shown(self, finance, previewed, saving):
        page = finance.open(url("roll", previewed))
        changes.forecast_saving(
            saving_id=saving.pk,
            version=None,
            amounts={2024: Decimal(10_000)},
            reason="Later still",
            by=LOADING,
            at=datetime(2026, 11, 2, tzinfo=UTC),
        )

        again = finance.send(url("roll", previewed), {**page.last_form, **DECISION})

        assert again.status == 422
        assert "A line changed since you opened this" in again
        assert YearRoll.objects.get().state == "previewed"

    def test_says_what_is_missing(self, finance, previewed):
        page = finance.open(url("roll", previewed))

        unreasoned = finance.send(url("roll", previewed), page.last_form)
        undated = finance.send(
            url("roll", previewed), {**page.last_form, **DECISION, "effective": "next April"}
        )

        assert "say why 2024/25 is rolled without it" in unreasoned
        assert undated.status == 422
        assert "Write from when the decision is effective" in undated
        assert undated.last_form["decision"] == "Minute 84"
        assert YearRoll.objects.get().state == "previewed"


class TestAfterwards:
    @pytest.fixture
    def rolled(self, finance, previewed):
        page = finance.open(url("roll", previewed))
        finance.send(url("roll", previewed), {**page.last_form, **DECISION})
        previewed.refresh_from_db()
        return previewed

    def test_it_is_reversed_with_a_reason(self, finance, rolled, saving):
        page = finance.open(url("reverse", rolled))

        refused = finance.send(url("reverse", rolled), page.last_form)
        done = finance.send(url("reverse", rolled), {**page.last_form, "words": "Council sat again"})

        assert "Say why the roll of 2024/25 is reversed" in refused
        assert done.status == 302
        assert not PlannedAmount.objects.filter(saving=saving, year=2026).exists()
        assert "Reversed" in finance.open(list_url(YearRoll))

    def test_it_is_closed_and_stands(self, finance, rolled):
        page = finance.open(url("close", rolled))

        finance.send(url("close", rolled), page.last_form)

        rolled.refresh_from_db()
        assert rolled.state == "closed"
        shown = finance.open(url("page", rolled))
        assert url("reverse", rolled) not in shown.html
        page = finance.open(url("reverse", rolled))
        assert finance.send(url("reverse", rolled), {**page.last_form, "words": "No"}).status == 422
        assert finance.open(list_url(YearRoll) + "abc/change/").status == 404

    def test_one_that_moved_since_is_shown_again(self, finance, rolled):
        page = finance.open(url("close", rolled))
        YearRoll.objects.filter(pk=rolled.pk).update(version=rolled.version + 1)

        again = finance.send(url("close", rolled), page.last_form)

        assert again.status == 422
        assert "look again" in again
        assert finance.send(url("close", rolled), again.last_form).status == 302

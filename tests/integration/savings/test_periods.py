"""Closing a period freezes its position under a name; nothing recorded later alters what it says."""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programme.changes import Backdated, Invalid
from programme.models import Person
from programme.outbox.models import Event
from programme.rules import access
from programme.rules.access import Refused, system
from programme.rules.calendar import FinancialMonth, FinancialYear
from savings import changes
from savings.changes.periods import close_period, load_actuals, reopen_period
from savings.models import Period, PeriodStep
from savings.queries.closing import figures_as_closed, figures_as_they_stand
from savings.queries.periods import LIVE, figures_words, last_closed, periods
from tests.factories.ground import LOADING, LONG_AGO, a_programme, someone
from tests.factories.savings import a_saving

pytestmark = pytest.mark.django_db

YEAR = FinancialYear(2026)
M1, M2, M3, M4, M5, *_ = YEAR.months()
AUTUMN = datetime(2026, 11, 20, 9, tzinfo=UTC)
EVERYTHING = system()


@pytest.fixture
def programme():
    return a_programme(first_year=2026)


@pytest.fixture
def finance(programme):
    return someone(access.FINANCE, programme)


def close(programme, by, month=M5, at=AUTUMN):
    return close_period(
        programme_id=programme.pk, year=month.year.start_year, month=month.number, by=by, at=at
    )


def reopen(programme, by, month=M5, reason="The payroll feed was late", at=AUTUMN):
    return reopen_period(
        programme_id=programme.pk,
        year=month.year.start_year,
        month=month.number,
        reason=reason,
        by=by,
        at=at,
    )


def of(programme, reader=EVERYTHING):
    return periods(reader=reader, programme_ids=[programme.pk])[programme.pk]


def signed(programme, month=M5, reader=EVERYTHING):
    return figures_as_closed(reader=reader, programme_id=programme.pk, month=month)


def forecast(saving, amount, at=AUTUMN):
    changes.forecast_saving(
        saving_id=saving.pk, version=None, amounts={2026: Decimal(amount)}, reason="Said", by=LOADING, at=at
    )


class TestLoadActuals:
    def test_is_said_by_finance_and_never_inferred(self, programme, finance):
        assert of(programme).row(M5).actuals_loaded_at is None

        load_actuals(programme_id=programme.pk, year=2026, month=5, by=finance, at=AUTUMN)

        row = of(programme).row(M5)
        assert row.actuals_loaded_at == AUTUMN
        assert [(s.step, s.signatory) for s in row.steps] == [("actuals_loaded", finance.name)]
        assert row.closed_with is None

    def test_is_refused_to_anybody_else_and_before_the_month_begins(self, programme, finance):
        for role in (access.PMO, access.MANAGER, access.LEAD, access.AUDIT):
            with pytest.raises(Refused):
                load_actuals(
                    programme_id=programme.pk,
                    year=2026,
                    month=5,
                    by=someone(role, programme),
                    at=AUTUMN,
                )
        with pytest.raises(Invalid, match="has not begun"):
            load_actuals(programme_id=programme.pk, year=2026, month=9, by=finance, at=AUTUMN)


class TestClosePeriod:
    def test_is_signed_by_name_and_closes_the_earlier_ones_along(self, programme, finance):
        step = close(programme, finance)

        found = of(programme)
        assert (step.signatory, found.oldest_open) == (finance.name, FinancialMonth(YEAR, 6))
        assert {found.row(month).closed_with for month in (M1, M4, M5)} == {M5}
        event = Event.objects.get(type="savings.period.closed")
        assert event.payload["along"] == ["2026/27 M1", "2026/27 M2", "2026/27 M3", "2026/27 M4"]

    def test_is_finances_alone(self, programme):
        for role in (access.PMO, access.MANAGER, access.LEAD, access.CHAIR, access.AUDIT):
            with pytest.raises(Refused):
                close(programme, someone(role, programme))
        with pytest.raises(Refused):
            close(programme, someone(access.FINANCE, a_programme()))
        assert not Period.objects.exists()

    def test_is_refused_twice_before_a_closed_one_and_before_it_begins(self, programme, finance):
        close(programme, finance)

        with pytest.raises(Invalid, match="closed already"):
            close(programme, finance)
        with pytest.raises(Invalid, match="counts as closed with 2026/27 M5"):
            close(programme, finance, month=M3)
        with pytest.raises(Invalid, match="has not begun"):
            close(programme, finance, month=FinancialMonth(YEAR, 9))

    def test_takes_no_moment_before_what_is_on_record(self, programme, finance):
        close(programme, finance)

        with pytest.raises(Backdated):
            reopen(programme, finance, at=AUTUMN - timedelta(days=1))

    def test_freezes_what_was_recorded_by_then_and_later_changes_leave_it(self, programme, finance):
        saving = a_saving(programme)
        forecast(saving, 90_000, at=LONG_AGO)
        stood = figures_as_they_stand(reader=EVERYTHING, programme_id=programme.pk, month=M5)

        close(programme, finance)
        assert signed(programme) == stood
        forecast(saving, 20_000, at=AUTUMN + timedelta(hours=1))
        a_saving(programme, at=AUTUMN + timedelta(hours=1))
        changes.report_outlook(
            saving_id=saving.pk,
            version=None,
            outlook="undeliverable",
            reason="Said",
            by=LOADING,
            at=AUTUMN + timedelta(hours=1),
        )

        assert signed(programme) == stood
        assert figures_as_they_stand(reader=EVERYTHING, programme_id=programme.pk, month=M5) != stood

    def test_freezes_what_was_recorded_while_it_waited(self, programme, finance):
        saving = a_saving(programme, plan={2026: Decimal(120_000)})
        asked, meanwhile = datetime(2026, 5, 1, 9, tzinfo=UTC), datetime(2026, 5, 1, 9, 0, 5, tzinfo=UTC)
        changes.plan_saving(
            saving_id=saving.pk, version=None, amounts={2026: Decimal(10)}, by=LOADING, at=meanwhile
        )

        step = close(programme, finance, month=M1, at=asked)

        assert step.recorded_at == meanwhile
        frozen = figures_as_closed(reader=EVERYTHING, programme_id=programme.pk, month=M1)
        assert {one.key: one.amount for one in frozen.to_forecast}["plan"] == 10

    def test_shows_no_line_its_reader_may_not_see(self, programme, finance):
        a_saving(programme)
        a_saving(programme, marking="exempt", exempt_paragraph=3)
        close(programme, finance)

        assert signed(programme).lines == 2
        assert signed(programme, reader=finance).lines == 1


class TestReopenPeriod:
    def test_opens_it_again_with_a_reason_and_both_frozen_positions_stay(self, programme, finance):
        saving = a_saving(programme)
        forecast(saving, 90_000, at=LONG_AGO)
        first = close(programme, finance)
        reopen(programme, finance, at=AUTUMN + timedelta(hours=1))
        assert of(programme).last_closed is None
        assert signed(programme) is None
        forecast(saving, 20_000, at=AUTUMN + timedelta(hours=2))

        second = close(programme, finance, at=AUTUMN + timedelta(hours=3))

        stood = {one.key: one.amount for one in signed(programme).all}
        assert stood["forecast"] == 20_000
        kept = dict(PeriodStep.objects.filter(step="closed").values_list("pk", "position"))
        assert set(kept) == {first.pk, second.pk}
        assert kept[first.pk] != kept[second.pk]
        assert [s.step for s in of(programme).row(M5).steps] == ["closed", "reopened", "closed"]

    def test_takes_a_reason_finance_and_the_newest_closed_one(self, programme, finance):
        close(programme, finance, month=M3)
        close(programme, finance)

        with pytest.raises(Invalid, match="Say why 2026/27 M5 is reopened"):
            reopen(programme, finance, reason=" ")
        with pytest.raises(Invalid, match="2026/27 M5 is closed after 2026/27 M3"):
            reopen(programme, finance, month=M3)
        with pytest.raises(Invalid, match="is open"):
            reopen(programme, finance, month=FinancialMonth(YEAR, 6))
        with pytest.raises(Refused):
            reopen(programme, someone(access.PMO, programme))


class TestLateFigures:
    def actual(self, saving, month, **given):
        changes.forecast_saving(
            saving_id=saving.pk,
            version=None,
            months={2026: {month: Decimal(5_000)}},
            series="actual",
            reason="Late invoice",
            by=LOADING,
            at=AUTUMN + timedelta(hours=1),
            **given,
        )

    def test_an_actual_of_a_closed_period_is_refused_naming_who_signed_and_both_ways_out(
        self, programme, finance
    ):
        saving = a_saving(programme, ref="S1")
        close(programme, finance)

        with pytest.raises(Invalid) as refused:
            self.actual(saving, 3)

        words = str(refused.value)
        assert f"{finance.name} closed 2026/27 M5 on 20 Nov 2026, and 2026/27 M3 with it" in words
        assert "record it in the open period, 2026/27 M6, naming the one it corrects, 2026/27 M3" in words
        assert "or ask finance to reopen 2026/27 M5" in words

    def test_it_is_recorded_in_the_open_period_naming_the_one_it_corrects(self, programme, finance):
        saving = a_saving(programme)
        close(programme, finance)

        self.actual(saving, 6, corrects_period="2026/27 M3")

        assert saving.forecasts.get(month=6).corrects_period == "2026/27 M3"

    def test_it_is_recorded_once_the_period_is_reopened(self, programme, finance):
        saving = a_saving(programme)
        close(programme, finance)
        reopen(programme, finance)

        self.actual(saving, 3)

        assert saving.forecasts.get(month=3).amount == 5_000


class TestProperties:
    @settings(
        max_examples=12,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(
        steps=st.lists(
            st.tuples(
                st.sampled_from(["forecast", "outlook", "add", "remove", "validate", "close", "reopen"]),
                st.integers(0, 2),
                st.integers(0, 120),
            ),
            min_size=1,
            max_size=8,
        )
    )
    def test_whatever_happens_later_a_closed_period_says_what_was_signed(self, steps):
        programme = a_programme(first_year=2026)
        lines = [a_saving(programme) for _ in range(3)]
        moment, frozen = AUTUMN, {}
        by = system("Fay Finance")
        for what, which, thousands in steps:
            moment += timedelta(minutes=1)
            one = lines[which]
            try:
                if what == "forecast":
                    forecast(one, thousands * 1000, at=moment)
                elif what == "outlook":
                    changes.report_outlook(
                        saving_id=one.pk,
                        version=None,
                        outlook="undeliverable",
                        reason="x",
                        by=LOADING,
                        at=moment,
                    )
                elif what == "add":
                    a_saving(programme, at=moment)
                elif what == "remove":
                    changes.remove_saving(saving_id=one.pk, version=None, by=LOADING, at=moment, reason="x")
                elif what == "validate":
                    changes.validate_saving(
                        saving_id=one.pk, version=None, year=2026, amount=Decimal(thousands * 1000 + 1),
                        base_budget_reduced=True, spend_followed=True, evidence="x", by=LOADING, at=moment,
                    )  # fmt: skip
                elif what == "close":
                    month = of(programme).oldest_open
                    close(programme, by, month=month, at=moment)
                    frozen[month] = signed(programme, month)
                elif of(programme).last_closed is not None:
                    month = of(programme).last_closed.month
                    reopen(programme, by, month=month, at=moment)
                    frozen = {kept: figures for kept, figures in frozen.items() if kept != month}
            except Invalid:
                continue

            for month, figures in frozen.items():
                assert signed(programme, month) == figures


class TestLastClosed:
    def test_says_whose_figures_are_shown(self, programme, finance):
        assert last_closed(reader=finance, programme_ids=[programme.pk]) == {}
        assert figures_words(None) == LIVE

        close(programme, finance)

        found = last_closed(reader=finance, programme_ids=[programme.pk])[programme.pk]
        assert figures_words(found) == (f"figures of 2026/27 M5, closed by {finance.name} on 20 Nov 2026")

    def test_no_stranger_is_told(self, programme, finance):
        close(programme, finance)

        assert last_closed(reader=someone(access.PMO, a_programme()), programme_ids=[programme.pk]) == {}

    def test_takes_the_same_number_of_queries_however_many_programmes(
        self, programme, finance, django_assert_num_queries
    ):
        others = [a_programme(first_year=2026) for _ in range(3)]
        for other in [programme, *others]:
            close(other, system("Fay Finance"))

        with django_assert_num_queries(3):
            last_closed(reader=EVERYTHING, programme_ids=[programme.pk, *(o.pk for o in others)])

    def test_a_programme_without_a_first_year_begins_with_its_earliest_plan(self):
        bare = a_programme()
        a_saving(bare, plan={2023: Decimal(5), 2024: Decimal(5)})

        assert of(bare).oldest_open == FinancialMonth(FinancialYear(2023), 1)


class TestCommand:
    def run(self, *words, **given):
        out = StringIO()
        call_command("close_period", *words, stdout=out, **given)
        return out.getvalue()

    def test_prints_what_was_frozen_and_under_whose_name(self, programme, finance):
        a_saving(programme)
        email = Person.objects.get(pk=finance.person_id).email

        answer = json.loads(
            self.run("--programme", programme.code, "--period", "M5", "--as", email, "--json")
        )

        assert (answer["period"], answer["year"], answer["signatory"]) == ("M5", "2026/27", finance.name)
        assert answer["closed_along"][0] == "2026/27 M1"
        assert answer["position"]["plan"] == "120000.00"
        assert answer["position"]["target"] is None
        assert of(programme).last_closed.month == M5

    def test_prints_what_is_claimed_of_the_kinds_the_target_counts(self, programme, finance):
        a_saving(programme)
        grant_ = a_saving(programme, kind="funding")
        changes.claim_saving(
            saving_id=grant_.pk, version=None, year=2026, amount=Decimal(50_000), reason="Agreed",
            by=LOADING, at=LONG_AGO,
        )  # fmt: skip
        changes.store_target(
            programme_id=programme.pk, name="Plan", source="internal", year=2026, by=LOADING, at=LONG_AGO,
            values={"kinds": ["cash_releasing", "funding"], "is_bridge": True}, amount={"amount": Decimal(300_000)},
        )  # fmt: skip
        email = Person.objects.get(pk=finance.person_id).email

        answer = json.loads(
            self.run("--programme", programme.code, "--period", "M5", "--as", email, "--json")
        )

        assert answer["position"]["claimed"] == "50000.00"

    def test_tells_people_in_lines(self, programme, finance):
        a_saving(programme)
        email = Person.objects.get(pk=finance.person_id).email

        words = self.run("--programme", programme.code, "--period", "m5", "--as", email)

        assert f"2026/27 M5 of {programme.name} is closed, signed by {finance.name}." in words
        assert "Nobody has said that the actuals of 2026/27 M5 are loaded." in words
        assert "£120k" in words

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (["--period", "M13"], "is not between 1 (April) and 12 (March)"),
            (["--period", "August"], "write M1 (April) to M12 (March)"),
            (["--period", "M5", "--year", "2026"], "is not a financial year; write it as 2024/25"),
            (["--period", "M5", "--year", "2099/00"], "has not begun"),
        ],
    )
    def test_says_what_is_wrong(self, programme, finance, words, said):
        email = Person.objects.get(pk=finance.person_id).email

        with pytest.raises(CommandError) as refused:
            self.run("--programme", programme.code, *words, "--as", email)

        assert said in str(refused.value)

    def test_is_refused_without_a_name_and_to_others(self, programme):
        email = Person.objects.get(pk=someone(access.PMO, programme).person_id).email

        with pytest.raises(CommandError, match="closed under somebody's name"):
            self.run("--programme", programme.code, "--period", "M5")
        with pytest.raises(SystemExit):
            self.run("--programme", programme.code, "--period", "M5", "--as", email, "--json")
        assert not Period.objects.exists()

"""A period that finance closed takes no more figures: it says who signed it, when, and both ways out."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection, transaction

from programme import changes as ground
from programme.changes import Invalid, hold_still
from savings import changes
from savings.changes.closing_guard import refuse_closed
from savings.models import Period, PeriodStep
from tests.factories.ground import LOADING, LONG_AGO, a_milestone, a_programme, a_workstream
from tests.factories.savings import a_saving

pytestmark = pytest.mark.django_db

SIGNED = datetime(2024, 9, 12, 9, tzinfo=UTC)


def close(programme, year=2024, month=5, signatory="Rosa Lind"):
    period = Period.objects.create(programme=programme, year=year, month=month, closed_at=SIGNED)
    PeriodStep.objects.create(
        period=period,
        step="closed",
        position={},
        signatory=signatory,
        recorded_at=SIGNED,
        recorded_by_name=signatory,
    )
    return period


@pytest.fixture
def programme():
    return a_programme()


def refused(programme, **given):
    values = {"year": 2024, "month": 5, "corrects_period": "", "thing": "the actual of S1", **given}
    with pytest.raises(Invalid) as caught:
        refuse_closed(programme_id=programme.pk, **values)
    return caught.value.problems


class TestRefuseClosed:
    def test_lets_an_open_month_through(self, programme):
        close(programme, month=4)

        refuse_closed(programme_id=programme.pk, year=2024, month=5, corrects_period="", thing="it")

    def test_names_who_signed_when_and_both_ways_out(self, programme):
        close(programme)
        close(programme, month=6)

        words = refused(programme)["period"][0]

        assert words.startswith(
            "Rosa Lind closed 2024/25 M5 on 12 Sep 2024, so the actual of S1 stands as signed"
        )
        assert "record it in the open period, 2024/25 M7, naming the one it corrects, 2024/25 M5" in words
        assert "or ask finance to reopen 2024/25 M5" in words

    def test_an_earlier_month_is_closed_with_a_later_one(self, programme):
        close(programme)

        words = refused(programme, month=3)["period"][0]

        assert words.startswith("Rosa Lind closed 2024/25 M5 on 12 Sep 2024, and 2024/25 M3 with it")
        assert "in the open period, 2024/25 M6, naming the one it corrects, 2024/25 M3" in words

    def test_refuses_the_closed_month_even_as_a_correction_of_itself(self, programme):
        close(programme)

        assert "period" in refused(programme, corrects_period="2024/25 M5")

    def test_lets_a_later_month_name_the_closed_one_it_corrects(self, programme):
        close(programme)

        refuse_closed(
            programme_id=programme.pk, year=2024, month=6, corrects_period="2024/25 M5", thing="the actual"
        )

    def test_a_whole_year_is_closed_with_its_last_month(self, programme):
        close(programme, month=11)
        refuse_closed(programme_id=programme.pk, year=2024, month=None, corrects_period="", thing="the claim")
        close(programme, month=12)

        words = refused(programme, month=None)["period"][0]
        refuse_closed(
            programme_id=programme.pk, year=2024, month=None, corrects_period="24/25 M12", thing="the claim"
        )

        assert "say it again naming the period it corrects" in words

    @pytest.mark.parametrize(
        ("named", "words"),
        [
            ("May", "is not a period: write 2024/25 M5"),
            ("2024/25 M13", "not between 1 (April) and 12"),
            ("2024/25 M6", "Finance has not closed 2024/25 M6"),
        ],
    )
    def test_asks_for_a_closed_period_to_correct(self, programme, named, words):
        close(programme)

        assert words in refused(programme, month=6, corrects_period=named)["corrects_period"][0]

    def test_a_correction_comes_after_what_it_corrects(self, programme):
        close(programme)

        assert (
            "comes before" in refused(programme, month=3, corrects_period="2024/25 M5")["corrects_period"][0]
        )

    def test_another_programme_is_not_closed(self, programme):
        close(a_programme())

        refuse_closed(programme_id=programme.pk, year=2024, month=5, corrects_period="", thing="it")

    def test_may_be_asked_by_who_closes(self, programme):
        with transaction.atomic():
            hold_still(programme.pk)
            refuse_closed(programme_id=programme.pk, year=2024, month=5, corrects_period="", thing="it")


def holds_periods_open():
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from pg_locks"
            " where locktype = 'advisory' and mode = 'ShareLock' and pid = pg_backend_pid()"
        )
        return cursor.fetchone()[0] > 0


@pytest.mark.django_db(transaction=True)
class TestHoldPeriodsOpen:
    def test_every_change_a_position_rests_on_waits_for_a_closing(self, programme):
        milestone = a_milestone(a_workstream(programme))
        dated = {"milestone_id": milestone.pk, "version": None, "by": LOADING, "at": LONG_AGO}
        saving, other = a_saving(programme, ref="24S1"), a_saving(programme, ref="24S2")
        of = {"saving_id": saving.pk, "version": None, "by": LOADING, "at": LONG_AGO}
        made = {
            "plan": lambda: changes.plan_saving(amounts={2026: Decimal(5)}, reason="Less", **of),
            "outlook": lambda: changes.report_outlook(outlook="undeliverable", reason="No", **of),
            "particulars": lambda: changes.revise_saving(values={"name": "Another"}, reason="Named", **of),
            "replacement": lambda: changes.replace_saving(replacement_id=other.pk, reason="Instead", **of),
            "milestone": lambda: ground.revise_milestone(
                values={"baseline_date": date(2027, 6, 1)}, reason="Later", **dated
            ),
            "new milestone": lambda: a_milestone(milestone.workstream),
            "milestone away": lambda: ground.remove_milestone(reason="Gone", **dated),
            "target": lambda: changes.store_target(
                programme_id=programme.pk,
                name="Target",
                by=LOADING,
                at=LONG_AGO,
                amount={"amount": Decimal(9)},
            ),
        }

        held = {}
        for name, change in made.items():
            with transaction.atomic():
                change()
                held[name] = holds_periods_open()

        assert held == dict.fromkeys(made, True)
        assert not holds_periods_open()

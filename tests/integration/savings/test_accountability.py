"""Statements of accountability: who answers for what, signed by the holder alone, figures of then beside now."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from programme.changes import Invalid
from programme.rules import access
from programme.rules.access import Refused, system
from programme.rules.calendar import FinancialYear
from savings import changes
from savings.changes.accountability import sign_accountability
from savings.models import Accountability
from savings.queries.accountability import accountability
from savings.rules.accountability import digest
from savings.rules.in_budget import Reduction
from tests.factories.governance import on_record
from tests.factories.ground import LOADING, LONG_AGO, a_person, a_programme, grant, someone
from tests.factories.savings import a_saving

pytestmark = pytest.mark.django_db

YEAR = FinancialYear(2026)
SIGNED = datetime(2026, 5, 1, 9, tzinfo=UTC)


@pytest.fixture
def programme():
    return a_programme()


@pytest.fixture
def holder(programme):
    person = a_person(name="Hal Holder")
    return grant(person, access.LEAD, programme)


@pytest.fixture
def saving(programme, holder):
    return a_saving(programme, ref="24S1", name="Fewer agency staff", owner_id=holder.person_id)


def statements(programme, reader=None):
    return accountability(reader=reader or system(), programme_id=programme.pk, year=YEAR)


def forecast(saving, amount):
    changes.forecast_saving(
        saving_id=saving.pk,
        version=None,
        amounts={2026: Decimal(amount)},
        reason="Said",
        by=LOADING,
        at=LONG_AGO,
    )


def sign(programme, by, *, at=SIGNED, **given):
    return sign_accountability(programme_id=programme.pk, year=2026, by=by, at=at, **given)


class TestStatements:
    def test_are_each_owners_lines_with_their_figures(self, programme, holder, saving):
        forecast(saving, 90_000)
        changes.approve_budget(
            saving_id=saving.pk,
            version=None,
            council_date=date(2026, 2, 26),
            decision="Minute 84",
            reductions=[Reduction(YEAR, Decimal(100_000), "CC1")],
            by=LOADING,
            at=LONG_AGO,
        )
        nobodys = a_saving(programme, ref="24S9")

        found = statements(programme)

        own = found.by_holder[holder.person_id]
        (line,) = own.lines
        assert (own.holder, line.ref) == ("Hal Holder", "24S1")
        assert (line.in_budget, line.plan, line.forecast, line.validated, line.gap) == (
            100_000,
            120_000,
            90_000,
            None,
            30_000,
        )
        assert own.total.gap == 30_000
        assert [line.key for line in found.unowned] == [str(nobodys.pk)]

    def test_are_over_the_lines_their_reader_may_see(self, programme, holder, saving):
        a_saving(programme, owner_id=holder.person_id, marking="exempt", exempt_paragraph=1)

        plain = statements(programme, someone(access.FINANCE, programme))
        cleared = statements(programme, someone(access.FINANCE, programme, cleared=True))

        assert len(plain.by_holder[holder.person_id].lines) == 1
        assert len(cleared.by_holder[holder.person_id].lines) == 2
        assert "without exempt items" in plain.by_holder[holder.person_id].over

    def test_no_stranger_sees_any(self, programme, saving):
        assert statements(programme, someone(access.FINANCE, a_programme())).by_holder == {}


class TestSign:
    def test_freezes_the_lines_and_shows_what_changed_since(self, programme, holder, saving):
        forecast(saving, 120_000)

        sign(programme, holder)
        assert not statements(programme).by_holder[holder.person_id].has_changed
        forecast(saving, 60_000)

        own = statements(programme).by_holder[holder.person_id]
        (row,) = own.rows
        assert own.has_changed
        assert (row.signed.forecast, row.now.forecast) == (120_000, 60_000)
        assert own.signature.by == "Hal Holder"

    def test_another_owner_later_leaves_what_was_signed(self, programme, holder, saving):
        sign(programme, holder)
        heir = grant(a_person(name="Ida Heir"), access.LEAD, programme)
        changes.revise_saving(
            saving_id=saving.pk,
            version=None,
            values={"owner_id": heir.person_id},
            by=LOADING,
            at=LONG_AGO,
        )

        own = statements(programme).by_holder[holder.person_id]

        assert own.lines == ()
        assert own.rows[0].signed.ref == "24S1"
        assert own.rows[0].now is None

    def test_is_the_holders_alone(self, programme, holder, saving):
        for by in (someone(access.FINANCE, programme), someone(access.PMO, programme)):
            with pytest.raises(Refused, match="there is nothing for you to sign"):
                sign(programme, by)
        with pytest.raises(Refused, match="signed by its holder"):
            sign(programme, system())
        assert not Accountability.objects.exists()

    def test_is_of_what_was_looked_at(self, programme, holder, saving):
        looked_at = digest(statements(programme, holder).by_holder[holder.person_id].lines)
        forecast(saving, 60_000)

        with pytest.raises(Invalid, match="changed since you opened this"):
            sign(programme, holder, seen=looked_at)

    def test_again_without_a_change_is_refused_and_with_one_stands_beside_the_first(
        self, programme, holder, saving
    ):
        sign(programme, holder)
        with pytest.raises(Invalid, match="signed these figures already"):
            sign(programme, holder)
        forecast(saving, 60_000)

        sign(programme, holder, at=datetime(2026, 6, 1, 9, tzinfo=UTC))

        assert Accountability.objects.count() == 2
        assert not statements(programme).by_holder[holder.person_id].has_changed


class TestReplacedAndWithdrawn:
    def test_the_totals_take_each_pound_once_and_the_lines_say_why(self, programme, holder, saving):
        finance = someone(access.FINANCE, programme)
        new, gone, grant_ = (
            a_saving(programme, ref=ref, owner_id=holder.person_id, **more)
            for ref, more in (("B", {}), ("C", {}), ("F", {"kind": "funding"}))
        )
        for one, amount in ((saving, 0), (new, 120_000), (gone, 0), (grant_, 0)):
            forecast(one, amount)
        now = datetime(2026, 11, 18, 14, tzinfo=UTC)
        decided = on_record(programme, "Cabinet 2026/114", "Cabinet", date(2026, 11, 10))
        changes.replace_saving(
            saving_id=saving.pk, version=None, replacement_id=new.pk, reason="Not let", by=finance, at=now
        )
        changes.report_outlook(
            saving_id=gone.pk, version=None, outlook="withdrawn", reason="Dropped", by=finance, at=now,
            authority=decided,
        )  # fmt: skip

        own = statements(programme).by_holder[holder.person_id]

        assert (own.total.plan, own.total.forecast, own.total.gap) == (120_000, 120_000, 0)
        assert {line.ref: (line.plan, line.standing) for line in own.lines} == {
            "24S1": (120_000, "replaced"),
            "B": (120_000, ""),
            "C": (120_000, "withdrawn"),
            "F": (120_000, ""),
        }

"""The Position page: both bridges in real tables, over what its reader may see, live, as at a day, as closed."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from programme.models import Person
from programme.rules.access import FINANCE, PMO
from savings import changes
from tests.factories.ground import LOADING, LONG_AGO, a_person, a_programme, a_workstream, grant
from tests.factories.savings import a_saving

pytestmark = pytest.mark.django_db
PAGE = "admin:savings_savingstate_changelist"
LATER = datetime(2026, 6, 1, 9, tzinfo=UTC)


@pytest.fixture
def programme():
    made = a_programme(first_year=2026)
    care, schools = a_workstream(made, ref="W1", name="Care"), a_workstream(made, ref="W2", name="Schools")
    line = a_saving(care, heading="Homes", name="Homes closed")
    a_saving(schools, heading="Transport", name="Routes merged", plan={2026: Decimal(30_000)})
    a_saving(schools, heading="Transport", name="Secret line", marking="exempt", exempt_paragraph=3)
    changes.store_target(
        programme_id=made.id, name="Savings target", source="Budget paper", year=2026,
        values={"is_bridge": True}, amount={"amount": Decimal(300_000)}, by=LOADING, at=LONG_AGO,
    )  # fmt: skip
    changes.validate_saving(
        saving_id=line.id, version=None, year=2026, amount=Decimal(50_000), base_budget_reduced=True,
        spend_followed=True, evidence="Seen", by=LOADING, at=LATER,
    )  # fmt: skip
    return made


def at_the_page(where, role=FINANCE, *, cleared=False, **asked):
    person = a_person()
    grant(person, role, where, cleared=cleared)
    client = Client()
    client.force_login(Person.objects.get(pk=person.pk))
    answer = client.get(reverse(PAGE), {"programme": where.code, **asked})
    return answer.content.decode()


class TestPositionPage:
    def test_shows_both_bridges_in_full_to_whoever_sees_every_line(self, programme):
        shown = at_the_page(programme, year="2026/27", cleared=True)

        for words in (
            "From target to plan",
            "Delivered (validated)",
            "+ Unidentified",
            "Plan nobody has forecast",
        ):
            assert words in shown

    def test_sets_no_target_against_the_lines_of_a_reader_who_does_not(self, programme):
        shown = at_the_page(programme, year="2026/27")

        assert "The plan, by how it stands" in shown
        assert "From target to plan" not in shown
        assert "+ Unidentified" not in shown
        for words, amount in (
            ("Delivered (validated)", "£50,000"),
            ("No outlook", "£100,000"),
            ("= Plan", "£150,000"),
        ):
            assert words in shown
            assert amount in shown

    def test_says_over_which_lines_and_leaves_the_hidden_one_out(self, programme):
        shown = at_the_page(programme, year="2026/27")

        assert "over the lines you may see, without exempt items" in shown
        assert "Secret line" not in shown
        assert "£270,000" in at_the_page(programme, year="2026/27", cleared=True)

    def test_each_level_is_a_table_of_its_own(self, programme):
        shown = at_the_page(programme, year="2026/27")

        for words in ("By workstream", "W1 Care", "W2 Schools", "By heading", "Homes", "Transport"):
            assert words in shown

    def test_as_at_a_day_later_rows_do_not_count(self, programme):
        shown = at_the_page(programme, year="2026/27", at="2026-05-31")

        assert "As had been recorded by 31 May 2026" in shown
        assert "£50,000" not in shown

    def test_as_at_a_day_before_the_first_row_nothing_is_known(self, programme):
        assert "Nothing had been recorded by then" in at_the_page(programme, at="2020-01-01")

    @pytest.mark.parametrize(
        ("asked", "words"),
        [
            ({"at": "yesterday"}, "is not a day"),
            ({"at": (timezone.localdate() + timedelta(days=2)).isoformat()}, "lies ahead"),
            ({"period": "2026/27 M1"}, "2026/27 M1 is open"),
            ({"period": "May"}, "is not a period"),
            ({"programme": "nowhere"}, "There is no programme nowhere"),
        ],
    )
    def test_says_what_it_cannot_show(self, programme, asked, words):
        assert words in at_the_page(programme, **asked)

    def test_a_closed_period_is_shown_as_it_was_signed(self, programme):
        closer = a_person(name="Fiona Finance")
        changes_by = grant(closer, FINANCE, programme)
        from savings.changes.periods import close_period

        close_period(
            programme_id=programme.id,
            year=2026,
            month=2,
            by=changes_by,
            at=datetime(2026, 6, 10, 9, tzinfo=UTC),
        )
        a_saving(programme, plan={2026: Decimal(999_000)}, at=datetime(2026, 6, 11, 9, tzinfo=UTC))

        shown = at_the_page(programme, year="2026/27", period="2026/27 M2")

        assert "Figures of 2026/27 M2, closed by Fiona Finance on 10 Jun 2026" in shown
        assert "£999,000" not in shown

    def test_the_programmes_form_leads_to_it(self, programme):
        person = a_person()
        grant(person, PMO, programme.organisation)
        client = Client()
        client.force_login(Person.objects.get(pk=person.pk))

        shown = client.get(reverse("admin:programme_programme_change", args=[programme.pk])).content.decode()

        assert f"{reverse(PAGE)}?programme={programme.code}" in shown.replace("&amp;", "&")

"""Indicators and people from a table."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from programme.models import Grant, Indicator, IndicatorReading, Person
from programme.rules.access import FINANCE, MANAGER, PMO, Refused
from tests.factories.ground import a_person, a_programme, a_workstream, grant, someone
from tests.integration.tables.files import AT, as_csv, brought, counts

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return a_programme(code="fostering")


class TestIndicators:
    HEAD = ("Indicator", "Polarity", "Actual", "Target", "Unit", "Period", "As at", "Source", "Colour")

    def rows(self, *rows):
        return as_csv(self.HEAD, *rows)

    def test_are_added_with_each_reading_on_its_basis(self, programme):
        manager = someone(MANAGER, programme)

        result = brought(
            "indicators",
            self.rows(
                ["Agency staff", "lower", "13", "0-5", "staff", "March 2024", "31/03/2024", "Paper", ""],
                ["Homes opened", "higher", "one", "", "", "2023/24", "", "Paper", ""],
            ),
            programme,
            manager,
        )

        assert counts(result) == (2, 0, 0, 0)
        staff = Indicator.objects.get(name="Agency staff")
        actual, target = staff.readings.order_by("basis")
        assert (staff.polarity, actual.value, actual.unit) == ("lower", 13, "staff")
        assert (actual.on_date, actual.on_precision) == (date(2024, 3, 31), "day")
        assert (target.basis, target.value, target.value_to) == ("target", 0, 5)
        assert IndicatorReading.objects.get(indicator__name="Homes opened").value is None

    def test_keep_earlier_readings_and_take_the_same_one_once(self, programme):
        manager = someone(MANAGER, programme)
        first = self.rows(["Agency staff", "lower", "13", "", "staff", "March 2024", "", "Paper", ""])
        brought("indicators", first, programme, manager)

        again = brought("indicators", first, programme, manager, at=AT + timedelta(hours=1))
        later = brought(
            "indicators",
            self.rows(["Agency staff", "lower", "11", "", "staff", "April 2024", "", "Paper", ""]),
            programme,
            manager,
            at=AT + timedelta(hours=2),
        )

        assert (counts(again), counts(later)) == ((0, 0, 1, 0), (0, 1, 0, 0))
        assert sorted(IndicatorReading.objects.values_list("printed", flat=True)) == ["11", "13"]

    def test_may_hold_a_year_to_date(self, programme):
        brought(
            "indicators",
            as_csv(
                ["Indicator", "Value", "Financial year", "Months covered"],
                ["Entries to care", "48", "2024/25", "5"],
            ),
            programme,
            someone(MANAGER, programme),
        )

        reading = IndicatorReading.objects.get()
        assert (reading.value, reading.year, reading.months_covered) == (Decimal(48), 2024, 5)

    def test_name_a_direction_the_tracker_knows(self, programme):
        result = brought(
            "indicators",
            self.rows(["Agency staff", "sideways", "13", "", "", "", "", "", ""]),
            programme,
            someone(MANAGER, programme),
        )

        assert result.document["rejected"][0]["next"] == "write lower, higher or none"
        assert not Indicator.objects.exists()


class TestPeople:
    HEAD = ("Name", "Email", "Role", "Scope", "Cleared", "Password")

    def test_are_added_without_an_account_and_with_their_roles(self, programme):
        pmo = someone(PMO, programme.organisation)
        strand = a_workstream(programme, ref="WS3", name="Fostering")

        result = brought(
            "people",
            as_csv(
                self.HEAD,
                [
                    "Max Manager",
                    "Max@Example.test",
                    "Programme manager, Finance partner",
                    "",
                    "yes",
                    "hunter2",
                ],
                ["Lena Lead", "lena@example.test", "lead", "WS3", "", ""],
                ["Ada Audit", "ada@example.test", "Audit", "council", "no", ""],
            ),
            programme,
            pmo,
        )

        assert counts(result) == (3, 0, 0, 0)
        assert not Person.objects.get(email="max@example.test").has_usable_password()
        given = Grant.objects.exclude(person_id=pmo.person_id)
        assert sorted(
            given.values_list("person__name", "role", "programme__code", "workstream__ref", "cleared")
        ) == [
            ("Ada Audit", "audit", None, None, False),
            ("Lena Lead", "lead", "fostering", "WS3", False),
            ("Max Manager", "finance", "fostering", None, True),
            ("Max Manager", "manager", "fostering", None, True),
        ]
        assert strand.pk == given.get(role="lead").workstream_id
        assert "column F, 'Password': not read" in result.document["readings"]
        assert "hunter2" not in str(result.document)

    def test_twice_from_the_same_file_change_nothing(self, programme):
        pmo = someone(PMO, programme.organisation)
        content = as_csv(self.HEAD, ["Max Manager", "max@example.test", "manager", "", "", ""])
        brought("people", content, programme, pmo)

        assert counts(brought("people", content, programme, pmo)) == (0, 0, 1, 0)

    def test_keep_the_clearance_a_file_does_not_speak_of(self, programme):
        pmo, chair = (
            someone(PMO, programme.organisation),
            a_person(email="cyd@example.test", name="Cyd Chair"),
        )
        grant(chair, "chair", programme, cleared=True)

        brought(
            "people",
            as_csv(self.HEAD, ["Cyd Chair", "cyd@example.test", "chair", "", "", ""]),
            programme,
            pmo,
        )

        assert Grant.objects.get(person=chair).cleared

    def test_of_another_council_keep_their_name_there(self, programme):
        pmo, other = someone(PMO, programme.organisation), a_person(email="both@example.test", name="Bo Both")
        grant(other, MANAGER, a_programme())

        result = brought(
            "people",
            as_csv(self.HEAD, ["Somebody Else", "both@example.test", "staff", "", "", ""]),
            programme,
            pmo,
        )

        other.refresh_from_db()
        assert (counts(result), other.name) == ((1, 0, 0, 0), "Bo Both")

    def test_take_the_programme_office(self, programme):
        content = as_csv(self.HEAD, ["Max Manager", "max@example.test", "pmo", "", "", ""])

        with pytest.raises(Refused, match="programme office"):
            brought("people", content, programme, someone(FINANCE, programme))

    def test_are_refused_by_row(self, programme):
        result = brought(
            "people",
            as_csv(
                self.HEAD,
                ["Max", "not an email", "king", "", "", ""],
                ["Lena", "lena@example.test", "lead", "WS99", "perhaps", ""],
            ),
            programme,
            someone(PMO, programme.organisation),
        )

        assert [(p["row"], p["column"]) for p in result.document["rejected"]] == [
            (2, "B"),
            (2, "C"),
            (3, "D"),
            (3, "E"),
        ]
        assert Person.objects.filter(email="lena@example.test").count() == 0

"""Making the example people, by the loader and by the command; and production, where they do not exist."""

import json
from io import StringIO

import pytest
from django.contrib.auth.hashers import check_password
from django.core.management import CommandError, call_command

from deploy.examples.people import NotHere
from programme.models import Person, Programme
from programme.queries import actor_for_email
from tests.factories.examples import tell

pytestmark = pytest.mark.django_db


class TestBringingPeople:
    def test_gives_no_usable_password_where_none_is_set(self):
        tell("somerset", password=None)

        assert not any(person.has_usable_password() for person in Person.objects.all())

    def test_adds_a_second_council_to_the_same_people(self):
        tell("somerset")
        Person.objects.filter(email="staff@example.test").update(name="Sam Staff")

        tell("hampshire")

        staff = actor_for_email("staff@example.test", door="page")
        assert Person.objects.count() == 9
        assert Person.objects.get(email="staff@example.test").name == "Sam Staff"
        assert len({g.organisation_id for g in staff.grants}) == 2

    def test_refuses_in_production(self, settings):
        settings.PRODUCTION = True

        with pytest.raises(NotHere, match="do not exist in production"):
            tell("somerset")

        assert not Person.objects.exists()
        assert not Programme.objects.exists()


class TestTheCommand:
    def test_loads_a_copy_and_says_so_shortly(self):
        first, second = StringIO(), StringIO()

        call_command("load_example", "somerset", "--story", stdout=first)
        call_command("load_example", "somerset", "--story", stdout=second)

        assert first.getvalue().startswith("somerset-ct-story: loaded, ")
        assert second.getvalue() == "somerset-ct-story: already loaded; nothing changed\n"

    def test_prints_one_document(self):
        out = StringIO()

        call_command("load_example", "somerset", "--story", "--json", stdout=out)

        (row,) = json.loads(out.getvalue())["loaded"]
        assert row.keys() == {"code", "is_new", "changed", "seconds"}
        assert (row["code"], row["is_new"]) == ("somerset-ct-story", True)

    def test_loads_both_in_one_run(self):
        out = StringIO()

        call_command("load_example", "somerset", "--both", "--json", stdout=out)

        assert [row["code"] for row in json.loads(out.getvalue())["loaded"]] == [
            "somerset-ct",
            "somerset-ct-story",
        ]

    def test_makes_the_hash_of_the_one_password_once(self, monkeypatch):
        monkeypatch.setenv("EXAMPLE_PASSWORD", "another harbour kettle 43")

        call_command("load_example", "somerset", "--story", stdout=StringIO())

        assert len(set(Person.objects.values_list("password", flat=True))) == 1

    def test_takes_the_password_from_the_environment(self, monkeypatch):
        monkeypatch.setenv("EXAMPLE_PASSWORD", "another harbour kettle 43")

        call_command("load_example", "somerset", "--story", stdout=StringIO())

        pmo = Person.objects.get(email="pmo@example.test")
        assert check_password("another harbour kettle 43", pmo.password)

    def test_refuses_in_production_and_says_what_to_do(self, settings):
        settings.PRODUCTION = True

        with pytest.raises(CommandError, match="Load the programme without --story"):
            call_command("load_example", "somerset", "--story", stdout=StringIO())

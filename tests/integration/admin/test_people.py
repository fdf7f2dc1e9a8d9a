"""People in the admin: made by the programme office, with a first password and grants, each through changes."""

import json

import pytest
from django.core.management import CommandError, call_command

from programme.models import Grant, Organisation, Person
from programme.outbox.models import Event
from programme.rules import access
from tests.factories.ground import a_council, a_person, a_programme, a_workstream, grant, someone
from tests.integration.admin.desk import Desk, add_url

pytestmark = pytest.mark.django_db

FORM = "person_form"


@pytest.fixture
def council():
    return a_council()


@pytest.fixture
def office(council):
    return Desk(someone(access.PMO, council))


class TestTheForm:
    def test_adds_a_person_with_a_first_password(self, office):
        page = office.open(add_url(Person))

        answer = office.send(
            add_url(Person),
            page.typed(
                FORM, name="Ama Boateng", email="Ama@Council.Example", new_password="a long first phrase"
            ),
        )

        person = Person.objects.get(email="ama@council.example")
        assert answer.status == 302
        assert person.check_password("a long first phrase")
        assert not person.is_staff

    def test_says_why_a_password_is_too_weak_and_shows_it_to_nobody(self, office):
        page = office.open(add_url(Person))

        answer = office.send(
            add_url(Person), page.typed(FORM, name="Ama", email="ama@council.example", new_password="short")
        )

        assert "too short" in answer
        assert 'value="short"' not in answer.html
        assert not Person.objects.filter(email="ama@council.example").exists()

    def test_gives_and_withdraws_grants(self, office, council):
        person, programme = a_person(), a_programme(council)
        page = office.form(person)

        office.save(
            person,
            page.typed(FORM, grants__TOTAL_FORMS=1)
            | {
                "grants-0-role": access.MANAGER,
                "grants-0-organisation": str(council.pk),
                "grants-0-programme": str(programme.pk),
                "grants-0-cleared": "on",
            },
        )
        person.refresh_from_db()
        given, entered = Grant.objects.get(person=person), person.is_staff
        page = office.form(person)
        row = page.row_of(FORM, "grants", given.pk)
        office.save(person, page.typed(FORM, **{f"{row}-DELETE": "on"}))

        person.refresh_from_db()
        assert (given.role, given.programme_id, given.cleared) == (access.MANAGER, programme.pk, True)
        assert entered
        assert not person.is_staff
        assert not Grant.objects.filter(person=person).exists()
        types = Event.objects.filter(aggregate_id=person.pk).values_list("type", flat=True)
        assert set(types) == {"programme.person.rights_changed"}

    def test_says_at_the_row_what_a_grant_lacks(self, office, council):
        person, workstream = a_person(), a_workstream(a_programme(council))
        page = office.form(person)

        answer = office.save(
            person,
            page.typed(FORM, grants__TOTAL_FORMS=1)
            | {
                "grants-0-role": access.LEAD,
                "grants-0-organisation": str(council.pk),
                "grants-0-workstream": str(workstream.pk),
            },
        )

        assert answer.status == 200
        assert "Nothing was saved" in answer
        assert not Grant.objects.filter(person=person).exists()

    def test_does_not_touch_people_of_a_council_the_office_is_not_of(self, office, council):
        person = a_person(name="Of two councils")
        grant(person, access.STAFF, council)
        grant(person, access.STAFF, a_council())

        page = office.form(person)

        assert page.status == 200
        assert "new_password" not in page.forms.get(FORM, {})
        assert office.save(person, {"name": "Renamed"}).status == 403

    def test_never_shows_a_password(self, office, council):
        person = a_person()
        grant(person, access.STAFF, council)

        page = office.form(person)

        assert person.password not in page.html


class TestTheList:
    def test_is_for_the_programme_office_and_audit(self, council):
        manager = Desk(someone(access.MANAGER, council))
        audit = Desk(someone(access.AUDIT, council))

        assert manager.list(Person).status == 403
        assert audit.list(Person).status == 200

    def test_names_each_person_once_with_their_grants(self, office, council):
        person = a_person(name="Ama Boateng")
        for role in (access.MANAGER, access.FINANCE):
            grant(person, role, council)

        page = office.list(Person)

        assert page.words.count("Ama Boateng") == 1
        assert f"Programme manager: {council.name}" in page

    def test_leaves_out_people_of_other_councils(self, office):
        someone_else = someone(access.MANAGER, a_council())

        assert someone_else.name not in office.list(Person)


class TestCreatePerson:
    def call(self, *arguments, **options):
        from io import StringIO

        out = StringIO()
        call_command("create_person", *arguments, stdout=out, **options)
        return out.getvalue()

    def test_makes_the_first_person_of_a_council_with_a_password_shown_once(self, council):
        said = self.call("pmo@council.example", name="Ama Boateng", office=council.code)

        person = Person.objects.get(email="pmo@council.example")
        password = said.rsplit(": ", 1)[1].strip()
        assert person.check_password(password)
        assert person.is_staff
        assert Grant.objects.get(person=person).role == access.PMO

    def test_takes_the_password_from_a_file(self, council, tmp_path):
        file = tmp_path / "password"
        file.write_text("a long first phrase\n")

        said = self.call("pmo@council.example", name="Ama", office=council.code, password_file=file)

        assert Person.objects.get().check_password("a long first phrase")
        assert "phrase" not in said

    def test_adds_the_council_where_it_is_new(self):
        self.call("pmo@council.example", name="Ama", office="wessex", council="Wessex Council")

        assert Organisation.objects.get(code="wessex").name == "Wessex Council"

    def test_refuses_a_second_office_without_leave(self, council):
        self.call("pmo@council.example", name="Ama", office=council.code)

        with pytest.raises(CommandError, match="has a programme office already"):
            self.call("second@council.example", name="Zadie", office=council.code)

    def test_lets_the_office_name_itself(self, council):
        self.call("pmo@council.example", name="Ama", office=council.code)

        self.call("second@council.example", name="Zadie", office=council.code, actor="pmo@council.example")

        assert Person.objects.count() == 2

    def test_refuses_nobody_we_know_and_councils_we_do_not(self, council):
        with pytest.raises(CommandError, match="Nobody here is called"):
            self.call("a@council.example", name="Ama", office=council.code, actor="ghost@council.example")
        with pytest.raises(CommandError, match="There is no council nowhere"):
            self.call("a@council.example", name="Ama", office="nowhere")
        with pytest.raises(CommandError, match="not an email address"):
            self.call("ama", name="Ama", office=council.code)

    def test_refuses_as_one_document_with_json(self, council, capsys):
        with pytest.raises(SystemExit):
            self.call("ama", name="Ama", office=council.code, json=True)

    def test_prints_one_document_with_json(self, council):
        document = json.loads(self.call("a@council.example", name="Ama", office=council.code, json=True))

        assert set(document) == {"email", "name", "office", "password"}

    def test_refuses_a_weak_password_and_makes_nobody(self, council, tmp_path):
        file = tmp_path / "password"
        file.write_text("short")

        with pytest.raises(CommandError, match="too short"):
            self.call("a@council.example", name="Ama", office=council.code, password_file=file)

        assert not Person.objects.exists()

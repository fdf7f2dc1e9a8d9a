"""What is printed of risks, impacts and priorities stands on the pages of its programme."""

from __future__ import annotations

import pytest
from django.test import Client

from deploy.examples.loading import load
from deploy.examples.source import read_example
from programme.models import Person, Programme
from programme.rules import access
from tests.factories.examples import AT
from tests.factories.governance import a_risk, an_assessment
from tests.factories.ground import a_workstream, someone

pytestmark = pytest.mark.django_db


def page(programme, path, role=access.MEMBER):
    client = Client()
    client.force_login(Person.objects.get(pk=someone(role, programme).person_id))
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


class TestHampshire:
    def test_shows_its_risks_unscored_and_its_equality_impacts_completed(self):
        load(read_example("hampshire"), at=AT)
        programme = Programme.objects.get(code="hampshire-sp2023")

        shown = page(programme, "/programmes/hampshire-sp2023/")

        assert shown.count("not scored") >= 7
        assert "R5 A proposal blocked by challenge means savings must come from elsewhere" in shown
        assert shown.count("Completed, as its paper says") == 3
        assert "Home already closed 18 months; several alternatives offered" in shown
        assert ">Risks and challenges: 7</summary>" in shown


class TestSomerset:
    def test_shows_its_priorities_and_activities_as_printed(self):
        load(read_example("somerset"), at=AT)
        programme = Programme.objects.get(code="somerset-ct")

        shown = page(programme, "/programmes/somerset-ct/")

        assert ">Focus areas, priorities and outcomes: 47</summary>" in shown
        assert "Ease pressure in Bridgwater and Taunton" in shown
        assert ">Activities: impact, timescale and benefit: 12</summary>" in shown
        assert "up to £5 million by September 2026" in shown


class TestAWorkstream:
    def test_shows_who_may_not_sign_and_what_comes_next(self):
        workstream = a_workstream()
        a_risk(workstream)
        an_assessment(workstream)
        an_assessment(workstream, subject="Hidden", marking="exempt", exempt_paragraph=2)

        shown = page(workstream.programme, f"/workstreams/{workstream.id}/")

        assert "EQ1 Respite closes" in shown
        assert "Next: screen it" in shown
        assert "4 × 5 = 20" in shown
        assert "Hidden" not in shown

"""The Position page in a browser: axe finds nothing serious, in both bridges and in the tables of the levels."""

import os

import pytest
from django.urls import reverse

from deploy.examples.loading import load
from deploy.examples.source import read_example
from programme.models import Programme
from programme.rules import access
from tests.factories.examples import AT
from tests.factories.ground import someone
from tests.integration.admin.desk import Desk
from tests.integration.admin.test_in_a_browser import CHROMIUM, grave, look

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium"),
]


class TestAxe:
    def test_finds_nothing_serious(self, live_server):
        code = load(read_example("southampton"), at=AT).code
        programme = Programme.objects.get(code=code)
        office = Desk(someone(access.PMO, programme.organisation))
        page_of = f"{reverse('admin:savings_savingstate_changelist')}?programme={code}"
        paths = [
            f"{page_of}&year=2025/26",
            f"{page_of}&at=2024-01-01",
            reverse("admin:programme_programme_change", args=[programme.pk]),
        ]

        def visit(page):
            found = {}
            for n, path in enumerate(paths):
                page.goto(f"{live_server.url}{path}")
                page.wait_for_timeout(100)
                found[path] = grave(page)
                if os.environ.get("SHOTS"):
                    page.screenshot(path=f"{os.environ['SHOTS']}/position{n}.png", full_page=True)
            return found

        found, wrong = look(office, live_server, visit)

        assert found == {path: [] for path in paths}
        assert wrong == []

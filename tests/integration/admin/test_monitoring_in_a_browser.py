"""Budget monitoring, casting and papers in a browser: axe finds nothing serious, in a table full of figures."""

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
        code = load(read_example("somerset"), at=AT).code
        office = Desk(someone(access.FINANCE, Programme.objects.get(code=code)))
        paths = [
            f"{reverse('admin:savings_budgetfigure_changelist')}?programme={code}",
            f"{reverse('admin:savings_castcheck_changelist')}?programme={code}",
            f"{reverse('admin:savings_papers')}?programme={code}",
            f"{reverse('admin:savings_papers')}?programme={code}&table=budget_monitoring",
        ]

        def visit(page):
            found = {}
            for path in paths:
                page.goto(f"{live_server.url}{path}")
                page.wait_for_timeout(100)
                found[path] = grave(page)
            return found

        found, wrong = look(office, live_server, visit)

        assert found == {path: [] for path in paths}
        assert wrong == []

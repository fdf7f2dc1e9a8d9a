"""The table of months in a browser: axe, pasting from a spreadsheet, and moving up and down by keyboard."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from programme.rules import access
from programme.rules.calendar import FinancialYear
from savings import changes
from savings.models import Saving, SavingForecast
from tests.factories.ground import LOADING, LONG_AGO, a_workstream, someone
from tests.factories.savings import a_saving
from tests.integration.admin.desk import Desk, form_url, list_url
from tests.integration.admin.test_in_a_browser import CHROMIUM, grave, look

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium"),
]
PASTE = """([selector, words]) => {
    const data = new DataTransfer();
    data.setData("text/plain", words);
    const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
    document.querySelector(selector).dispatchEvent(event);
}"""


@pytest.fixture
def saving():
    year = FinancialYear.containing(timezone.localdate()).start_year
    return a_saving(a_workstream(), plan={year: Decimal(120_000)}, maturity=3)


@pytest.fixture
def finance(saving):
    return Desk(someone(access.FINANCE, saving.programme))


@pytest.fixture
def months(saving):
    return reverse("admin:savings_saving_months", args=[saving.pk, saving.planned_amounts.get().year])


class TestMonths:
    def test_pass_axe_with_all_that_hangs_on_a_saving(self, finance, saving, months, live_server):
        changes.code_saving(
            saving_id=saving.pk, version=None, splits=[("CC1", "4100", Decimal(1))], by=LOADING, at=LONG_AGO
        )

        def visit(page):
            found = {}
            for path in (months, form_url(saving), list_url(Saving)):
                page.goto(f"{live_server.url}{path}")
                page.wait_for_timeout(100)
                found[path] = grave(page)
            return found

        found, wrong = look(finance, live_server, visit)

        assert not any(found.values()), found
        assert wrong == []

    def test_take_a_block_from_a_spreadsheet(self, finance, saving, months, live_server):
        block = "\n".join(f"£{9 + n % 2},000\t{'800' if n < 3 else ''}" for n in range(1, 13)) + "\n"

        def paste(page):
            page.goto(f"{live_server.url}{months}")
            page.evaluate(PASTE, ["#id_forecast_1", block])
            come_to = page.inner_text("[data-sum=forecast]")
            page.fill("#id_reason", "From the ledger")
            page.click("button[name=_save]")
            page.wait_for_url(f"**{form_url(saving)}")
            return come_to

        come_to, wrong = look(finance, live_server, paste)

        said = SavingForecast.objects.filter(saving=saving)
        assert come_to == "£114,000"
        assert list(said.filter(series="actual").values_list("month", flat=True)) == [1, 2]
        assert said.get(month=None).amount == Decimal(95_000 + 1_600)
        assert wrong == []

    def test_move_up_and_down_and_say_what_they_come_to(self, finance, saving, months, live_server):
        def walk(page):
            page.goto(f"{live_server.url}{months}")
            page.focus("#id_actual_1")
            page.keyboard.type("10,000")
            page.keyboard.press("Enter")
            page.keyboard.type("(2k)")
            page.keyboard.press("ArrowDown")
            page.keyboard.press("ArrowUp")
            return page.evaluate("document.activeElement.id"), page.inner_text("[data-sum=actual]")

        found, _ = look(finance, live_server, walk)

        assert found == ("id_actual_2", "£8,000 in 2 of 12")
        assert not SavingForecast.objects.exists()

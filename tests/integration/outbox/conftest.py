import pytest


@pytest.fixture(autouse=True)
def _switchboard_of_the_tests(settings):
    # Imported here: this file is read before Django is set up.
    from programme.outbox import switchboard
    from tests.fakes.work import Noted

    settings.HANDLERS = "tests.fakes.work.HANDLERS"
    settings.SUBSCRIPTIONS = "tests.fakes.work.SUBSCRIPTIONS"
    settings.BELL = "tests.fakes.work.ring"
    settings.TIMETABLE = "tests.fakes.work.nothing_falls_due"
    switchboard.handlers.cache_clear()
    switchboard.subscriptions.cache_clear()
    Noted.jobs.clear()
    Noted.forecasts.clear()
    Noted.rung.clear()
    yield
    switchboard.handlers.cache_clear()
    switchboard.subscriptions.cache_clear()

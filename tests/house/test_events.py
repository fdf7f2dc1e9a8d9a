"""Every event is documented, known to the switchboard by its own name, and on the page made from it."""

from pathlib import Path

from django.utils.module_loading import import_string

from deploy.event_page import event_page, event_types
from deploy.subscriptions import HANDLERS, SUBSCRIPTIONS

ROOT = Path(__file__).parents[2]


class TestEvents:
    def test_the_page_is_current(self):
        assert (ROOT / "docs" / "events.md").read_text() == event_page()

    def test_each_has_a_docstring_of_its_own_and_a_name_of_its_own(self):
        events = [one for group in event_types().values() for one in group]

        assert all(one.__doc__ and not one.__doc__.startswith(one.__name__) for one in events)
        assert len({one.type for one in events}) == len(events)

    def test_each_is_named_after_its_app(self):
        for app, events in event_types().items():
            assert all(one.type.startswith(f"{app}.") for one in events)


class TestSwitchboard:
    def test_every_line_names_an_event_that_exists_and_a_handler_that_can_be_called(self):
        known = {one.type for group in event_types().values() for one in group}

        assert {line.event for line in SUBSCRIPTIONS} <= known
        assert {line.handler for line in SUBSCRIPTIONS} <= set(HANDLERS)
        assert all(callable(import_string(handler.path)) for handler in HANDLERS.values())

    def test_every_shard_can_be_made_from_its_event(self):
        assert len({(line.event, line.handler) for line in SUBSCRIPTIONS}) == len(SUBSCRIPTIONS)

"""The page of event types, made from the events' own docstrings and fields and from the switchboard."""

from __future__ import annotations

import dataclasses
from importlib import import_module

from deploy.subscriptions import SUBSCRIPTIONS
from programme.events import Event

APPS = ("programme", "savings", "governance", "bots")
_OPENING = """# Events

What can happen, as rows of the outbox. Made by `manage.py write_event_page` from the docstrings in each app's
`events.py` and from the switchboard, `deploy/subscriptions.py`; a test sees that it is current.

Every event carries the thing's id and version after the save, its programme, who did it and by which door, when it
is said to have happened, when it was recorded, and whether it is *closed* (about an exempt or confidential thing) or
*quiet* (history being loaded, which causes no work). Amounts are strings in pounds, dates ISO 8601.
"""


def event_types() -> dict[str, list[type[Event]]]:
    """Return the events of each app, in the order they are written down."""
    found: dict[str, list[type[Event]]] = {}
    for app in APPS:
        module = import_module(f"{app}.events")
        found[app] = [
            one
            for one in vars(module).values()
            if isinstance(one, type)
            and issubclass(one, Event)
            and one.__module__ == module.__name__
            and "type" in vars(one)
        ]
    return found


def event_page() -> str:
    """Return the page as Markdown."""
    handlers: dict[str, list[str]] = {}
    for line in SUBSCRIPTIONS:
        handlers.setdefault(line.event, []).append(line.handler)
    parts = [_OPENING]
    for app, events in event_types().items():
        parts.append(f"## {app}\n")
        for one in events:
            own = [
                f.name
                for f in dataclasses.fields(one)
                if f.name not in {b.name for b in dataclasses.fields(Event)}
            ]
            parts.append(f"### `{one.type}`\n")
            parts.append(f"{' '.join((one.__doc__ or '').split())}\n")
            parts.append(
                f"Fields: {', '.join(f'`{name}`' for name in own) or 'none of its own'}. About: {one.aggregate_type}."
            )
            follows = ", ".join(f"`{name}`" for name in handlers.get(one.type, ()))
            parts.append(f"Causes: {follows or 'nothing but the record'}.\n")
    return "\n".join(parts)

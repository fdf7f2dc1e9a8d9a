"""The second switchboard: what higher storeys show beside a thing on its admin form, in its lists, on the front page.

A panel is a function of (id, reader, at, proposed) that returns a frozen dataclass or None, and a template. A column
is a function of (ids, reader, at) that returns a cell for each id. A card is a function of (reader, at).
"""

from __future__ import annotations

from programme.admin.panels import Card, Column, Panel

PANELS: dict[str, tuple[Panel, ...]] = {"workstream": (), "milestone": (), "saving": ()}
COLUMNS: dict[str, tuple[Column, ...]] = {"workstream": (), "milestone": ()}
CARDS: tuple[Card, ...] = ()

"""The second switchboard: what higher storeys show beside a thing on its admin form.

A panel is a function of (id, reader, at, proposed) that returns a frozen dataclass or None, and a template.
"""

from __future__ import annotations

from programme.admin.panels import Panel

PANELS: dict[str, tuple[Panel, ...]] = {"workstream": (), "milestone": (), "saving": ()}

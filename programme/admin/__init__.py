"""Where the programme office and managers work. Nothing here saves: every write is a change (`base`)."""

from programme.admin import ground, markings, milestones, outbox, papers, people, rounds, workstreams
from programme.admin.site import keep_ours

__all__ = ["ground", "markings", "milestones", "outbox", "papers", "people", "rounds", "workstreams"]

keep_ours()

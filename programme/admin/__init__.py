"""Where the programme office and managers work. Nothing here saves: every write is a change (`base`)."""

from programme.admin import milestones, workstreams

__all__ = ["milestones", "workstreams"]

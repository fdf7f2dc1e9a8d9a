"""Where the programme office and managers work. Nothing here saves: every write is a change (`base`)."""

from programme.admin import milestones, workstreams
from programme.admin.site import keep_ours

__all__ = ["milestones", "workstreams"]

keep_ours()

"""The worker."""

from beats import beat_for_ever

beat_for_ever("worker")

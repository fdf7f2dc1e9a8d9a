"""Every read of what came in and what went out."""

from bots.queries.health import delivery_counts

__all__ = ["delivery_counts"]

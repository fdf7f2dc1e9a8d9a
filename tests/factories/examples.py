"""The three programmes and their illustrative copies, loaded as `load_example` does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from deploy.examples.loading import Loaded, load
from deploy.examples.source import EXAMPLES, read_example
from deploy.examples.stories import STORIES
from deploy.examples.storytelling import load_story

AT = datetime(2026, 11, 18, 14, 5, tzinfo=UTC)  # a Wednesday, in financial year 2026/27
PASSWORD = "violet harbour kettle 42"


@dataclass(frozen=True)
class Told:
    """What was loaded, at which moment."""

    published: tuple[Loaded, ...]
    stories: tuple[Loaded, ...]
    at: datetime = AT

    @property
    def codes(self) -> list[str]:
        """Return the codes of the copies."""
        return [loaded.code for loaded in self.stories]


def tell(name: str, *, at: datetime = AT, password: str | None = PASSWORD) -> Loaded:
    """Load one council's copy."""
    return load_story(read_example(name), STORIES[name], at=at, password=password)


def publish(*, at: datetime = AT) -> tuple[Loaded, ...]:
    """Load the published programmes."""
    return tuple(load(read_example(name), at=at) for name in EXAMPLES)


def tell_all() -> Told:
    """Load everything `make run` does."""
    return Told(publish(), tuple(tell(name) for name in STORIES))

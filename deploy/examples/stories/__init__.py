"""The illustrative copies, by the name `load_example` takes, and what to move in each to see money follow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from deploy.examples.stories.hampshire import STORY as HAMPSHIRE
from deploy.examples.stories.somerset import STORY as SOMERSET
from deploy.examples.stories.southampton import STORY as SOUTHAMPTON
from deploy.examples.stories.structures import Demo, Story

STORIES: Final[Mapping[str, Story]] = {
    "southampton": SOUTHAMPTON,
    "hampshire": HAMPSHIRE,
    "somerset": SOMERSET,
}
DEMO: Final[Mapping[str, Demo]] = {story.code: story.demo for story in STORIES.values()}
"""By programme code: a milestone on time, the sizeable saving it enables, and their workstream."""

"""The three real programmes, by the name `load_example` takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from deploy.examples.hampshire import hampshire
from deploy.examples.somerset import somerset
from deploy.examples.southampton import southampton
from deploy.examples.structures import Example

EXAMPLES: Mapping[str, Callable[[], Example]] = {
    "southampton": southampton,
    "hampshire": hampshire,
    "somerset": somerset,
}


def read_example(name: str) -> Example:
    """Return one council's programme as published. Raises KeyError for a name that is none of EXAMPLES."""
    return EXAMPLES[name]()

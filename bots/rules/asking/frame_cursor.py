"""Where the reader of a path stands: what is ahead, and an "and" that waits for what it joins."""

from __future__ import annotations

from collections.abc import Sequence

from bots.rules.asking.frame import Frame, NoFrame
from bots.rules.asking.pieces import Piece
from bots.rules.asking.vocabulary.word import Word


class Cursor:
    """A place in the pieces of a path, and the frame that they fill."""

    def __init__(self, pieces: Sequence[Piece], commas: frozenset[int], spaces: frozenset[int]) -> None:
        self.pieces, self.commas, self.spaces = list(pieces), commas, spaces
        self.frame = Frame()
        self.side = 0
        self.join = ""  # an "and" that waits for what it joins
        self.at = 0
        self.marks: dict[int, set[str]] = {}  # the kinds a name is marked as, by the place of its piece

    def _joined(self, kind: str) -> str:
        """Take the "and" that waits, where something of this kind came before; else there is nothing to join."""
        join, self.join = self.join, ""
        if not join:
            return ""
        frame = self.frame
        before = {
            "name": bool(frame.names or frame.excluded),
            "time": bool(frame.times),
            "metric": bool(frame.metrics) or frame.weak >= 0 or bool(frame.states),
            "state": bool(frame.states or frame.filters or frame.metrics),
        }[kind]
        if not before:
            raise NoFrame
        return join

    def _next(self) -> Piece | None:
        return self.pieces[self.at + 1] if self.at + 1 < len(self.pieces) else None


def same_name(one: Word, other: Word) -> bool:
    return one.filter is not None and other.filter is not None and one.filter.name == other.filter.name


def is_op(meaning: object, op: str) -> bool:
    return isinstance(meaning, Word) and meaning.role == "op" and meaning.value == op


def is_state(meaning: object) -> bool:
    return isinstance(meaning, Word) and meaning.role == "state"


def is_marker(meaning: object) -> bool:
    return isinstance(meaning, Word) and meaning.role == "marker"

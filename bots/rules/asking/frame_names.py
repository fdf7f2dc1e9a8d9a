"""Names in a path, with the words that mark their kind, and counts."""

from __future__ import annotations

from typing import Final

from bots.rules.asking.frame import NamePlace, NoFrame
from bots.rules.asking.frame_cursor import Cursor
from bots.rules.asking.named import Named
from bots.rules.asking.pieces import Number, Piece
from bots.rules.asking.vocabulary.word import Word

ROW_KINDS: Final = {
    "lines": "saving",
    "headings": "heading",
    "workstreams": "workstream",
    "milestones": "milestone",
    "risks": "risk",
    "decisions": "decision",
    "boards": "board",
    "owners": "person",
    "programmes": "programme",
    "indicators": "indicator",
    "budget lines": "budget_line",
    "budget areas": "budget_area",
}


class NameReader(Cursor):
    """What reads names, markers and numbers."""

    def _name(self, piece: Piece, named: Named, into: list[NamePlace]) -> None:
        join = self._joined("name")
        if not join and into and (piece.start in self.commas or self._is_row_of_refs(piece, named, into[-1])):
            join = "and"
        into.append(NamePlace(named, piece.start, self._marked(), join, self.side))
        if len(self.frame.names) + len(self.frame.excluded) > 12:
            raise NoFrame

    def _is_row_of_refs(self, piece: Piece, named: Named, before: NamePlace) -> bool:
        """Return whether three refs of lines or more follow each other with nothing between: "24B1 24B2 24B3"."""
        follows = self._next()
        others = [follows.meaning] if follows is not None and follows.start in self.spaces else []
        more = [m for m in others if isinstance(m, Named) and m.is_ref]
        is_next = piece.start in self.spaces and before.named.end == piece.start
        kinds = {t.kind for one in (named, before.named, *more) for t in one.things}
        is_long = bool(more) or before.join == "and"
        return is_next and is_long and named.is_ref and before.named.is_ref and kinds == {"saving"}

    def _marker(self, piece: Piece, word: Word) -> None:
        if not self._is_beside_name(self.at):
            raise NoFrame
        self._kinds(word, self.at)

    def _is_beside_name(self, at: int) -> bool:
        after = self.pieces[at + 1] if at + 1 < len(self.pieces) else None
        before = self.pieces[at - 1] if at else None
        here = self.pieces[at]
        is_after = after is not None and isinstance(after.meaning, Named)
        is_before = before is not None and isinstance(before.meaning, Named) and before.end == here.start
        return is_after or is_before

    def _names_its_kind(self, piece: Piece, word: Word) -> bool:
        """Return whether a name that touches a word for rows is of that kind, so that the word only marks it."""
        kinds = {ROW_KINDS.get(word.value), "budget_line" if word.value == "headings" else None}
        before = self.pieces[self.at - 1] if self.at else None
        beside = [p for p in (before, self._next()) if p is not None and isinstance(p.meaning, Named)]
        touching = [p for p in beside if p.end == piece.start or p.start == piece.end]
        return any(
            t.kind in kinds for p in touching if isinstance(p.meaning, Named) for t in p.meaning.things
        )

    def _kinds(self, word: Word, at: int) -> None:
        """Bind a marker to the name after it, else to the one just before."""
        after = self.pieces[at + 1] if at + 1 < len(self.pieces) else None
        here = self.pieces[at]
        before = self.pieces[at - 1] if at else None
        touches_before = before is not None and isinstance(before.meaning, Named) and before.end == here.start
        touches_after = after is not None and isinstance(after.meaning, Named)
        if touches_after and not (touches_before and after is not None and after.start > here.end):
            self.marks.setdefault(at + 1, set()).add(word.value)
            return
        place = before.start if before is not None else -1
        for names in (self.frame.names, self.frame.excluded):
            for n, name in enumerate(names):
                if name.place == place:
                    names[n] = NamePlace(
                        name.named, name.place, name.kinds | {word.value}, name.join, name.side
                    )

    def _marked(self) -> frozenset[str]:
        return frozenset(self.marks.get(self.at, ()))

    def _number(self, piece: Piece, number: Number) -> None:
        """Take a count: it belongs to a word of order beside it, with words for rows between at most."""
        near = [p for p in self.pieces if isinstance(p.meaning, Word) and p.meaning.role == "order"]
        if (
            not near
            or self.frame.n
            or min(abs(self.pieces.index(p) - self.at) for p in near) > 2
            or not number.value
        ):
            raise NoFrame
        self.frame.n = number.value

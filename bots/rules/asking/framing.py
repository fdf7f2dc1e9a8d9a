"""One piece after another: what the pieces of a path say together."""

from __future__ import annotations

from collections.abc import Sequence

from bots.rules.asking.frame import Frame, NoFrame
from bots.rules.asking.frame_cursor import same_name
from bots.rules.asking.frame_turns import TurnReader
from bots.rules.asking.named import Named
from bots.rules.asking.pieces import Money, Number, Piece
from bots.rules.asking.time_said import Said
from bots.rules.asking.vocabulary.word import Word


def frame_of(
    pieces: Sequence[Piece], commas: frozenset[int] = frozenset(), spaces: frozenset[int] = frozenset()
) -> Frame | None:
    """Return what the pieces of a path say together, or None.

    `commas` are the words a comma stands before, `spaces` those with a space alone before them.
    """
    try:
        return _Reader(pieces, commas, spaces).read()
    except NoFrame:
        return None


class _Reader(TurnReader):
    def read(self) -> Frame:
        while self.at < len(self.pieces):
            self._take(self.pieces[self.at])
            self.at += 1
        if self.join:
            raise NoFrame
        return self.frame

    def _take(self, piece: Piece) -> None:
        meaning, frame = piece.meaning, self.frame
        if isinstance(meaning, Named):
            self._name(piece, meaning, frame.names)
        elif isinstance(meaning, Said):
            frame.times.append((meaning, piece.start, self.side, self._joined("time")))
        elif isinstance(meaning, (Money, Number)) and self._is_either():
            self._either(meaning)
        elif isinstance(meaning, Money):
            self._amount("=", meaning)
        elif isinstance(meaning, Number):
            self._number(piece, meaning)
        else:
            self._word(piece, meaning)

    def _word(self, piece: Piece, word: Word) -> None:
        frame = self.frame
        match word.role:
            case "ask" if word.value == "gap":
                if not self._is_between():
                    raise NoFrame
                frame.asks.setdefault("compare", piece.start)
            case "ask":
                frame.asks.setdefault(word.value, piece.start)
                if word.value == "summed":
                    frame.asks.setdefault("how_much", piece.start)
            case "metric":
                if word.value in ("shortfall", "variance") and self._is_between():
                    raise NoFrame  # "gap between 24/25 and 25/26" is a difference
                frame.is_extra = frame.is_extra or word.is_extra
                if word.total and (word.total == "last" or not frame.order):
                    frame.says_total = True
                frame.n = frame.n or word.count
                join = self._joined("metric")
                if all(key != word.value or side != self.side for key, _, side in frame.metrics):
                    frame.metrics.append((word.value, piece.start, self.side))
                    frame.metric_joins.append(join)
            case "weak":
                frame.weak = piece.start
                frame.is_many = frame.is_many or word.many
            case "state":
                join = self._joined("state")
                if join and frame.states and not same_name(frame.states[-1][0], word):
                    raise NoFrame  # "income and one-off": each of them, or both at once
                frame.states.append((word, False, piece.start, self.side))
            case "rows":
                if not word.many and self._names_its_kind(piece, word):
                    raise NoFrame  # "line 24S365": a marker
                if frame.rows and frame.rows[0].value != word.value:
                    raise NoFrame
                frame.rows.append(word)
            case "marker":
                self._marker(piece, word)
            case "order":
                follows = self._next()
                if frame.order or (follows is not None and isinstance(follows.meaning, Money)):
                    raise NoFrame  # "top £500k" is more than that
                frame.order, frame.order_place = word.value, piece.start
                frame.is_many = frame.is_many or word.many
            case "unit":
                if frame.unit and frame.unit != word.value:
                    raise NoFrame
                frame.unit = word.value
            case "change":
                frame.changes = piece.start
                frame.is_changed = frame.is_changed or word.value == "changed"
            case "dim":
                raise NoFrame  # only after "by"
            case "op":
                self._op(piece, word.value)
            case _:
                raise NoFrame

    def _op(self, piece: Piece, op: str) -> None:
        frame = self.frame
        match op:
            case "not" | "no":
                self._negated(op)
            case "except":
                self._except()
            case "and" | "or":
                if self.join:
                    raise NoFrame
                if self.at == 0:
                    if op == "or":
                        raise NoFrame
                    frame.is_followup = True
                    frame.is_added = isinstance(piece.meaning, Word) and piece.meaning.count > 0
                else:
                    self.join = op
            case "vs" | "than" | "minus" | "less":
                self._versus(op)
            case "against":
                if not self._is_on():
                    self._versus("vs")
            case "by":
                self._by()
            case "over" | "at_least" | "under" | "at_most":
                self._over(op)
            case "only":
                follows = self._next()
                if follows is None or not isinstance(follows.meaning, (Named, Word)):
                    raise NoFrame
                frame.is_only = True
            case "on_top":
                follows = self._next()
                if follows is None or not isinstance(follows.meaning, Said):
                    raise NoFrame  # "A on top of B" adds them up
                self._versus("vs")
            case "whole":
                frame.is_whole = True
            case "between":
                follows = self._next()
                is_side = follows is not None and isinstance(follows.meaning, (Money, Said))
                if not is_side and not (
                    {"compare", "more", "less", "split"} & set(frame.asks) or frame.changes >= 0
                ):
                    raise NoFrame  # "lines between 24B2 and 24B6" are more than these two
            case "all_of":
                follows = self._next()
                if follows is None or not isinstance(follows.meaning, (Named, Word, Number)):
                    raise NoFrame
                frame.all_of.append(piece.start)
            case "since":
                self._since_met()
            case "followup":
                if self.at:
                    raise NoFrame
                frame.is_followup = True
            case _:
                raise NoFrame

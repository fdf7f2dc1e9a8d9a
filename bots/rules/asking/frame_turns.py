"""Words that turn what follows: not, without, except, versus, by, over, or, since."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from bots.rules.asking.frame import NamePlace, NoFrame
from bots.rules.asking.frame_cursor import is_marker, is_op, is_state
from bots.rules.asking.frame_names import NameReader
from bots.rules.asking.named import Named
from bots.rules.asking.pieces import Money, Number
from bots.rules.asking.query import Filter, Time
from bots.rules.asking.time_said import Said
from bots.rules.asking.vocabulary.word import Word

AMOUNT_OPS: Final = {"over": ">", "at_least": ">=", "under": "<", "at_most": "<="}
HELD: Final = {
    "owner": "owner",
    "rag": "rag",
    "forecast": "forecast",
    "outlook": "outlook",
    "maturity": "maturity",
    "claimed": "claimed",
}
"""Metrics that "no", "without" and "not" turn into a filter of what is not held."""


class TurnReader(NameReader):
    """What binds a turning word to what it turns; one that finds nothing leaves no frame."""

    def _negated(self, op: str) -> None:
        follows = self._next()
        if follows is None:
            raise NoFrame
        meaning = follows.meaning
        here = self.pieces[self.at].meaning
        is_yet = isinstance(here, Word) and here.count > 0
        if is_yet and isinstance(meaning, Word) and meaning.filter and meaning.filter.name == "maturity":
            raise NoFrame  # "not yet at business case" is below it, and not merely elsewhere
        if isinstance(meaning, Word) and meaning.role == "state" and (op == "not" or meaning.filter is None):
            self.frame.states.append((meaning, True, follows.start, self.side))
        elif isinstance(meaning, Word) and meaning.role == "metric" and meaning.value in HELD:
            self.frame.filters.append(Filter(HELD[meaning.value], "none"))  # type: ignore[arg-type]
        elif (
            op == "no"
            and isinstance(meaning, Word)
            and meaning.role == "state"
            and meaning.value in ("validated", "delivered")
        ):
            self.frame.states.append((meaning, True, follows.start, self.side))
        else:
            raise NoFrame
        self.join = ""
        self.at += 1

    def _except(self) -> None:
        found, join = 0, ""
        while (follows := self._next()) is not None:
            meaning = follows.meaning
            if isinstance(meaning, Named) and (not found or join):
                self.at += 1
                self._name(follows, meaning, self.frame.excluded)
            elif isinstance(meaning, Word) and meaning.role == "state" and (not found or join):
                self.at += 1
                self.frame.states.append((meaning, True, follows.start, self.side))
            elif (
                isinstance(meaning, Word)
                and meaning.role == "op"
                and meaning.value in ("and", "or")
                and found
                and not join
            ):
                after = self.pieces[self.at + 2] if self.at + 2 < len(self.pieces) else None
                if after is None or not (
                    isinstance(after.meaning, Named) or is_state(after.meaning) or is_marker(after.meaning)
                ):
                    break
                self.at += 1
                join = meaning.value
                continue
            elif (
                isinstance(meaning, Word)
                and meaning.role == "marker"
                and (not found or join)
                and self._is_beside_name(self.at + 1)
            ):
                self.at += 1
                self._kinds(meaning, self.at)
                continue
            elif (
                isinstance(meaning, Word)
                and meaning.role in ("marker", "weak", "rows")
                and found
                and not join
            ):
                self.at += 1  # "except the Fostering line"
                continue
            else:
                break
            found, join = found + 1, ""
        if not found or join:
            raise NoFrame

    def _versus(self, op: str) -> None:
        if self.side or self.at + 1 == len(self.pieces):
            raise NoFrame
        self.side = 1
        self.frame.has_vs, self.frame.is_than = True, op == "than"
        self.frame.is_minus, self.frame.is_less = op == "minus", op == "less"

    def _is_between(self) -> bool:
        """Return whether "between this year and that" follows."""
        follows = self._next()
        return follows is not None and isinstance(follows.meaning, Said) and follows.meaning.is_between

    def _is_on(self) -> bool:
        """Return whether "against" stands for "on": "claimed against 24S365", with nothing else to set against it."""
        follows, left = self._next(), self.pieces[self.at + 1 :]
        is_name = follows is not None and isinstance(follows.meaning, Named)
        metrics = any(isinstance(p.meaning, Word) and p.meaning.role == "metric" for p in left)
        return (
            is_name
            and not metrics
            and not self.frame.names
            and not {"compare", "more", "less"} & set(self.frame.asks)
        )

    def _by(self) -> None:
        follows = self._next()
        if follows is None:
            raise NoFrame
        if isinstance(follows.meaning, Word) and follows.meaning.role == "dim" and not self.frame.by:
            self.frame.by = follows.meaning.value
            self.at += 1
        elif not isinstance(follows.meaning, Named):
            raise NoFrame

    def _over(self, op: str) -> None:
        follows = self._next()
        if follows is None:
            raise NoFrame
        if isinstance(follows.meaning, Money):
            self.at += 1
            self._amount(AMOUNT_OPS[op], follows.meaning)
        elif op in ("over", "under") and isinstance(follows.meaning, (Named, Said)) and not self._names_who():
            self.frame.asks["more" if op == "over" else "less"] = self.pieces[self.at].start
            self._versus("than")
        else:
            raise NoFrame

    def _names_who(self) -> bool:
        """Return whether a board or a person was named, who is over a thing and not more than it."""
        kinds = {t.kind for name in self.frame.names for t in name.named.things}
        return bool(kinds & {"board", "person", "decision_maker"})

    def _amount(self, sign: str, money: Money) -> None:
        follows = self._next()
        after = self.pieces[self.at + 2].meaning if self.at + 2 < len(self.pieces) else None
        if sign == "=" and follows is not None and isinstance(after, Money) and is_op(follows.meaning, "and"):
            self.at += 2  # "between £100k and £500k"
            low, high = sorted((money.pounds, after.pounds))
            self.frame.filters += [Filter("amount", f">={low:f}"), Filter("amount", f"<={high:f}")]
            return
        if (
            sign == "="
            and follows is not None
            and isinstance(follows.meaning, Word)
            and follows.meaning.role == "op"
        ):
            sign = {"plus_up": ">=", "plus_down": "<="}.get(follows.meaning.value, "=")
            if sign != "=":
                self.at += 1
        pounds = format(money.pounds, "f")
        self.frame.filters.append(Filter("amount", f"{sign}{pounds}"))

    def _is_either(self) -> bool:
        """Return whether this amount and the one after "or" are two figures of one thing."""
        rest = [piece.meaning for piece in self.pieces[self.at : self.at + 3]]
        return len(rest) == 3 and is_op(rest[1], "or") and type(rest[0]) is type(rest[2])

    def _either(self, first: Money | Number) -> None:
        second = self.pieces[self.at + 2].meaning
        if self.frame.either or self.join or self.side:
            raise NoFrame
        amounts = [
            m.pounds if isinstance(m, Money) else m.value
            for m in (first, second)
            if isinstance(m, (Money, Number))
        ]
        self.frame.either = tuple(
            Filter("amount", f"={amount:f}" if isinstance(amount, Decimal) else f"={amount}")
            for amount in amounts
        )
        self.at += 2

    def _since_met(self) -> None:
        """Take "since the Transformation Board last met": a board's name between the two."""
        rest = self.pieces[self.at + 1 : self.at + 3]
        named = rest[0].meaning if rest else None
        boards = tuple(t for t in named.things if t.kind == "board") if isinstance(named, Named) else ()
        if len(rest) < 2 or not boards or not is_op(rest[1].meaning, "met") or not isinstance(named, Named):
            raise NoFrame
        said = Said(0, 0, (Time(since_board=True),))
        self.frame.names.append(NamePlace(named, rest[0].start, frozenset({"board"}), "", self.side))
        self.frame.times.append((said, self.pieces[self.at].start, self.side, self._joined("time")))
        self.at += 2

"""What the pieces of one path say together: the slots of a query, before the registry has judged them.

Words that turn what follows (not, without, except, versus, over) are bound to it here. One that finds nothing to turn
leaves the path without a frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from bots.rules.asking.named import Named
from bots.rules.asking.pieces import Money, Number, Piece
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


@dataclass(frozen=True, slots=True)
class NamePlace:
    """A name in a frame: where it stands and what it is there for."""

    named: Named
    place: int
    kinds: frozenset[str] = frozenset()
    join: str = ""  # how it follows the name before: "", and, or
    side: int = 0


@dataclass(slots=True)
class Frame:
    """The slots as filled by words. `side` 1 is what stands after versus or than."""

    asks: dict[str, int] = field(default_factory=dict)
    metrics: list[tuple[str, int, int]] = field(default_factory=list)  # key, place, side
    weak: int = -1
    is_many: bool = False
    states: list[tuple[Word, bool, int, int]] = field(default_factory=list)  # word, negated, place, side
    rows: list[Word] = field(default_factory=list)
    names: list[NamePlace] = field(default_factory=list)
    excluded: list[NamePlace] = field(default_factory=list)
    times: list[tuple[Said, int, int, str]] = field(default_factory=list)  # said, place, side, join
    filters: list[Filter] = field(default_factory=list)
    either: tuple[Filter, ...] = ()  # two figures, of which one is asked for: "12 or 16"
    metric_joins: list[str] = field(default_factory=list)
    order: str = ""
    order_place: int = -1
    n: int = 0
    unit: str = ""
    by: str = ""
    changes: int = -1
    is_changed: bool = False  # "what changed between": of two years alone
    is_extra: bool = False
    is_whole: bool = False  # "the programme"
    says_total: bool = False  # "savings total" anywhere, "total savings" before an order
    all_of: list[int] = field(default_factory=list)  # where "both" or "all" stands
    has_vs: bool = False
    is_than: bool = False
    is_minus: bool = False
    is_less: bool = False
    is_followup: bool = False
    is_only: bool = False
    is_ones: bool = False
    starts_with_name: bool = False


class NoFrame(Exception):
    """These words do not go together."""


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


class _Reader:
    def __init__(self, pieces: Sequence[Piece], commas: frozenset[int], spaces: frozenset[int]) -> None:
        self.pieces, self.commas, self.spaces = list(pieces), commas, spaces
        self.frame = Frame()
        self.side = 0
        self.join = ""  # an "and" that waits for what it joins
        self.at = 0

    def read(self) -> Frame:
        while self.at < len(self.pieces):
            self._take(self.pieces[self.at])
            self.at += 1
        if self.join:
            raise NoFrame
        return self.frame

    # One piece after another.

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
                self._pass_join()
            case "state":
                join = self._joined("state")
                if join and frame.states and not _same_name(frame.states[-1][0], word):
                    raise NoFrame  # "income and one-off": each of them, or both at once
                frame.states.append((word, False, piece.start, self.side))
            case "rows":
                if not word.many and self._names_its_kind(piece, word):
                    raise NoFrame  # "line 24S365": a marker
                if frame.rows and frame.rows[0].value != word.value:
                    raise NoFrame
                frame.rows.append(word)
                self._pass_join()
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
                self._pass_join()
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

    # What turns what follows.

    def _negated(self, op: str) -> None:
        follows = self._next()
        if follows is None:
            raise NoFrame
        meaning = follows.meaning
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
                    isinstance(after.meaning, Named) or _is_state(after.meaning) or _is_marker(after.meaning)
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
        elif op in ("over", "under") and isinstance(follows.meaning, (Named, Said)):
            self.frame.asks["more" if op == "over" else "less"] = self.pieces[self.at].start
            self._versus("than")
        else:
            raise NoFrame

    def _amount(self, sign: str, money: Money) -> None:
        follows = self._next()
        after = self.pieces[self.at + 2].meaning if self.at + 2 < len(self.pieces) else None
        if (
            sign == "="
            and follows is not None
            and isinstance(after, Money)
            and _is_op(follows.meaning, "and")
        ):
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
        self._pass_join()

    def _is_either(self) -> bool:
        """Return whether this amount and the one after "or" are two figures of one thing."""
        rest = [piece.meaning for piece in self.pieces[self.at : self.at + 3]]
        return len(rest) == 3 and _is_op(rest[1], "or") and type(rest[0]) is type(rest[2])

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
        if len(rest) < 2 or not boards or not _is_op(rest[1].meaning, "met") or not isinstance(named, Named):
            raise NoFrame
        said = Said(0, 0, (Time(since_board=True),))
        self.frame.names.append(NamePlace(named, rest[0].start, frozenset({"board"}), "", self.side))
        self.frame.times.append((said, self.pieces[self.at].start, self.side, self._joined("time")))
        self.at += 2

    # Names, numbers and markers.

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
        self._pass_join(keep=True)

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
        self.marks = getattr(self, "marks", {})
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
        return frozenset(getattr(self, "marks", {}).get(self.at, ()))

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

    # Joining.

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

    def _pass_join(self, *, keep: bool = True) -> None:
        """Let an "and" wait on: "Place savings and the savings of Resources"."""

    def _next(self) -> Piece | None:
        return self.pieces[self.at + 1] if self.at + 1 < len(self.pieces) else None


def _same_name(one: Word, other: Word) -> bool:
    return one.filter is not None and other.filter is not None and one.filter.name == other.filter.name


def _is_op(meaning: object, op: str) -> bool:
    return isinstance(meaning, Word) and meaning.role == "op" and meaning.value == op


def _is_state(meaning: object) -> bool:
    return isinstance(meaning, Word) and meaning.role == "state"


def _is_marker(meaning: object) -> bool:
    return isinstance(meaning, Word) and meaning.role == "marker"

"""Boards and decision-makers as a picture (SVG) and as a nested list, both of the same parts and lines.

The picture is laid out in layers: a board below the board it reports to, a decision-maker below the board that
oversees what it decides for. Its words are real text. Source: docs/method.md, "The hierarchy drawn".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final
from uuid import UUID

DECISION_MAKER: Final = "decision_maker"
REPORTS: Final = "reports to"
ADVISORY: Final = frozenset({"scrutiny", "support"})
"""Drawn with a broken line: they review or help, and decide nothing."""

INK: Final = "#1b2733"
SOFT: Final = "#4b5866"
GROUND: Final = {"board": "#ffffff", DECISION_MAKER: "#eef1f4", "this": "#dbe8fa"}
WIDTH: Final = 210  # all lengths are points
GAP: Final = 22
LINE: Final = 17
PAD: Final = 11
BETWEEN: Final = 46  # from one row to the next, where the lines run
MARGIN: Final = 12
LETTERS: Final = 25  # to a line of text at 14 points in a box of this width
SMALL_LETTERS: Final = 31  # at 12 points
MOST_IN_ROW: Final = 5


@dataclass(frozen=True)
class Part:
    """A board or a decision-maker: what it is called, what it is, and that in words."""

    id: UUID
    name: str
    kind: str
    kind_words: str


@dataclass(frozen=True)
class Tie:
    """A line: the part below, the part above, and what joins them ("reports to", "decides for W1, W2 under")."""

    below: UUID
    above: UUID
    words: str


@dataclass(frozen=True)
class Chart:
    """What is drawn. Ties between parts that are not in it are left out of both forms."""

    parts: tuple[Part, ...]
    ties: tuple[Tie, ...]

    def inside(self) -> tuple[Tie, ...]:
        """Return the ties whose both ends are in the chart, in the order of their ends' names."""
        names = {part.id: (part.name, str(part.id)) for part in self.parts}
        held = {tie for tie in self.ties if tie.below in names and tie.above in names}
        return tuple(sorted(held, key=lambda tie: (names[tie.above], names[tie.below], tie.words)))


@dataclass(frozen=True)
class Item:
    """A part in the nested list, by the tie it hangs from; None at the top.

    `is_again` marks a part that stands elsewhere with what is below it: under another board, or closing a circle.
    """

    part: Part
    tie: Tie | None
    is_again: bool
    below: tuple[Item, ...]

    @property
    def words(self) -> str:
        """Return the item as a sentence of the list."""
        told = f"{self.part.name} ({self.part.kind_words.lower()})"
        if self.tie is not None and self.tie.words != REPORTS:
            told = f"{told}: {self.tie.words} it"
        return f"{told}, already named above or below" if self.is_again else told


def listed(chart: Chart) -> tuple[Item, ...]:
    """Return the chart as a nested list: every part once with what is below it, every tie exactly once.

    Tops come first by name; of a circle, the first by name is its top, and the tie that closes it ends there.
    """
    parts = {part.id: part for part in chart.parts}
    below = _below(chart)
    placed: set[UUID] = set()

    def item(part: Part, tie: Tie | None) -> Item:
        if part.id in placed:
            return Item(part, tie, True, ())
        placed.add(part.id)
        return Item(part, tie, False, tuple(item(parts[one.below], one) for one in below[part.id]))

    return tuple(item(top, None) for top in _tops(chart, placed))


def said(items: Iterable[Item]) -> tuple[list[Part], list[Tie]]:
    """Return the parts and the ties a nested list names, in its order; a part named again is left out."""
    parts: list[Part] = []
    ties: list[Tie] = []
    for one in items:
        if not one.is_again:
            parts.append(one.part)
        if one.tie is not None:
            ties.append(one.tie)
        more = said(one.below)
        parts += more[0]
        ties += more[1]
    return parts, ties


def layers(chart: Chart) -> dict[UUID, int]:
    """Return the layer of each part, nought at the top: one below the lowest part it hangs from.

    The tie that closes a circle counts for nothing here.
    """
    found: dict[UUID, int] = {}
    parents: dict[UUID, list[UUID]] = {part.id: [] for part in chart.parts}

    def walk(items: Iterable[Item]) -> None:
        for one in items:
            if one.tie is not None and not _closes(one, parents):
                parents[one.part.id].append(one.tie.above)
            walk(one.below)

    walk(listed(chart))

    def depth(key: UUID) -> int:
        if key not in found:
            found[key] = max((depth(above) + 1 for above in parents[key]), default=0)
        return found[key]

    for part in chart.parts:
        depth(part.id)
    return found


def drawn(chart: Chart, *, title: str, key: str, this: UUID | None = None) -> str:
    """Return the chart as an SVG of its own: named, described, its words as text.

    `key` goes before its ids, so that two on one page share none. `this` is the part to mark as the one looked at.
    """
    rows = _rows(chart)
    boxes = _boxes(rows, chart)
    width = max((box.x + WIDTH for box in boxes.values()), default=WIDTH) + MARGIN
    height = max((box.y + box.height for box in boxes.values()), default=LINE) + MARGIN
    lines = "".join(_line(boxes[tie.above], boxes[tie.below], tie) for tie in chart.inside())
    shapes = "".join(_shape(box, box.part.id == this) for box in boxes.values())
    name, words = escape(title), escape(described(chart))
    key = escape(key, quote=True)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" class="hierarchy" aria-labelledby="{key}-name {key}-words" '
        f'font-family="Liberation Sans, Arial, Helvetica, sans-serif" font-size="14">'
        f'<title id="{key}-name">{name}</title><desc id="{key}-words">{words}</desc>'
        f"{lines}{shapes}</svg>"
    )


def described(chart: Chart) -> str:
    """Return in one sentence what the picture shows; the list beside it says all of it."""
    makers = sum(1 for part in chart.parts if part.kind == DECISION_MAKER)
    boards = len(chart.parts) - makers
    told = f"{boards} {'board' if boards == 1 else 'boards'} and teams"
    if makers:
        told += f" and {makers} {'decision-maker' if makers == 1 else 'decision-makers'}"
    count = len(chart.inside())
    return f"{told}, joined by {count} {'line' if count == 1 else 'lines'}. The list says the same."


@dataclass(frozen=True)
class _Box:
    part: Part
    x: int
    y: int
    height: int
    lines: tuple[str, ...]
    kinds: tuple[str, ...]


def _below(chart: Chart) -> dict[UUID, list[Tie]]:
    found: dict[UUID, list[Tie]] = {part.id: [] for part in chart.parts}
    for tie in chart.inside():
        found[tie.above].append(tie)
    return found


def _tops(chart: Chart, placed: set[UUID]) -> Iterable[Part]:
    """Yield parts that hang from nothing, then, while any is left, the first by name: a circle has no top."""
    hanging = {tie.below for tie in chart.inside()}
    by_name = sorted(chart.parts, key=lambda part: (part.name, str(part.id)))
    yield from (part for part in by_name if part.id not in hanging)
    for part in by_name:
        if part.id not in placed:
            yield part


def _closes(one: Item, parents: Mapping[UUID, Sequence[UUID]]) -> bool:
    """Return whether a tie would make a part hang from itself, directly or through others."""
    assert one.tie is not None
    seen, ahead = set[UUID](), [one.tie.above]
    while ahead:
        key = ahead.pop()
        if key == one.part.id:
            return True
        if key not in seen:
            seen.add(key)
            ahead += parents[key]
    return False


def _rows(chart: Chart) -> list[list[Part]]:
    """Return the parts row by row, a layer in as many rows as it needs, each near what it hangs from."""
    of_layer = layers(chart)
    above: dict[UUID, list[UUID]] = {part.id: [] for part in chart.parts}
    for tie in chart.inside():
        if of_layer[tie.above] < of_layer[tie.below]:
            above[tie.below].append(tie.above)
    place: dict[UUID, float] = {}
    rows: list[list[Part]] = []
    for layer in range(max(of_layer.values(), default=-1) + 1):
        own = [part for part in chart.parts if of_layer[part.id] == layer]
        own.sort(key=lambda part: (_mean([place[key] for key in above[part.id]]), part.name, str(part.id)))
        for start in range(0, len(own), MOST_IN_ROW):
            row = own[start : start + MOST_IN_ROW]
            place |= {part.id: (n + 0.5) / len(row) for n, part in enumerate(row)}
            rows.append(row)
    return rows


def _mean(places: list[float]) -> float:
    return sum(places) / len(places) if places else 0.5


def _boxes(rows: list[list[Part]], chart: Chart) -> dict[UUID, _Box]:
    widest = max((len(row) for row in rows), default=1)
    whole = widest * WIDTH + (widest - 1) * GAP
    found: dict[UUID, _Box] = {}
    y = MARGIN
    for row in rows:
        texts = [(_wrapped(part.name), _wrapped(part.kind_words, SMALL_LETTERS)) for part in row]
        height = max(len(names) + len(kinds) for names, kinds in texts) * LINE + 2 * PAD
        taken = len(row) * WIDTH + (len(row) - 1) * GAP
        x = MARGIN + (whole - taken) // 2
        for part, (names, kinds) in zip(row, texts, strict=True):
            found[part.id] = _Box(part, x, y, height, names, kinds)
            x += WIDTH + GAP
        y += height + BETWEEN
    return found


def _wrapped(text: str, letters: int = LETTERS) -> tuple[str, ...]:
    """Return a text in lines that fit a box; a word that is longer than a line is broken."""
    lines = [""]
    for word in text.split():
        for start in range(0, len(word), letters):
            piece = word[start : start + letters]
            joined = f"{lines[-1]} {piece}".strip() if start == 0 else piece
            if len(joined) <= letters and (start == 0 or not lines[-1]):
                lines[-1] = joined
            else:
                lines.append(piece)
    return tuple(line for line in lines if line) or ("",)


def _shape(box: _Box, is_this: bool) -> str:
    part = box.part
    is_maker = part.kind == DECISION_MAKER
    ground = GROUND["this" if is_this else DECISION_MAKER if is_maker else "board"]
    corner = box.height // 2 if is_maker else 3
    broken = ' stroke-dasharray="7 5"' if part.kind in ADVISORY else ""
    middle = box.x + WIDTH // 2
    count = len(box.lines) + len(box.kinds)
    top = box.y + PAD + LINE - 4 + (box.height - 2 * PAD - count * LINE) // 2
    text = "".join(
        f'<text x="{middle}" y="{top + n * LINE}" text-anchor="middle" font-weight="bold" fill="{INK}">'
        f"{escape(line)}</text>"
        for n, line in enumerate(box.lines)
    )
    kind = "".join(
        f'<text x="{middle}" y="{top + n * LINE}" text-anchor="middle" font-size="12" '
        f'fill="{SOFT}">{escape(line)}</text>'
        for n, line in enumerate(box.kinds, len(box.lines))
    )
    return (
        f'<g data-part="{part.id}"><rect x="{box.x}" y="{box.y}" width="{WIDTH}" height="{box.height}" '
        f'rx="{corner}" fill="{ground}" stroke="{INK}" stroke-width="{3 if is_this else 1.5}"{broken}/>'
        f"{text}{kind}</g>"
    )


def _line(above: _Box, below: _Box, tie: Tie) -> str:
    """Return a line from the foot of the part above to the head of the part below; one that goes up runs beside."""
    start = (above.x + WIDTH // 2, above.y + above.height)
    end = (below.x + WIDTH // 2, below.y)
    broken = "" if tie.words == REPORTS else ' stroke-dasharray="2 4"'
    if end[1] > start[1]:
        turn = end[1] - BETWEEN // 2
        course = f"M{start[0]} {start[1]}V{turn}H{end[0]}V{end[1]}"
    else:
        side = max(above.x, below.x) + WIDTH + GAP // 2
        course = f"M{start[0]} {start[1]}v{GAP // 2}H{side}V{end[1] - GAP // 2}H{end[0]}V{end[1]}"
    return (
        f'<path data-above="{tie.above}" data-below="{tie.below}" d="{course}" fill="none" '
        f'stroke="{SOFT}" stroke-width="1.5"{broken}/>'
    )

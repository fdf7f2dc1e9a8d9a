"""The unit of each amount column: what its heading says, else what the sheet says in general, else its cells.

Never by magnitude: where nothing says it, it is asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from savings.rules.notation import UNIT_WORDS, Unit
from savings.rules.sheets.amounts import Sort
from savings.rules.sheets.layout import Columns
from savings.rules.sheets.reading import OPTION, SHEET, Assumption, Options, Question
from savings.rules.sheets.statements import allows_exceptions, units_in
from savings.rules.sheets.tables import Table
from savings.rules.sheets.text import listed
from savings.rules.sheets.view import View

_LARGE = {Unit.GBP000: 10_000, Unit.GBPM: 10}  # a line of £10m: rare enough to be asked about
UNIT_OPTIONS = "--unit gbp, --unit gbp000 or --unit gbpm"


@dataclass(frozen=True, slots=True)
class Said:
    """A text outside the table that says something of all its figures, and where it stands."""

    text: str
    where: str


@dataclass(slots=True)
class Scale:
    """The unit of every column by index, of the sheet as a whole, and where it comes from."""

    units: dict[int, Unit | None]
    unit: Unit | None = None
    unit_from: str = ""
    questions: list[Question] = field(default_factory=list)
    assumptions: list[Assumption] = field(default_factory=list)


def settle_units(view: View, table: Table, columns: Columns, said: Sequence[Said], options: Options) -> Scale:
    """Return the units of the amount columns."""
    indexes = columns.figure_indexes
    general = {unit: one for one in said for unit in _stated(one.text)}
    own = {index: columns.drafts[index].units for index in indexes}
    told = _lone_header_unit(own)
    if told is not None:
        general.setdefault(told, Said("", "the headings"))
        own = dict.fromkeys(indexes, frozenset())
    if options.unit is not None:
        return _by_option(options.unit, indexes, own, general)
    scale = Scale({index: next(iter(own[index])) if len(own[index]) == 1 else None for index in indexes})
    unsettled = [index for index in indexes if scale.units[index] is None]
    if len(general) == 1:
        (unit,) = general
        scale.units.update(dict.fromkeys(unsettled, unit))
    _ask_where_two(scale, general, own, unsettled, said)
    if scale.questions:
        return scale
    _by_cells(view, table, scale, indexes)
    _ask_where_pounds(view, table, scale, indexes)
    known = Counter(unit for unit in scale.units.values() if unit is not None)
    if known:
        scale.unit, scale.unit_from = known.most_common(1)[0][0], SHEET
    return scale


def _stated(text: str) -> frozenset[Unit]:
    return units_in(text, in_general=True)


def _lone_header_unit(own: Mapping[int, frozenset[Unit]]) -> Unit | None:
    """Return the unit printed over one column alone where the others have none: it stands for the table."""
    having = [units for units in own.values() if units]
    if len(having) == 1 and len(own) > 1 and len(having[0]) == 1:
        return next(iter(having[0]))
    return None


def _by_option(
    unit: Unit, indexes: Sequence[int], own: Mapping[int, frozenset[Unit]], general: Mapping[Unit, Said]
) -> Scale:
    scale = Scale(dict.fromkeys(indexes, unit), unit, OPTION)
    other = ({u for units in own.values() for u in units} | set(general)) - {unit}
    if other:
        said = listed([UNIT_WORDS[u] for u in sorted(other)])
        scale.assumptions.append(
            Assumption("unit", f"unit: {UNIT_WORDS[unit]} as the option says, although the sheet says {said}")
        )
    return scale


def _ask_where_two(
    scale: Scale,
    general: Mapping[Unit, Said],
    own: Mapping[int, frozenset[Unit]],
    unsettled: Sequence[int],
    said: Sequence[Said],
) -> None:
    """Ask where the sheet speaks of two units and neither stands nearer to the figures."""
    doubled = {unit for index in unsettled for unit in own[index]} if unsettled else set()
    candidates = set(doubled) or (set(general) if len(general) > 1 and unsettled else set())
    headed = {unit for units in own.values() for unit in units if len(units) == 1}
    has_room = any(allows_exceptions(one.text) for one in said)
    if not candidates and headed and general and not headed & set(general) and not has_room:
        candidates = headed | set(general)
    if len(candidates) > 1:
        readings = tuple(UNIT_WORDS[unit] for unit in sorted(candidates, key=list(Unit).index))
        where = listed(
            [
                f"{one.where} ('{one.text}')"
                for unit, one in general.items()
                if unit in candidates and one.text
            ]
        )
        words = f"the sheet speaks of {listed(list(readings))}" + (f", in {where}" if where else "")
        options = listed([f"--unit {unit.value}" for unit in sorted(candidates, key=list(Unit).index)], "or")
        scale.questions.append(Question("unit", readings, options, f"{words}; say which with {options}"))


def _by_cells(view: View, table: Table, scale: Scale, indexes: Sequence[int]) -> None:
    """Settle columns without a unit by their cells, which may say it themselves: "£450k", "£1,821"."""
    suffixes: Counter[Unit] = Counter()
    bare: list[str] = []
    has_pounds = True
    for index in indexes:
        for row in table.body:
            if row in table.repeats or index not in view.cells(row):
                continue
            figure = view.figure(row, index)
            if figure.sort is not Sort.AMOUNT:
                continue
            if figure.unit is not None:
                suffixes[figure.unit] += 1
            elif figure.value and scale.units[index] is None:
                bare.append(figure.printed)
                has_pounds = has_pounds and figure.has_pound
    if not bare:
        if suffixes:
            common = suffixes.most_common(1)[0][0]
            for index in indexes:
                scale.units[index] = scale.units[index] or common
        elif any(unit is None for unit in scale.units.values()):
            _settle_noughts(scale, indexes)
        return
    if has_pounds:
        _take_pounds(scale, indexes)
        return
    if suffixes:
        words = f"some amounts carry a unit and others, such as {bare[0]}, none"
    else:
        words = f"nothing in the sheet says whether {bare[0]} means £, £000 or £m"
    scale.questions.append(
        Question("unit", ("£", "£000", "£m"), UNIT_OPTIONS, f"{words}; give {UNIT_OPTIONS}")
    )


def _ask_where_pounds(view: View, table: Table, scale: Scale, indexes: Sequence[int]) -> None:
    """Ask where every amount carries a £ sign and most would be tens of millions in the unit that is headed."""
    for unit, large in _LARGE.items():
        columns = [index for index in indexes if scale.units[index] is unit]
        figures = [
            view.figure(row, index)
            for index in columns
            for row in table.body
            if row not in table.repeats and index in view.cells(row)
        ]
        written = [f for f in figures if f.sort is Sort.AMOUNT and f.unit is None and f.value]
        huge = [f for f in written if f.value is not None and abs(f.value) >= large]
        if not written or not all(f.has_pound for f in written) or len(huge) * 2 <= len(written):
            continue
        words = (
            f"amounts such as {huge[0].printed} carry a £ sign under {UNIT_WORDS[unit]}, and may be pounds"
        )
        options = f"--unit gbp or --unit {unit.value}"
        scale.questions.append(
            Question(
                "unit",
                (UNIT_WORDS[Unit.GBP], UNIT_WORDS[unit]),
                options,
                f"{words}; say which with {options}",
            )
        )
        return


def _settle_noughts(scale: Scale, indexes: Sequence[int]) -> None:
    """Columns of nothing but noughts and blanks take the unit of their neighbours."""
    known = [unit for unit in scale.units.values() if unit is not None]
    if known:
        for index in indexes:
            scale.units[index] = scale.units[index] or known[0]
    else:
        scale.questions.append(
            Question(
                "unit",
                ("£", "£000", "£m"),
                UNIT_OPTIONS,
                f"nothing in the sheet says its unit; give {UNIT_OPTIONS}",
            )
        )


def _take_pounds(scale: Scale, indexes: Sequence[int]) -> None:
    for index in indexes:
        scale.units[index] = scale.units[index] or Unit.GBP
    scale.assumptions.append(
        Assumption(
            "unit", "unit: pounds, as every amount carries a £ sign and nothing says thousands or millions"
        )
    )

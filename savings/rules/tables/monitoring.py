"""A month of budget monitoring as a table: lines under their groups, their figures, totals that are never loaded.

In pounds as the ledger holds them: variance is projection less current budget, adverse above nought. Where a row
lacks one of the two, what its printed variance means is settled by its A or F, by the other rows, by the headings
("surplus/(deficit)"), and asked where none of them says.

Source: docs/method.md, "Reading a table".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from savings.rules.notation import SCALES, UNIT_WORDS, Unit
from savings.rules.sheets.amounts import Figure, Sort
from savings.rules.sheets.reading import Problem, Question
from savings.rules.sheets.statements import units_in
from savings.rules.tables.cells import Row, in_pounds
from savings.rules.tables.monitoring_columns import MONEY
from savings.rules.tables.monitoring_rows import DSG, Control, Sorted, sort_rows
from savings.rules.tables.monitoring_signs import ADVERSE, half_step, read_a_f, sign_of_part
from savings.rules.tables.reading import Part, Table

INCOME: Final = ("income_budget", "income_projection")
PARTS: Final = (
    ("gross_budget", "income_budget", "current_budget"),
    ("gross_projection", "income_projection", "projection"),
)
PRINTED_LENGTHS: Final = {"variance": 40, "a_f": 2, "direction": 10}


@dataclass(frozen=True, slots=True)
class MonitoringLine:
    """One budget line as read: pounds by the ledger's names, and what is printed. `fund` is general or dsg."""

    row: int
    fund: str
    group: str
    name: str
    figures: Mapping[str, Decimal | None]
    unit: Unit
    decimals: int
    variance_printed: str
    a_f_printed: str
    direction_printed: str
    note: str


@dataclass(frozen=True, slots=True)
class MonitoringReading:
    """A month as read. Nothing may be loaded while `questions` stand. `units` are by part of the table.

    `printed` are the figures of every line, and of every control, by row and column, in the unit printed.
    """

    lines: tuple[MonitoringLine, ...]
    controls: tuple[Control, ...]
    printed: Mapping[int, Mapping[str, Figure]]
    units: Mapping[int, Unit]
    problems: tuple[Problem, ...]
    questions: tuple[Question, ...]
    assumptions: tuple[str, ...]


def read_monitoring(
    table: Table, *, unit: Unit | None = None, overspend: int | None = None
) -> MonitoringReading:
    """Return the lines, the control totals and what must be asked.

    `unit` and `overspend` (1 where an overspend is printed above nought, -1 where below) overrule the sheet.
    """
    return _Reader(table, unit, overspend).read()


class _Reader:
    """The work of `read_monitoring`."""

    def __init__(self, table: Table, unit: Unit | None, overspend: int | None) -> None:
        self.table, self.asked_unit, self.overspend = table, unit, overspend
        self.problems: list[Problem] = []
        self.questions: list[Question] = []
        self.assumptions: list[str] = []
        self.rows: Sorted = sort_rows(table)
        self.printed = {row.number: _figures(row) for row in [*self.rows.lines, *self.rows.totals]}

    def read(self) -> MonitoringReading:
        units: dict[int, Unit] = {}
        for place, part in enumerate(self.table.parts):
            found = self.unit_of(part)
            if found is not None:
                units[place] = found
        signs = {place: self.sign(place) for place in range(len(self.table.parts))}
        lines = []
        for row in self.rows.lines:
            if row.row.part in units:
                line = self.line(row, units[row.row.part], signs[row.row.part])
                self.problems.extend(row.problems)
                if line is not None and not row.problems:
                    lines.append(line)
        self.assumptions.extend(self.rows.ignored)
        return MonitoringReading(
            tuple(lines),
            self.rows.controls(self.printed),
            self.printed,
            units,
            tuple(self.problems),
            tuple(dict.fromkeys(self.questions)),
            tuple(dict.fromkeys(self.assumptions)),
        )

    def unit_of(self, part: Part) -> Unit | None:
        """Return the unit of a part: as told, by its headings, its row of units, what stands above it, else asked."""
        if self.asked_unit is not None:
            return self.asked_unit
        titles = [text for p in (part, self.table.parts[0]) for text in p.above]
        stated = {unit for text in titles for unit in units_in(text, in_general=True)}
        own = {column.unit for column in part.columns if column.name in MONEY and column.unit is not None}
        for found in (own, part.units, stated):
            if len(found) == 1:
                return next(iter(found))
            if found:
                break
        named = " and ".join(UNIT_WORDS[u] for u in sorted(own | part.units | stated))
        seen = f"the sheet speaks of {named}" if named else "the sheet names none"
        words = f"which unit are the figures in? {seen[0].upper()}{seen[1:]}: say it with --unit gbp, gbp000 or gbpm"
        self.questions.append(Question("unit", tuple(u.value for u in Unit), "--unit gbpm", words))
        return None

    def sign(self, place: int) -> int | None:
        """Return what a printed variance of a part is multiplied with; None where nothing says."""
        if self.overspend is not None:
            return self.overspend
        part = self.table.parts[place]
        rows = [self.printed[row.number] for row in self.rows.lines if row.row.part == place]
        fund_is_dsg = any(
            row.row.part == place and self.rows.fund[row.number] == DSG for row in self.rows.lines
        )
        return sign_of_part(rows, part, is_dsg=fund_is_dsg)

    def line(self, row: Row, unit: Unit, sign: int | None) -> MonitoringLine | None:
        """Return one line; what is wrong with it stays with the row."""
        shown = self.printed[row.number]
        for name, figure in shown.items():
            if figure.sort not in (Sort.AMOUNT, Sort.BLANK, Sort.NOTHING):
                row.problem(name, "this is no amount", "write 10.1, (0.8) or -0.8, or leave it blank")
        if row.problems:
            return None
        pounds = {name: in_pounds(figure.value, figure.unit or unit) for name, figure in shown.items()}
        for name in INCOME:
            amount = pounds.get(name)
            if amount is not None:
                pounds[name] = -amount if self.income_is_negative(name) else amount
        variance = self.variance(row, shown, pounds, sign)
        if "variance" in pounds:
            pounds["variance"] = variance
        movement = pounds.get("movement")
        if movement:
            pounds["movement"] = self.signed(movement, sign)
        self.fit_parts(row, shown, pounds)
        printed = {name: row.text(name, longest=most) for name, most in PRINTED_LENGTHS.items()}
        amounts = [f for f in shown.values() if f.sort is Sort.AMOUNT]
        return MonitoringLine(
            row=row.number,
            fund=self.rows.fund[row.number],
            group=self.rows.group[row.number],
            name=self.rows.name[row.number],
            figures=pounds,
            unit=unit,
            decimals=max((f.decimals for f in amounts if f.unit is None), default=0),
            variance_printed=printed["variance"],
            a_f_printed=printed["a_f"],
            direction_printed=printed["direction"],
            note=row.text("note", longest=500),
        )

    def variance(
        self, row: Row, shown: Mapping[str, Figure], pounds: Mapping[str, Decimal | None], sign: int | None
    ) -> Decimal | None:
        """Return projection less budget, having looked whether what is printed says the same; else what is printed."""
        budget, projection, printed = (pounds.get(n) for n in ("current_budget", "projection", "variance"))
        side = read_a_f(row.text("a_f"), row.text("variance"))
        if budget is None or projection is None:
            if not printed:
                return printed
            if side:
                return abs(printed) if side == ADVERSE else -abs(printed)
            return self.signed(printed, sign)
        found = projection - budget
        steps = [half_step(shown[n]) for n in ("current_budget", "projection", "variance") if n in shown]
        slack = sum(steps, Decimal(0)) * SCALES[self.unit_in_use(row)]
        if printed is not None and abs(abs(found) - abs(printed)) > slack:
            shown_as = (found / SCALES[self.unit_in_use(row)]).normalize()
            words = f"projection less budget is {shown_as:f}, not this"
            row.problem("variance", words, "put one of the three right")
        elif side and abs(found) > slack and (found > 0) != (side == ADVERSE):
            row.problem(
                "a_f",
                f"projection {'above' if found > 0 else 'below'} budget is not {side}",
                "put A or F right",
            )
        elif not side and sign and printed and abs(found) > slack and (printed * sign > 0) != (found > 0):
            row.problem(
                "variance", "this has the other sign than the rest of the column", "put its sign right"
            )
        return found

    def unit_in_use(self, row: Row) -> Unit:
        found = self.unit_of(self.table.parts[row.row.part])
        assert found is not None, "a line is read once its unit is known"
        return found

    def signed(self, printed: Decimal, sign: int | None) -> Decimal:
        """Return a printed variance or movement, adverse above nought; asks where nothing says which way it goes."""
        if sign is None:
            words = (
                "is an overspend printed above or below nought? Nothing in the sheet says: say it with "
                "--overspend positive or --overspend negative"
            )
            self.questions.append(Question("sign", ("positive", "negative"), "--overspend positive", words))
        return printed * (sign or 1)

    def income_is_negative(self, name: str) -> bool:
        """Return whether a column prints income below nought, in brackets: most of its figures are."""
        known = [f[name].value for n, f in self.printed.items() if name in f and n in self.rows.name]
        values = [value for value in known if value]
        return sum(value < 0 for value in values) > len(values) / 2

    def fit_parts(self, row: Row, shown: Mapping[str, Figure], pounds: dict[str, Decimal | None]) -> None:
        """Leave gross to follow from net and income where the three differ by their rounding alone."""
        for names in PARTS:
            gross, income, net = (pounds.get(n) for n in names)
            if gross is None or income is None or net is None or gross - income == net:
                continue
            slack = sum((half_step(shown[n]) for n in names), Decimal(0)) * SCALES[self.unit_in_use(row)]
            if abs(gross - income - net) <= slack:
                del pounds[names[0]]
                self.assumptions.append(
                    f"{names[0].replace('_', ' ')} follows from net and income where they differ by rounding"
                )
            else:
                row.problem(names[0], "gross less income is not the net", "put one of the three right")


def _figures(row: Row) -> dict[str, Figure]:
    return {name: row.figure(name) for name in MONEY if row.has(name)}


def sums_by_fund(lines: Sequence[MonitoringLine]) -> dict[str, dict[str, Decimal]]:
    """Return budget, projection and variance summed over the lines of each fund, in pounds; a blank adds nothing."""
    found: dict[str, dict[str, Decimal]] = {}
    for line in lines:
        of = found.setdefault(line.fund, {})
        for name in ("current_budget", "projection", "variance"):
            amount = line.figures.get(name)
            if name in line.figures:
                of[name] = of.get(name, Decimal(0)) + (amount or Decimal(0))
    return found

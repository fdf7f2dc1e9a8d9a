"""Made-up ledgers, and the many ways a council may set one out in a spreadsheet.

`ledgers()` draws the facts, `layouts()` how they are printed, `render` puts the two together as a grid. What the
grid says is then known beforehand, whatever it looks like.
"""

from dataclasses import dataclass
from decimal import Decimal

from hypothesis import strategies as st

from programme.rules.calendar import FinancialYear
from savings.rules.notation import Unit
from savings.rules.sheets.reading import Grid

WORDS = (
    "Homecare", "Respite", "Agency staff", "Day centres", "Reablement", "Fostering", "Transport", "Libraries",
    "Waste rounds", "Parking", "Street lighting", "Leisure", "Print room", "Postage", "Vacant posts", "Legal",
    "Contracts", "Procurement", "Music", "Museums", "Planning fees", "Commissioning", "Placements", "Catering",
)  # fmt: skip
VERBS = (
    "review",
    "redesign",
    "ended",
    "recommissioned",
    "brought in house",
    "shared with neighbours",
    "moved online",
)
GROUPS = ("Adult Social Care", "Children and Families", "Place", "Corporate", "Public Health", "Highways")
YEAR_STYLES = {
    "2024/25": lambda y: f"{y}/{(y + 1) % 100:02d}",
    "24/25": lambda y: f"{y % 100:02d}/{(y + 1) % 100:02d}",
    "2024-25": lambda y: f"{y}-{(y + 1) % 100:02d}",
    "2024–25": lambda y: f"{y}\u2013{(y + 1) % 100:02d}",
    "2024/2025": lambda y: f"{y}/{y + 1}",
    "FY24/25": lambda y: f"FY{y % 100:02d}/{(y + 1) % 100:02d}",
    "FY2024-25": lambda y: f"FY{y}-{(y + 1) % 100:02d}",
    "2024 to 2025": lambda y: f"{y} to {y + 1}",
    "Apr 2024 - Mar 2025": lambda y: f"Apr {y} - Mar {y + 1}",
    "2024_25": lambda y: f"saving_{y}_{(y + 1) % 100:02d}",
    "2024/5": lambda y: f"{y}/{(y + 1) % 10}",
    "spaced": lambda y: f" {y} / {(y + 1) % 100:02d} ",
}
UNIT_TEXTS = {
    Unit.GBP: ("£", "(£)", "£s", "GBP"),
    Unit.GBP000: ("£000", "£'000", "(£000s)", "£k", "£ thousands", "£\u2019000"),
    Unit.GBPM: ("£m", "£ million", "(£m)", "£M"),
}
UNIT_TITLES = {
    Unit.GBP: ("All figures in £", "Savings (£)", "All amounts in pounds"),
    Unit.GBP000: ("All figures in £000", "Savings proposals (£'000)", "Amounts shown in £ thousands"),
    Unit.GBPM: ("All figures in £m", "Budget savings, £ million", "Figures in £m"),
}
NOT_KNOWN = (None, "-", "\u2013", "n/a", "tbc", "TBC", " ")


@dataclass(frozen=True)
class Line:
    ref: str
    name: str
    group: str
    amounts: tuple[Decimal | None, ...]
    is_adjustment: bool = False


@dataclass(frozen=True)
class Ledger:
    unit: Unit
    first_year: int
    lines: tuple[Line, ...]

    @property
    def years(self):
        return [FinancialYear(self.first_year + ahead) for ahead in range(len(self.lines[0].amounts))]

    @property
    def groups(self):
        return list(dict.fromkeys(line.group for line in self.lines))


@dataclass(frozen=True)
class Layout:
    shape: str
    year_style: str
    unit_place: str
    unit_text: int
    sign: str
    grouping: str
    subtotal: str
    total: str
    columns: tuple[str, ...]
    is_stored: bool
    titles: int
    left: int
    thousands: str
    blank: int
    notes: int
    is_descending: bool
    breaks_pages: bool
    footnotes: bool
    quotes: bool


@st.composite
def ledgers(draw):
    unit = draw(st.sampled_from(Unit))
    years = draw(st.integers(2, 4))
    groups = draw(st.lists(st.sampled_from(GROUPS), min_size=1, max_size=3, unique=True))
    places = {Unit.GBP: 0, Unit.GBP000: 0, Unit.GBPM: 2}[unit]
    size = {Unit.GBP: 2_000_000, Unit.GBP000: 3_000, Unit.GBPM: 900}[unit]
    known = st.integers(1, size).map(lambda n: Decimal(n).scaleb(-places))
    later = st.one_of(known, known, st.just(Decimal(0)), st.none())
    names = draw(
        st.lists(
            st.tuples(st.sampled_from(WORDS), st.sampled_from(VERBS)), min_size=12, max_size=12, unique=True
        )
    )
    lines = []
    for group in groups:
        for _ in range(draw(st.integers(2, 4))):
            name = " ".join(names[len(lines)])
            amounts = (draw(known), *(draw(later) for _ in range(years - 1)))
            lines.append(Line(f"S{len(lines) + 101}", name, group, amounts))
    if draw(st.booleans()):
        group = groups[-1]
        amounts = tuple(-Decimal(draw(st.integers(1, 9))).scaleb(-places) for _ in range(years))
        lines.append(
            Line(
                f"S{len(lines) + 101}",
                f"Double count with {lines[0].name}",
                group,
                amounts,
                is_adjustment=True,
            )
        )
    return Ledger(unit, draw(st.integers(2019, 2035)), tuple(lines))


@st.composite
def layouts(draw):
    grouping = draw(st.sampled_from(["none", "sections", "column", "column once"]))
    texts = ["name"]
    for optional in ("ref", "line_no", "owner", "note", "rag", "start", "blank"):
        if draw(st.booleans()):
            texts.append(optional)
    if grouping.startswith("column"):
        texts.append("group")
    texts = draw(st.permutations(texts))
    first = [column for column in texts if column in ("ref", "line_no", "group", "name")]
    last = [column for column in texts if column not in first]
    if draw(st.booleans()):
        last = ["total", *last]
    shape = draw(st.sampled_from(["wide", "wide", "wide", "pairs", "long"]))
    if shape == "long":
        first = ["ref", *(column for column in first if column not in ("ref", "line_no"))]
        last = [column for column in last if column != "total"]
        grouping = {"column once": "column", "sections": "none"}.get(grouping, grouping)
    return Layout(
        shape=shape,
        year_style=draw(st.sampled_from(sorted(YEAR_STYLES))),
        unit_place=draw(st.sampled_from(["title", "heading", "row", "note", "group heading"])),
        unit_text=draw(st.integers(0, 20)),
        sign=draw(st.sampled_from(["plain", "plain", "brackets", "minus", "unicode", "trailing", "cr"])),
        grouping=grouping,
        subtotal=draw(
            st.sampled_from(["", "Sub-total", "Subtotal", "Total {group}", "{group} Total", "Total"])
        ),
        total=draw(
            st.sampled_from(["", "Total", "Grand total", "TOTAL SAVINGS", "Overall total (A)", "Net total"])
        ),
        columns=(*first, "years", *last),
        is_stored=draw(st.booleans()),
        titles=draw(st.integers(0, 3)),
        left=draw(st.integers(0, 2)),
        thousands=draw(st.sampled_from([",", "", " ", "'"])),
        blank=draw(st.integers(0, len(NOT_KNOWN) - 1)),
        notes=draw(st.integers(0, 2)),
        is_descending=draw(st.booleans()),
        breaks_pages=draw(st.booleans()),
        footnotes=draw(st.booleans()),
        quotes=draw(st.booleans()),
    )


HEADINGS = {"ref": "Ref", "line_no": "No.", "group": "Service", "name": "Saving proposal", "owner": "Lead officer",
            "note": "Comments", "rag": "RAG", "start": "Start date", "blank": None, "total": "Total"}  # fmt: skip


class Renderer:
    """Prints one ledger in one layout. `bump` falsifies the first grand total by so much, in the unit printed."""

    def __init__(self, ledger, layout, bump=Decimal(0)):
        self.ledger, self.layout, self.bump = ledger, layout, bump
        self.rows = []
        self.years = list(range(len(ledger.years)))
        if layout.is_descending:
            self.years.reverse()
        self.negative = layout.sign != "plain"

    @property
    def series(self):
        """What stands under each year: the plan alone, or the plan and a forecast beside it."""
        return ("Plan", "Forecast") if self.layout.shape == "pairs" else ("Plan",)

    def _across(self, cell):
        """Return the cells of the amount columns; `cell` gives one for a year, the forecast is no plan."""
        if self.layout.shape == "long":
            return []
        return [
            cell(year) if series == "Plan" else self._money(Decimal(1))
            for year in self.years
            for series in self.series
        ]

    def grid(self):
        layout = self.layout
        texts = UNIT_TEXTS[self.ledger.unit]
        unit = texts[layout.unit_text % len(texts)]
        titles = UNIT_TITLES[self.ledger.unit]
        self.unit_title = titles[layout.unit_text % len(titles)]
        for number in range(layout.titles):
            self._add([("Council budget report", "Savings by service", "Draft for consultation")[number]])
        if layout.unit_place == "title":
            self._add([self.unit_title])
        if layout.titles:
            self._add([])
        self._headings(unit)
        self._body(unit)
        if layout.unit_place == "note":
            self._add([])
            self._add([self.unit_title])
        for number in range(layout.notes):
            self._add([("* subject to consultation.", "Source: finance team")[number]])
        return Grid("Sheet1", tuple(self.rows))

    def _add(self, cells):
        self.rows.append((None,) * self.layout.left + tuple(cells))

    def _headings(self, unit):
        layout = self.layout
        width = 2 if layout.shape == "long" else len(self.years) * len(self.series)
        if layout.unit_place == "group heading":
            self._add(
                self._row(
                    {},
                    [None] * (width - 1) + [f"Savings {unit}"]
                    if layout.shape == "long"
                    else [f"Savings {unit}"] + [None] * (width - 1),
                )
            )
        suffix = f" {unit}" if layout.unit_place == "heading" else ""
        spelt = [YEAR_STYLES[layout.year_style](self.ledger.first_year + year) for year in self.years]
        if layout.shape == "pairs":
            self._add(self._row({}, [cell for text in spelt for cell in (text, None)]))
            self.headings = self._row(HEADINGS, [f"{name}{suffix}" for _ in spelt for name in self.series])
        elif layout.shape == "long":
            self.headings = self._row(HEADINGS, ["Financial year", f"Amount{suffix}"])
        else:
            self.headings = self._row(HEADINGS, [f"{text}{suffix}" for text in spelt])
        self._add(self.headings)
        if layout.unit_place == "row":
            self._add(self._row({}, [None, unit] if layout.shape == "long" else [unit] * width))

    def _row(self, texts, amounts):
        """Return a row: a text for each column of words, and the cells of the amounts in their place."""
        cells = []
        for column in self.layout.columns:
            cells += amounts if column == "years" else [texts.get(column)]
        return cells

    def _body(self, unit):
        ledger, layout = self.ledger, self.layout
        has_subtotals = layout.subtotal and len(ledger.groups) > 1 and layout.grouping != "none"
        for place, group in enumerate(ledger.groups):
            lines = [line for line in ledger.lines if line.group == group]
            if place and layout.breaks_pages and layout.shape != "pairs":
                self._add(self.headings)
            if layout.grouping == "sections":
                self._add([group])
            for number, line in enumerate(lines):
                self._line(line, is_first=number == 0)
            if has_subtotals and layout.shape != "long":
                self._total(layout.subtotal.format(group=group), lines)
        if layout.total:
            self._total(layout.total, ledger.lines, self.bump)

    def _texts(self, line, *, is_first):
        name = f"  {line.name} " if self.layout.quotes else line.name
        group = line.group if is_first or self.layout.grouping == "column" else None
        return {"ref": line.ref, "line_no": str(int(line.ref[1:]) - 100), "name": name, "group": group,
                "owner": "A Person",
                "note": "see the plan", "rag": "Amber", "start": "April 2025"}  # fmt: skip

    def _line(self, line, *, is_first):
        texts = self._texts(line, is_first=is_first)
        if self.layout.shape == "long":
            for year in self.years:
                spelt = YEAR_STYLES[self.layout.year_style](self.ledger.first_year + year)
                self._add(self._row(texts, [spelt, self._money(line.amounts[year], can_mark=True)]))
            return
        known = [amount for amount in line.amounts if amount is not None]
        texts["total"] = self._money(sum(known, Decimal(0)))
        self._add(self._row(texts, self._across(lambda year: self._money(line.amounts[year], can_mark=True))))

    def _total(self, label, lines, bump=Decimal(0)):
        sums = {
            year: sum((line.amounts[year] or Decimal(0) for line in lines), Decimal(0)) for year in self.years
        }
        sums[0] += bump
        first = next(column for column in self.layout.columns if column in ("name", "group", "ref"))
        if self.layout.shape == "long":
            for year in self.years:
                spelt = YEAR_STYLES[self.layout.year_style](self.ledger.first_year + year)
                self._add(self._row({first: label}, [spelt, self._money(sums[year])]))
            return
        texts = {first: label, "total": self._money(sum(sums.values(), Decimal(0)) - bump)}
        self._add(self._row(texts, self._across(lambda year: self._money(sums[year]))))

    def _money(self, amount, *, can_mark=False):
        if amount is None:
            return NOT_KNOWN[self.layout.blank]
        shown = -amount if self.negative else amount
        if self.layout.is_stored:
            return shown
        size = abs(amount)
        text = f"{size:,f}".replace(",", self.layout.thousands)
        if shown < 0:
            text = {
                "plain": "({})",
                "brackets": "({})",
                "minus": "-{}",
                "unicode": "\u2212{}",
                "trailing": "{}-",
                "cr": "{} CR",
            }[self.layout.sign].format(text)
        if can_mark and self.layout.footnotes and amount == Decimal(7):
            text += "*"
        return f"'{text}" if self.layout.quotes else text


def render(ledger, layout, bump=Decimal(0)):
    """Return a ledger printed in a layout."""
    return Renderer(ledger, layout, bump).grid()

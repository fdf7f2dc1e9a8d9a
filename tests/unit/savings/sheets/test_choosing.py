from dataclasses import replace

from savings.rules.sheets.choosing import choose_sheet
from savings.rules.sheets.reading import Grid, Options, Question
from tests.unit.savings.sheets.grids import grid

COVER = Grid("Cover", (("Budget 2024/25",), ("Prepared by finance",)))
SAVINGS = grid("Ref|Proposal|2024/25 £000|2025/26 £000\nS1|A|1|2", name="MTFS savings")
PRESSURES = grid("Ref|Pressure|2024/25 £000|2025/26 £000\nP1|A|1|2", name="Pressures")


class TestChooseSheet:
    def test_the_only_sheet_is_read(self):
        assert choose_sheet([COVER], Options()) is COVER

    def test_the_only_sheet_with_a_table_is_read(self):
        assert choose_sheet([COVER, PRESSURES], Options()) is PRESSURES

    def test_the_sheet_named_after_savings_is_read(self):
        assert choose_sheet([COVER, PRESSURES, SAVINGS], Options()) is SAVINGS

    def test_two_that_may_be_meant_are_asked(self):
        other = replace(SAVINGS, name="Savings detail")

        question = choose_sheet([SAVINGS, other], Options())

        assert isinstance(question, Question)
        assert question.readings == ("MTFS savings", "Savings detail")
        assert question.option == '--sheet "MTFS savings"'

    def test_the_option_names_the_sheet_in_any_case(self):
        assert choose_sheet([COVER, SAVINGS], Options(sheet="mtfs SAVINGS")) is SAVINGS

    def test_an_unknown_name_is_asked(self):
        question = choose_sheet([COVER, SAVINGS], Options(sheet="Nothing"))

        assert isinstance(question, Question)
        assert question.readings == ("Cover", "MTFS savings")

    def test_a_hidden_sheet_is_read_only_when_named(self):
        hidden = replace(SAVINGS, is_hidden=True)

        assert choose_sheet([hidden, PRESSURES], Options()) is PRESSURES
        assert choose_sheet([hidden, PRESSURES], Options(sheet="MTFS savings")) is hidden

"""Where a heading says thousands and the amounts look like pounds, somebody is asked."""

import pytest

from savings.rules.notation import Unit
from savings.rules.sheets.reading import Options
from tests.unit.savings.sheets.grids import read

ALL_POUNDS = "Ref|Title|2025/26 £000\nA1|Foster|£25,000\nA2|Agency|£110,500\nA3|Bins|£9\n|Total|£135,509"


class TestPoundsUnderThousands:
    def test_are_asked_about(self):
        [question] = read(ALL_POUNDS).questions

        assert question.what == "unit"
        assert question.words.startswith(
            "amounts such as £25,000 carry a £ sign under £000, and may be pounds"
        )

    @pytest.mark.parametrize(("unit", "pounds"), [(Unit.GBP, 25_000), (Unit.GBP000, 25_000_000)])
    def test_are_read_as_somebody_says(self, unit, pounds):
        reading = read(ALL_POUNDS, options=Options(unit=unit))

        assert reading.questions == ()
        assert next(iter(reading.lines[0].cells.values())).pounds == pounds

    def test_small_ones_are_thousands_as_headed(self):
        reading = read("Ref|Title|2025/26 £000\nA1|Foster|£250\nA2|Agency|£110\n|Total|£360")

        assert reading.questions == ()
        assert reading.unit is Unit.GBP000

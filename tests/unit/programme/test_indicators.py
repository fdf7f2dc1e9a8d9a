"""Targets that conflict, and readings against them."""

from decimal import Decimal

import pytest

from programme.rules.indicators import Target, conflicts, full_year_estimate, is_target, read_band, standing


def target(printed: str, period: str = "next year", source: str = "March", **more: object) -> Target:
    return Target(printed, Decimal(printed), "staff", period, source, **more)  # type: ignore[arg-type]


class TestConflicts:
    def test_names_the_documents_that_differ(self):
        found = conflicts([target("12", source="January"), target("16", source="March")])

        assert [one.words for one in found] == ["next year: 12 staff (January), 16 staff (March)"]

    def test_the_same_target_twice_is_none(self):
        assert conflicts([target("12", source="January"), target("12", source="March")]) == ()

    def test_other_periods_are_other_targets(self):
        assert conflicts([target("12", period="2024/25"), target("16", period="2025/26")]) == ()

    def test_words_are_compared_too(self):
        words = [Target("halve it", None, "", "2025", "A"), Target("hold it", None, "", "2025", "B")]

        assert len(conflicts(words)) == 1


class TestIsTarget:
    @pytest.mark.parametrize("basis", ["target average", "end of year aim", "Target"])
    def test_reads_the_basis_as_printed(self, basis: str):
        assert is_target(basis)

    @pytest.mark.parametrize("basis", ["actual", "forecast", "claimed", "peak"])
    def test_leaves_others_alone(self, basis: str):
        assert not is_target(basis)


class TestStanding:
    @pytest.mark.parametrize(
        ("value", "polarity", "expected"),
        [
            ("11", "lower", "met"),
            ("13", "lower", "missed"),
            ("13", "higher", "met"),
            ("13", "none", "not_comparable"),
        ],
    )
    def test_depends_on_the_polarity(self, value: str, polarity: str, expected: str):
        assert standing(Decimal(value), target("12"), polarity=polarity) == expected  # type: ignore[arg-type]

    @pytest.mark.parametrize(("value", "expected"), [("40", "met"), ("45", "met"), ("46", "missed")])
    def test_a_band_takes_in_its_ends(self, value: str, expected: str):
        band = target("40", value_to=Decimal(45))

        assert standing(Decimal(value), band, polarity="none") == expected

    def test_words_compare_with_nothing(self):
        assert standing(None, target("12"), polarity="lower") == "not_comparable"


class TestReadBand:
    @pytest.mark.parametrize("printed", ["40-45", "40 to 45", "40% - 45%", "between 40 and 45", "40\u201345"])
    def test_reads_two_ends(self, printed: str):
        assert read_band(printed) == (Decimal(40), Decimal(45))

    @pytest.mark.parametrize("printed", ["40", "", "-5", "45-40", "about 40 to 45", "1-2-3"])
    def test_leaves_the_rest_as_words(self, printed: str):
        assert read_band(printed) is None


class TestFullYearEstimate:
    def test_reproduces_what_a_paper_grosses_up(self):
        assert full_year_estimate(Decimal(42), 8) == 63

    @pytest.mark.parametrize("months", [0, 13])
    def test_refuses_a_year_of_another_length(self, months: int):
        with pytest.raises(ValueError, match="1 to 12 months"):
            full_year_estimate(Decimal(1), months)

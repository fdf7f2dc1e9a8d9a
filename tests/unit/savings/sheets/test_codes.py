from decimal import Decimal

import pytest

from savings.rules.sheets.codes import Code, codes_words, read_codes

SPLIT = (Code("E10123", "4000", Decimal("0.6")), Code("E10124", "", Decimal("0.4")))


class TestCodesWords:
    def test_leaves_out_a_share_that_is_all(self):
        assert codes_words([Code("E10123", "4000")]) == "E10123/4000"

    def test_says_each_share(self):
        assert codes_words(SPLIT) == "E10123/4000 60%; E10124 40%"

    def test_is_empty_for_none(self):
        assert codes_words([]) == ""


class TestReadCodes:
    @pytest.mark.parametrize("codes", [(), (Code("E10123"),), (Code("E 10", "Agency staff"),), SPLIT])
    def test_reads_what_was_written(self, codes):
        assert read_codes(codes_words(codes)) == codes

    @pytest.mark.parametrize("text", ["E1 60%; E2 30%", "E1; E2", "E1 60%"])
    def test_refuses_shares_that_are_not_all(self, text):
        with pytest.raises(ValueError, match="100%|share"):
            read_codes(text)

import pytest

from savings.rules.notation import Unit
from savings.rules.profile import ProfileForm
from savings.rules.sheets.columnwords import role_of
from savings.rules.sheets.reading import NEGATIVE, POSITIVE
from savings.rules.sheets.rowwords import is_pressure_section, kind_of
from savings.rules.sheets.statements import forms_in, is_unit_alone, signs_in, units_in
from savings.rules.sheets.totalwords import total_words


class TestUnitsIn:
    @pytest.mark.parametrize(
        ("text", "unit"),
        [
            ("£000", Unit.GBP000), ("(£'000)", Unit.GBP000), ("£\u2019000s", Unit.GBP000), ("£k", Unit.GBP000),
            ("All figures in £ thousands", Unit.GBP000), ("saving_2024_25_gbp000", Unit.GBP000), ("000s", Unit.GBP000),
            ("£,000", Unit.GBP000), ("£m", Unit.GBPM), ("(£ million)", Unit.GBPM), ("£000,000", Unit.GBPM),
            ("£", Unit.GBP), ("Saving (£)", Unit.GBP), ("All amounts are in pounds", Unit.GBP), ("£'s", Unit.GBP),
        ],
    )  # fmt: skip
    def test_reads_a_unit(self, text, unit):
        assert units_in(text) == {unit}

    @pytest.mark.parametrize(
        "text", ["Savings of £5m", "£4.9m saving", "over £100,000", "2.7 million", "Millions of reasons"]
    )
    def test_an_amount_is_no_unit(self, text):
        assert units_in(text, in_general=True) == frozenset()

    def test_a_unit_may_stand_alone(self):
        assert is_unit_alone("(£000)")
        assert not is_unit_alone("2024/25 £000")
        assert not is_unit_alone("Savings £000")


class TestFormsIn:
    @pytest.mark.parametrize("text", ["Cumulative savings", "shown as a running total"])
    def test_cumulative(self, text):
        assert forms_in(text) == {ProfileForm.CUMULATIVE}

    @pytest.mark.parametrize(
        "text",
        [
            "Incremental",
            "year on year",
            "additional each year",
            "figures are not cumulative",
            "new savings each year",
        ],
    )
    def test_increments(self, text):
        assert forms_in(text) == {ProfileForm.INCREMENTS}

    def test_other_words_say_nothing(self):
        assert forms_in("Savings proposals") == frozenset()


class TestSignsIn:
    @pytest.mark.parametrize(
        "text",
        [
            "Savings are shown in brackets",
            "negative = saving",
            "( ) denotes a saving",
            "(Savings)/Pressures",
            "Savings as negatives",
        ],
    )
    def test_a_saving_is_negative(self, text):
        assert signs_in(text) == {NEGATIVE}

    @pytest.mark.parametrize("text", ["positive = saving", "brackets denote pressures", "costs in brackets"])
    def test_a_saving_is_positive(self, text):
        assert signs_in(text) == {POSITIVE}

    def test_other_words_say_nothing(self):
        assert signs_in("Savings (£000)") == frozenset()


class TestTotalWords:
    @pytest.mark.parametrize(
        "label",
        [
            "Total",
            "TOTAL (A)",
            "Sub-total",
            "Subtotal:",
            "Grand total",
            "Total savings",
            "Net total",
            "Total 2024/25",
            "Totals",
        ],
    )
    def test_general_words_make_a_total(self, label):
        assert total_words(label).is_sure

    @pytest.mark.parametrize(
        "label", ["Total Place review", "Adult Services Total", "Total Mobile contract", "Carried forward"]
    )
    def test_other_words_leave_it_to_the_figures(self, label):
        assert total_words(label).is_total
        assert not total_words(label).is_sure

    @pytest.mark.parametrize(
        "label", ["Totally new service", "Reduce the total number of vehicles", "Agency"]
    )
    def test_a_name_is_no_total(self, label):
        assert not total_words(label).is_total


class TestVocabulary:
    @pytest.mark.parametrize(
        ("heading", "role"),
        [
            ("saving ref no.", "ref"), ("savings proposal", "name"), ("service area", "heading"),
            ("type of saving", "kind"),
            ("lead officer", "owner"), ("service lead", "owner"), ("responsible officer", "owner"),
            ("directorate lead", "owner"), ("service director", "owner"), ("head of service", "owner"),
            ("lead directorate", "heading"), ("responsible service", "heading"),
            ("owner email", "owner_email"), ("implementation date", "start"),
            ("comments", "note"),
            ("cost centre", "cost_centre"), ("full year effect", "part"), ("% of budget", "part"),
            ("4 year total", "total"),
            ("rag rating", "rag"), ("budget round", "budget_round"), ("no.", "line_no"), ("workstream", "workstream"),
        ],
    )  # fmt: skip
    def test_a_heading_gives_a_role(self, heading, role):
        assert role_of(heading) == role

    @pytest.mark.parametrize(
        ("word", "kind"),
        [
            ("Cash-releasing", "cash_releasing"), ("Non-cashable", "non_cash"), ("Cost avoidance", "cost_avoidance"),
            ("Fees and charges", "income"), ("Grant", "funding"), ("Transfer", "reallocation"),
            ("Reversal", "adjustment"),
            ("Budget pressure", "pressure"), ("Wibble", None),
        ],
    )  # fmt: skip
    def test_a_type_gives_a_kind(self, word, kind):
        assert kind_of(word) == kind

    def test_a_section_of_pressures_is_known_and_a_service_is_none(self):
        assert is_pressure_section("Section B: Budget pressures")
        assert is_pressure_section("Growth and investment")
        assert not is_pressure_section("Investment Property income")
        assert not is_pressure_section("Savings and pressures")

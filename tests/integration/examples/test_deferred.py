"""Southampton's pressures that make up for savings of an earlier round name the line and its round, held or not."""

import pytest

from programme import queries as ground
from programme.rules.access import system
from savings.models import Saving
from savings.queries import pressures

pytestmark = pytest.mark.django_db


class TestDeferredSavings:
    @pytest.mark.parametrize("code", ["southampton-cl", "southampton-cl-story"])
    def test_name_the_earlier_line_and_its_round(self, told, code):
        (programme,) = ground.programmes(reader=system(), code=code)

        rows = pressures(reader=system(), programme_ids=[programme]).values()

        assert {(row.ref, row.deferred) for row in rows if row.deferred} == {
            ("24P10", "Deferred from 22S1, budget round 22S (not held in this ledger)"),
            ("P14", "Deferred from 22S5, budget round 22S (not held in this ledger)"),
        }

    def test_are_never_made_up_as_lines(self, told):
        assert not Saving.objects.filter(ref__startswith="22S").exists()

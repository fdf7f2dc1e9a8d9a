"""What changed is read once for all its moments, and finds at each what a reading of that moment alone finds."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from programme.rules.access import FINANCE
from savings import changes
from savings.queries.lines import read_lines
from savings.queries.moves import what_changed
from savings.queries.past import Past
from savings.queries.reading import Scope
from tests.factories.ground import LOADING, LONG_AGO, a_programme, a_workstream, someone
from tests.factories.savings import a_saving
from tests.integration.savings.test_as_at import BEGINS, DECIDED, Council, moves

pytestmark = pytest.mark.django_db

MOMENT = timedelta(microseconds=1)


def ledger_at(reader, scope, at):
    found = read_lines(reader=reader, scope=scope, on=timezone.localdate(at), at=at).found
    return {key: line.ledger for key, line in found.items()}


class TestPast:
    @settings(
        max_examples=12,
        deadline=None,
        phases=[Phase.reuse, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(moves, min_size=1, max_size=12), st.data())
    def test_is_at_every_moment_what_a_reading_of_it_alone_finds(self, sequence, data):
        with transaction.atomic():
            council = Council()
            moments, at = [LONG_AGO], BEGINS
            for move in sequence:
                council.do(move, at=at)
                moments += [at - MOMENT, at]
                at += timedelta(hours=data.draw(st.sampled_from([1, 20, 24 * 40])))
            ids = [line.pk for line in council.lines]

            for reader in (council.cleared, council.uncleared):
                past = Past(reader=reader, programme_id=council.programme.pk, until=at)
                for moment in moments:
                    day = timezone.localdate(moment)
                    whole = ledger_at(reader, Scope(programme_ids=(council.programme.pk,)), moment)
                    assert past.ledger(ids, on=day, at=moment) == whole
                    assert past.ledger(ids[:1], on=day, at=moment) == ledger_at(
                        reader, Scope(ids=(ids[0],)), moment
                    )
            transaction.set_rollback(True)

    def test_takes_in_what_stands_in_for_a_line_in_another_programme(self):
        here = a_workstream()
        there = a_workstream(a_programme(here.programme.organisation))
        replaced, replacement = a_saving(here), a_saving(there)
        changes.replace_saving(
            saving_id=replaced.pk, version=None, replacement_id=replacement.pk, reason="Found elsewhere",
            authority=DECIDED, by=LOADING, at=BEGINS,
        )  # fmt: skip
        reader = someone(FINANCE, here.programme.organisation, cleared=True)

        past = Past(reader=reader, programme_id=here.programme_id, until=BEGINS)
        found = past.ledger([replaced.pk], on=BEGINS.date(), at=BEGINS)

        assert found == ledger_at(reader, Scope(programme_ids=(here.programme_id,)), BEGINS)
        assert found[replaced.pk].cover


class TestWhatChanged:
    def forecast(self, saving, times, at):
        for n in range(1, times + 1):
            changes.forecast_saving(
                saving_id=saving.pk, version=None, amounts={2026: Decimal(1000 * n)}, reason="Seen anew",
                by=LOADING, at=at + timedelta(hours=n),
            )  # fmt: skip

    def test_asks_no_more_for_more_changes(self):
        workstream = a_workstream()
        saving = a_saving(workstream)
        reader = someone(FINANCE, workstream.programme, cleared=True)
        asked = {"reader": reader, "programme_id": workstream.programme_id, "since": BEGINS}
        self.forecast(saving, 1, BEGINS)
        with CaptureQueriesContext(connection) as few:
            one = what_changed(**asked, until=BEGINS + timedelta(days=9))
        self.forecast(saving, 8, BEGINS + timedelta(days=1))
        self.forecast(a_saving(workstream), 8, BEGINS + timedelta(days=1))

        with CaptureQueriesContext(connection) as many:
            all_of_them = what_changed(**asked, until=BEGINS + timedelta(days=9))

        assert (len(one.changes), len(all_of_them.changes)) == (1, 17)
        assert len(many) == len(few)

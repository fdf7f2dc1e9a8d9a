from datetime import UTC, datetime

import pytest

from deploy.timetable import write_what_is_due
from programme.outbox.models import Work
from tests.factories.ground import a_programme

pytestmark = pytest.mark.django_db


def asked():
    return sorted(Work.objects.values_list("dedupe_key", flat=True))


class TestWriteWhatIsDue:
    def test_writes_each_night_once_however_often_it_is_asked(self):
        programme = a_programme()
        for minute in (0, 1, 59):
            write_what_is_due(datetime(2026, 11, 20, 4, minute, tzinfo=UTC))

        assert asked() == [
            "decisions:2026-11-20",
            f"nightly:{programme.id}:2026-11-20",
            "questions:2026-11-20",
            "sweep:2026-11-20",
            "terms:2026-11-20",
        ]

    def test_waits_for_the_night_of_the_council_and_not_of_the_server(self):
        a_programme()

        write_what_is_due(datetime(2026, 6, 20, 1, 59, tzinfo=UTC))  # 02:59 in London

        assert asked() == []

    def test_a_clock_set_back_writes_nothing_twice(self):
        a_programme()

        write_what_is_due(datetime(2026, 11, 21, 4, tzinfo=UTC))
        write_what_is_due(datetime(2026, 11, 21, 3, tzinfo=UTC))

        assert len(asked()) == 5

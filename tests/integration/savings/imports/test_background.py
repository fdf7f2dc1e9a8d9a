"""An import as work of its own, through the real dispatcher: seen as it goes, begun again after a crash."""

import threading

import pytest
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.utils import timezone

from programme.changes import Invalid, Stale
from programme.models import Person
from programme.outbox.dispatcher import Dispatcher
from programme.outbox.models import Event, Work
from programme.outbox.running import run
from savings import changes, tasks
from savings.changes import import_lines, import_writing
from savings.models import ImportedRow, Saving, SheetImport
from tests.factories.ground import a_programme, someone
from tests.factories.savings import a_saving
from tests.fakes.waiting import wait_until
from tests.fakes.worker import work_off
from tests.integration.savings.imports.office import ROWS, a_sheet, kept

pytestmark = pytest.mark.django_db(transaction=True)
STEPS = "savings.import_sheet"


@pytest.fixture
def programme():
    return a_programme()


@pytest.fixture
def finance(programme):
    return someone("finance", programme)


@pytest.fixture
def dispatcher(settings):
    """Be the real dispatcher, with a bell that is broken: it does the work itself, in threads of its own."""
    settings.BELL = "tests.fakes.work.broken_ring"
    settings.TIMETABLE = "tests.fakes.work.nothing_falls_due"
    one = Dispatcher()

    def loop():
        one.loop()
        connections.close_all()

    looping = threading.Thread(target=loop)
    looping.start()
    yield one
    one.stop()
    looping.join()


def asked(programme, by, content=None):
    return changes.ask_import(
        programme_id=programme.id,
        file_name="savings.csv",
        content=content or a_sheet(),
        options={},
        by=by,
        at=timezone.now(),
    )


def previewed(programme, by, content=None):
    row = asked(programme, by, content)
    work_off(STEPS)
    row.refresh_from_db()
    assert row.state == "previewed"
    return row


def write_asked(row, by):
    changes.ask_write(import_id=row.id, version=row.version, by=by, at=timezone.now())
    return Work.objects.get(handler=STEPS, state="pending").id


def state_of(row):
    return SheetImport.objects.values_list("state", flat=True).get(pk=row.id)


class TestThroughTheDispatcher:
    def test_reads_writes_and_has_everything_recalculated_once(self, dispatcher, programme, finance):
        row = asked(programme, finance)
        wait_until(lambda: state_of(row) == "previewed", what="the file to be read")

        row.refresh_from_db()
        changes.ask_write(import_id=row.id, version=row.version, by=finance, at=timezone.now())
        wait_until(lambda: state_of(row) == "written", what="the lines to be written")

        assert Saving.objects.count() == 3
        wait_until(
            lambda: Work.objects.filter(handler="governance.reassess", state="done").exists(),
            what="a recalculation",
        )
        assert Work.objects.filter(handler="governance.reassess").count() == 1

    def test_shows_how_far_it_is_while_it_goes(self, dispatcher, programme, finance, monkeypatch):
        monkeypatch.setattr(import_writing, "BATCH", 1)
        seen, go_on = threading.Event(), threading.Event()

        def show(import_id, done, of):
            show_progress(import_id, done, of)
            if done == 2:
                seen.set()
                assert go_on.wait(20)

        show_progress = tasks.show_progress
        monkeypatch.setattr(tasks, "show_progress", show)
        row = asked(programme, finance)
        wait_until(lambda: state_of(row) == "previewed")
        row.refresh_from_db()
        changes.ask_write(import_id=row.id, version=row.version, by=finance, at=timezone.now())

        assert seen.wait(20)
        row.refresh_from_db()
        half_way = (row.state, row.done, row.of, Saving.objects.count())
        go_on.set()
        wait_until(lambda: state_of(row) == "written")

        assert half_way == ("writing", 2, 3, 0)


class TestAfterACrash:
    def test_in_the_middle_of_writing_nothing_is_there_and_the_next_run_begins_again(
        self, programme, finance, monkeypatch
    ):
        row = previewed(programme, finance)
        work_id = write_asked(row, finance)
        whole = import_lines.record

        def dying(*_, **__):
            raise ConnectionResetError("the worker died")

        monkeypatch.setattr(import_lines, "record", dying)
        run(work_id, owner="worker:1")
        left = (state_of(row), Saving.objects.count(), ImportedRow.objects.count())
        monkeypatch.setattr(import_lines, "record", whole)
        work_off(STEPS)

        assert left == ("writing", 0, 0)
        assert (state_of(row), Saving.objects.count()) == ("written", 3)

    def test_of_a_worker_that_reads_it_is_read_again(self, programme, finance):
        row = asked(programme, finance)
        SheetImport.objects.filter(pk=row.id).update(state="reading")

        work_off(STEPS)

        assert state_of(row) == "previewed"


class TestPoison:
    def test_ends_as_failed_in_words_and_is_not_tried_for_ever(self, programme, finance, monkeypatch):
        row = asked(programme, finance)

        def breaking(**_):
            raise ZeroDivisionError

        monkeypatch.setattr(tasks, "read_import", breaking)
        done = work_off(STEPS)

        row.refresh_from_db()
        assert done == tasks.TRIES
        assert row.state == "failed"
        assert "kept with this import" in row.report["failure"]
        assert not Work.objects.filter(handler=STEPS).exclude(state="done").exists()

    def test_that_brings_the_worker_down_every_time_is_not_touched_again(
        self, programme, finance, monkeypatch
    ):
        row = asked(programme, finance)
        Work.objects.filter(handler=STEPS).update(attempts=tasks.TRIES)
        monkeypatch.setattr(tasks, "read_import", lambda **_: pytest.fail("it was touched again"))

        work_off(STEPS)

        assert state_of(row) == "failed"

    def test_somebody_who_is_here_no_longer_imports_nothing(self, programme, finance):
        row = asked(programme, finance)
        Person.objects.filter(pk=finance.person_id).update(is_active=False)

        work_off(STEPS)

        row.refresh_from_db()
        assert row.state == "failed"
        assert "no longer sign in" in row.report["failure"]


class TestBesideOthers:
    def test_waits_for_somebody_who_is_saving_a_line(self, programme, finance):
        saving = a_saving(programme, ref="26S1")
        row = previewed(programme, finance, a_sheet(ROWS[:1]))
        work_id = write_asked(row, finance)
        holding, go_on = threading.Event(), threading.Event()

        def hold():
            with transaction.atomic():
                Saving.objects.select_for_update().get(pk=saving.pk)
                holding.set()
                go_on.wait(20)
            connection.close()

        thread = threading.Thread(target=hold)
        thread.start()
        assert holding.wait(20)
        run(work_id, owner="worker:1")
        go_on.set()
        thread.join()

        waiting = Work.objects.get(pk=work_id)
        assert (waiting.state, waiting.attempts) == ("pending", 0)
        assert state_of(row) == "writing"
        work_off(STEPS)
        assert state_of(row) == "written"


class TestTwoPeople:
    def test_who_press_write_together_write_it_once(self, programme, finance):
        other = someone("manager", programme)
        row = previewed(programme, finance)
        at_once, said = threading.Barrier(2), []

        def press(by):
            at_once.wait(20)
            try:
                changes.ask_write(import_id=row.id, version=row.version, by=by, at=timezone.now())
                said.append("asked")
            except Stale:
                said.append("look again")
            finally:
                connection.close()

        pressing = [threading.Thread(target=press, args=(by,)) for by in (finance, other)]
        for thread in pressing:
            thread.start()
        for thread in pressing:
            thread.join()
        work_off(STEPS)

        assert sorted(said) == ["asked", "look again"]
        assert (state_of(row), Saving.objects.count(), ImportedRow.objects.count()) == ("written", 3, 3)

    def test_whose_workers_write_at_the_same_moment_write_it_once(self, programme, finance):
        row = previewed(programme, finance)
        changes.ask_write(
            import_id=row.id, version=row.version, by=finance, at=timezone.now(), in_background=False
        )
        half_way, go_on, second = threading.Event(), threading.Event(), []

        def first():
            def wait(done, of):
                half_way.set()
                assert go_on.wait(20)

            changes.write_import(import_id=row.id, by=finance, at=timezone.now(), progress=wait)
            connection.close()

        def then():
            second.append(changes.write_import(import_id=row.id, by=finance, at=timezone.now()))
            connection.close()

        threads = [threading.Thread(target=first), threading.Thread(target=then)]
        threads[0].start()
        assert half_way.wait(20)
        threads[1].start()
        wait_until(an_import_waits, what="the second worker to wait for the first")
        go_on.set()
        for thread in threads:
            thread.join()

        assert second == [changes.Written()]
        assert (state_of(row), Saving.objects.count(), ImportedRow.objects.count()) == ("written", 3, 3)
        assert Event.objects.filter(type="savings.sheet.imported").count() == 1


def an_import_waits():
    """Return whether somebody waits for an advisory lock."""
    with connection.cursor() as cursor:
        cursor.execute("select exists (select from pg_locks where locktype = 'advisory' and not granted)")
        return cursor.fetchone()[0]


class TestCutShort:
    def test_an_import_nobody_is_at_any_more_can_be_put_aside(self, programme, finance):
        row = previewed(programme, finance)
        changes.ask_write(
            import_id=row.id, version=row.version, by=finance, at=timezone.now(), in_background=False
        )

        row = changes.drop_import(import_id=row.id, version=None, by=finance, at=timezone.now())

        assert row.state == "dropped"
        assert "cut short" in row.report["failure"]

    def test_one_that_waits_for_its_turn_cannot(self, programme, finance):
        row = previewed(programme, finance)
        write_asked(row, finance)

        with pytest.raises(Invalid):
            changes.drop_import(import_id=row.id, version=None, by=finance, at=timezone.now())

    def test_a_command_that_breaks_leaves_an_import_that_says_so(
        self, programme, finance, monkeypatch, tmp_path
    ):
        def breaking(*_, **__):
            raise KeyboardInterrupt

        monkeypatch.setattr(import_lines, "record", breaking)
        path = kept(tmp_path, a_sheet())

        with pytest.raises(KeyboardInterrupt):
            call_command("import_savings", path, "--programme", programme.code, "--as", finance.email)

        assert SheetImport.objects.get().state == "failed"
        assert not Saving.objects.exists()

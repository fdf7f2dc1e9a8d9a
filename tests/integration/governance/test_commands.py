"""The commands people script against: one JSON document, refusals that exit 1, and who reads."""

import io
import json
from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, call_command

from programme import changes as ground
from programme.outbox.models import Work
from programme.rules.access import system
from tests.factories.governance import a_board
from tests.factories.ground import a_milestone, a_person, a_programme, a_workstream, grant, someone

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 20, 10, tzinfo=UTC)


def said(*words, **options):
    out = io.StringIO()
    call_command(*words, "--json", stdout=out, **options)
    return json.loads(out.getvalue())


def refused(*words):
    out = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command(*words, "--json", stdout=out)
    assert ended.value.code == 1
    return json.loads(out.getvalue())["error"]


class TestLists:
    def test_show_open_items_alone_without_a_reader(self):
        shown = a_programme(code="homes", name="Homes", illustrative=True)
        hidden = a_programme(marking="internal")
        a_board(shown, code="homes-board", name="Homes Board")
        a_board(hidden)

        assert said("programmes") == [{"code": "homes", "name": "Homes (Illustrative)"}]
        assert said("boards") == [{"code": "homes-board", "name": "Homes Board"}]
        assert said("people") == []

    def test_show_a_person_what_they_may_see(self):
        programme = a_programme(marking="internal", code="inside", name="Inside")
        a_programme()
        reader = someone("staff", programme)

        assert said("programmes", "--as", reader.email) == [{"code": "inside", "name": "Inside"}]
        assert said("people", "--as", reader.email) == [{"email": reader.email, "name": reader.name}]

    def test_refuse_a_reader_nobody_knows(self):
        error = refused("programmes", "--as", "nobody@example.test")

        assert error["where"] == "--as"
        assert "manage.py people" in error["next"]

    def test_refuse_in_one_sentence_without_json(self):
        with pytest.raises(CommandError, match="Nobody here is called"):
            call_command("boards", "--as", "nobody@example.test")

    @pytest.mark.parametrize("name", ["programmes", "people", "boards", "assess_risk", "outbox", "dispatch"])
    def test_have_help_with_an_example(self, name, capsys):
        with pytest.raises(SystemExit) as ended:
            call_command(name, "--help")

        assert ended.value.code == 0
        assert f"manage.py {name}" in " ".join(capsys.readouterr().out.split())


class TestAssessRisk:
    def test_lists_what_is_shown_otherwise(self):
        milestone = a_milestone(a_workstream(a_programme(code="homes")), ref="M1", name="Home opens")

        first, again = said("assess_risk"), said("assess_risk", "--programme", "homes")

        assert {row["kind"] for row in first["changed"]} == {"milestone", "workstream"}
        row = next(row for row in first["changed"] if row["kind"] == "milestone")
        assert row["programme"] == "homes"
        assert (row["ref"], row["name"], row["was"]) == ("M1", "Home opens", None)
        assert row["now"] in {"low", "medium", "high", "very_high", "not_known"}
        assert (first["lines"], first["draws"]) == (0, 0)
        assert again["changed"] == []
        assert milestone.programme.code == "homes"

    def test_shows_somebody_named_only_what_they_see(self):
        workstream = a_workstream(a_programme(code="homes"))
        a_milestone(workstream, marking="exempt", exempt_paragraph=3)
        lead = grant(a_person(), "lead", workstream.programme)

        changed = said("assess_risk", "--as", lead.email)["changed"]

        assert [row["kind"] for row in changed] == ["workstream"]

    def test_refuses_a_programme_that_is_not_there_or_may_not_be_updated(self):
        reader = someone("staff", a_programme(code="homes"))

        assert refused("assess_risk", "--programme", "elsewhere")["where"] == "--programme"
        assert (
            "may not change"
            in refused("assess_risk", "--programme", "homes", "--as", reader.email)["message"]
        )


class TestOutbox:
    @pytest.fixture
    def waiting(self):
        milestone = a_milestone()
        ground.reforecast_milestone(
            milestone_id=milestone.id,
            version=None,
            forecast=date(2027, 6, 1),
            reason="The builder is late",
            by=system(),
            at=NOW,
        )
        return Work.objects.get()

    def test_says_what_waits(self, waiting):
        status = said("outbox", "status")

        assert status["by_handler"] == {"governance.reassess": 1}
        assert status["waiting"] + status["held"] == 1
        assert (status["dead"], status["parked"], status["paused"]) == (0, 0, False)

    def test_parks_and_replays_with_a_reason(self, waiting):
        assert said("outbox", "park", str(waiting.id), "--reason", "Wait for the fix") == {"parked": 1}
        assert said("outbox", "status")["set_aside"][0]["error"].endswith("Wait for the fix")
        assert said("outbox", "replay", "--handler", "governance.reassess", "--reason", "Fixed") == {
            "replayed": 1
        }
        assert said("outbox", "status")["parked"] == 0

    def test_pauses_and_resumes_outgoing_messages(self):
        assert said("outbox", "pause", "--reason", "Restoring") == {"paused": True}
        assert said("outbox", "status")["paused"]
        assert said("outbox", "resume") == {"paused": False}
        assert not said("outbox", "status")["paused"]

    def test_refuses_a_blank_reason_and_somebody_without_the_office(self):
        reader = someone("staff", a_programme())

        assert refused("outbox", "pause", "--reason", " ")["where"] == "--reason"
        assert "programme office" in refused("outbox", "resume", "--as", reader.email)["message"]

    def test_asks_what_to_replay(self):
        with pytest.raises(CommandError):
            call_command("outbox", "replay", "--reason", "Fixed")

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from bots import changes
from tests.factories.ground import a_person, grant
from tests.integration.bots.hubs import AT, hubs

pytestmark = pytest.mark.django_db


def ask(*arguments: str) -> str:
    out = StringIO()
    call_command("ask", *arguments, stdout=out)
    return out.getvalue()


class TestAsk:
    def test_prints_the_answer_as_text(self):
        hubs()

        assert ask("savings 24S1 2027/28").startswith("24S1 Fewer agency placements, 2027/28: plan £120k")

    def test_takes_a_question_in_several_words(self):
        hubs()

        assert ask("savings", "24S1", "2027/28") == ask("savings 24S1 2027/28")

    def test_prints_one_json_document_with_the_promised_keys(self):
        hubs()

        document = json.loads(ask("savings 24S1 2027/28", "--json"))

        assert {"status", "intent", "reading", "values", "refs", "text", "options", "as_at"} <= set(document)
        assert document["values"][0] == {"label": "plan 2027/28", "value": "120000.00", "unit": "pounds"}
        assert (document["status"], document["intent"], document["refs"]) == ("answered", "look-up", ["24S1"])

    @pytest.mark.parametrize(
        ("question", "status"),
        [
            ("", "answered"),
            ("red", "answered"),
            ("savings 24S1 FY27", "choose"),
            ("savings 24S999", "unknown"),
            ("set W3 to red", "refused"),
        ],
    )
    def test_exits_nought_whatever_its_status(self, question, status):
        hubs()

        assert json.loads(ask(question, "--json"))["status"] == status

    def test_asks_within_a_programme(self):
        hubs()

        assert json.loads(ask("red", "--programme", "hubs", "--json"))["status"] == "answered"
        assert json.loads(ask("red", "--programme", "elsewhere", "--json"))["status"] == "unknown"

    def test_answers_somebody_with_their_rights_and_the_public_with_open_items(self):
        _, workstream = hubs()
        person = a_person()
        grant(person, "staff", workstream.programme.organisation)
        type(workstream).objects.filter(pk=workstream.pk).update(marking="internal")

        assert "reported Red" in ask("status W3", "--as", person.email)
        assert "there is no “W3” that you may see" in ask("status W3")

    def test_is_about_what_the_channel_asked_in_is_linked_to(self):
        _, workstream = hubs()
        person = a_person()
        office = grant(person, "pmo", workstream.programme.organisation)
        changes.link_channel(
            team_id="T0", channel_id="C0BOARD", channel_name="hub-board", is_private=True, kind="workstream",
            thing_id=workstream.id, ceiling="open", tells_alerts=False, members=(), by=office, at=AT,
        )  # fmt: skip

        document = json.loads(ask("status", "--in", "#hub-board", "--as", person.email, "--json"))

        assert document["about"] == "For W3 Fostering hub, this channel's workstream."
        assert document["refs"][0] == "W3"
        elsewhere = json.loads(ask("savings 24S5 2027/28", "--in", "C0BOARD", "--as", person.email, "--json"))
        assert (elsewhere["about"], elsewhere["refs"]) == ("", ["24S5"])

    def test_reads_on_in_a_thread_of_ones_own(self):
        _, workstream = hubs()
        person = a_person()
        grant(person, "staff", workstream.programme.organisation)
        ask("savings 24S1 2027/28", "--thread", "a")

        followed = json.loads(ask("and 2026/27?", "--thread", "a", "--json"))

        assert followed["values"][0]["value"] == "60000.00"
        assert "Read on from the last question" in followed["text"]
        assert json.loads(ask("and 2026/27?", "--thread", "b", "--json"))["status"] != "answered"
        others = ask("and 2026/27?", "--thread", "a", "--as", person.email, "--json")
        assert json.loads(others)["status"] != "answered"

    @pytest.mark.parametrize("between", ["set W3 to red", "savings of the doodah"])
    def test_forgets_what_was_asked_once_it_refused_or_did_not_understand(self, between):
        hubs()
        ask("savings 24S1 2027/28", "--thread", "a")

        ask(between, "--thread", "a")

        assert json.loads(ask("and 2026/27?", "--thread", "a", "--json"))["status"] != "answered"

    def test_refuses_somebody_nobody_knows(self):
        with pytest.raises(CommandError, match="Nobody here is called"):
            ask("red", "--as", "nobody@example.test")

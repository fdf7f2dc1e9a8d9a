"""Questions not answered: what is kept of them, for how long, and what comes of reviewing them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import StringIO
from uuid import UUID

import pytest
from django.core.management import call_command
from django.utils import timezone

from bots import changes, queries
from bots.changes.unanswered import sweep_questions
from bots.models import Inbox, UnansweredQuestion, Wording
from deploy.timetable import write_what_is_due
from programme.changes import Invalid
from programme.outbox.models import Work
from programme.queries import actor_for_person
from programme.rules.access import Actor, Refused
from tests.factories.ground import a_milestone, a_person, grant
from tests.integration.bots.hubs import hubs

pytestmark = pytest.mark.django_db

NOW = timezone.now()
UNKNOWN = "how is the doodah hub doing in 2027/28"


@pytest.fixture
def place():
    return hubs()[1].programme


def somebody(place, role="staff", **given) -> Actor:
    person = a_person(**given)
    grant(person, role, place.organisation)
    return actor_for_person(person.id, door="page")


def asked(question: str, reader: Actor, *, where="page") -> None:
    said = queries.answer(question, reader=reader, at=NOW)
    changes.keep_unanswered(question, said, reader=reader, place=where, at=NOW)


class TestKeeping:
    def test_counts_a_question_asked_again_wherever_it_was(self, place):
        reader = somebody(place)

        asked(UNKNOWN, reader)
        asked(UNKNOWN.upper() + "?", somebody(place), where="dm")

        (row,) = UnansweredQuestion.objects.all()
        assert (row.words, row.times, row.places) == (UNKNOWN, 2, {"page": 1, "dm": 1})
        assert (row.programme, row.became) == (place, "unknown")

    def test_keeps_nothing_of_what_was_answered_or_refused(self, place):
        asked("savings 24S1 2027/28", somebody(place))
        asked("set W3 to red", somebody(place))

        assert not UnansweredQuestion.objects.exists()

    def test_leaves_out_the_name_of_what_is_kept_back_whoever_typed_it(self, place):
        a_milestone(
            place.workstreams.get(ref="W3"),
            name="Closure of Elmhurst house",
            marking="exempt",
            exempt_paragraph=3,
        )

        asked("what about the elmhurst house closure wotsit", somebody(place))

        (row,) = UnansweredQuestion.objects.all()
        assert row.words == "what about the [name] wotsit"

    def test_leaves_out_people_addresses_and_what_only_another_council_sees(self, place):
        from tests.factories.ground import a_workstream

        a_person(name="Gwen Tyrrell")
        a_workstream(ref="W9", name="Quarry lane depot", marking="internal")

        asked("ask tyrrell or Bob on bob@x.test re quarry lane 07700 900123 wotsit", somebody(place))

        assert (
            UnansweredQuestion.objects.get().words == "ask [name] or Bob on [email] re [name] [number] wotsit"
        )

    def test_counts_once_less_what_was_asked_back_and_then_chosen(self, place):
        said = queries.answer("savings 24S1 FY27", reader=somebody(place), at=NOW)
        kept = changes.keep_unanswered(
            "savings 24S1 FY27", said, reader=somebody(place), place="page", at=NOW
        )
        assert UnansweredQuestion.objects.get().became == "choose"

        changes.choice_taken(str(kept))

        assert not UnansweredQuestion.objects.exists()

    def test_counts_a_question_of_slack_once_however_often_it_is_worked_out(self, place):
        reader = somebody(place)
        said = queries.answer("savings 24S1 FY27", reader=reader, at=NOW)
        row = Inbox.objects.create(
            key="event:2", kind="mention", team_id="T", user_id="U", received_at=NOW,
            payload={"text": "savings 24S1 FY27", "options": [o.question for o in said.options]},
        )  # fmt: skip
        pressed = Inbox.objects.create(
            key="trigger:2", kind="choice", team_id="T", user_id="U", received_at=NOW,
            payload={"of": str(row.id), "place": "0"},
        )  # fmt: skip

        for _ in range(2):
            changes.keep_unanswered_in_slack(
                inbox_id=row.id, said=said, question="savings 24S1 FY27", reader=reader, at=NOW
            )
        assert UnansweredQuestion.objects.get().places == {"channel": 1}
        changes.become_question(inbox_id=pressed.id)
        assert not UnansweredQuestion.objects.exists()

        for _ in range(2):
            changes.keep_misread_in_slack(inbox_id=row.id, question="what is red", reader=reader, at=NOW)
        assert (UnansweredQuestion.objects.get().became, UnansweredQuestion.objects.get().times) == (
            "misread",
            1,
        )

    def test_is_kept_from_the_page_and_what_was_not_meant_too(self, place, client):
        person = a_person()
        grant(person, "staff", place.organisation)
        client.force_login(person)

        client.get("/answers/", {"q": "savings 24S1 FY27"})
        offered = client.session["asked_back"]["options"]
        client.get("/answers/", {"q": offered[0]})
        client.post("/answers/not-meant/", {"q": "what is red"})

        (row,) = UnansweredQuestion.objects.all()
        assert (row.words, row.became, row.places) == ("what is red", "misread", {"page": 1})

    def test_leaves_out_common_words_that_are_the_name_of_what_is_withheld(self, place):
        strand = place.workstreams.get(ref="W3")
        a_milestone(strand, name="Staff redesign", marking="exempt", exempt_paragraph=4)

        asked("wotsit staff redesign", somebody(place))

        assert UnansweredQuestion.objects.get().words == "wotsit [name]"

    def test_loses_the_name_of_what_is_closed_afterwards(self, place):
        hidden = a_milestone(place.workstreams.get(ref="W3"), name="Elmhurst sale")
        asked("wotsit elmhurst sale", somebody(place))
        assert UnansweredQuestion.objects.get().words == "wotsit elmhurst sale"
        type(hidden).objects.filter(pk=hidden.pk).update(marking="exempt", exempt_paragraph=3)

        for _ in range(2):
            changes.redact_again(None, NOW)

        assert UnansweredQuestion.objects.get().words == "wotsit [name]"

    def test_is_swept_each_night(self):
        write_what_is_due(datetime(2026, 11, 22, 3, 30, tzinfo=UTC))

        assert Work.objects.filter(handler="bots.sweep_questions").count() == 1

    def test_is_over_when_its_time_is(self, place, settings):
        settings.QUESTIONS_KEPT_DAYS = 90
        asked(UNKNOWN, somebody(place))
        told = Inbox.objects.create(
            key="event:1", kind="mention", team_id="T", user_id="U", received_at=NOW,
            payload={"text": UNKNOWN, "asked": "x", "options": [], "channel": "C"},
        )  # fmt: skip

        sweep_questions(None, NOW + timedelta(days=89))
        assert UnansweredQuestion.objects.exists()
        sweep_questions(None, NOW + timedelta(days=91))

        assert not UnansweredQuestion.objects.exists()
        told.refresh_from_db()
        assert told.payload == {"channel": "C"}


def alias(place, by, **given) -> UUID:
    values = {
        "phrase": "doodah",
        "thing": "W3",
        "question": "savings of the doodah in 2027/28",
        "same_as": "savings of workstream W3 in 2027/28",
        "reason": "Everybody calls it that",
        **given,
    }
    return changes.add_alias(programme_id=place.id, by=by, at=NOW, **values)


def phrasing(place, by, **given) -> UUID:
    values = {
        "phrase": "gone pear shaped",
        "means": "red",
        "question": "which workstreams have gone pear shaped",
        "same_as": "which workstreams are red",
        "reason": "How officers say it",
        **given,
    }
    return changes.add_phrasing(programme_id=place.id, by=by, at=NOW, **values)


class TestAliases:
    def test_are_read_at_once_and_no_more_once_withdrawn(self, place):
        office, reader = somebody(place, "pmo"), somebody(place)
        question = "savings of the doodah in 2027/28"
        asked(question, reader)
        waiting = UnansweredQuestion.objects.get()

        added = alias(place, office, question_id=waiting.id)

        waiting.refresh_from_db()
        assert (waiting.settled, waiting.settled_why) == ("worded", "Alias added")
        said = queries.answer(question, reader=reader, at=NOW)
        assert said.status == "answered"
        assert said.refs == queries.answer("savings of workstream W3 in 2027/28", reader=reader, at=NOW).refs
        changes.withdraw_wording(wording_id=added, reason="It means another", by=office, at=NOW)
        assert queries.answer(question, reader=reader, at=NOW).status == "unknown"
        assert Wording.objects.get().withdrawn_why == "It means another"

    def test_of_a_thing_that_is_closed_read_like_nothing_and_are_listed_for_nobody_else(self, place):
        office = somebody(place, "pmo")
        alias(place, office)
        question = "savings of the doodah in 2027/28"
        before = queries.answer(question.replace("doodah", "zzyzx"), reader=somebody(place), at=NOW).text

        type(place.workstreams.get(ref="W3")).objects.filter(ref="W3").update(
            marking="exempt", exempt_paragraph=3
        )

        said = queries.answer(question, reader=somebody(place), at=NOW)
        assert said.text == before.replace("zzyzx", "doodah")
        rows = queries.standing_wordings()
        assert queries.wordings_seen(rows, reader=office) == frozenset()

    def test_are_refused_where_they_would_mislead(self, place):
        office = somebody(place, "pmo")

        for given, field in (
            ({"phrase": "savings"}, "phrase"),
            ({"phrase": "respite nights"}, "phrase"),
            ({"phrase": "not that"}, "phrase"),
            ({"thing": "the thing nobody has"}, "thing"),
            ({"question": "savings 24S1 2027/28"}, "question"),
            ({"question": "savings of the thingummy in 2027/28"}, "question"),
            ({"same_as": "savings of the wotsit"}, "same_as"),
            ({"same_as": "savings of workstream W3 in 2026/27"}, "question"),
            ({"reason": " "}, "reason"),
        ):
            with pytest.raises(Invalid) as refusal:
                alias(place, office, **given)
            assert set(refusal.value.problems) == {field}, given
        assert not Wording.objects.exists()

    def test_are_one_of_their_words_in_a_programme(self, place):
        office = somebody(place, "pmo")
        alias(place, office)

        with pytest.raises(Invalid, match="taken in hubs"):
            alias(place, office, thing="24S5", same_as="savings of 24S5 in 2027/28")

    def test_take_the_office_of_that_programme(self, place):
        for actor in (somebody(place, "manager"), somebody(hubs_elsewhere(), "pmo")):
            with pytest.raises(Refused):
                alias(place, actor)


class TestPhrasings:
    def test_are_read_where_nothing_else_was_and_say_so(self, place):
        phrasing(place, somebody(place, "pmo"))

        said = queries.answer("have any workstreams gone pear shaped?", reader=somebody(place), at=NOW)

        assert said.status == "answered"
        assert "Read “gone pear shaped” as “red”, a phrasing that was added." in said.notes

    def test_are_refused_where_they_would_mislead(self, place):
        office = somebody(place, "pmo")

        for given, field in (
            ({"phrase": "amber"}, "phrase"),
            ({"phrase": "nowhere near not"}, "phrase"),
            ({"means": "not red"}, "means"),
            ({"means": "please"}, "means"),
            ({"means": "pear shaped"}, "means"),
            ({"means": "amber"}, "question"),
        ):
            with pytest.raises(Invalid) as refusal:
                phrasing(place, office, **given)
            assert set(refusal.value.problems) == {field}, given

    def test_are_refused_where_a_kept_question_would_read_otherwise(self, place):
        office = somebody(place, "pmo")
        phrasing(place, office)

        with pytest.raises(Invalid, match="which workstreams have gone pear shaped"):
            phrasing(
                place, office, phrase="workstreams have gone", means="amber workstreams",
                question="which workstreams have gone", same_as="which amber workstreams",
            )  # fmt: skip

    def test_take_an_office_of_a_whole_council(self, place):
        person = a_person()
        grant(person, "pmo", place)

        with pytest.raises(Refused, match="whole council"):
            phrasing(place, actor_for_person(person.id, door="admin"))


class TestVerifyWordings:
    def test_says_which_kept_question_reads_otherwise_by_now(self, place):
        alias(place, somebody(place, "pmo"))
        out = StringIO()
        call_command("verify_wordings", stdout=out)
        assert "1 kept question reads as it did" in out.getvalue()

        place.workstreams.filter(ref="W3").update(marking="exempt", exempt_paragraph=3)

        with pytest.raises(SystemExit) as ended:
            call_command("verify_wordings", "--json", stdout=out)
        assert ended.value.code == 1
        assert "savings of the doodah" in out.getvalue()


class TestReviewing:
    """The admin's pages, for the programme office."""

    @pytest.fixture
    def office(self, place, client):
        person = a_person()
        grant(person, "pmo", place.organisation)
        client.force_login(person)
        return client

    def test_lists_what_waits_and_shows_what_was_understood(self, place, office):
        asked(UNKNOWN, somebody(place))
        row = UnansweredQuestion.objects.get()

        listed = office.get("/admin/bots/unansweredquestion/").content.decode()
        page = office.get(f"/admin/bots/unansweredquestion/{row.id}/change/").content.decode()

        assert UNKNOWN in listed
        assert "<strong>doodah</strong>" in page
        assert "1 time: page 1" in page

    def test_adds_an_alias_or_keeps_what_was_typed(self, place, office):
        asked("savings of the doodah in 2027/28", somebody(place))
        row = UnansweredQuestion.objects.get()
        typed = {
            "do": "alias",
            "programme": str(place.id),
            "phrase": "doodah",
            "thing": "W99",
            "question": row.words,
            "same_as": "savings of workstream W3 in 2027/28",
            "reason": "So called",
        }
        address = f"/admin/bots/unansweredquestion/{row.id}/change/"

        refused = office.post(address, typed)
        added = office.post(address, {**typed, "thing": "W3"})

        assert refused.status_code == 422
        assert "Nothing in hubs is called “W99”" in refused.content.decode()
        assert 'value="So called"' in refused.content.decode()
        assert added.status_code == 302
        (wording,) = Wording.objects.all()
        page = office.get(f"/admin/bots/wording/{wording.id}/change/").content.decode()
        assert "As it did" in page
        assert "W3 Fostering hub" in office.get("/admin/bots/wording/").content.decode()

    def test_sets_a_question_aside_with_a_word_why(self, place, office):
        asked(UNKNOWN, somebody(place))
        row = UnansweredQuestion.objects.get()

        office.post(f"/admin/bots/unansweredquestion/{row.id}/change/", {"do": "aside", "why": "A joke"})

        row.refresh_from_db()
        assert (row.settled, row.settled_why) == ("aside", "A joke")

    def test_adds_a_wording_that_no_question_waits_for_and_withdraws_it(self, place, office):
        sent = office.post(
            "/admin/bots/wording/new/phrasing/",
            {
                "programme": str(place.id), "phrase": "gone pear shaped", "means": "red", "reason": "So said",
                "question": "which workstreams have gone pear shaped", "same_as": "which workstreams are red",
            },
        )  # fmt: skip
        (wording,) = Wording.objects.all()

        office.post(f"/admin/bots/wording/{wording.id}/delete/", {"post": "yes", "reason": "No more"})

        assert sent.status_code == 302
        wording.refresh_from_db()
        assert wording.withdrawn_why == "No more"

    def test_is_for_the_programme_office_alone(self, place, client):
        asked(UNKNOWN, somebody(place))
        row = UnansweredQuestion.objects.get()
        person = a_person()
        grant(person, "manager", place.organisation)
        client.force_login(person)

        assert client.get("/admin/bots/unansweredquestion/").status_code == 403
        assert client.get(f"/admin/bots/unansweredquestion/{row.id}/change/").status_code in (302, 403, 404)
        assert client.get("/admin/bots/wording/new/alias/").status_code == 403

    def test_shows_no_question_of_a_programme_that_is_not_theirs(self, place, client):
        asked(UNKNOWN, somebody(place))
        person = a_person()
        grant(person, "pmo", hubs_elsewhere().organisation)
        client.force_login(person)

        assert UNKNOWN not in client.get("/admin/bots/unansweredquestion/").content.decode()


def hubs_elsewhere():
    from tests.factories.ground import a_programme

    return a_programme(code="elsewhere", name="Elsewhere")

"""No place in Slack says more than its readers may see: each intent, each person, each place.

A direct message is its asker's alone; a channel is read by others, so it gets open items, and internal ones of what it
is linked to where its ceiling lets them. Exempt and confidential records are said in none. The places themselves, with
what surrounds an answer there (home tabs, forms opened and sent wrongly), go through the real app and a rehearsal in
`TestTheApp`; people and places take turns at the questions of every intent, whose answers test_asking.py compares.

No place: an unfurl, since the app asks for no links to unfold (`link_shared` is passed over); a file, since it uploads
none (packs and reports are read by signing in: test_pages.py; digests are in test_messages.py).
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from typing import Any
from urllib.parse import quote

import pytest
import redis
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command

from bots import changes, queries
from bots.models import Delivery, Inbox, ThreadTurn, UnansweredQuestion
from bots.tasks.answering_there import answering_there
from programme.models import Person
from programme.outbox.models import Work
from programme.rules import access
from tests.factories.bots import TEAM, linked
from tests.factories.ground import a_council, a_person, a_programme, grant
from tests.fakes import worker
from tests.fakes.rehearsal import Person as Member
from tests.fakes.rehearsal import Rehearsal
from tests.integration.leaks.door import Door, door_to
from tests.integration.leaks.questions import all_intents, never, things
from tests.integration.leaks.sowing import AMOUNTS, LEVELS, SLACK, Field, close
from tests.integration.leaks.test_twins import plain
from tests.integration.leaks.world import TOLD, World

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
INTERNAL = "internal"
EVERY = 16  # people and places take turns: each person asks every sixteenth question in each place, another in the next


@dataclass(frozen=True)
class Place:
    """Somewhere to ask: how it comes in, where, and whether internal items may be said there."""

    name: str
    kind: str
    channel: str
    tells_internal: bool = False


PLACES = (
    Place("direct message", "message", "D0LEAD", tells_internal=True),
    Place("command, seen by its asker alone", "command", "C0GENERAL", tells_internal=True),
    Place("public channel", "mention", "C0GENERAL"),
    Place("private channel", "mention", "C0BOARD"),
    Place("channel linked, open items alone", "mention", "C0OPEN"),
    Place("private channel linked, internal items too", "mention", "C0INNER", tells_internal=True),
    Place("private channel linked to something else", "mention", "C0ELSE"),
)


@pytest.fixture
def inner(world: World, django_db_blocker: Any) -> Iterator[Field]:
    """The council with internal records too, a stranger from another council, and three linked channels."""
    with django_db_blocker.unblock(), world.at(TOLD) as made:
        close(made, (INTERNAL,))
        elsewhere = a_programme(a_council(name="Other council"), name="Elsewhere", code="elsewhere")
        stranger = linked(a_person(name="Person stranger"), "U0FINANCE")
        made.people = {
            **made.people,
            "stranger": grant(stranger, access.PMO, elsewhere.organisation, cleared=True),
        }
        _link(made, "C0OPEN", made.programme, ceiling="open", is_private=False)
        _link(made, "C0INNER", made.programme, ceiling=INTERNAL)
        _link(made, "C0ELSE", elsewhere, ceiling=INTERNAL, by="stranger")
        yield made
        made.people.pop("stranger")


def _link(
    made: Field, channel: str, programme: Any, *, ceiling: str, is_private: bool = True, by: str = "insider"
) -> None:
    changes.link_channel(
        team_id=TEAM, channel_id=channel, channel_name=channel.lower(), is_private=is_private, kind="programme",
        thing_id=programme.pk, ceiling=ceiling, tells_alerts=False, members=(), by=made.people[by], at=AT,
    )  # fmt: skip


def told(made: Field, text: str, *typed: str) -> dict[str, set[str]]:
    """Return which levels of words stand in a text, but for what was typed, with where they are from."""
    found: dict[str, set[str]] = {}
    for word in made.found_in(text) - made.found_in(" ".join(typed)):
        found.setdefault(made.words[word].level, set()).add(str(made.words[word]))
    if amounts := {one for one in AMOUNTS if one in text}:
        found["exempt"] = found.get("exempt", set()) | amounts
    return found


class TestAnswersInPlaces:
    @pytest.mark.usefixtures("_asked_once")
    def test_say_what_may_be_said_there_alone(self, inner: Field) -> None:
        asked = [one for level in ("open", INTERNAL, "exempt") for one in all_intents(things(inner, level))]
        for turn, place in enumerate(PLACES):
            levels: set[str] = set()
            for other, (who, actor) in enumerate(inner.people.items()):
                for number, one in list(enumerate(asked))[
                    (turn * len(inner.people) + other) % EVERY :: EVERY
                ]:
                    said = self._ask(f"{who}:{place.name}:{number}", place, one.text, actor)
                    found = told(inner, said, one.text)
                    allowed = {"open", INTERNAL} if place.tells_internal and who != "stranger" else {"open"}
                    assert set(found) <= allowed, (place.name, who, one.text, found)
                    levels |= set(found)

            assert levels == ({"open", INTERNAL} if place.tells_internal else {"open"}), place.name
        assert kept_questions(inner) == {}

    @pytest.fixture
    def _asked_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Have each question worked out once for all who see the same: what is said hangs on nothing else of them."""
        answer, known = queries.answer, {}

        def once(question: str, *, reader: access.Actor, at: datetime, **other: Any) -> Any:
            key = (question, frozenset(reader.sight.clauses), reader.hidden, repr(other))
            if key not in known:
                known[key] = answer(question, reader=reader, at=at, **other)
            return known[key]

        monkeypatch.setattr(queries, "answer", once)

    def _ask(self, key: str, place: Place, text: str, actor: access.Actor) -> str:
        """Return everything said to a question there."""
        row = changes.receive(
            key=key, kind=place.kind, team_id=TEAM, user_id="U0LEAD",
            payload={"text": text, "channel": place.channel, "ts": key, "thread_ts": ""}, at=AT,
        )  # fmt: skip
        assert row is not None
        asked = queries.inbox(row)
        assert asked is not None
        reply = answering_there(asked, actor, AT)
        return json.dumps([reply.text, reply.layouts], ensure_ascii=False, default=str)


def kept_questions(made: Field) -> dict[str, set[str]]:
    """Return the closed words in what is kept of questions not answered: not even what was typed may be."""
    sown = {row.pk for row in made.rows}
    kept = " ".join(row.words for row in UnansweredQuestion.objects.exclude(pk__in=sown))
    return {level: words for level, words in told(made, kept).items() if level in LEVELS}


HIDDEN = (("exempt", "saving"), ("confidential", "workstream"), ("listed", "milestone"))
DOOR_FORMS = (  # two readers take turns at them
    "{}",
    "savings of {} 2026/27",
    "list lines in {}",
    "how many milestones slipped in {}",
)


class TestOtherDoors:
    """The command line and the page of answers: about what is closed as about what was never there."""

    @pytest.mark.parametrize("who", ["uncleared", "insider"])
    def test_tell_nothing_closed_apart_from_nothing(self, world: World, inner: Field, who: str) -> None:
        email = Person.objects.get(pk=inner.people[who].person_id).email
        for number, (level, kind) in enumerate(HIDDEN):
            thing = things(inner, level)[kind]  # type: ignore[index]
            other = never(thing)
            for form in DOOR_FORMS[(number + (who == "insider")) % 2 :: 2]:
                one, two = form.format(thing.ref), form.format(other.ref)
                for more in ((), ("--json",)):
                    first, second = (self._command(text, "--as", email, *more) for text in (one, two))
                    assert as_asked(first, thing.ref) == as_asked(second, other.ref), (form, more)
                first, second = (world.readers[who].read(f"/answers/?q={quote(text)}") for text in (one, two))
                assert as_asked(first[1], thing.ref) == as_asked(second[1], other.ref), form
                assert set(told(inner, first[1], one)) <= {"open", INTERNAL}

    def _command(self, *words: str) -> str:
        out = StringIO()
        call_command("ask", *words, stdout=out)
        return out.getvalue()


def as_asked(text: str, ref: str) -> str:
    """Return a text without what was asked about, and without what differs each time it is read."""
    return re.sub(rf"{ref}|T\d\d:\d\d:[\d.+:]+", "~", plain(text), flags=re.IGNORECASE)


CHANNELS = ("C0GENERAL", "C0BOARD", "C0OPEN", "C0INNER", "C0ELSE")
FORMS: tuple[
    tuple[str, str, dict[str, str]], ...
] = (  # what opens each modal with a ref, the kind it is about, and how it is sent wrongly
    ("rag {}", "workstream", {"rating": "red", "reason": "   "}),
    ("move {}", "milestone", {"forecast": "2027-04-01", "reason": "   "}),
    ("forecast {}", "saving", {"amount": "lots", "reason": "Because"}),
    ("link {}", "workstream", {}),
)
BARRED = {"U0GUEST": None, "U0STAFF": "deleted", "U0SCRUTINY": "stranger"}  # what befell them


class TestTheApp:
    @pytest.fixture
    def door(self, inner: Field, slack: Rehearsal) -> Iterator[Door]:
        cache.clear()
        for channel in CHANNELS[2:]:
            slack.channel(
                channel, name=channel.lower(), is_private=True, members=[*SLACK.values(), "U0TRACKER"]
            )
        slack.channel("C0BOARD", members=[*SLACK.values(), "U0TRACKER"])
        with door_to(slack) as door:
            yield door

    def test_says_nothing_closed_anywhere(
        self, inner: Field, slack: Rehearsal, door: Door, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG)
        hidden = {level: things(inner, level) for level in LEVELS}
        secret = hidden["exempt"]["saving"]
        typed = " ".join(f"{t.name} {t.ref}" for kinds in hidden.values() for t in kinds.values())

        for user in SLACK.values():
            person = slack.as_user(user)
            door.during(person.say, f"savings of {secret.name} 2026/27")
            door.during(person.say, "biggest 5 lines in open-programme 2026/27")
            for channel in CHANNELS:
                door.during(person.say, "@tracker list savings lines in open-programme", channel)
            door.during(person.slash, f"/tracker {secret.ref}", "C0GENERAL")
            door.during(person.open_home)
            worker.work_through()
            for number, (words, kind, wrong) in enumerate(FORMS):
                self._fill_in(door, person, words, hidden[LEVELS[number % 3]][kind], kind, wrong)  # type: ignore[index]
        worker.work_through()

        everything = {
            "sent": json.dumps([call["arguments"] for call in slack.accepted()], ensure_ascii=False),
            "seen": json.dumps([slack.as_user(user).seen() for user in SLACK.values()], ensure_ascii=False),
            "answered": json.dumps(slack.deliveries(), ensure_ascii=False, default=str),
            "kept": " ".join(
                str(vars(row)) for model in (Inbox, Delivery, Work, ThreadTurn) for row in model.objects.all()
            ),
            "logged": "\n".join(str((r.msg, r.args, r.exc_text)) for r in caplog.records),
            "in Redis": in_redis(),
        }
        assert slack.refused() == []
        assert len(slack.accepted("chat.postMessage")) > 3 * len(CHANNELS)
        assert len(slack.accepted("views.publish")) == len(SLACK)
        assert len(slack.accepted("views.open")) == len(SLACK) * len(FORMS)
        assert kept_questions(inner) == {}
        for where, text in everything.items():
            assert set(told(inner, text, typed)) <= {"open", INTERNAL}, (where, told(inner, text, typed))

    def test_lets_nobody_in_who_is_no_member_here(self, inner: Field, slack: Rehearsal, door: Door) -> None:
        secret = things(inner, "exempt")["saving"]
        for user, what in BARRED.items():
            linked(a_person(name=user), user)
            if what:
                door.during(slack.befall, what, user=user)
        for user in BARRED:
            for text in (f"savings of {secret.name}", "list savings lines in open-programme", "help"):
                changes.receive(
                    key=f"{user}:{text}", kind="message", team_id=TEAM, user_id=user,
                    payload={"text": text, "channel": f"D0{user[2:]}", "ts": "1.1", "thread_ts": ""}, at=AT,
                )  # fmt: skip
        worker.work_through()

        sent = [call["arguments"] for call in slack.accepted() if call["method"] == "chat.postMessage"]
        said = {one["text"] for one in sent if one["channel"][2:] in {user[2:] for user in BARRED}}
        assert said <= {"I answer members of this workspace alone."}
        outcomes = Inbox.objects.filter(user_id__in=BARRED, kind="message").values_list("outcome", flat=True)
        assert set(outcomes) == {"refused"}

    def _fill_in(
        self, door: Door, person: Member, words: str, thing: Any, kind: str, wrong: dict[str, str]
    ) -> None:
        """Open a form by a closed ref, look for the thing in its menu, and send it wrongly."""
        door.during(person.slash, f"/tracker {words.format(thing.ref)}", "C0BOARD")
        worker.work_through()
        view = person.seen()["view"]
        assert view is not None
        if any("thing" in json.dumps(block) for block in view["blocks"]):
            offered = door.during(person.suggest, view, "thing", thing.ref)
            named = door.during(person.suggest, view, "thing", thing.name)
            assert offered == named == []
            everything = door.during(person.suggest, view, "thing", "")
            if everything and kind != "link":
                view = door.during(person.submit, view, {"thing": everything[0]["value"]}) or view
        if wrong and any(block.get("type") == "input" for block in view.get("blocks", ())):
            door.during(person.submit, view, wrong)
        door.during(person.close, view, all_of_them=True)


def in_redis() -> str:
    """Return everything that is kept in Redis, as far as it is text."""
    kept = redis.Redis.from_url(settings.REDIS_URL)
    found = []
    for key in kept.scan_iter():
        value = kept.dump(key) or b""
        found.append(f"{key!r} {value!r}")
    return "\n".join(found)

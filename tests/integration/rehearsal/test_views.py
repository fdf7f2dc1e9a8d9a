"""Modals and Home tabs."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fakes.rehearsal import Rehearsal
from tests.integration.rehearsal.conftest import AppUnderTest, button, modal, plain, reason_input


def trigger(slack: Rehearsal, app: AppUnderTest) -> str:
    slack.as_user("U0CHAIR").slash("/tracker update")
    return app.requests[-1].form["trigger_id"]


def opened(slack: Rehearsal, app: AppUnderTest, view: dict[str, Any]) -> dict[str, Any]:
    answer = slack.api("views.open", trigger_id=trigger(slack, app), view=view)
    assert answer["ok"], answer
    view = answer["view"]
    return view


class TestTriggers:
    def test_one_view_per_trigger(self, slack: Rehearsal, app: AppUnderTest) -> None:
        trigger_id = trigger(slack, app)
        slack.api("views.open", trigger_id=trigger_id, view=modal(reason_input()))

        again = slack.api("views.open", trigger_id=trigger_id, view=modal(reason_input()))

        assert again["error"] == "exchanged_trigger_id"

    def test_three_seconds(self, slack: Rehearsal, app: AppUnderTest) -> None:
        trigger_id = trigger(slack, app)
        slack.advance(3.1)

        late = slack.api("views.open", trigger_id=trigger_id, view=modal(reason_input()))

        assert late["error"] == "expired_trigger_id"

    def test_made_up(self, slack: Rehearsal) -> None:
        answer = slack.api("views.open", trigger_id="1.2.3", view=modal(reason_input()))

        assert answer["error"] == "invalid_trigger_id"


class TestOpening:
    def test_only_that_person_sees_it(self, slack: Rehearsal, app: AppUnderTest) -> None:
        view = opened(slack, app, modal(reason_input(), private_metadata="p-1", callback_id="reforecast"))

        assert slack.as_user("U0CHAIR").seen()["view"]["id"] == view["id"]
        assert slack.as_user("U0PMO").seen()["view"] is None

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"title": plain("A title that is longer than 24")}, "must be less than 25 characters"),
            ({"submit": None}, "must provide an object"),
            ({"colour": "red"}, "invalid additional property: colour"),
            ({"private_metadata": "x" * 3001}, "must be less than 3001 characters"),
            ({"blocks": [{"type": "table", "rows": [[]]}]}, "unsupported type: table"),
        ],
    )
    def test_a_bad_view_is_refused(
        self, slack: Rehearsal, app: AppUnderTest, change: dict[str, Any], words: str
    ) -> None:
        view = modal(reason_input()) | change

        answer = slack.api("views.open", trigger_id=trigger(slack, app), view=view)

        assert answer["error"] == "invalid_arguments"
        assert words in str(answer["response_metadata"])

    def test_inputs_need_a_submit_button(self, slack: Rehearsal, app: AppUnderTest) -> None:
        view = modal(reason_input())
        del view["submit"]

        answer = slack.api("views.open", trigger_id=trigger(slack, app), view=view)

        assert "missing required field: submit" in str(answer["response_metadata"])


class TestUpdating:
    def test_a_stale_hash_is_a_conflict(self, slack: Rehearsal, app: AppUnderTest) -> None:
        view = opened(slack, app, modal(reason_input()))

        fresh = slack.api("views.update", view_id=view["id"], hash=view["hash"], view=modal(reason_input()))
        stale = slack.api("views.update", view_id=view["id"], hash=view["hash"], view=modal(reason_input()))

        assert fresh["ok"]
        assert stale["error"] == "hash_conflict"

    def test_a_closed_view_is_not_found(self, slack: Rehearsal, app: AppUnderTest) -> None:
        view = opened(slack, app, modal(reason_input()))
        slack.as_user("U0CHAIR").close(view)

        answer = slack.api("views.update", view_id=view["id"], view=modal(reason_input()))

        assert answer["error"] == "not_found"

    def test_three_deep_and_no_further(self, slack: Rehearsal, app: AppUnderTest) -> None:
        opened(slack, app, modal(reason_input()))

        pushes = [
            slack.api("views.push", trigger_id=trigger(slack, app), view=modal(reason_input()))
            for _ in range(3)
        ]

        assert [p.get("error") for p in pushes] == [None, None, "push_limit_reached"]


class TestSubmitting:
    def test_answers_reach_the_app_and_the_modal_closes(self, slack: Rehearsal, app: AppUnderTest) -> None:
        view = opened(slack, app, modal(reason_input(), callback_id="reforecast"))

        shown = slack.as_user("U0CHAIR").submit(view, {"reason": "The contractor is late"})

        payload = app.requests[-1].payload
        assert payload["type"] == "view_submission"
        assert payload["view"]["callback_id"] == "reforecast"
        assert payload["view"]["state"]["values"]["why"]["reason"] == {
            "type": "plain_text_input",
            "value": "The contractor is late",
        }
        assert shown is None

    def test_an_empty_required_field_never_reaches_the_app(self, slack: Rehearsal, app: AppUnderTest) -> None:
        view = opened(slack, app, modal(reason_input()))
        before = len(app.requests)

        shown = slack.as_user("U0CHAIR").submit(view, {"reason": ""})

        assert shown is not None
        assert shown["errors"] == {"why": "Please complete this required field."}
        assert len(app.requests) == before

    def test_errors_of_the_app_stand_under_the_field(self, slack: Rehearsal, app: AppUnderTest) -> None:
        view = opened(slack, app, modal(reason_input()))
        app.will_answer({"response_action": "errors", "errors": {"why": "Somebody changed it"}})

        shown = slack.as_user("U0CHAIR").submit(view, {"reason": "Late"})

        assert shown is not None
        assert shown["errors"] == {"why": "Somebody changed it"}
        assert shown["state"]["values"]["why"]["reason"]["value"] == "Late"

    def test_the_app_may_update_push_or_clear(self, slack: Rehearsal, app: AppUnderTest) -> None:
        chair = slack.as_user("U0CHAIR")
        view = opened(slack, app, modal(reason_input(optional=True)))

        app.will_answer(
            {"response_action": "update", "view": modal(reason_input(optional=True), callback_id="two")}
        )
        second = chair.submit(view, {})
        app.will_answer(
            {"response_action": "push", "view": modal(reason_input(optional=True), callback_id="three")}
        )
        third = chair.submit(second or {}, {})
        app.will_answer({"response_action": "clear"})
        nothing = chair.submit(third or {}, {})

        assert [view and view["callback_id"] for view in (second, third, nothing)] == ["two", "three", None]
        assert third is not None
        assert third["previous_view_id"] == view["id"]

    def test_an_app_that_fails_leaves_the_modal_with_a_word(
        self, slack: Rehearsal, app: AppUnderTest
    ) -> None:
        view = opened(slack, app, modal(reason_input()))
        app.will_answer("", status=500)

        shown = slack.as_user("U0CHAIR").submit(view, {"reason": "Late"})

        assert shown is not None
        assert shown["trouble"] == "We had some trouble connecting. Try again?"

    def test_errors_for_unknown_blocks_are_trouble(self, slack: Rehearsal, app: AppUnderTest) -> None:
        view = opened(slack, app, modal(reason_input()))
        app.will_answer({"response_action": "errors", "errors": {"elsewhere": "Wrong"}})

        shown = slack.as_user("U0CHAIR").submit(view, {"reason": "Late"})

        assert shown is not None
        assert shown["trouble"]


class TestClosing:
    def test_the_app_hears_when_it_asked_to(self, slack: Rehearsal, app: AppUnderTest) -> None:
        view = opened(slack, app, modal(reason_input(), notify_on_close=True))

        slack.as_user("U0CHAIR").close(view)

        payload = app.requests[-1].payload
        assert (payload["type"], payload["is_cleared"]) == ("view_closed", False)


class TestHome:
    def test_each_person_has_their_own(self, slack: Rehearsal) -> None:
        view = {"type": "home", "blocks": [{"type": "section", "text": plain("Your items")}]}

        answer = slack.api("views.publish", user_id="U0CHAIR", view=view)

        assert answer["view"]["type"] == "home"
        assert slack.as_user("U0CHAIR").wait_for_home("Your items")
        assert slack.as_user("U0PMO").seen()["home"] is None

    def test_a_button_on_it(self, slack: Rehearsal, app: AppUnderTest) -> None:
        blocks = [{"type": "actions", "elements": [button("mute", "Mute", value="m")]}]
        slack.api("views.publish", user_id="U0CHAIR", view={"type": "home", "blocks": blocks})
        home = slack.as_user("U0CHAIR").wait_for_home()

        slack.as_user("U0CHAIR").click_in_view(home, "mute")

        payload = app.requests[-1].payload
        assert payload["container"] == {"type": "view", "view_id": home["id"]}
        assert payload["actions"][0]["value"] == "m"

"""The modals: something to choose, a forecast, a RAG, a saving's forecast, what one hears; and how they end.

A modal carries the key of its form and nothing else. What is chosen from is checked again when it is sent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from bots.rules import forms as fields
from bots.rules.forms import LONGEST_REASON, MILESTONE, REASON, SAVING, WORKSTREAM
from bots.rules.home import WANTS_WORDS
from bots.rules.wishes import Wishes
from bots.slack.home import HEAR, RATE, REFORECAST, RESTATE
from bots.slack.parts import (
    Block,
    actions,
    asking,
    button,
    field,
    link_button,
    menu,
    modal,
    option,
    plain,
    rich,
    section,
    text_field,
)

PICK: Final = "pick"
UNDO: Final = "undo"
UPDATE_FORECAST: Final = "Update forecast"
TITLES: Final = {
    MILESTONE: UPDATE_FORECAST,
    WORKSTREAM: "Update RAG",
    SAVING: "Update a saving",
    fields.HEARING: "What you hear",
    fields.CHANNEL: "Link this channel",
}
LINK_CHANNEL: Final = "link_channel"
CALLBACKS: Final = {
    MILESTONE: REFORECAST,
    WORKSTREAM: RATE,
    SAVING: RESTATE,
    fields.HEARING: HEAR,
    fields.CHANNEL: LINK_CHANNEL,
}
_NOUNS: Final = {MILESTONE: "milestone", WORKSTREAM: "workstream", SAVING: "saving"}
_ON_RECORD: Final = "It stays on the record."


def loading(form: UUID, kind: str = MILESTONE) -> Block:
    """Return the modal that opens at once; its id is how it is filled in later."""
    return modal(TITLES.get(kind, UPDATE_FORECAST), [section("Looking…")], form=form)


def pick(form: UUID, kind: str, *, note: str = "") -> Block:
    """Return the modal in which something is chosen by typing part of its ref or name."""
    chooser: Block = {
        "type": "external_select",
        "action_id": fields.THING,
        "placeholder": plain("Type a ref or part of a name"),
        "min_query_length": 0,
    }
    words = [section(note)] if note else []
    view = modal(TITLES[kind], [*words, field(fields.THING, f"Which {_NOUNS[kind]}", chooser)], form=form)
    return asking(view, PICK, "Next")


def forecast_form(
    *,
    form: UUID,
    heading: str,
    standing: Sequence[str],
    initial_date: str,
    illustrative: bool,
    reason: str = "",
) -> Block:
    """Return the modal that asks for a milestone's new forecast and why it moves."""
    picker: Block = {"type": "datepicker", "action_id": fields.FORECAST}
    if initial_date:
        picker["initial_date"] = initial_date
    blocks = [
        _opening(heading, standing, illustrative),
        field(fields.FORECAST, "New forecast", picker),
        _why("Why it moves", reason),
    ]
    return asking(modal(TITLES[MILESTONE], blocks, form=form), REFORECAST)


def rating_form(
    *,
    form: UUID,
    heading: str,
    standing: Sequence[str],
    ratings: Sequence[tuple[str, str, str]],
    illustrative: bool,
    reason: str = "",
) -> Block:
    """Return the modal that asks for a workstream's RAG; `ratings` are value, word and what the council means by it."""
    choices = [option(word, value, meaning) for value, word, meaning in ratings]
    blocks = [
        _opening(heading, standing, illustrative),
        field(fields.RATING, "RAG", menu(fields.RATING, choices, kind="radio_buttons")),
        _why("Why", reason),
    ]
    return asking(modal(TITLES[WORKSTREAM], blocks, form=form), RATE)


def saving_form(
    *,
    form: UUID,
    heading: str,
    standing: Sequence[str],
    years: Sequence[tuple[str, str, str]],
    initial: str,
    illustrative: bool,
    reason: str = "",
) -> Block:
    """Return the modal that asks for a saving's forecast; `years` are value, name and how they stand."""
    choices = [option(name, value, stands) for value, name, stands in years]
    amount = text_field(fields.AMOUNT, most=30, placeholder="£450k")
    blocks = [
        _opening(heading, standing, illustrative),
        field(fields.YEAR, "Financial year", menu(fields.YEAR, choices, initial=initial)),
        field(fields.AMOUNT, "New forecast for that year", amount, hint="£1.25m, £450k or 450,000"),
        _why("Why it changes", reason),
    ]
    return asking(modal(TITLES[SAVING], blocks, form=form), RESTATE)


def hearing_form(*, form: UUID, chosen: Wishes) -> Block:
    """Return the modal in which somebody chooses what they hear."""
    live = [option("On", "on"), option("Off: nothing is sent, the tracker still shows them", "off")]
    wants = [option(words, value) for value, words in WANTS_WORDS.items()]
    blocks = [
        field(
            fields.LIVE,
            "Live alerts",
            menu(fields.LIVE, live, initial="on" if chosen.live_alerts else "off", kind="radio_buttons"),
        ),
        field(fields.WANTS, "Send me", menu(fields.WANTS, wants, initial=chosen.wants, kind="radio_buttons")),
        field(fields.QUIET_FROM, "Quiet from", _time(fields.QUIET_FROM, chosen.quiet_from), optional=True),
        field(
            fields.QUIET_TO,
            "Quiet to",
            _time(fields.QUIET_TO, chosen.quiet_to),
            hint="Local time. What happens in between waits for their end. Leave both empty for none.",
            optional=True,
        ),
    ]
    return asking(modal(TITLES[fields.HEARING], blocks, form=form), HEAR)


def channel_form(
    *, form: UUID, name: str, is_private: bool, standing: str, initial: tuple[str, str, str] | None
) -> Block:
    """Return the modal that links a channel; `initial` is a thing named already, as key, label and where it stands.

    In a public channel there is one ceiling, so it is said and not asked.
    """
    chooser: Block = {
        "type": "external_select",
        "action_id": fields.THING,
        "placeholder": plain("Type a ref or part of a name"),
        "min_query_length": 0,
    }
    if initial is not None:
        key, label, where = initial
        chooser["initial_option"] = option(label, key, where)
    blocks = [section(f"#{name}\n{standing}"), field(fields.THING, "What it is about", chooser)]
    if is_private:
        ceilings = [
            option("Open items alone", "open"),
            option("Open and internal items of what it is linked to", "internal"),
        ]
        picker = menu(fields.CEILING, ceilings, initial="open", kind="radio_buttons")
        hint = "Exempt and confidential items are never shown in a channel."
        blocks.append(field(fields.CEILING, "What may be shown here", picker, hint=hint))
    else:
        blocks.append(section("Everybody in the workspace can read it, so open items alone are shown here."))
    alerts = [option("No: people hear themselves", "no"), option("Yes: its alerts are posted here", "yes")]
    blocks.append(
        field(
            fields.ALERTS,
            "Alerts here",
            menu(fields.ALERTS, alerts, initial="no", kind="radio_buttons"),
            hint="Of a board or a workstream. Who is in the channel hears of them here, not in a message of their own.",
        )
    )
    return asking(modal(TITLES[fields.CHANNEL], blocks, form=form), LINK_CHANNEL, "Link")


def cannot(form: UUID, words: str, link: str = "", *, kind: str = MILESTONE) -> Block:
    """Return the modal that says why there is no form, and where to go instead."""
    blocks = [section(words)]
    if link:
        blocks.append(actions([link_button("Open in the tracker", link)]))
    return modal(TITLES.get(kind, UPDATE_FORECAST), blocks, form=form)


def saved(words: str, *, form: UUID | None = None, may_undo: bool = False) -> Block:
    """Return the modal that says what was saved, with the way to take it back where there is one."""
    blocks = [section(words)]
    if form is not None and may_undo:
        blocks.append(actions([button(UNDO, "Undo", str(form), spoken="Undo what was just saved")]))
        blocks.append(section("Undo works for ten minutes, while nobody has changed it since."))
    return modal("Saved", blocks, form=form)


def ended(words: str, form: UUID | None = None) -> Block:
    """Return the modal that says what became of it."""
    return modal("Programme Tracker", [section(words)], form=form)


def given(values: Any) -> dict[str, str]:
    """Return what was filled in, by field: texts, dates and times as they are, of menus the chosen value."""
    found: dict[str, str] = {}
    for name, block in values.items() if isinstance(values, Mapping) else ():
        answer = block.get(name) if isinstance(block, Mapping) else None
        if isinstance(answer, Mapping):
            found[name] = _answer(answer)
    return found


def _answer(answer: Mapping[str, Any]) -> str:
    chosen = answer.get("selected_option")
    if isinstance(chosen, Mapping):
        value = chosen.get("value")
    else:
        value = answer.get("value") or answer.get("selected_date") or answer.get("selected_time")
    return value.replace("\x00", "")[:3000] if isinstance(value, str) else ""


def _opening(heading: str, standing: Sequence[str], illustrative: bool) -> Block:
    return rich(heading, [*standing, *(["Illustrative"] if illustrative else [])])


def _why(label: str, reason: str) -> Block:
    box = text_field(REASON, most=LONGEST_REASON, lines=True, initial=reason)
    return field(REASON, label, box, hint=_ON_RECORD)


def _time(name: str, chosen: Any) -> Block:
    made: Block = {"type": "timepicker", "action_id": name}
    return made | {"initial_time": f"{chosen:%H:%M}"} if chosen else made

"""The small signed-in pages: who you are, what you hear and where, your Slack account, and one alert of yours."""

from __future__ import annotations

from datetime import time
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bots import changes, queries
from bots.models.messages import WANTS
from bots.rules.wording import ALL_YOU_SEE, Section, alert_section, day
from bots.slack.client import is_configured
from governance import changes as escalation
from governance import queries as governance
from governance.queries import AlertRow
from governance.rules.escalation import KIND_WORDS
from programme import queries as ground
from programme.changes import Invalid
from programme.rules import access

ALERT_KIND_WORDS: Final[dict[str, str]] = {
    str(kind): words[:1].upper() + words[1:] for kind, words in KIND_WORDS.items()
}


def _me(request: HttpRequest) -> tuple[access.Actor, UUID]:
    """Return who is signed in, with the rights of now. Raises Http404 where their account was closed meanwhile."""
    actor = ground.actor_for_person(request.user.pk, door="page") if request.user.pk else None
    if actor is None or actor.person_id is None:
        raise Http404
    return actor, actor.person_id


@login_required
@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """Show who you are, what you may do, what you hear and which Slack account is yours."""
    reader, person_id = _me(request)
    return render(
        request,
        "bots/account.html",
        {
            "reader": reader,
            "grants": grants_in_words(reader),
            "slack": queries.slack_accounts([person_id]).get(person_id),
            "has_slack": is_configured(),
            **_chosen(reader, person_id),
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Show whose Slack account a key would link, and link it once its owner says that it is theirs."""
    reader, at = _me(request)[0], timezone.now()
    if request.method != "POST":
        found = queries.open_link(token, at=at)
        return render(request, "bots/link.html", {"found": found}, status=200 if found else 410)
    try:
        changes.take_link(token=token, by=reader, at=at)
    except changes.LinkOver:
        return render(request, "bots/link.html", {"found": None}, status=410)
    except Invalid as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, "Your Slack account is linked. Go back to Slack and ask again.")
    return redirect("account")


@login_required
@require_POST
def unlink(request: HttpRequest) -> HttpResponse:
    """Unlink your Slack account; from then on the bot does not know it."""
    reader, person_id = _me(request)
    linked = queries.slack_accounts([person_id]).get(person_id)
    if linked is not None:
        changes.unlink_identity(identity_id=linked.id, by=reader, at=timezone.now())
        messages.success(request, "Your Slack account is unlinked. Alerts come by email.")
    return redirect("account")


@login_required
@require_POST
def hearing(request: HttpRequest) -> HttpResponse:
    """Switch your live alerts on or off, choose how much you hear, or set quiet hours: what is not sent stays."""
    reader, at = _me(request)[0], timezone.now()
    given = request.POST
    try:
        quiet = None
        if "quiet_from" in given:
            quiet = (_hour(given["quiet_from"]), _hour(given.get("quiet_to", "")))
        changes.choose_hearing(
            live_alerts=given["live_alerts"] == "on" if "live_alerts" in given else None,
            wants=given.get("wants"),
            quiet=quiet,
            by=reader,
            at=at,
        )
    except Invalid as problem:
        messages.error(request, str(problem))
    else:
        words = {"on": "Live alerts are on.", "off": "Live alerts are off."}
        messages.success(request, words.get(given.get("live_alerts", ""), "Saved."))
    return redirect("account")


@login_required
@require_POST
def take_in_hand(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Take an alert you were told of in hand: it goes on to nobody else until it worsens."""
    reader, person_id = _me(request)
    row = _alert_of(reader, person_id, notice_id)
    try:
        escalation.acknowledge(
            alert_id=row.id,
            step_number=row.step.number,
            note=request.POST.get("note", ""),
            by=reader,
            at=timezone.now(),
        )
    except (Invalid, access.Refused) as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, "You have it in hand. It goes on to nobody else until it worsens.")
    return redirect("account-alert", notice_id=notice_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def turn_down(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Show what an alert of yours can be turned down by, its kind or its workstream, and do it at a press."""
    reader, person_id = _me(request)
    row = _alert_of(reader, person_id, notice_id)
    facts = row.step.facts
    choices = [(row.kind, f"Every alert of this kind: {row.kind_words.lower()}")]
    if facts.workstream_id is not None:
        name = f"{facts.workstream_ref} {facts.workstream}".strip()
        choices.append((str(facts.workstream_id), f"Every alert on {name}"))
    if request.method != "POST":
        section = alert_section(facts, reader=reader, whys=(), link="", scope=ALL_YOU_SEE)
        return render(request, "bots/turn_down.html", {"section": section, "choices": choices})
    what = request.POST.get("what", "")
    if what in dict(choices):
        changes.turn_down(what=[what], by=reader, at=timezone.now())
        messages.success(request, "Done. You hear of these no more; your account lists what you turned down.")
    else:
        messages.error(request, "Choose what to turn down.")
    return redirect("account")


@csrf_exempt  # the key in its address is what permits it; no session is asked for or made
@require_http_methods(["GET", "HEAD", "POST"])
def hear_less(request: HttpRequest, key: str) -> HttpResponse:
    """Show what a message can be turned down by, and do it at a press, with the signed key that stands in it.

    Opening it does nothing, so whatever follows links in mail changes nothing. A mail program's own button posts
    straight here (RFC 8058) and turns the kind down. Nothing is named that was not in the message.
    """
    notice_id = queries.notice_of_key(key)
    notice = queries.notice(notice_id) if notice_id else None
    reader = ground.actor_for_person(notice.person_id, door="mail") if notice and notice.person_id else None
    step = governance.newest_steps([notice.alert_id]).get(notice.alert_id) if notice else None
    if notice is None or reader is None or step is None:
        return render(request, "bots/hear_less.html", {"over": True}, status=410)
    choices = {"kind": (f"Every alert of this kind: {step.kind_words}", step.kind)}
    if step.facts.workstream_id is not None:
        choices["workstream"] = (
            "Every alert on the workstream it is in",
            str(step.facts.workstream_id),
        )
    if request.method != "POST":
        shown = [(name, words) for name, (words, _) in choices.items()]
        return render(request, "bots/hear_less.html", {"choices": shown})
    what = "kind" if "List-Unsubscribe" in request.POST else request.POST.get("what", "")
    try:
        changes.turn_down(what=[choices[what][1]], by=reader, at=timezone.now())
    except (KeyError, Invalid):
        return render(request, "bots/hear_less.html", {"unknown": True}, status=400)
    return render(request, "bots/hear_less.html", {"done": choices[what][0]})


@login_required
@require_POST
def hear_again(request: HttpRequest) -> HttpResponse:
    """Hear again of something you turned down."""
    changes.turn_up(what=[request.POST.get("what", "")], by=_me(request)[0], at=timezone.now())
    messages.success(request, "You hear of it again.")
    return redirect("account")


def _hour(text: str) -> time | None:
    """Return the hour that was given, None for none. Raises Invalid."""
    if not text.strip():
        return None
    try:
        return time.fromisoformat(text.strip())
    except ValueError:
        raise Invalid({"quiet_from": [f"“{text}” is no time of day; write it as 20:00"]}) from None


def _chosen(reader: access.Actor, person_id: UUID) -> dict[str, Any]:
    """Return what somebody chose to hear, for their own page."""
    chosen = queries.wishes([person_id])[person_id]
    ids = [UUID(one) for one in chosen.turned_down if one not in ALERT_KIND_WORDS]
    seen = ground.workstreams(reader=reader, ids=ids)
    named = {str(key): f"{w.ref} {w.name}" for key, w in seen.items()}
    turned_down = [
        (one, ALERT_KIND_WORDS.get(one) or named.get(one, "A workstream you may no longer see"))
        for one in sorted(chosen.turned_down)
    ]
    return {"hears": chosen.live_alerts, "chosen": chosen, "wants": WANTS, "turned_down": turned_down}


def _alert_of(reader: access.Actor, person_id: UUID, notice_id: UUID) -> AlertRow:
    """Return the alert that a notice told this person of, as their rights are now. Raises Http404."""
    notice = queries.notice(notice_id)
    if notice is None or notice.person_id != person_id:
        raise Http404
    row = governance.alerts(reader=reader, ids=[notice.alert_id], is_open=None).get(notice.alert_id)
    if row is None:
        raise Http404
    return row


@login_required
@require_GET
def alert(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Show an alert you were told of, as it stands and as your rights are now."""
    reader, person_id = _me(request)
    row = _alert_of(reader, person_id, notice_id)
    heard = governance.hearers(alert_id=row.id, at=timezone.now()).hearers
    whys = next((h.whys for h in heard if h.person_id == person_id), ())
    facts = row.step.facts
    section: Section = alert_section(facts, reader=reader, whys=whys, link="", scope=ALL_YOU_SEE)
    context = {
        "section": section,
        "kind": row.kind_words,
        "closed": day(row.closed_at) if row.closed_at else "",
        "illustrative": facts.illustrative,
        "is_officer": reader.is_officer,
        "workstream_id": facts.workstream_id,
        "notice_id": notice_id,
        "rungs": governance.rungs([row.id]).get(row.id, ()),
        "taken": governance.acknowledgements([row.id]).get(row.id, ()),
        "may_take": row.is_open and bool(whys),
    }
    return render(request, "bots/alert.html", context)


@login_required
@require_GET
def answers(request: HttpRequest) -> HttpResponse:
    """Answer a question on a page: the rows behind an answer, for any reader, over what they may see.

    What is not answered is kept, redacted; one of the readings offered, chosen next, counts it once less.
    """
    reader, question, at = _me(request)[0], request.GET.get("q", ""), timezone.now()
    programme = request.GET.get("programme") or None
    said = queries.answer(question, reader=reader, at=at, programme=programme)
    offered = request.session.pop(ASKED_BACK, None)
    if offered is not None and question in offered["options"]:
        changes.choice_taken(offered["kept"])
    kept = changes.keep_unanswered(question, said, reader=reader, place="page", at=at, programme=programme)
    if kept is not None and said.options:
        request.session[ASKED_BACK] = {"kept": str(kept), "options": [o.question for o in said.options]}
    return render(
        request, "bots/answer.html", {"question": question, "programme": programme or "", "said": said}
    )


@login_required
@require_POST
def answer_misread(request: HttpRequest) -> HttpResponse:
    """Keep that an answer on the page was not what was meant, redacted, and go back to ask again."""
    reader, question = _me(request)[0], request.POST.get("q", "")
    programme = request.POST.get("programme") or None
    if question.strip():
        changes.keep_misread(question, reader=reader, place="page", at=timezone.now(), programme=programme)
    messages.success(
        request, "Noted: the programme office looks at it. Ask again in other words, or with a ref."
    )
    return redirect("answers")


ASKED_BACK: Final = "asked_back"  # what a session keeps of a question asked back


def grants_in_words(reader: access.Actor) -> list[tuple[str, str]]:
    """Return what someone holds: (role, over what), clearance said with the role."""
    councils = ground.organisations(reader=reader)
    programmes = ground.programmes(
        reader=reader, ids={g.programme_id for g in reader.grants if g.programme_id}
    )
    workstreams = ground.workstreams(
        reader=reader, ids={g.workstream_id for g in reader.grants if g.workstream_id}
    )
    found = []
    for grant in reader.grants:
        role = access.ROLE_WORDS[grant.role] + (", cleared for exempt items" if grant.cleared else "")
        council = councils.get(grant.organisation_id)
        over = [council.name if council else "a council"]
        programme = programmes.get(grant.programme_id) if grant.programme_id else None
        workstream = workstreams.get(grant.workstream_id) if grant.workstream_id else None
        if programme is not None:
            over.append(programme.label)
        if workstream is not None:
            over.append(f"{workstream.ref} {workstream.name}")
        found.append((role, ", ".join(over)))
    return sorted(found)

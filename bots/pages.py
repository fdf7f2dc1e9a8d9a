"""The small signed-in pages: who you are, what you hear and where, your Slack account, and one alert of yours."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bots import changes, queries
from bots.rules.wording import ALL_YOU_SEE, Section, alert_section, day
from bots.slack.client import is_configured
from governance import queries as governance
from programme import queries as ground
from programme.changes import Invalid
from programme.rules import access


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
            "hears": not queries.hear_no_alerts([person_id]),
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
    """Switch your live alerts on or off."""
    wanted = request.POST.get("live_alerts") == "on"
    changes.choose_hearing(live_alerts=wanted, by=_me(request)[0], at=timezone.now())
    messages.success(request, "Live alerts are on." if wanted else "Live alerts are off.")
    return redirect("account")


@login_required
@require_GET
def alert(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Show an alert you were told of, as it stands and as your rights are now."""
    reader, person_id = _me(request)
    notice = queries.notice(notice_id)
    if notice is None or notice.person_id != person_id:
        raise Http404
    row = governance.alerts(reader=reader, ids=[notice.alert_id], is_open=None).get(notice.alert_id)
    if row is None:
        raise Http404
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
    }
    return render(request, "bots/alert.html", context)


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

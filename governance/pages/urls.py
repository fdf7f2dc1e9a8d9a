"""The addresses of the pages for board members."""

from django.urls import path

from governance.pages import (
    alerts,
    boards,
    calendar_links,
    decisions,
    digests,
    files,
    findings,
    meetings,
    packs,
    papers,
    risks,
    things,
)

urlpatterns = [
    path("", boards.home, name="home"),
    path("boards/", boards.board_list, name="boards"),
    path("boards/<slug:code>/", boards.board, name="board"),
    path("boards/<slug:code>/card/", boards.board_card, name="board-card"),
    path("boards/<slug:code>/highlights.docx", files.board_highlights, name="board-highlights"),
    path("boards/<slug:code>/alerts/<uuid:alert_id>/", alerts.take_in_hand, name="alert-take"),
    path("meetings/<uuid:meeting_id>/", meetings.meeting, name="meeting"),
    path("meetings/<uuid:meeting_id>/packs/", packs.of_meeting, name="meeting-packs"),
    path("meetings/<uuid:meeting_id>/packs/ask/", packs.ask, name="meeting-pack-ask"),
    path("packs/<uuid:pack_id>/", packs.pack, name="pack"),
    path("papers/<uuid:paper_id>/", papers.paper, name="paper"),
    path("documents/<uuid:document_id>/", files.document, name="document"),
    path("decisions/<uuid:decision_id>/", decisions.decision, name="decision"),
    path("risks/<uuid:risk_id>/", risks.risk, name="risk"),
    path("digests/", digests.digest_list, name="digests"),
    path("digests/<uuid:digest_id>/", digests.digest, name="digest"),
    path("findings/", findings.finding_list, name="findings"),
    path("findings/<uuid:finding_id>/", findings.finding, name="finding"),
    path("actions/<uuid:action_id>/", things.action, name="action"),
    path("programmes/<slug:code>/", things.programme, name="programme"),
    path("workstreams/<uuid:workstream_id>/", things.workstream, name="workstream"),
    path("milestones/<uuid:milestone_id>/", things.milestone, name="milestone"),
    path("savings/<uuid:saving_id>/", things.saving, name="saving"),
    path("papers/<uuid:paper_id>/report.docx", files.paper_report, name="paper-report"),
    path("meetings/<uuid:meeting_id>/meeting.ics", files.meeting_ics, name="meeting-ics"),
    path("calendar/<str:key>.ics", files.calendar_feed, name="calendar-feed"),
    path("account/calendar/", calendar_links.calendar, name="account-calendar"),
    path(
        "account/calendar/<uuid:link_id>/revoke/",
        calendar_links.revoke_calendar,
        name="account-calendar-revoke",
    ),
]

"""The addresses of the pages for board members."""

from django.urls import path

from governance.pages import boards, findings, meetings, papers, things

urlpatterns = [
    path("", boards.home, name="home"),
    path("boards/", boards.board_list, name="boards"),
    path("boards/<slug:code>/", boards.board, name="board"),
    path("boards/<slug:code>/card/", boards.board_card, name="board-card"),
    path("meetings/<uuid:meeting_id>/", meetings.meeting, name="meeting"),
    path("papers/<uuid:paper_id>/", papers.paper, name="paper"),
    path("documents/<uuid:document_id>/", papers.file, name="document"),
    path("findings/", findings.finding_list, name="findings"),
    path("findings/<uuid:finding_id>/", findings.finding, name="finding"),
    path("actions/<uuid:action_id>/", things.action, name="action"),
    path("programmes/<slug:code>/", things.programme, name="programme"),
    path("workstreams/<uuid:workstream_id>/", things.workstream, name="workstream"),
    path("milestones/<uuid:milestone_id>/", things.milestone, name="milestone"),
    path("savings/<uuid:saving_id>/", things.saving, name="saving"),
]

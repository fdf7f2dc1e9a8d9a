from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from bots import pages as people
from bots.slack.view import events as slack_events
from deploy import health, pages
from programme import pages as own_pages
from programme.api import documents

urlpatterns = [
    path("", include("governance.pages.urls")),
    path("admin/login/", pages.admin_login),
    path("admin/password_change/", RedirectView.as_view(pattern_name="account_change_password")),
    path("admin/", admin.site.urls),
    path("account/", people.account, name="account"),
    path("answers/", people.answers, name="answers"),
    path("answers/not-meant/", people.answer_misread, name="answer-misread"),
    path("account/link/<str:token>/", people.link, name="account-link"),
    path("account/unlink/", people.unlink, name="account-unlink"),
    path("account/hearing/", people.hearing, name="account-hearing"),
    path("account/alerts/<uuid:notice_id>/", people.alert, name="account-alert"),
    path("account/alerts/<uuid:notice_id>/turn-down/", people.turn_down, name="account-turn-down"),
    path("account/alerts/<uuid:notice_id>/take/", people.take_in_hand, name="account-take-in-hand"),
    path("hear-less/<str:key>/", people.hear_less, name="hear-less"),
    path("account/hearing/again/", people.hear_again, name="account-hear-again"),
    path("account/tokens/", own_pages.tokens, name="account-tokens"),
    path("account/tokens/<uuid:token_id>/revoke/", own_pages.revoke_token, name="account-token-revoke"),
    path(
        "account/email/", RedirectView.as_view(pattern_name="account")
    ),  # an address is changed by the office
    path("account/", include("allauth.account.urls")),
    path("api/v1/", include("programme.api.urls")),
    path("api/v1/", include("savings.api.urls")),
    path("api/v1/", include("governance.api.urls")),
    path("api/schema/", documents.Schema.as_view(), name="api-schema"),
    path("api/docs/", documents.Docs.as_view(url_name="api-schema"), name="api-docs"),
    path("api/problems/", documents.problem_types, name="api-problems"),
    path("api/v1/", documents.nowhere),
    path("api/v1/<path:rest>", documents.nowhere),
    path("api/", RedirectView.as_view(pattern_name="api-docs")),
    path("slack/events", slack_events, name="slack-events"),
    path("livez", health.livez, name="livez"),
    path("healthz", health.healthz, name="healthz"),
    path(".well-known/security.txt", health.security_txt, name="security_txt"),
    path("metrics", health.metrics, name="metrics"),
]

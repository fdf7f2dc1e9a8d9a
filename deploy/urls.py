from django.contrib import admin
from django.urls import include, path

from deploy import health, pages

urlpatterns = [
    path("", pages.home, name="home"),
    path("admin/login/", pages.admin_login),
    path("admin/", admin.site.urls),
    path("account/", include("allauth.account.urls")),
    path("livez", health.livez, name="livez"),
    path("healthz", health.healthz, name="healthz"),
    path(".well-known/security.txt", health.security_txt, name="security_txt"),
    path("metrics", health.metrics, name="metrics"),
]

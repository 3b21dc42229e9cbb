"""The map of the whole application: one line per floor."""

from django.contrib import admin
from django.urls import include, path

from config import health, views

app_patterns = (
    [
        path("", views.front, name="front"),
        path("secondment/", views.secondee_home, name="secondee_home"),
        path("mentoring/", views.mentor_home, name="mentor_home"),
        path("senior/", views.slt_home, name="slt_home"),
        path("coordinating/", views.coordinator_home, name="coordinator_home"),
        path("help/", views.help_page, name="help"),
        path("privacy/", views.privacy, name="privacy"),
        path("accessibility/", views.accessibility, name="accessibility"),
    ],
    "config",
)

urlpatterns = [
    path("", include(app_patterns)),
    path("", include("people.urls")),
    path("", include("secondments.urls")),
    path("", include("pathways.urls")),
    path("", include("blogs.urls")),
    path("", include("portfolios.urls")),
    path("account/", include("allauth.urls")),
    path("health/alive/", health.alive, name="alive"),
    path("health/ready/", health.ready, name="ready"),
    path("admin/", admin.site.urls),
]

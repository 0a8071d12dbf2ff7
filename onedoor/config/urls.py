"""Every address of the house. Who may come in at each is declared in `doors`."""

from django.urls import include, path

from onedoor.config import jobs, no_switches, preferences
from onedoor.config.home import home
from onedoor.config.live.now import now
from onedoor.config.signin import SignIn

PREFERENCES = [
    path("language/", preferences.language, name="language"),
    path("type-size/", preferences.type_size, name="type-size"),
]
urlpatterns = [
    path("preferences/", include((PREFERENCES, "config"))),
    path("", include("onedoor.api.urls")),
    path("login/", SignIn.as_view(), name="account_login"),
    path("home/", home, name="home"),
    path("now/<str:kind>/<int:number>/", now, name="live-now"),
    path("jobs/", jobs.jobs, name="jobs"),
    path("no-switches/", no_switches.no_switches, name="no-switches"),
    path("jobs/<int:number>/retry/", jobs.retry, name="jobs-retry"),
    path("jobs/<int:number>/give-up/", jobs.give_up, name="jobs-give-up"),
    path("", include("onedoor.posts.urls")),
    path("", include("onedoor.worktime.urls")),
    path("places/", include("onedoor.places.urls")),
    path("", include("onedoor.audit.urls")),
    path("notices/", include("onedoor.notices.urls")),
    path("cases/", include("onedoor.cases.urls")),
    path("", include("onedoor.matters.urls")),
    path("whistles/", include("onedoor.whistles.urls")),
    path("supervision/", include("onedoor.supervision.urls")),
    path("joint/", include("onedoor.joint.urls")),
    path("venues/", include("onedoor.venues.urls")),
    path("hall/", include("onedoor.hall.urls")),
    path("reception/", include("onedoor.reception.urls")),
    path("guide/", include("onedoor.guide.urls")),
    path("appointments/", include("onedoor.appointments.urls")),
    path("", include("onedoor.counselling.urls")),
    path("aid/", include("onedoor.aid.urls")),
    path("tasks/", include("onedoor.tasks.urls")),
    path("registers/", include("onedoor.registers.urls")),
    path("voices/", include("onedoor.voices.urls")),
    path("surveys/", include("onedoor.surveys.urls")),
    path("mediation/", include("onedoor.mediation.urls")),
    path("committees/", include("onedoor.committees.urls")),
    path("safety/", include("onedoor.safety.urls")),
    path("field/", include("onedoor.field.urls")),
    path("", include("onedoor.portal.urls")),
]

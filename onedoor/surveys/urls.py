"""The addresses of surveys. Collecting apps add `/formList` and `/submission` to the address they were given."""

from django.urls import path

from onedoor.surveys.views import answering, asking, openrosa

app_name = "surveys"
urlpatterns = [
    path("", asking.listing, name="list"),
    path("new/", asking.new, name="new"),
    path("sample/", asking.sample_form, name="sample"),
    path("password/", answering.password, name="password"),
    path("password/end/", answering.end_password, name="end_password"),
    path("openrosa", openrosa.form_list, name="openrosa_root"),
    path("openrosa/formList", openrosa.form_list, name="openrosa_list"),
    path("openrosa/submission", openrosa.submission, name="openrosa_submission"),
    path("openrosa/forms/<uuid:key>.xml", openrosa.form, name="openrosa_form"),
    path("openrosa/forms/<uuid:key>/manifest.xml", openrosa.manifest, name="openrosa_manifest"),
    path("openrosa/media/<uuid:key>", openrosa.medium, name="openrosa_medium"),
    path("<uuid:key>/", asking.survey, name="survey"),
    path("<uuid:key>/fill/", answering.fill, name="fill"),
    path("<uuid:key>/again/", asking.again, name="again"),
    path("<uuid:key>/decide/", asking.decide, name="decide"),
    path("<uuid:key>/end/", asking.end, name="end"),
    path("<uuid:key>/source/", asking.source, name="source"),
    path("<uuid:key>/replies/", asking.replies, name="replies"),
    path("<uuid:key>/replies/<uuid:pk>/", asking.photo, name="photo"),
    path("<uuid:key>/export/", asking.export, name="export"),
]

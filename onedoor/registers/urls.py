"""The addresses of registers."""

from django.urls import path

from onedoor.registers.views import bringing, ground, proposals, reporting, support

app_name = "registers"
urlpatterns = [
    path("", ground.home, name="home"),
    path("fields/", reporting.fields, name="fields"),
    path("import/", bringing.bring, name="import"),
    path("import/<uuid:key>/", bringing.one, name="import_one"),
    path("proposals/", proposals.waiting, name="proposals"),
    path("proposals/<uuid:key>/confirm/", proposals.confirm, name="confirm"),
    path("proposals/<uuid:key>/refuse/", proposals.refuse, name="refuse"),
    path("proposals/items/<uuid:key>/decide/", proposals.decide, name="decide"),
    path("reports/", reporting.reports, name="reports"),
    path("reports/asked/", reporting.asked, name="asked"),
    path("reports/<slug:code>/", reporting.report, name="report"),
    path("support/", support.overview, name="support"),
    path("support/<slug:purpose>/", support.listing, name="support_list"),
    path("support/<slug:purpose>/new/", support.new, name="support_new"),
    path("support/<slug:purpose>/switch/", support.switch, name="support_switch"),
    path("support/<slug:purpose>/<uuid:key>/", support.one, name="support_one"),
    path("support/<slug:purpose>/<uuid:key>/do/<slug:name>/", support.step, name="support_step"),
    path("support/<slug:purpose>/<uuid:key>/print/", support.paper, name="support_print"),
    path("entries/<uuid:key>/", ground.entry, name="entry"),
    path("entries/<uuid:key>/edit/", ground.edit, name="edit"),
    path("entries/<uuid:key>/verify/", ground.verify, name="verify"),
    path("entries/<uuid:key>/end/", ground.end, name="end"),
    path("lines/", ground.listing, name="list"),
    path("lines/print/", ground.paper, name="print"),
    path("new/<slug:register>/", ground.new, name="new"),
]

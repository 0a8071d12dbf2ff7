"""Addresses of matters; a matter's own stand under /cases/, one case, one code."""

from django.urls import path

from onedoor.matters.views import (
    claimants,
    desk,
    duty_list,
    importing,
    lists,
    matter,
    proposing,
    returns,
    taking_out,
    visitor,
)

app_name = "matters"
urlpatterns = [
    path("work/", lists.my_work, name="my_work"),
    path("matters/", lists.worklist, name="worklist"),
    path("matters/export/", taking_out.export, name="export"),
    path("matters/views/", taking_out.keep, name="keep_view"),
    path("matters/views/<int:pk>/drop/", taking_out.drop, name="drop_view"),
    path("desk/", desk.desk, name="desk"),
    path("desk/help/", desk.desk_help, name="desk_help"),
    path("desk/communities/", desk.communities, name="communities"),
    path("import/", importing.bring, name="import"),
    path("import/<uuid:key>/", importing.import_run, name="import_run"),
    path("import/<uuid:key>/progress/", importing.import_progress, name="import_progress"),
    path("import/<uuid:key>/rows.<slug:ending>", importing.import_bad_rows, name="import_bad_rows"),
    path("proposals/", proposing.proposals, name="proposals"),
    path("proposals/find/", proposing.propose, name="propose"),
    path("proposals/<uuid:key>/", proposing.decide, name="decide"),
    path("duty-list/", duty_list.duty_list, name="duty_list"),
    path("duty-list/new/", duty_list.duty_new, name="duty_new"),
    path("duty-list/import/", duty_list.duty_bring, name="duty_bring"),
    path("duty-list/list.xlsx", duty_list.duty_sheet, name="duty_sheet"),
    path("duty-list/<int:number>/", duty_list.duty, name="duty"),
    path("duty-list/<int:number>/edit/", duty_list.duty_edit, name="duty_edit"),
    path("duty-list/<int:number>/end/", duty_list.duty_end, name="duty_end"),
    path("returns/", returns.returns, name="returns"),
    path("cases/<str:code>/likely/", desk.likely, name="likely"),
    path("cases/<str:code>/slip/", desk.slip, name="slip"),
    path("cases/<str:code>/slip/renew/", desk.renew, name="renew"),
    path("cases/<str:code>/claimants/<int:number>/slip/", claimants.claimant_slip, name="claimant_slip"),
    path("cases/<str:code>/visitor/", visitor.visitor_panel, name="visitor_panel"),
    path("cases/<str:code>/", matter.matter, name="matter"),
    path("cases/<str:code>/<slug:name>/", matter.step, name="step"),
]

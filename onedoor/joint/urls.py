"""Plans and meetings: their addresses."""

from django.urls import path

from onedoor.joint.views import meetings, minutes, places, plans

app_name = "joint"
urlpatterns = [
    path("", plans.plans, name="plans"),
    path("mine/", plans.mine, name="mine"),
    path("plans/new/", plans.new_plan, name="plan_new"),
    path("plans/<str:code>/", plans.plan, name="plan"),
    path("plans/<str:code>/edit/", plans.edit_plan, name="plan_edit"),
    path("plans/<str:code>/grounds/", plans.grounds, name="grounds"),
    path("plans/<str:code>/items/", plans.add_item, name="item_add"),
    path("plans/<str:code>/items/<int:number>/remove/", plans.remove_item, name="item_remove"),
    path("plans/<str:code>/print/", plans.print_plan, name="plan_print"),
    path("plans/<str:code>/places/new/", plans.add_place, name="place_add"),
    path("plans/<str:code>/places/<int:number>/", places.place, name="place"),
    path("plans/<str:code>/places/<int:number>/remove/", plans.remove_place, name="place_remove"),
    path("plans/<str:code>/places/<int:number>/reopen/", places.reopen, name="reopen"),
    path("plans/<str:code>/places/<int:number>/find/", places.find, name="find"),
    path("plans/<str:code>/do/<str:move>/", plans.move_plan, name="plan_move"),
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/new/", meetings.new_meeting, name="meeting_new"),
    path("meetings/<str:code>/", meetings.meeting, name="meeting"),
    path("meetings/<str:code>/edit/", meetings.edit_meeting, name="meeting_edit"),
    path("meetings/<str:code>/agenda/", meetings.agenda, name="agenda"),
    path("meetings/<str:code>/topics/", meetings.add_topic, name="topic_add"),
    path("meetings/<str:code>/items/<uuid:key>/off/", meetings.take_off, name="take_off"),
    path("meetings/<str:code>/items/<uuid:key>/move/", meetings.move_item, name="item_move"),
    path("meetings/<str:code>/items/<uuid:key>/minutes/", minutes.write, name="item_minutes"),
    path("meetings/<str:code>/items/<uuid:key>/decide/", minutes.decide, name="decide"),
    path("meetings/<str:code>/decisions/<uuid:key>/withdraw/", minutes.withdraw, name="withdraw"),
    path("meetings/<str:code>/attendance/", minutes.attendance, name="attendance"),
    path("meetings/<str:code>/print/", minutes.print_minutes, name="minutes_print"),
    path("meetings/<str:code>/export/", minutes.export_minutes, name="minutes_export"),
    path("meetings/<str:code>/do/<str:move>/", meetings.move_meeting, name="meeting_move"),
    path("cases/<str:code>/", meetings.case_panel, name="case_panel"),
]

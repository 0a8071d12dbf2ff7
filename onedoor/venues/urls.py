"""The addresses of venues."""

from django.urls import path

from onedoor.venues.views import bookings, centres, equipment, rooms

app_name = "venues"
urlpatterns = [
    path("", centres.centres, name="centres"),
    path("centres/new/", centres.new_centre, name="centre_new"),
    path("centres/<int:key>/", centres.centre, name="centre"),
    path("centres/<int:key>/edit/", centres.edit_centre, name="centre_edit"),
    path("centres/<int:key>/rooms/new/", rooms.new_room, name="room_new"),
    path("centres/<int:key>/equipment/", equipment.checklist, name="equipment"),
    path("centres/<int:key>/equipment/new/", equipment.new_equipment, name="equipment_new"),
    path("equipment/", equipment.mine, name="my_equipment"),
    path("equipment/<int:key>/edit/", equipment.edit_equipment, name="equipment_edit"),
    path("equipment/<int:key>/check/", equipment.check, name="check"),
    path("equipment/<int:key>/fault/", equipment.fault, name="fault"),
    path("rooms/", rooms.rooms, name="rooms"),
    path("rooms/<int:key>/", rooms.room, name="room"),
    path("rooms/<int:key>/edit/", rooms.edit_room, name="room_edit"),
    path("rooms/<int:key>/closed/", rooms.close_day, name="close_day"),
    path("rooms/<int:key>/closed/open/", rooms.open_day, name="open_day"),
    path("rooms/<int:key>/sign/", rooms.sign, name="sign"),
    path("rooms/<int:key>/book/", bookings.book, name="book"),
    path("bookings/", bookings.bookings, name="bookings"),
    path("bookings/<uuid:key>/", bookings.booking, name="booking"),
    path("bookings/<uuid:key>/cancel/", bookings.cancel, name="cancel"),
]

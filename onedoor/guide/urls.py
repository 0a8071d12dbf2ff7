"""The addresses of guide."""

from django.urls import path

from onedoor.guide.views import centres, files, library, papers, rack, screens, terminal

app_name = "guide"
urlpatterns = [
    path("", terminal.start, name="start"),
    path("ask/<slug:key>/", terminal.ask, name="ask"),
    path("ask/<slug:key>/<str:path>/", terminal.ask, name="ask"),
    path("laws/", terminal.law_list, name="laws"),
    path("forms/", papers.paper_list, name="papers"),
    path("forms/<slug:key>/", papers.fill, name="fill"),
    path("forms/<slug:key>/print/", papers.paper, name="paper"),
    path("centres/", centres.centres, name="centres"),
    path("library/", library.library, name="library"),
    path("library/new/<slug:kind>/", library.new_item, name="library_new"),
    path("library/preview/", library.preview, name="library_preview"),
    path("library/screens/", screens.screens, name="library_screens"),
    path("library/screens/<int:pk>/", screens.edit_screen, name="library_screen"),
    path("library/screens/<int:pk>/show/", screens.show, name="library_show"),
    path("library/screens/<int:pk>/close/", screens.close_screen, name="library_screen_close"),
    path("library/screens/<int:pk>/<uuid:key>/<slug:way>/", screens.move_showing, name="library_showing"),
    path("library/<uuid:key>/", library.item, name="library_item"),
    path("library/<uuid:key>/file/", files.kept_file, name="library_file"),
    path("library/<uuid:key>/cover/", files.kept_cover, name="library_cover"),
    path("library/<uuid:key>/do/<slug:move>/", library.publish, name="library_publish"),
    path("library/<uuid:key>/move/<slug:way>/", library.move, name="library_move"),
    path("screens/<int:pk>/", screens.screen, name="screen"),
    path("screens/<int:pk>/slides/", screens.slides, name="screen_slides"),
    path("rack/", rack.rack, name="rack"),
    path("rack/<uuid:key>/", rack.item, name="rack_item"),
    path("rack/<uuid:key>/file/", files.public_file, name="rack_file"),
    path("rack/<uuid:key>/cover/", files.public_cover, name="rack_cover"),
    path("rack/<uuid:key>/take/", rack.taken, name="rack_take"),
    path("rack/<uuid:key>/printed/", rack.printed, name="rack_printed"),
]

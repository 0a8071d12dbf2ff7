"""Whistles and emergencies: their addresses."""

app_name = "whistles"
urlpatterns: list = []

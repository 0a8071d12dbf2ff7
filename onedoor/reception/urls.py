"""The addresses of reception."""

app_name = "reception"
urlpatterns: list = []

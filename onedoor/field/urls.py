"""The addresses of field."""

app_name = "field"
urlpatterns: list = []

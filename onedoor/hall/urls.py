"""The addresses of hall."""

app_name = "hall"
urlpatterns: list = []

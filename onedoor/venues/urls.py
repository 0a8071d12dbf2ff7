"""The addresses of venues."""

app_name = "venues"
urlpatterns: list = []

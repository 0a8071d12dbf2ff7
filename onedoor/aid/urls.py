"""The addresses of aid."""

app_name = "aid"
urlpatterns: list = []

"""The addresses of appointments."""

app_name = "appointments"
urlpatterns: list = []

"""The addresses of registers."""

app_name = "registers"
urlpatterns: list = []

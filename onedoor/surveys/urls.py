"""The addresses of surveys."""

app_name = "surveys"
urlpatterns: list = []

"""The ladder of supervision: their addresses."""

app_name = "supervision"
urlpatterns: list = []

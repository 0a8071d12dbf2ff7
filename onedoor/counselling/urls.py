"""The addresses of counselling."""

app_name = "counselling"
urlpatterns: list = []

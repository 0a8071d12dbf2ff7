"""The addresses of guide."""

app_name = "guide"
urlpatterns: list = []

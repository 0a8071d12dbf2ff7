"""The addresses of voices."""

app_name = "voices"
urlpatterns: list = []

"""Plans and meetings: their addresses."""

app_name = "joint"
urlpatterns: list = []

"""The addresses of voices."""

from django.urls import path

from onedoor.voices.views import voices

app_name = "voices"
urlpatterns = [
    path("", voices.summary, name="summary"),
    path("week.xlsx", voices.sheet, name="sheet"),
    path("new/", voices.write, name="write"),
    path("mine/", voices.mine, name="mine"),
    path("<uuid:key>/take-back/", voices.take_back, name="take_back"),
]

"""Addresses of accounts, chairs and people."""

from django.urls import path

from onedoor.posts.views import account, people

app_name = "posts"
urlpatterns = [
    path("account/", account.account, name="account"),
    path("account/post/", account.choose, name="choose"),
    path("account/post/switch/", account.switch, name="switch"),
    path("account/password/", account.password, name="password"),
    path("account/logout/", account.logout, name="logout"),
    path("account/logout/everywhere/", account.logout_everywhere, name="logout-everywhere"),
    path("orgs/", people.orgs, name="orgs"),
    path("orgs/<slug:code>/", people.org, name="org"),
    path("orgs/<slug:code>/open/", people.open_post, name="open-post"),
    path("posts/<int:pk>/appoint/", people.appoint, name="appoint"),
    path("tenures/<int:pk>/end/", people.end_tenure, name="end-tenure"),
    path("post-types/", people.types, name="types"),
    path("staff/", people.staff, name="staff"),
    path("staff/enrol/", people.enrol, name="enrol"),
    path("staff/<int:pk>/password/", people.renew_password, name="renew-password"),
    path("staff/<int:pk>/disable/", people.disable, name="disable"),
    path("staff/<int:pk>/enable/", people.enable, name="enable"),
]

"""The addresses of counselling; none of them holds a code or a name."""

from django.urls import path

from onedoor.counselling.views import handing, mine, own, plain, supervising

app_name = "counselling"
urlpatterns = [
    path("", own.talks, name="talks"),
    path("new/", own.new, name="new"),
    path("act-now/", plain.act_now, name="act_now"),
    path("consent/", plain.consent, name="consent"),
    path("figures/", plain.figures, name="figures"),
    path("mine/", mine.mine, name="mine"),
    path("mine/say/", mine.say, name="mine_say"),
    path("mine/change/", mine.change, name="mine_change"),
    path("supervision/", supervising.askings, name="supervision"),
    path("supervision/hand/", handing.hand, name="hand"),
    path("supervision/hand/all/", handing.hand_all, name="hand_all"),
    path("supervision/said/<uuid:key>/", handing.said, name="said"),
    path("supervision/said/<uuid:key>/open/", handing.said_open, name="said_open"),
    path("supervision/<uuid:key>/", supervising.asking, name="asking"),
    path("supervision/<uuid:key>/answer/", supervising.answer, name="answer"),
    path("supervision/<uuid:key>/sessions/<uuid:session>/", supervising.look, name="asked_look"),
    path("offers/<uuid:key>/", own.take, name="take"),
    path("offers/<uuid:key>/tell/", own.tell, name="tell"),
    path("offers/<uuid:key>/decline/", own.decline, name="decline"),
    path("talks/<uuid:key>/", own.talk, name="talk"),
    path("talks/<uuid:key>/contact/", own.contact, name="contact"),
    path("talks/<uuid:key>/slip/", own.slip, name="slip"),
    path("talks/<uuid:key>/sessions/<uuid:session>/", own.session, name="session"),
    path("talks/<uuid:key>/follow-ups/<uuid:planned>/", own.followed, name="followed"),
    path("talks/<uuid:key>/do/<slug:name>/", own.step, name="step"),
]

"""The addresses of counselling; none of them holds a code or a name. The person's own does not even say of which room it is:
a browser keeps addresses, and others look into browsers."""

from django.urls import path

from onedoor.counselling.views import handing, mine, own, plain, supervising

app_name = "counselling"
urlpatterns = [
    path("counselling/", own.talks, name="talks"),
    path("counselling/new/", own.new, name="new"),
    path("counselling/act-now/", plain.act_now, name="act_now"),
    path("counselling/consent/", plain.consent, name="consent"),
    path("counselling/figures/", plain.figures, name="figures"),
    path("my-page/", mine.mine, name="mine"),
    path("my-page/say/", mine.say, name="mine_say"),
    path("my-page/change/", mine.change, name="mine_change"),
    path("counselling/supervision/", supervising.askings, name="supervision"),
    path("counselling/supervision/hand/", handing.hand, name="hand"),
    path("counselling/supervision/hand/all/", handing.hand_all, name="hand_all"),
    path("counselling/supervision/said/<uuid:key>/", handing.said, name="said"),
    path("counselling/supervision/said/<uuid:key>/open/", handing.said_open, name="said_open"),
    path("counselling/supervision/<uuid:key>/", supervising.asking, name="asking"),
    path("counselling/supervision/<uuid:key>/answer/", supervising.answer, name="answer"),
    path("counselling/supervision/<uuid:key>/sessions/<uuid:session>/", supervising.look, name="asked_look"),
    path("counselling/offers/<uuid:key>/", own.take, name="take"),
    path("counselling/offers/<uuid:key>/tell/", own.tell, name="tell"),
    path("counselling/offers/<uuid:key>/decline/", own.decline, name="decline"),
    path("counselling/talks/<uuid:key>/", own.talk, name="talk"),
    path("counselling/talks/<uuid:key>/contact/", own.contact, name="contact"),
    path("counselling/talks/<uuid:key>/slip/", own.slip, name="slip"),
    path("counselling/talks/<uuid:key>/sessions/<uuid:session>/", own.session, name="session"),
    path("counselling/talks/<uuid:key>/follow-ups/<uuid:planned>/", own.followed, name="followed"),
    path("counselling/talks/<uuid:key>/do/<slug:name>/", own.step, name="step"),
]

"""The addresses of tasks."""

from django.urls import path

from onedoor.tasks.views import giving, tasks

app_name = "tasks"
urlpatterns = [
    path("", tasks.task_list, name="list"),
    path("mine/", tasks.mine, name="mine"),
    path("errands/new/", giving.errand, name="errand"),
    path("rounds/", giving.rounds, name="rounds"),
    path("rounds/new/", giving.new_round, name="round_new"),
    path("rounds/<str:code>/", giving.one_round, name="round"),
    path("rounds/<str:code>/end/", giving.end_round, name="round_end"),
    path("posts/<int:pk>/hand-over/", tasks.hand_over, name="hand_over"),
    path("cases/<str:code>/", tasks.panel, name="panel"),
    path("cases/<str:code>/map.svg", tasks.place_map, name="map"),
    path("cases/<str:code>/give/", giving.give, name="give"),
    path("<str:code>/<int:number>/", tasks.one, name="task"),
    path("<str:code>/<int:number>/<str:name>/", tasks.act, name="act"),
]

"""The demo's grids: tasks of each kind for the worker with a login, one of them late, a round, and some weeks of voices."""

from datetime import timedelta

from onedoor.cases import clocks
from onedoor.cases.models import Case
from onedoor.cases.opening import send
from onedoor.cases.timeline import draft
from onedoor.kit.keys import uuid7
from onedoor.persons.models import Person
from onedoor.tasks import actions
from onedoor.tasks.limits import limit_of
from onedoor.tasks.models import Task
from onedoor.voices.models import Voice

WINTER = {
    "kind": "publicity",
    "name": "冬季取暖防一氧化碳中毒",
    "words": "到每户讲一遍：炉子烟道要通、睡前检查、窗留一条缝；发一份明白纸。",
}
SAID = (
    ("heat", "暖气上午热下午凉，老人多的楼里说得多。", "小区门口"),
    ("heat", "有人问今年供热费什么时候能分期交。", "社区服务站"),
    ("roads", "巷口早上停车挤，接孩子的过不去。", "学校路口"),
    ("clean", "垃圾清运比上个月及时，就是桶少。", "巷子里"),
    ("health", "医保缴费在手机上不会弄，想有人教。", "集市"),
    ("prices", "菜价这周又涨了一点。", "菜市场"),
    ("school", "盼着冬天校门口早点开门，孩子站在外面冷。", "学校门口"),
    ("water", "三楼以上早晨水小。", "楼下"),
)
WEEKS, GIVEN = 9, "task.given"


def send_out(stage) -> None:
    """网格任务与社情民意 — after the matters are written."""
    grid = stage.own_grids[0]
    worker = stage.cast.workers[grid.pk]
    verifier = stage.cast.verifiers[0]
    _late_check(stage, grid, worker, verifier)
    for case in _open_cases(grid.parent)[:2]:
        actions.give(case, grid, "visit", "请上门问问，处理得满意不满意，还缺什么。", by=verifier)
    told = {"name": "周桂兰", "agreed": "phone", "place": "区医院门诊药房", "by": stage.cast.clerk}
    asked = actions.ask_errand(grid, "代取降压药，药方已放在社区服务站。", key=uuid7(), **told)
    person = asked.task.case.parties.select_related("person").get().person
    person.source = Person.Source.DEMO
    person.save(update_fields=["source"])
    _round(stage, grid.parent)
    _talk(stage, grid.parent)


def _open_cases(region) -> list[Case]:
    """Open cases of the ground that have a matter, those longest untouched first."""
    open_ = Case.objects.filter(closed_at=None, secrecy="normal", region_path__startswith=region.path)
    return list(open_.exclude(matter=None).select_related("region").order_by("opened_at"))


def _late_check(stage, grid, worker, verifier) -> None:
    """Given some days ago and not done yet, under the oldest case that is open."""
    everywhere = Case.objects.filter(closed_at=None, secrecy="normal").exclude(matter=None)
    for case in [*_open_cases(grid.parent), *everywhere.select_related("region").order_by("opened_at")]:
        last = case.events.order_by("-seq").first()
        if last.at < stage.now - timedelta(days=6):
            _given(stage, case, last, grid, worker, verifier)
            return


def _given(stage, case, last, grid, worker, by) -> None:
    morning = (stage.now - timedelta(days=8)).replace(hour=9, minute=20)
    at = max(last.at + timedelta(hours=2), morning)
    post, words = worker.post, f"请到现场看看，办理结果是否属实：{case.title}"
    clock = clocks.prepared(case, limit_of(1), at=at, org=post.org, table=stage.table)
    clock.save(force_insert=True)
    task = Task(case=case, number=1, kind="check", grid=grid, post=post, giver=by.post, words=words)
    task.clock, task.given_at = clock, at
    task.save(force_insert=True)
    send(case, [post])
    told = {"task": 1, "kind": "check", "grid": grid.code, "due_at": clock.due_at.isoformat()}
    draft(case, GIVEN, label="派发现场核查", by=by, last=last, about=task, note=words, at=at, **told).save(
        force_insert=True
    )
    clocks.refresh(case)


def _round(stage, village) -> None:
    """Through the community with a demo login; some of its grids have been."""
    head = stage.cast.heads[stage.cast.workers[stage.own_grids[0].pk].post.org_id]
    made = actions.start_round(village, by=head, **WINTER)
    for task in made.case.tasks.select_related("post")[1:3]:
        by = next(one for one in stage.cast.workers.values() if one.post.pk == task.post_id)
        actions.finish(task, by=by, words="已讲完，明白纸发到户。")


def _talk(stage, village) -> None:
    """Some weeks of what people say; this week heating comes up more often."""
    grids = [grid for grid in stage.grids if grid.parent_id == village.pk]
    voices = []
    for week in range(WEEKS):
        said = SAID[1:] if week else SAID[:2] * 3 + SAID[2:5]
        for number, (topic, words, place) in enumerate(said):
            grid = grids[(week + number) % len(grids)]
            at = stage.now - timedelta(days=7 * week, hours=number + 1)
            post = stage.cast.workers[grid.pk].post
            voices.append(Voice(grid=grid, topic=topic, words=words, place=place, at=at, post=post))
    Voice.objects.bulk_create(voices)

"""现场核查 — the unit says that it is done; the verifier asks the one in the grid; what is not so goes back."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from onedoor.cases.models import Case
from onedoor.cases.timeline import is_intact
from onedoor.kit.problems import NotNow, NotValid
from onedoor.matters import actions as matters
from onedoor.matters.steps import open_steps
from onedoor.notices.models import Notice
from onedoor.tasks import actions as tasks
from onedoor.tasks.models import Task
from onedoor.tasks.queries import open_for


def photo() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "grey").save(out, "JPEG")
    return SimpleUploadedFile("现场.jpg", out.getvalue(), "image/jpeg")


def ask(client, way, town, **more):
    """The two presses: the page of the case brings the form filled in, and its button sends it."""
    page = client.get(f"/tasks/cases/{way.matter.case.code}/", headers={"HX-Request": "true"})
    form = page.context["form"]
    told = {name: form.get_initial_for_field(form.fields[name], name) or "" for name in form.fields}
    told |= {"grid": form.fields["grid"].choices[0][0]} | more
    return page, client.post(f"/tasks/cases/{way.matter.case.code}/give/", told)


def test_what_is_not_so_goes_back_to_the_unit(client, town, way):
    worker = town.actor("grid_worker")
    way.to_resolved()
    town.login(client, way.verifier)
    page, answer = ask(client, way, town)
    assert ("open" in page.content.decode(), answer.status_code) == (True, 302)
    (task,) = open_for(worker.post)
    assert task.words == "请到现场看看，办理结果是否属实：水管破裂"

    assert "verify" not in open_steps(way.matter, way.verifier)
    with pytest.raises(NotNow, match="第一网格的现场核查还没有回音"):
        matters.verify(way.matter, by=way.verifier, note="看过了")

    town.login(client, worker)
    told = {"found": "false", "words": "三楼还是没有水", "photos": [photo()]}
    answer = client.post(f"/tasks/{task.case.code}/{task.number}/finish/", told)
    assert answer.status_code == 302

    town.login(client, way.verifier)
    shown = client.get(f"/tasks/cases/{task.case.code}/", headers={"HX-Request": "true"}).content.decode()
    assert all(words in shown for words in ("不属实", "三楼还是没有水", "照片1"))
    assert way.matter.case.events.get(verb="task.done").note == "不属实：三楼还是没有水"
    back = matters.redo(way.matter, by=way.verifier, note="网格员现场核查不属实")
    assert (back.status, is_intact(way.matter.case)) == ("handling", True)


def test_a_check_falls_away_when_its_matter_goes_back(town, way, work):
    worker = town.actor("grid_worker")
    way.to_resolved()
    tasks.give(way.matter.case, town.grid, "check", "请到现场看看", by=way.verifier)
    matters.redo(way.matter, by=way.verifier, note="照片看不清")
    work()
    assert (Task.objects.get().status, open_for(worker.post)) == ("waived", [])
    told = Notice.objects.filter(post=worker.post).order_by("at").values_list("text", flat=True)
    assert [text.split("：")[0] for text in told] == ["派发现场核查", "收回网格任务"]


def test_whoever_gave_it_hears_what_was_found(town, way, work):
    worker = town.actor("grid_worker")
    way.to_resolved()
    task = tasks.give(way.matter.case, town.grid, "check", "请到现场看看", by=way.verifier)
    tasks.finish(task, by=worker, found="true")
    work()
    (told,) = Notice.objects.filter(post=way.verifier.post)
    assert (told.text, told.link) == ("完成网格任务：请到现场看看", f"/tasks/{way.matter.case.code}/1/")
    assert matters.verify(way.matter, by=way.verifier, note="网格员现场核查属实").status == "verified"


def test_of_a_sealed_case_nobody_uncleared_is_sent(client, town, way):
    worker = town.actor("grid_worker")
    way.to_resolved()
    Case.objects.filter(pk=way.matter.case_id).update(secrecy="family")
    cleared = town.actor("verifier", clearances=["family"], name="有密级的核查员")
    with pytest.raises(NotValid, match="没有人有这件事的密级权限"):
        tasks.give(way.matter.case, town.grid, "check", "请到现场看看", by=cleared)
    town.login(client, cleared)
    _page, answer = ask(client, way, town)
    assert (answer.status_code, Task.objects.count(), open_for(worker.post)) == (422, 0, [])
    town.login(client, worker)
    assert client.get(f"/tasks/cases/{way.matter.case.code}/").status_code == 404

"""单位、岗位与人员 — the security administrator's pages: which chairs there are, and who sits in them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from onedoor.kit.problems import Problem
from onedoor.posts import actions, queries
from onedoor.posts.forms import AppointForm, EndTenureForm, EnrolForm, OpenPostForm
from onedoor.posts.models import Org, Post, PostType, Staff, Tenure
from onedoor.posts.tenures import live
from onedoor.posts.verbs import VERBS

OFFERED = 300


def orgs(request):
    """单位 — with how many chairs each has, and how many stand empty."""
    word = request.GET.get("q", "").strip()
    page = Paginator(queries.orgs_with_chairs(word), 50).get_page(request.GET.get("page"))
    return render(request, "posts/orgs.html", {"page": page, "word": word})


def org(request, code):
    """单位的岗位 — who holds them today, and who will."""
    org = get_object_or_404(Org.objects.select_related("region", "parent"), code=code)
    tenures = Tenure.objects.filter(queries.not_over()).select_related("staff", "home_org").order_by("since")
    posts = (
        org.posts.select_related("type", "region")
        .prefetch_related(Prefetch("tenures", tenures, to_attr="current"))
        .order_by("type__pk", "pk")
    )
    page = Paginator(posts, 50).get_page(request.GET.get("page"))
    return render(request, "posts/org.html", {"org": org, "page": page})


def open_post(request, code):
    """设岗"""
    org = get_object_or_404(Org, code=code)
    form = OpenPostForm(org, request.actor.post.clearances, request.POST or None)
    if form.is_valid() and _done(form, actions.open_post, by=request.actor, org=org, **form.cleaned_data):
        messages.success(request, _("岗位已设立。"))
        return redirect("posts:org", org.code)
    return _form_page(request, form, _("设岗：%(org)s") % {"org": org}, _("设立岗位"))


def appoint(request, pk):
    """任命"""
    post = get_object_or_404(Post.objects.select_related("type", "org", "region"), pk=pk)
    form = AppointForm(request.POST or None)
    if form.is_valid():
        told = dict(form.cleaned_data)
        if _done(form, actions.appoint, post, told.pop("username"), by=request.actor, **told):
            messages.success(request, _("任命已生效。"))
            return redirect("posts:org", post.org.code)
    return _form_page(request, form, _("任命：%(post)s") % {"post": post}, _("任命"), people=_newest())


def _newest():
    """To choose from while a user name is typed: whoever was enrolled last is appointed next."""
    return Staff.objects.filter(is_active=True).select_related("org").order_by("-pk")[:OFFERED]


def end_tenure(request, pk):
    """免职"""
    tenure = get_object_or_404(
        Tenure.objects.filter(queries.not_over()).select_related(
            "staff", "post__type", "post__org", "post__region"
        ),
        pk=pk,
    )
    form = EndTenureForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and _done(form, actions.end_tenure, tenure, by=request.actor, **form.cleaned_data)
    ):
        messages.success(request, _("任职已结束。"))
        return redirect("posts:org", tenure.post.org.code)
    title = _("免职：%(staff)s不再担任“%(post)s”") % {"staff": tenure.staff, "post": tenure.post}
    return _form_page(request, form, title, _("结束任职"))


def staff(request):
    """工作人员 — found by name, user name or organisation."""
    word = request.GET.get("q", "").strip()
    people = Staff.objects.select_related("org").order_by("username")
    if word:
        people = people.filter(
            Q(username__icontains=word) | Q(name__icontains=word) | Q(org__name__icontains=word)
        )
    current = Tenure.objects.filter(live()).select_related("post__type", "post__org")
    page = Paginator(people.prefetch_related(Prefetch("tenures", current, to_attr="current")), 50).get_page(
        request.GET.get("page")
    )
    return render(request, "posts/staff.html", {"page": page, "word": word})


def enrol(request):
    """登记工作人员 — the first password is shown once."""
    form = EnrolForm(request.POST or None)
    if form.is_valid() and (made := _done(form, actions.enrol, by=request.actor, **form.cleaned_data)):
        return render(request, "posts/first_password.html", {"person": made[0], "password": made[1]})
    return _form_page(request, form, _("登记工作人员"), _("登记"))


def renew_password(request, pk):
    """重置密码"""
    person = get_object_or_404(Staff, pk=pk)
    password = actions.renew_first_password(person, by=request.actor)
    return render(request, "posts/first_password.html", {"person": person, "password": password})


def disable(request, pk):
    """停用账号"""
    person = actions.disable(get_object_or_404(Staff, pk=pk), by=request.actor)
    messages.success(request, _("“%(staff)s”的账号已停用，立即生效。") % {"staff": person})
    return redirect("posts:staff")


def enable(request, pk):
    """启用账号"""
    person = actions.enable(get_object_or_404(Staff, pk=pk), by=request.actor)
    messages.success(request, _("“%(staff)s”的账号已启用。") % {"staff": person})
    return redirect("posts:staff")


def types(request):
    """岗位类型 — what each may do, and how far it sees."""
    kinds = [
        (kind, [VERBS.get(verb, verb) for verb in kind.verbs]) for kind in PostType.objects.order_by("pk")
    ]
    return render(request, "posts/types.html", {"kinds": kinds})


def _done(form, action, *args, **told):
    """Take the action; a refusal becomes the form's, so that what was typed stays."""
    try:
        return action(*args, **told)
    except Problem as problem:
        field = problem.detail.get("field")
        form.add_error(field if field in form.fields else None, problem.message)
        form.refused_with = problem.status
        return None


def _form_page(request, form, title, button, **more):
    status = vars(form).get("refused_with", 422) if form.errors else 200
    context = {"form": form, "title": title, "button": button, **more}
    return render(request, "posts/form.html", context, status=status)

"""What a clerk fills in at the desk while somebody stands in front of it."""

import re
from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onedoor.cases.forms import SlipForm
from onedoor.cases.models import Case
from onedoor.kit.plain_forms import speak_plainly
from onedoor.kit.problems import NotValid, Problem
from onedoor.matters.actions import Draft
from onedoor.matters.forms import PapersField, category_called, category_input
from onedoor.matters.forms_together import MOST_CLAIMANTS
from onedoor.matters.models import Category, Kind, Matter
from onedoor.matters.queries.slips import known_of
from onedoor.persons.cards import clean as clean_card
from onedoor.places.addresses import TOWNS, VILLAGES
from onedoor.places.locating import grid_of
from onedoor.places.models import Region
from onedoor.places.tree import current
from onedoor.posts.models import Org

LONGEST_TITLE = 30
SENTENCE_ENDS = re.compile(r"[。！？!?；;，,\s]")


def title_from(words: str) -> str:
    """The first sentence of what was said, cut where a list would cut it anyway."""
    first, words = "", words.strip()
    for part in SENTENCE_ENDS.split(words):
        first = first + ("，" if first and part else "") + part
        if len(first) >= 8:
            break
    return (first or words)[:LONGEST_TITLE]


def places_in(town: Region) -> list[Region]:
    """The communities and villages of a town, through whatever areas lie between."""
    return list(current().filter(path__startswith=town.path, kind__in=VILLAGES).order_by("path"))


class RenewForm(forms.Form):
    """补发查询码 — what the clerk answers for when somebody comes without the slip."""

    has_seen = forms.BooleanField(
        label=_("已核对来访人身份"), help_text=_("看过身份证件，与登记的当事人一致。")
    )
    reason = forms.CharField(
        label=_("补发的理由"), max_length=200, help_text=_("例如“回执单丢失，本人持身份证到窗口”。")
    )


def with_slip(told: dict, actor) -> "DeskForm":
    """查小票 — the empty form with what is known of a slip filled in, what was typed first; or why it does not serve."""
    said = {name: value for name, value in told.items() if value and name != "slip"}
    try:
        known = known_of(told["slip"], actor)
    except Problem as problem:
        form = DeskForm(initial=told, actor=actor)
        form.refusal, form.registered = problem.message, problem.detail.get("case", "")
        return form
    form = DeskForm(initial=known.filled_in() | said, actor=actor)
    form.known = known
    return form


class DeskForm(SlipForm):
    """登记 — one screen: what was said, where, by whom; only the words are demanded."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    slip = forms.CharField(
        label=_("小票编号"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("来访人有小票的，扫一下或输入编号；事项沿用这个编号和查询码。"),
    )
    body = forms.CharField(
        label=_("诉求内容"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "autofocus": True}),
        help_text=_("照来访人的话写：什么事、在哪里、想怎样解决。"),
    )
    kind = forms.ChoiceField(label=_("诉求类型"), choices=Kind.choices, initial=Kind.HELP)
    title = forms.CharField(
        label=_("标题"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"placeholder": _("不填就用第一句话")}),
    )
    category = forms.CharField(
        label=_("事项分类"),
        required=False,
        max_length=100,
        widget=category_input(_("代码或关键字，可以先不选")),
    )
    suggested = forms.CharField(required=False, widget=forms.HiddenInput)
    address = forms.CharField(
        label=_("地址"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"placeholder": _("路名、门牌、小区或楼号")}),
    )
    town = forms.ChoiceField(label=_("镇街"), required=False)
    community = forms.ChoiceField(label=_("村（社区）"), required=False)
    name = forms.CharField(label=_("姓名"), required=False, max_length=40)
    phone = forms.CharField(
        label=_("电话"), required=False, max_length=30, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    identity = forms.CharField(label=_("证件号码"), required=False, max_length=30)
    card_seen = forms.BooleanField(label=_("已核对证件原件"), required=False)
    claimants = forms.IntegerField(
        label=_("几个人一起反映"),
        required=False,
        min_value=2,
        max_value=MOST_CLAIMANTS,
        help_text=_("一个人不用填；其他人登记以后再加。"),
    )
    is_about = forms.BooleanField(label=_("是大约的人数"), required=False)
    secrecy = forms.ChoiceField(
        label=_("保密"),
        required=False,
        choices=Case.Secrecy.offered(),
        help_text=_("除“一般”外，只有专门授权的岗位看得到。"),
    )
    papers = PapersField(
        label=_("照片、材料"), required=False, help_text=_("照片、PDF或Word，每个不超过20MB。")
    )

    once_more = forms.BooleanField(label=_("是另一件事，再登记一件"), required=False)

    def __init__(self, *args, actor=None, **kwargs):
        super().__init__(*args, **kwargs)
        speak_plainly(self)
        self.actor, self.known, self.refusal, self.registered = actor, None, "", ""
        self.fields["key"].initial = uuid4()
        towns = current().filter(kind__in=TOWNS).order_by("path")
        self.towns = {town.code: town for town in towns}
        self.fields["town"].choices = [("", _("请选择"))] + [
            (town.code, town.name) for town in self.towns.values()
        ]
        chosen = self.towns.get((self.data or self.initial).get("town", ""))
        self.places = {place.code: place for place in places_in(chosen)} if chosen else {}
        self.fields["community"].choices = [("", _("请选择"))] + [
            (p.code, p.name) for p in self.places.values()
        ]

    def ask_again(self, code: str):
        """The tick stands on the page only once it has been asked for."""
        words = gettext("您刚刚登记过同样的内容（编号%(code)s）。还要再登记一件吗？")
        self.add_error("once_more", words % {"code": code})

    def clean_slip(self):
        typed = self.cleaned_data["slip"].strip()
        if not typed:
            return None
        try:
            self.known = known_of(typed, self.actor)
        except Problem as problem:
            self.registered = problem.detail.get("case", "")
            raise forms.ValidationError(problem.message) from problem
        return self.known.slip

    def clean_body(self):
        return self.cleaned_data["body"].strip()

    def clean_category(self):
        typed = self.cleaned_data["category"].strip()
        return category_called(typed) if typed else None

    def clean_suggested(self):
        return Category.objects.leaves().filter(code=self.cleaned_data["suggested"].strip()).first()

    def clean_phone(self):
        return self._card("phone")

    def clean_identity(self):
        return self._card("identity")

    def _card(self, field):
        try:
            return clean_card(field, self.cleaned_data[field])
        except NotValid as problem:
            raise forms.ValidationError(problem.message) from problem

    def clean(self):
        told = super().clean()
        if any(told.get(field) for field in ("name", "phone", "identity")):
            try:
                told["name"] = clean_card("name", told.get("name", ""))
            except NotValid as problem:
                self.add_error("name", problem.message)
        return told

    def place(self, address: str) -> Region | None:
        """The community chosen; else the town, unless the address itself already leads somewhere in it."""
        told = self.data
        town = self.towns.get(told.get("town", ""))
        community = self.places.get(told.get("community", ""))
        if community or town is None:
            return community
        found = grid_of(None, address).region if address.strip() else town
        return None if found != town and found.path.startswith(town.path) else town

    def draft(self, actor) -> Draft:
        told = self.cleaned_data
        at_village = actor.post.org.kind == Org.Kind.VILLAGE
        return Draft(
            title=told["title"].strip() or title_from(told["body"]),
            body=told["body"],
            source=Matter.Source.GRID if at_village else Matter.Source.WINDOW,
            kind=told["kind"],
            category=told["category"] or told["suggested"],
            address=told["address"].strip(),
            community=self.place(told["address"]),
            claimants=told["claimants"],
            slip=told["slip"],
            claimants_is_about=told["is_about"] and bool(told["claimants"]),
            secrecy=told["secrecy"] if told["secrecy"] != Case.Secrecy.NORMAL else "",
        )

    def person(self) -> dict:
        """What the visitor told about themselves; empty when they gave no name, or were entered before."""
        told = self.cleaned_data
        if self.known and self.known.visitors:
            return {}
        return (
            {field: told[field] for field in ("name", "phone", "identity", "card_seen")}
            if told["name"]
            else {}
        )

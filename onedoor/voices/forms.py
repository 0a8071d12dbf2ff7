"""What people fill in to note what others talk about."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onedoor.kit.plain_forms import PlainForm
from onedoor.places.models import Region
from onedoor.places.tree import current
from onedoor.voices.limits import MOST_PLACE, MOST_WORDS
from onedoor.voices.plainness import refusal_of
from onedoor.voices.topics import Topic

K = Region.Kind
# What each ground is looked at by; a grid has one worker, and would say who wrote.
PARTS = {
    K.DISTRICT: (K.STREET, K.TOWN),
    K.STREET: (K.COMMUNITY, K.VILLAGE),
    K.TOWN: (K.COMMUNITY, K.VILLAGE),
    K.AREA: (K.COMMUNITY, K.VILLAGE),
}


class PartForm(PlainForm):
    """看哪一片 — the whole of one's ground, or a part of it."""

    region = forms.ModelChoiceField(
        label=_("看哪一片"), queryset=Region.objects.none(), empty_label=None, to_field_name="code"
    )

    def __init__(self, *args, ground: Region, **kwargs):
        super().__init__(*args, **kwargs)
        inside = current().filter(path__startswith=ground.path)
        parts = inside.filter(Q(pk=ground.pk) | Q(kind__in=PARTS[K(ground.kind)]))
        self.fields["region"].queryset = parts.order_by("path")
        self.fields["region"].label_from_instance = lambda region: region.name


class VoiceForm(PlainForm):
    """记社情民意 — a topic, a sentence or two, a place."""

    topic = forms.ChoiceField(label=_("话题"), choices=Topic.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("大家在说什么"),
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": MOST_WORDS}),
        help_text=_("写事，不写人：不写姓名、电话、证件号码、门牌号，也不写是谁说的。"),
    )
    place = forms.CharField(
        label=_("在哪里听到"),
        max_length=MOST_PLACE,
        required=False,
        help_text=_("例如“集市”“小区门口”，不写到哪一家。"),
    )

    def clean_words(self):
        return self._plain("words")

    def clean_place(self):
        return self._plain("place")

    def _plain(self, name: str) -> str:
        text = self.cleaned_data[name]
        if refusal := refusal_of(text):
            raise forms.ValidationError(refusal)
        return text

"""What people fill in to note what others talk about."""

from django import forms
from django.utils.translation import gettext_lazy as _

from onedoor.kit.plain_forms import PlainForm
from onedoor.voices.limits import MOST_PLACE, MOST_WORDS
from onedoor.voices.plainness import refusal_of
from onedoor.voices.topics import Topic


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

"""Photos in a form: a few, each judged by its content before anything is kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onedoor.cases.papers import clean as clean_paper
from onedoor.kit.problems import NotValid

MOST_PHOTOS = 4


class ManyPhotos(forms.ClearableFileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """照片 — up to four; where each was taken is removed when it is filed."""

    def __init__(self, **more):
        usual: dict[str, Any] = {
            "label": _("照片"),
            "required": False,
            "help_text": _("最多4张，照片里的位置信息会自动去掉。"),
            "widget": ManyPhotos(attrs={"accept": "image/*"}),
        }
        super().__init__(**usual | more)

    def clean(self, data, initial=None):
        files = [file for file in (data or []) if file]
        if len(files) > MOST_PHOTOS:
            raise forms.ValidationError(gettext("一次最多%(most)s张照片。") % {"most": MOST_PHOTOS})
        for file in files:
            try:
                clean_paper(file)
            except NotValid as problem:
                raise forms.ValidationError(problem.message) from problem
        return files

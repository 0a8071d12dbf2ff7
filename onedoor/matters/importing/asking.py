"""What a person fills in to bring a file: the file and whose it is, then which column is what."""

from django import forms
from django.utils.translation import gettext_lazy as _

from onedoor.kit.problems import NotValid
from onedoor.matters.importing.columns import FIELDS, checked
from onedoor.matters.importing.reading import MOST_BYTES
from onedoor.matters.models import ImportSource


class UploadForm(forms.Form):
    """The file, and the agency whose numbers it brings."""

    source = forms.CharField(
        label=_("来源名称"),
        max_length=40,
        widget=forms.TextInput(attrs={"list": "sources", "autocomplete": "off"}),
        help_text=_("例如：12345热线。同一来源的编号只登记一次，列的对应也按来源记住。"),
    )
    kind = forms.ChoiceField(label=_("来源类别"), choices=ImportSource.Kind.choices)
    file = forms.FileField(
        label=_("文件"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        help_text=_("Excel工作簿（.xlsx）或CSV文件，第一行是列名，不超过20MB。"),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("文件超过20MB，请分成几个文件导入。"))
        return file


class ColumnsForm(forms.Form):
    """One question a column; an empty answer leaves the column out."""

    def __init__(self, *args, headings, mapping, **kwargs):
        super().__init__(*args, **kwargs)
        self.headings = headings
        choices = [("", _("不导入")), *((code, wanted.label) for code, wanted in FIELDS.items())]
        for place, heading in enumerate(headings):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=heading, choices=choices, required=False, initial=mapping.get(heading, "")
            )

    def mapping(self) -> dict[str, str]:
        """heading → field, as it now stands in the form."""
        told = (self[f"column_{place}"].value() or "" for place in range(len(self.headings)))
        return {heading: code for heading, code in zip(self.headings, told, strict=True) if code in FIELDS}

    def clean(self):
        data = super().clean()
        try:
            checked(self.mapping(), self.headings)
        except NotValid as problem:
            raise forms.ValidationError(problem.detail["problems"]) from problem
        return data

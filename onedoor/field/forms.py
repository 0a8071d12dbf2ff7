"""What is filled in about grids: a number to be reached on, an address to be found."""

import re

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

NUMBER = re.compile(r"^(1\d{10}|0\d{2,3}-?\d{7,8}|\d{7,8}|1\d{4})$")


class LineForm(forms.Form):
    number = forms.CharField(
        label=_("服务电话"),
        max_length=20,
        help_text=_("工作用的号码，居民都能看到；换人不换号。"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )

    def clean_number(self):
        number = self.cleaned_data["number"].replace(" ", "")
        if not NUMBER.match(number):
            raise forms.ValidationError(gettext("请写手机号或带区号的座机，例如0938-8210000。"))
        return number


class LookForm(forms.Form):
    address = forms.CharField(
        label=_("地址"),
        max_length=100,
        help_text=_("例如：进步巷社区3号楼。地址只用来查找，不保存。"),
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )

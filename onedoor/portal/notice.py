"""告知 — what a resident is told about their data before the first field; a request remembers which version that was."""

from django.utils.translation import gettext_lazy as _

VERSION = "2026-2"
LONGEST = 600
# One or two sentences each. Changing a word means a new version.
TEXT = (
    _("您写的内容，只用来登记、办理和答复这件事。"),
    _("姓名和电话可以不留。留了会加密保存，只给办理这件事的人看；谁看过、为什么看，都有记录，您随时可以查。"),
    _("留了电话，受理、答复等几步会发短信告诉您，短信里没有姓名和事情的内容；您可以不要短信。"),
    _("不要您的身份证号。照片里的拍摄地点会自动去掉。请不要写别人的隐私。"),
    _("您可以要求查看、更正或删除自己的信息：打电话、到窗口都行。"),
)

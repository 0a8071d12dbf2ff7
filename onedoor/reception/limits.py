"""接访的规定 — how many may speak for a group, and what is read aloud before mediation is asked about."""

from django.utils.translation import gettext_lazy as _

# 《信访工作条例》第二十条
MOST_REPRESENTATIVES = 5
# 《人民调解法》第三条、第四条: free, voluntary, and no way to court is closed by it.
READ_ALOUD = _(
    "人民调解不收任何费用，完全自愿：您可以同意，也可以不同意，随时可以不调；调解不影响您申请仲裁、行政复议或者到法院起诉。"
)

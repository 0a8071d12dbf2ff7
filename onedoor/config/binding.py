"""What follows when a mediation is filed: a worker binds its volume; and who hears of volumes whose time is over."""

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.models import Case
from onedoor.mediation import actions
from onedoor.mediation.models import Mediation
from onedoor.mediation.queries.volumes import over_by_org
from onedoor.notices.actions import tell
from onedoor.posts.actor import Actor


def bind_filed(event):
    """装订卷宗 — by the hand of whoever filed it, who was asked then: names are opened for it and logged as theirs, and that their
    post has changed since leaves no volume unbound. The house opens nobody's name: of what it filed itself the desk is told."""
    mediation = Mediation.objects.select_related("case", "committee__org", "post__org").get(case=event.case)
    if event.staff is None:
        org = mediation.committee.org if mediation.committee else mediation.post.org
        words, link = _("有一卷调解到期自动归档，请打开卷宗装订。"), "/mediation/"
        if event.case.secrecy == Case.Secrecy.NORMAL:
            words, link = f"{words}{event.case.code}", f"/mediation/{event.case.code}/volume/"
        tell(org, words, key=f"bind-{event.pk}", link=link)
        return
    actions.bind_volume(mediation, by=Actor(event.staff, event.post).as_reaction())


def tell_over() -> None:
    """卷宗保管期满 — once a month to each committee's unit; nothing is destroyed without two people."""
    month = f"{timezone.localdate():%Y-%m}"
    for org, count in over_by_org().items():
        tell(
            org,
            f"有{count}卷调解卷宗保管期满",
            key=f"volumes-over:{org.pk}:{month}",
            link="/mediation/volumes/",
        )

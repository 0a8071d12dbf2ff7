"""Changes of screens: which there are, and what each shows."""

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from onedoor.guide.actions.library import require_editor
from onedoor.guide.models import Item, Screen, Showing
from onedoor.guide.ordering import moved
from onedoor.kit.problems import NotValid


def open_screen(centre, name: str, has_sound: bool = False, *, by) -> Screen:
    """增设宣传屏 — one more television, by its own address."""
    require_editor(by=by)
    return _saved(Screen(centre=centre, name=name, has_sound=has_sound))


def edit_screen(screen: Screen, centre, name: str, has_sound: bool, *, by) -> Screen:
    """修改宣传屏 — its centre, its name, whether films are heard."""
    require_editor(by=by)
    screen.centre, screen.name, screen.has_sound = centre, name, has_sound
    return _saved(screen)


def _saved(screen: Screen) -> Screen:
    try:
        with transaction.atomic():
            screen.save()
    except IntegrityError as error:
        raise NotValid(
            _("这个中心已经有一块叫“%(name)s”的屏幕。") % {"name": screen.name}, field="name"
        ) from error
    return screen


def close_screen(screen: Screen, *, by) -> None:
    """撤销宣传屏 — the address shows nothing any more; the items stay."""
    require_editor(by=by)
    screen.delete()


@transaction.atomic
def show(screen: Screen, item: Item, seconds: int = 15, from_hour=None, to_hour=None, *, by) -> Showing:
    """放上屏幕 — at the end of the list; an item that is there already gets the new times."""
    require_editor(by=by)
    _in_order(from_hour, to_hour)
    last = screen.showings.aggregate(last=Max("order"))["last"] or 0
    times = {"seconds": seconds, "from_hour": from_hour, "to_hour": to_hour}
    showing, _new = Showing.objects.update_or_create(
        screen=screen, item=item, defaults=times, create_defaults=times | {"order": last + 1}
    )
    return showing


def _in_order(from_hour, to_hour) -> None:
    if (from_hour is None) != (to_hour is None):
        raise NotValid(_("每天起、止要么都填，要么都不填。"), field="to_hour")
    if from_hour and to_hour <= from_hour:
        raise NotValid(_("每天止要晚于每天起。"), field="to_hour")


@transaction.atomic
def move_showing(showing: Showing, up: bool, *, by) -> None:
    """调整播放顺序 — one place up or down on its screen."""
    require_editor(by=by)
    rows = list(showing.screen.showings.all())
    Showing.objects.bulk_update(moved(rows, showing, up), ["order"])


def take_off(showing: Showing, *, by) -> None:
    """不再播放 — off this screen; the item stays."""
    require_editor(by=by)
    showing.delete()

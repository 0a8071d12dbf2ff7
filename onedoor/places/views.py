"""Small maps and choosers that any page may use to ask where something is; they tell no more than a map on a wall."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import condition

from onedoor.kit.digits import whole_number
from onedoor.kit.problems import NotFound, NotValid
from onedoor.places import maps, svg, tree
from onedoor.places.atlas import stamp
from onedoor.places.models import Region

SIZES = range(160, 2001)
AN_HOUR = 3600


def _etag(_request, **_kwargs) -> str:
    """Changes with the tree, its boundaries, and the day, on which a change entered before may begin."""
    return f'"{timezone.localdate():%y%m%d}-{"-".join(map(str, stamp()))}"'


@condition(etag_func=_etag)
def map_of(request, code: str):
    """示意图 — the SVG of a region's parts; ?width=&height=&chosen=CODE&pin=longitude,latitude."""
    asked = request.GET
    height = _size(asked["height"]) if "height" in asked else None
    picture = maps.picture(
        _region(code),
        _size(asked.get("width", "720")),
        height,
        chosen=asked.get("chosen", ""),
        pin=_point(asked.get("pin", "")),
    )
    response = HttpResponse(svg.text_of(picture), content_type="image/svg+xml; charset=utf-8")
    patch_cache_control(
        response, **({"no_store": True} if "pin" in asked else {"public": True, "max_age": AN_HOUR})
    )
    return response


@condition(etag_func=_etag)
def children(request):
    """下级区域 — ?parent=CODE: its parts as JSON, or with &as=options as <option>s for a chooser; no parent: the districts."""
    code = request.GET.get("parent", "")
    region = _region(code) if code else None
    parts = maps.parts_of(region) if region else list(tree.districts())
    if request.GET.get("as") == "options":
        return render(
            request, "places/_options.html", {"parts": parts, "chosen": request.GET.get("chosen", "")}
        )
    return JsonResponse(
        {"parent": _facts(region) if region else None, "children": [_facts(part) for part in parts]},
        json_dumps_params={"ensure_ascii": False},
    )


def _facts(region: Region) -> dict:
    return {
        "code": region.code,
        "name": region.name,
        "kind": region.kind,
        "kind_name": region.get_kind_display(),
    }


def _region(code: str) -> Region:
    if region := tree.by_code(code):
        return region
    raise NotFound(_("没有代码为 %(code)s 的现行区域。") % {"code": code})


def _size(text: str) -> int:
    if (size := whole_number(text)) in SIZES:
        return size
    raise NotValid(_("图片尺寸须为 160 至 2000 之间的整数。"))


def _point(text: str) -> tuple[float, float] | None:
    """“105.72,34.58”, or nothing."""
    if not text:
        return None
    try:
        lon, lat = (float(number) for number in text.split(","))
    except ValueError:
        raise NotValid(_("坐标须写成“经度,纬度”，例如 105.72,34.58。")) from None
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise NotValid(_("坐标超出经纬度范围。"))
    return lon, lat

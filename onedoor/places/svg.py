"""图片文件 — a drawn map as SVG text, for an <img> or an <input type="image">."""

from html import escape

from onedoor.places.drawing import BORDER, INK, OUTLINE, PIN, Picture

FONT = "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Source Han Sans SC',sans-serif"


def text_of(picture: Picture) -> str:
    """The picture as a file of its own, for an <img> or <input type="image">."""
    p = picture
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {p.width} {p.height}" width="{p.width}" height="{p.height}" role="img" font-family="{FONT}">',
        f"<title>{escape(p.title)}</title>",
        f'<rect width="{p.width}" height="{p.height}" fill="#fbfcfd"/>',
        f'<g stroke="{BORDER}" stroke-width="0.8" stroke-linejoin="round">',
        *(
            f'<path id="r{escape(one.code)}" d="{one.path}" fill="{one.fill}"><title>{escape(one.name)}</title></path>'
            for one in p.pieces
        ),
        "</g>",
        f'<path d="{p.outline}" fill="none" stroke="{OUTLINE}" stroke-width="1.8" stroke-linejoin="round"/>',
        f'<g fill="{INK}" text-anchor="middle" dominant-baseline="central" stroke="#ffffff" stroke-opacity="0.75" stroke-width="2.5" paint-order="stroke">',
        *(
            f'<text x="{one.x}" y="{one.y}" font-size="{one.size}">{escape(one.label)}</text>'
            for one in p.pieces
        ),
        "</g>",
        *_legend_svg(p),
        *_pin_svg(p),
        "</svg>",
    ]
    return "".join(parts)


def _legend_svg(picture: Picture) -> list[str]:
    if picture.box is None:
        return []
    x, y, wide, high = picture.box
    box = f'<rect x="{x:g}" y="{y:g}" width="{wide:g}" height="{high:g}" rx="4" fill="#ffffff" fill-opacity="0.92" stroke="{BORDER}" stroke-width="0.6"/>'
    lines = [
        f'<text x="{one.x:g}" y="{one.y:g}" font-size="13" fill="{INK}">{escape(one.text)}</text>'
        for one in picture.legend
    ]
    return [box, *lines]


def _pin_svg(picture: Picture) -> list[str]:
    if picture.pin is None:
        return []
    x, y = (round(value, 1) for value in picture.pin)
    return [
        f'<g transform="translate({x:g} {y:g})"><path d="M0 0C-3-8-9-11-9-18A9 9 0 1 1 9-18C9-11 3-8 0 0Z" fill="{PIN}" stroke="#ffffff" '
        'stroke-width="1.5"/><circle cy="-18" r="3.4" fill="#ffffff"/></g>'
    ]

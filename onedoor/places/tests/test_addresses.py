"""Names in plain text, without a tree."""

import pytest

from onedoor.kit.problems import NotNow
from onedoor.places.addresses import grid_number, plain, stem
from onedoor.places.locating import grid_of, locate_many


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("三网格", 3),
        ("第十二网格", 12),
        ("12号网格", 12),
        ("二十三网格", 23),
        ("十网格", 10),
        ("公园专属网格", None),
    ],
)
def test_grid_number_is_read_however_it_is_written(name, number):
    assert grid_number(name) == number


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("进步巷社区居委会", "进步巷"),
        ("前坡村民委员会", "前坡"),
        ("皂郊镇", "皂郊"),
        ("大城街道", "大城"),
        ("天水郡", "天水郡"),
    ],
)
def test_stem_leaves_the_proper_name(name, short):
    assert stem(name) == short


def test_plain_evens_out_widths_and_blanks():
    assert plain("第３ 网格（东）") == "第3网格(东)"


def test_nothing_can_be_located_without_a_tree(db):
    with pytest.raises(NotNow, match="尚未建立区域树"):
        grid_of(None, "某处")
    assert locate_many([105.7], [34.5]).tolist() == [-1]

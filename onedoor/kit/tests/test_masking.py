"""What stands on a page that nobody gave a purpose for."""

import pytest

from onedoor.kit.masking import mask_identity, mask_name, mask_phone


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张三", "张*"),
        ("张三丰", "张**"),
        ("欧阳娜娜", "欧阳**"),
        ("欧阳锋", "欧阳*"),
        ("欧阳", "欧*"),
        ("司马相如", "司马**"),
        ("张", "*"),
        ("次仁·卓玛", "次****"),
        ("Ali Hassan", "A*********"),
        (" 李四 ", "李*"),
        ("", ""),
    ],
)
def test_a_name_keeps_its_surname_only(name, masked):
    assert mask_name(name) == masked


def test_a_long_name_fits_its_column():
    assert len(mask_name("阿" * 40)) == 20


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13800001234", "138****1234"),
        ("09388212345", "093****2345"),
        ("+85221234567", "+85*****4567"),
        ("8212345", "***2345"),
        ("110", "***"),
        ("", ""),
    ],
)
def test_a_phone_keeps_its_ends(phone, masked):
    assert mask_phone(phone) == masked


@pytest.mark.parametrize(
    ("number", "masked"), [("620502199001010013", "**************0013"), ("1234", "****"), ("", "")]
)
def test_an_identity_number_keeps_its_last_four(number, masked):
    assert mask_identity(number) == masked

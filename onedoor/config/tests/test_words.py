"""Translations are compiled without gettext's programs, and only when they changed."""

import gettext

from onedoor.config.words import compile_words


def test_a_catalogue_is_compiled_once(tmp_path, settings):
    settings.LOCALE_PATHS = [tmp_path]
    source = tmp_path / "en" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "登记"\nmsgstr "Register"\n'
    )
    target = source.with_suffix(".mo")
    assert compile_words() == [target]
    assert compile_words() == []
    with target.open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("登记") == "Register"

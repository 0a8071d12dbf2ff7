"""Light markup: what a line becomes, and how an article is shared out over the pages of a screen."""

from django.template.loader import render_to_string

from onedoor.guide.markup import PAGE_OF_SCREEN, blocks, pages

TEXT = "# 谁能申请\n一句话，\n接着说。\n\n- 经济困难\n- 交通事故\n\n第二段"


def test_lines_become_headings_paragraphs_and_lists():
    told = [(block.kind, block.text, block.points) for block in blocks(TEXT)]
    assert told == [
        ("heading", "谁能申请", []),
        ("paragraph", "一句话，接着说。", []),
        ("points", "", ["经济困难", "交通事故"]),
        ("paragraph", "第二段", []),
    ]


def test_html_in_an_article_is_shown_as_it_was_typed():
    shown = render_to_string("guide/_blocks.html", {"blocks": blocks("# <b>大</b>\n<script>x</script>")})
    assert ("<script" in shown, "&lt;script&gt;" in shown, "&lt;b&gt;" in shown) == (False, True, True)


def test_an_article_is_shared_out_and_no_heading_stands_last():
    text = "\n\n".join(["字" * 180, "# 标题", "文" * 100])
    assert [[block.kind for block in page] for page in pages(text)] == [
        ["paragraph"],
        ["heading", "paragraph"],
    ]


def test_a_list_longer_than_a_page_goes_on_in_the_next():
    text = "\n".join(f"- {n}{'条' * 28}" for n in range(20))
    shared = pages(text)
    assert sum(len(block.points) for page in shared for block in page) == 20
    assert max(sum(block.weight for block in page) for page in shared) <= PAGE_OF_SCREEN


def test_nothing_makes_no_page():
    assert (pages(""), blocks(" \n\n ")) == ([], [])

"""The demo district: the article's figures, told by invented people."""

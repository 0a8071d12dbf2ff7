"""指引 — where do I turn: decision pages, forms to fill, and the library of articles, videos and leaflets."""

"""网格移动端 — the grid worker's phone: what it carries, what it sends, whose it is."""

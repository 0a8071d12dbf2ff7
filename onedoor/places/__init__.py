"""区域 — the region tree, its grids and their boundaries; finds the grid of a point or an address."""

"""网格任务 — what one grid is asked to go and do: check on the spot, visit, run an errand, walk a round."""

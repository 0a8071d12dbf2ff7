"""打印 — what stands on a slip (`layout`), in the bytes of a receipt printer (`escpos`), carried to it (`sending`)."""

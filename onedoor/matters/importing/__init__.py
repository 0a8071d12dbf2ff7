"""批量导入 — another agency's file on its way in: reading it, matching its columns, judging its rows, taking them in."""

"""机构岗位 — organisations, staff, posts and tenures; the actor behind every action."""

"""Pages: one's own account, and the security administrator's pages of chairs and people."""

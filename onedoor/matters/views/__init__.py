"""Pages of matters: the file of one, what waits for a post, lists, the desk."""

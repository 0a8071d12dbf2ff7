"""Live pages: a small asynchronous process beside the web server that tells browsers what has changed (decision 0030)."""

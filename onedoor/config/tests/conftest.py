"""What the tests of the wiring share."""

from onedoor.config.tests.live_process import live, live_process

__all__ = ["live", "live_process"]

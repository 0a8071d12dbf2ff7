"""Connects the one signal to its one receiver."""

from django.apps import AppConfig


class ConfigApp(AppConfig):
    """Wiring that must wait until every model is loaded."""

    name = "onedoor.config"

    def ready(self):
        from onedoor.cases.signals import event_recorded
        from onedoor.config import signin
        from onedoor.config.reactions import react

        event_recorded.connect(react, dispatch_uid="reactions")
        signin.connect()

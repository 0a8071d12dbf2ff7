"""Connects the one signal to its one receiver."""

from django.apps import AppConfig


class ConfigApp(AppConfig):
    """Wiring that must wait until every model is loaded."""

    name = "onedoor.config"

    def ready(self):
        from onedoor.cases import apart, reserve
        from onedoor.cases.signals import events_recorded
        from onedoor.config import apart as rooms_apart
        from onedoor.config import arriving, asking, reserving, signin
        from onedoor.config.reactions import react
        from onedoor.config.telling import secrecy_of
        from onedoor.notices import veil

        events_recorded.connect(react, dispatch_uid="reactions")
        signin.connect()
        arriving.connect()
        veil.answer_with(secrecy_of)
        reserve.answer_with(reserving.refusal)
        apart.answer_with(rooms_apart.refusal)
        asking.connect()

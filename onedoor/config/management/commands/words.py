"""编译译文 — compile the translations of the interface."""

from django.core.management.base import BaseCommand

from onedoor.config.words import compile_words


class Command(BaseCommand):
    help = "编译界面译文（.po → .mo），无需 gettext。Compile the translations without gettext's programs."
    requires_system_checks = ()

    def handle(self, **options):
        for target in compile_words():
            self.stdout.write(str(target))

"""load_whistles: the times to answer that a district starts with."""

from django.core.management.base import BaseCommand

from onedoor.whistles.classes import load_classes


class Command(BaseCommand):
    """应哨时限 — made where missing; safe to repeat."""

    help = "装入应哨时限：缺的补上，本区改过的不动。"

    def handle(self, **options):
        load_classes()

"""Builds the demo district's tree (1 district, 7 streets, 16 towns, 467 villages and communities, 1,563 grids) with invented grid boundaries."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from onedoor.places.loading import load_qinzhou


class Command(BaseCommand):
    """导入区域 — safe to repeat."""

    help = "Load the demo district's regions and (invented) boundaries; what is there is left alone."

    def add_arguments(self, parser):
        parser.add_argument("--without-boundaries", action="store_true", help="the tree only")

    def handle(self, *args, **options):
        regions, boundaries = load_qinzhou(by="load_places", boundaries=not options["without_boundaries"])
        self.stdout.write(
            _("新增区域 %(regions)s 个、边界 %(boundaries)s 个。")
            % {"regions": regions, "boundaries": boundaries}
        )

"""Seed or refresh the calendar: safe to repeat, and a district's own days stay as they are."""

from django.core.management.base import BaseCommand, CommandError

from onedoor.kit.problems import NotFound
from onedoor.worktime.notices import SEEDED, take_in


class Command(BaseCommand):
    help = "载入国务院办公厅放假通知（默认 2024、2025、2026 年），可重复执行，不改动本区自定的日期。"

    def add_arguments(self, parser):
        parser.add_argument("years", nargs="*", type=int, default=list(SEEDED))

    def handle(self, *args, years, **options):
        for year in years:
            try:
                self.stdout.write(f"{year}: {take_in(year)}")
            except NotFound as problem:
                raise CommandError(problem.message) from problem

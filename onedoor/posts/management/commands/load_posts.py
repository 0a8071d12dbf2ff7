"""机构岗位 — post types, organisations, and the posts of the portal and the system. Safe to repeat."""

from django.core.management.base import BaseCommand, CommandError

from onedoor.kit.problems import Problem
from onedoor.posts.district import load_district


class Command(BaseCommand):
    help = "载入岗位类型、单位和系统岗位（可重复运行）"

    def handle(self, *args, **options):
        try:
            new = load_district()
        except Problem as problem:
            raise CommandError(problem.message) from problem
        self.stdout.write("岗位类型 {post_types} 个；新增单位 {orgs} 个，岗位 {posts} 个".format(**new))

"""demo_logins: who can sign in to the demo, and with what."""

from django.core.management.base import BaseCommand

from onedoor.config.demo.people import logins
from onedoor.posts.models import Staff


class Command(BaseCommand):
    """演示账号 — printed beside the address by `make run`."""

    help = "列出演示区的登录账号。"

    def handle(self, **options):
        if not Staff.objects.filter(username="clerk").exists():
            return
        self.stdout.write("演示账号（虚构人物，密码相同）：")
        for login, password, title in logins():
            self.stdout.write(f"  {login:<18}{password:<20}{title}")

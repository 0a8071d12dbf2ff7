"""安全管理员 — the first one, who appoints everybody else. Refused once there is one."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from onedoor.posts.models import Org, Post, PostType, Staff, Tenure
from onedoor.posts.passwords import give_first_password
from onedoor.posts.tenures import live
from onedoor.posts.verbs import CLEARANCES

CLEARANCES_HELP = "可授予的密级权限，不写就是全部：没有人能授予的密级，也就没有人能看到那样的案卷"


class Command(BaseCommand):
    help = "设立首位安全管理员（系统中还没有安全管理员时）"

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("name")
        parser.add_argument("--clearances", nargs="*", default=list(CLEARANCES), help=CLEARANCES_HELP)

    @transaction.atomic
    def handle(self, *args, username, name, clearances, **options):
        if Tenure.objects.filter(live(), post__type__duty=PostType.Duty.SECURITY).exists():
            raise CommandError("已经有安全管理员了，请由其任命。")
        centre = Org.objects.filter(kind=Org.Kind.CENTRE).first()
        if centre is None:
            raise CommandError("还没有机构：请先运行 load_posts。")
        kind = PostType.objects.get(code="security_admin")
        post = Post.objects.create(
            type=kind, org=centre, region=centre.region, clearances=clearances, title=kind.name
        )
        staff = Staff(username=username.lower(), name=name, org=centre)
        password = give_first_password(staff)
        Tenure.objects.create(staff=staff, post=post, since=timezone.localdate())
        self.stdout.write(f"用户名 {staff.username}，初始密码 {password}（24 小时内首次登录并修改）")

"""启动 — make everything ready, start the server and its worker, say where it is; Ctrl-C stops all of it."""

import os
from time import monotonic

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connections

from onedoor.config import env, processes
from onedoor.config.postgres import address
from onedoor.config.readying import steps


class Command(BaseCommand):
    help = (
        "准备数据并启动网页服务与后台任务。Make everything ready and serve. PORT, HOST, DEMO=0, DATABASE_URL."
    )
    requires_system_checks = ()

    def handle(self, **options):
        processes.leave_on_signals()
        try:
            with processes.only_one(settings.VAR / "server") as note:
                self.make_ready()
                host, wanted = env.envstr("HOST", "127.0.0.1"), env.envint("PORT", 8000)
                with (
                    processes.own_port(host, wanted) as port,
                    processes.own_port(host, env.envint("LIVE_PORT", port + 1)) as beside,
                ):
                    if port != wanted:
                        self.say(f"端口 {wanted} 被占用，改用 {port}。(Port {wanted} is taken.)")
                    if beside != env.envint("LIVE_PORT", port + 1):
                        self.say(f"实时推送改用端口 {beside}。(Live pages are at port {beside}.)")
                    self.serve(host, port, beside, note)
        except processes.AlreadyRunning as running:
            self.say(f"已经在运行：{running}  (already running; Ctrl-C in its window stops it)")

    def serve(self, host: str, port: int, beside: int, note: int):
        url = f"http://{'localhost' if host == '127.0.0.1' else host}:{port}/"
        children = []
        try:
            told = {"DB_POOL": str(processes.threads()), "LIVE_PORT": str(beside)}
            children.append(processes.started(processes.server(host, port), settings.ROOT, **told))
            children.append(processes.started(processes.worker(), settings.ROOT, silent=True))
            children.append(processes.started(processes.live(host, beside), settings.ROOT, DB_POOL="0"))
            processes.wait_for(host, port, children[0])
            processes.wait_for(host, beside, children[2])
            os.pwrite(note, url.encode(), 0)
            self.announce(url)
            processes.watch(children)
        finally:
            self.say("\n正在停止… (stopping)")
            processes.stop(children)

    @property
    def demo(self) -> bool:
        return not settings.PRODUCTION and env.envbool("DEMO", True)

    def make_ready(self):
        for label, step in steps(self.demo):
            begun = monotonic()
            step()
            if (spent := monotonic() - begun) > 1:
                self.say(f"  {label} {spent:.0f} 秒")
        # The children open their own.
        connections.close_all()

    def announce(self, url: str):
        where = address.home().data if address.is_embedded() else settings.DATABASES["default"]["HOST"]
        self.say(f"\n  一扇门已启动 (onedoor is running): {url}\n  数据 (data): {where}")
        if self.demo:
            call_command("demo_logins", stdout=self.stdout)
        self.say("  按 Ctrl-C 停止。(Press Ctrl-C to stop.)\n")

    def say(self, words: str):
        self.stdout.write(words)
        self.stdout.flush()

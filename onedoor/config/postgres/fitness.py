"""Is this database fit to keep records in? Asked at every start, embedded or not."""

from onedoor.config.env import Misconfigured

OLDEST = 150000
DURABLE = ("fsync", "full_page_writes", "synchronous_commit")


def require_fit(connection) -> None:
    """Refuses a server that may lose what it has confirmed, or that does not know Chinese letters for letters."""
    with connection.cursor() as cursor:
        refuse_old(cursor)
        refuse_careless(cursor)
        refuse_deaf(cursor)


def refuse_old(cursor) -> None:
    if int(shown(cursor, "server_version_num")) < OLDEST:
        raise Misconfigured(
            f"需要 PostgreSQL 15 或更高版本，现为 {shown(cursor, 'server_version')}。(PostgreSQL 15 or newer is needed.)"
        )


def refuse_careless(cursor) -> None:
    for name in DURABLE:
        if shown(cursor, name) == "off":
            raise Misconfigured(
                f"数据库关闭了 {name}，断电会丢失已办事项：请在 PostgreSQL 配置中打开后再启动。"
                f"(The database runs with {name} = off and would lose confirmed work: turn it on.)"
            )


def refuse_deaf(cursor) -> None:
    encoding = shown(cursor, "server_encoding")
    cursor.execute("SELECT '电' ~ '[[:alpha:]]'")
    if encoding != "UTF8" or not cursor.fetchone()[0]:
        raise Misconfigured(
            "数据库的编码须为 UTF8，字符类别（LC_CTYPE）须认得汉字：请用 "
            "CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8' 重建。"
            "(The database must be UTF8 with an LC_CTYPE that knows Chinese, such as C.UTF-8.)"
        )


def shown(cursor, name: str) -> str:
    cursor.execute("SELECT current_setting(%s)", [name])
    return cursor.fetchone()[0]

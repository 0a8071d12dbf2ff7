"""Reading the environment: what an operator may set, each with a clear refusal when it makes no sense."""

import json
import os
import secrets
from base64 import b64decode, b64encode
from collections.abc import Callable
from pathlib import Path


class Misconfigured(SystemExit):
    """配置有误 — the house does not start; one sentence says what to set."""

    def __init__(self, sentence: str):
        super().__init__(f"onedoor: {sentence}")


def envstr(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def envbool(name: str, default: bool = False) -> bool:
    value = envstr(name, "1" if default else "0").lower()
    if value not in ("1", "0", "true", "false", "yes", "no", "on", "off"):
        raise Misconfigured(f"{name}={value}：只能填 1 或 0。({name} must be 1 or 0.)")
    return value in ("1", "true", "yes", "on")


def envint(name: str, default: int) -> int:
    value = envstr(name, str(default))
    if not value.isdecimal():
        raise Misconfigured(f"{name}={value}：应为整数。({name} must be a whole number.)")
    return int(value)


def envchoice(name: str, default: str, known: tuple[str, ...]) -> str:
    """One word of a few."""
    value = envstr(name, default)
    if value not in known:
        raise Misconfigured(f"{name}={value}：只能填 {'、'.join(known)}。({name} must be one of these.)")
    return value


def envlist(name: str, default: str = "") -> list[str]:
    """Words divided by commas."""
    return [word.strip() for word in envstr(name, default).split(",") if word.strip()]


def envsecret(name: str, folder: Path | None, make: Callable[[], str]) -> str:
    """`NAME`, or the content of the file that `NAME_FILE` names, or, outside production, one made once and kept in `folder`."""
    if value := envstr(name):
        return value
    if path := envstr(f"{name}_FILE"):
        return read_secret(name, Path(path))
    if folder is None:
        raise Misconfigured(
            f"生产环境必须设置 {name} 或 {name}_FILE。(Set {name} or {name}_FILE in production.)"
        )
    return kept_secret(folder / name.lower(), make)


def read_secret(name: str, path: Path) -> str:
    try:
        value = path.read_text().strip()
    except OSError as error:
        raise Misconfigured(f"{name}_FILE 读不出来：{error}。(The file of {name} cannot be read.)") from error
    if not value:
        raise Misconfigured(f"{name}_FILE 是空文件：{path}。(The file of {name} is empty.)")
    return value


def kept_secret(path: Path, make: Callable[[], str]) -> str:
    """Made whole under another name and then linked, so that two processes starting at once end up with the same one."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        with open(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(make())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()


def random_key() -> str:
    """32 random bytes in base64: what AES-256 and HMAC-SHA-256 take."""
    return b64encode(secrets.token_bytes(32)).decode()


def random_keyring() -> str:
    """Keys by their id, so that a new one can be added while old rows still open with theirs."""
    return json.dumps({"1": random_key()})


def read_keyring(text: str) -> dict[str, str]:
    try:
        ring = json.loads(text)
    except ValueError as error:
        raise Misconfigured(
            'FIELD_KEYS 应为 {"编号": "base64 密钥"} 形式的 JSON。(FIELD_KEYS must be a JSON object.)'
        ) from error
    if not isinstance(ring, dict) or not ring:
        raise Misconfigured('FIELD_KEYS 至少要有一把密钥：{"1": "…"}。(FIELD_KEYS must hold a key.)')
    for number, key in ring.items():
        if not is_key(key):
            raise Misconfigured(
                f"FIELD_KEYS 中编号 {number} 的密钥不是 base64 的 32 字节。(Key {number} is not 32 bytes of base64.)"
            )
    return ring


def is_key(text: object) -> bool:
    try:
        return isinstance(text, str) and len(b64decode(text, validate=True)) == 32
    except ValueError:
        return False


def refuse_careless(
    production: bool, debug: bool, hosts: list[str], this_machine: list[str], keys: list[str]
) -> None:
    """What must never be open to others: error pages with our innards, any host name, a guessable or shared key."""
    if not production:
        if foreign := sorted(set(hosts) - set(this_machine)):
            raise Misconfigured(
                f"对外服务（ALLOWED_HOSTS={','.join(foreign)}）必须设置 PRODUCTION=1。"
                "(Serving other machines takes PRODUCTION=1.)"
            )
        return
    if debug:
        raise Misconfigured("生产环境不得打开 DEBUG。(DEBUG must be off in production.)")
    if not hosts or any("*" in host or host.startswith(".") for host in hosts):
        raise Misconfigured(
            "生产环境须用 ALLOWED_HOSTS 逐一列出域名，不得用通配符。(List every host name in ALLOWED_HOSTS.)"
        )
    if len(set(keys)) < len(keys) or any(len(key) < 32 or len(set(key)) < 8 for key in keys):
        raise Misconfigured(
            "SECRET_KEY、INDEX_KEY、PIN_KEY 须各不相同、随机且不少于 32 位。"
            "(The keys must be random, different from each other, and at least 32 characters long.)"
        )

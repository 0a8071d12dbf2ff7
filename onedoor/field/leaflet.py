"""网格员手册 — one page for who walks a grid: as `docs/phone-leaflet.md`, and as a PDF to print with the address as a code to scan."""

import json
from io import BytesIO
from pathlib import Path

import segno
import typst

PATH = "docs/phone-leaflet.md"
TITLE = "网格员手册"
SOURCE = Path(__file__).parent / "leaflet.typ"
PARTS = (
    (
        "第一次用",
        "用手机浏览器打开中心的网址（这页上的，或者扫码），用自己的账号登录，设六位口令。口令只有您知道，谁也查不出来：忘了只能清空手机重新启用，没发出去的就没了。",
    ),
    (
        "上报",
        "按“上报”，拍照或录音，写一句话，按“发送”。没有信号也能报：屏幕写“存在本机”，有信号时自动发出；写“已收到”和编号，才是中心收到了。",
    ),
    (
        "任务",
        "按“任务”，到地方看一看，办完按“完成”。办不了按“退回”，写明原因。位置只在您按“我在这里”时取一次。",
    ),
    (
        "我的网格",
        "楼、店铺、设施有变化就改，没有变按“核实无误”。两个人改的不一样，屏幕上两边都写出来，由网格管理员定。",
    ),
    ("没收下的", "会写明为什么。按“改正”再发，或者打屏幕上的电话。不会不见。"),
    (
        "换手机",
        "换之前先让旧手机把没发的发出去。新手机登录后，旧手机十四天里还能把存着的发出，发完自己清空。",
    ),
    (
        "手机丢了",
        "马上打给网格管理员，一按就停用，下次连网就清空。六位口令挡得住捡到的人，挡不住懂行的人，所以越早报越好。",
    ),
)
LINE = "不记您走过哪里，不打卡，不排名。用手机自带的相机拍照，厂家可能另存一份：请在这里直接拍。"


def draw() -> str:
    """The page of docs/."""
    parts = "\n\n".join(f"**{n}. {title}**：{words}" for n, (title, words) in enumerate(PARTS, 1))
    note = "*可打印的一页（PDF，带扫码网址）：`/field/leaflet.pdf`。*"
    return f"# {TITLE}（一页）\n\n{note}\n\n{parts}\n\n**不做的事**：{LINE}\n"


def as_pdf(address: str, centre: str) -> bytes:
    """One A4 page in type that an elderly worker reads, with the address of the app of this district."""
    code = BytesIO()
    segno.make(address, error="m", micro=False).save(code, kind="svg", scale=4, border=2)
    told = {"title": TITLE, "parts": PARTS, "line": LINE, "address": address, "centre": centre}
    told["code"] = code.getvalue().decode()
    return typst.compile(SOURCE.read_bytes(), sys_inputs={"told": json.dumps(told)})

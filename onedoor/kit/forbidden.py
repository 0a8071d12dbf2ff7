"""What this system never keeps about a person: the words that may head no column, name no field, label no choice.

Headings are judged, free text is not: searching what people say for such words would itself be profiling.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LONG_ENOUGH_INSIDE = 8
ASCII_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
# Other ways to write the signs of the words below: traditional forms, old ones, radicals. Each pair: the variant, the sign.
VARIANTS = str.maketrans(
    {
        pair[0]: pair[1]
        for pair in (
            "種种 敎教 別别 黨党 態态 場场 傾倾 現现 員员 會会 動动 訪访 數数 歷历 曆历 鬧闹 "
            "進进 級级 纏缠 戶户 訴诉 點点 對对 關关 風风 險险 穩稳 穏稳 維维 幫帮 類类 標标 "
            "籤签 簽签 羣群 個个 箇个 體体 佈布 積积 評评 價价 顏颜 顔颜 賦赋 碼码 畫画 畵画 "
            "圖图 紋纹 臉脸 徵征 聲声 膚肤 機机 識识 設设 備备 訊讯 錄录 録录 記记 號号 帳账 "
            "賬账 網网 瀏浏 覽览 內内 蹤踪 軌轨 跡迹 蹟迹 規规 過过 車车 監监 攝摄 頭头 電电 "
            "氣气 銀银 護护 係系 繫系 親亲 屬属 譜谱 觸触 違违 滿满 釋释 區区 矯矫 禍祸 診诊 "
            "斷断 傳传 殘残 緒绪 狀状 況况 話话 詳详 單单 礙碍 誠诚 黒黑 ⺠民 ⻋车 ⻛风"
        ).split()
    }
)
CHINESE = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True)
class Kind:
    """One thing not collected: the sentence a person is told, and the words it goes by (`;` between them)."""

    why: Promise
    words: str


KINDS = (
    Kind(
        _("本系统不收集民族、种族。"),
        "民族;族别;种族;少数民族;ethnic;ethnicity;ethnic group;race;racial;minority group;minzu;zubie",
    ),
    Kind(
        _("本系统不收集宗教信仰。"),
        "宗教;信仰;教徒;信教;教派;religion;religious;faith;belief;church;mosque attendance;zongjiao;xinyang;xinjiao",
    ),
    Kind(
        _("本系统不收集政治面貌、政治态度或党派、工会身份。"),
        "政治面貌;政治态度;政治立场;政治倾向;政治表现;政治背景;党派;是否党员;党员身份;中共党员;工会会员;入党;思想动态;"
        "political;politics;party member;party membership;trade union;union member;ideology;"
        "zhengzhimianmao;zhengzhi;dangpai;dangyuan",
    ),
    Kind(
        _("本系统不记录一个人上访、投诉的次数或历史。"),
        "上访;信访次数;信访史;信访历史;信访老户;投诉次数;投诉史;越级访;缠访;闹访;进京访;访民;集体访人员;"
        "petitioner;petition history;petition count;petition times;complaint count;complaint history;complaints made;"
        "number of petitions;vexatious;shangfang;xinfangcishu;yuejifang;chanfang;fangmin",
    ),
    Kind(
        _("本系统没有任何关于人的名单，也不给人贴标签、定等级、打分。"),
        "重点人;重点对象;重点关注人;风险人;风险对象;高危人;高风险人;危险人员;管控人员;管控对象;管控等级;稳控;维稳;帮教对象;"
        "特殊人群;五类人员;四类人员;关注等级;人员等级;人员标签;人员属性;人群标签;个人标签;群体标签;黑名单;"
        "关注名单;布控;失信人;信用分;信用等级;信用积分;文明积分;个人积分;诚信分;人员积分;人员评分;风险评分;风险分值;个人评分;危险性评估;"
        "社会危害性;思想稳定;三色管理;人员颜色;赋色;健康码;画像;配合程度;"
        "key person;key people;key population;risk person;risky person;high risk person;person risk;dangerous person;"
        "risk score;person score;person level;person rank;person grade;person tag;person tags;person flag;person label;"
        "social credit;credit score;trust score;credit points;watch list;watchlist;watch listed;blacklist;black list;"
        "surveillance;threat level;stability level;unstable person;profiling;colour code;color code;troublemaker;"
        "zhongdianren;zhongdianrenyuan;zdry;gaoweirenyuan;weiwen;wenkong;heimingdan;xinyongfen;fengxianrenyuan",
    ),
    Kind(
        _("本系统不收集人脸、指纹、声纹、基因等生物特征，也不收集血型、身高。"),
        "血型;身高;体重;指纹;掌纹;虹膜;人脸;面部特征;声纹;步态;基因;DNA;生物特征;肤色;"
        "blood type;blood group;body height;height cm;body weight;fingerprints;fingerprint image;fingerprint template;iris;face template;face vector;face id;"
        "facial;voiceprint;voice print;gait;dna;genetic;genome;biometric;biometrics;skin colour;skin color;"
        "xuexing;shengao;zhiwen;hongmo;renlian;shengwen;butai",
    ),
    Kind(
        _("本系统不收集手机识别码、通讯录、聊天或社交账号等设备内容。"),
        "手机识别码;设备识别码;通讯录;聊天记录;通话记录;通话详单;微信号;QQ号;社交账号;抖音号;上网记录;浏览记录;手机内容;"
        "imei;imsi;mac address;device id;contact list;address book;phone contents;chat log;chat history;call log;call records;"
        "wechat id;social account;browsing history;tongxunlu;weixinhao;liaotianjilu",
    ),
    Kind(
        _("本系统不收集行踪、过车、摄像头画面，也不收集水电用量。"),
        "行踪;行动轨迹;活动轨迹;人员轨迹;出行轨迹;活动规律;定位记录;过车;卡口;监控画面;摄像头;用电量;用水量;用气量;住宿记录;乘车记录;"
        "gps trace;movement trace;trajectory;whereabouts;travel history;vehicle passage;"
        "camera feed;cctv;electricity use;electricity usage;water use;water usage;xingdongguiji;xingzong;kakou;yongdianliang",
    ),
    Kind(
        _("本系统不收集银行账户、护照、出入境和涉外关系。"),
        "银行账户;银行账号;银行卡;开户行;护照;出入境;出境记录;境外关系;涉外关系;海外关系;"
        "bank account;bank card;passport;border crossing;foreign ties;foreign contacts;exit entry;yinhangka;huzhao;churujing",
    ),
    Kind(
        _("本系统不收集家庭成员和社会关系（安全联系人与法定监护人除外）。"),
        "家庭成员;社会关系;亲属关系;亲属信息;关系图谱;密切接触;交往人员;婚姻状况;"
        "family members;family graph;social graph;social ties;relatives;associates;marital status;"
        "jiatingchengyuan;shehuiguanxi;qinshuguanxi",
    ),
    Kind(
        _("本系统不收集前科、吸毒、社区矫正等记录。"),
        "前科;犯罪记录;犯罪史;违法记录;违法犯罪;刑满释放;刑释;社区矫正人员;矫正对象;吸毒;涉毒;戒毒;案底;涉邪;邪教;"
        "criminal record;criminal history;conviction;convictions;ex convict;offender;parolee;drug user;drug register;addict;cult member;"
        "qianke;fanzui;xidu;jiedu;xingshi;shequjiaozheng",
    ),
    Kind(
        _("本系统不收集疾病、精神障碍诊断和性取向。"),
        "精神病;精神障碍;精神疾病;肇事肇祸;病史;疾病诊断;心理诊断;艾滋;传染病;残疾等级;性取向;性倾向;情绪评价;情绪评分;"
        "mental illness;mental disorder;mental diagnosis;diagnosis;medical history;psychiatric;hiv;sexual orientation;sexuality;"
        "emotion score;emotional rating;jingshenbing;jingshenzhangai;bingshi;xingquxiang",
    ),
)


def forbidden_in(headings: Iterable[str]) -> list[tuple[str, Promise]]:
    """不收集的内容 — each heading that names something never kept, with the sentence that says so."""
    found = ((heading, _why(str(heading))) for heading in headings)
    return [(heading, why) for heading, why in found if why]


def _plain(heading: str) -> str:
    """Without accents, width, radicals or traditional forms: `MÍNZÚ` is read as MINZU, 種族 as 种族."""
    apart = unicodedata.normalize("NFKD", heading)
    bare = "".join(sign for sign in apart if unicodedata.category(sign) != "Mn")
    return unicodedata.normalize("NFKC", bare).translate(VARIANTS)


def _why(heading: str) -> Promise | None:
    plain = _plain(heading)
    chinese = "".join(CHINESE.findall(plain)) + "|" + re.sub(r"[\s_\-]", "", plain).upper()
    tokens = [token.lower() for token in ASCII_WORD.findall(plain)]
    spoken, joined = f" {' '.join(tokens)} ", "".join(tokens)
    for word, why in _words():
        if CHINESE.search(word):
            if word.upper() in chinese:
                return why
        elif f" {word} " in spoken or _inside(word.replace(" ", ""), joined):
            return why
    return None


def _inside(word: str, joined: str) -> bool:
    """Words run together (`bloodtype`, `zongjiaoxinyang`): short ones must be the whole, long ones may be a part."""
    return word == joined or (len(word) >= LONG_ENOUGH_INSIDE and word in joined)


@cache
def _words() -> list[tuple[str, Promise]]:
    return [
        (word.lower() if word.isascii() else word, kind.why)
        for kind in KINDS
        for word in kind.words.split(";")
    ]

"""Headings that name what is never kept are refused with the reason; ordinary ones pass."""

import pytest

from onedoor.kit.forbidden import KINDS, forbidden_in

REFUSED = (
    "民族,民 族,民族（必填）,族别,宗教信仰,信教情况,政治面貌,是否党员,政治态度,上访次数,越级访次数,缠访闹访,信访老户,投诉次数,重点人员,重点人员类别,"
    "重点人群,高危人员,稳控措施,维稳等级,帮教对象,特殊人群,人员标签,人员等级,黑名单,关注名单,信用积分,个人积分,风险评分,赋色,人员画像,配合程度,"
    "血型,身高(cm),指纹,人脸照片特征,DNA,手机识别码,通讯录,微信号,QQ号,行踪,活动轨迹,过车记录,用电量,银行卡号,护照号,出入境记录,"
    "家庭成员,社会关系,婚姻状况,前科,吸毒史,刑满释放,社区矫正人员,精神病史,传染病,性取向,情绪评分,"
    "ethnicity,EthnicGroup,religion,religious_belief,political_party_member,petition_count,key_person,riskScore,watchlist,blood_type,"
    "bloodtype,fingerprints,IMEI,gps_trace,bankAccount,criminal_record,sexual orientation,minzu,zongjiao_xinyang,zhongdianrenyuan"
).split(",")
WRITTEN_OTHERWISE = (
    "mínzú,MÍNZÚ,mínzú,zōngjiào,種族,宗敎,宗教信仰,⺠族,民\u200b族,民.族,ｍｉｎｚｕ,黨派,重點人員,穩控,維穩,黑名單,風險評分,信用積分,"
    "個人積分,畫像,人臉,指紋,聲紋,膚色,通訊錄,微信號,聊天記錄,行蹤,活動軌跡,過車記錄,攝像頭,用電量,銀行帳號,護照,出入境記錄,家庭成員,社會關係,"
    "前科,犯罪記錄,社區矯正人員,精神障礙,傳染病,疾病診斷,殘疾等級,情緒評分,上訪次數,信訪老戶,越級訪,纏訪,鬧訪,幫教對象,人員標籤,賦色,健康碼"
).split(",")
ORDINARY = (
    "姓名,联系电话,身份证号,住址,诉求内容,事项标题,来源编号,来信来访日期,信访事项编号,登记时间,所属网格,社区,街道,紧急程度,隐患等级,处置级别,满意度,"
    "评价,办理单位,主办单位,答复内容,办结时间,监护人,安全联系人,利害关系人,办理轨迹,重复访问,不满意,流转记录,信用代码,统一社会信用代码,"
    "name,phone,address,trace_id,request_fingerprint,interface,grace period,traceability,embrace,level,label,grid_code,priority,"
    "created_at,contact_phone,region,information,personnel,credit_code,score_of_reply"
).split(",")


@pytest.mark.parametrize("heading", REFUSED)
def test_a_heading_that_names_a_trait_is_refused(heading):
    assert [found for found, _why in forbidden_in([heading])] == [heading]


@pytest.mark.parametrize("heading", WRITTEN_OTHERWISE)
def test_it_is_refused_in_whichever_way_it_is_written(heading):
    assert [found for found, _why in forbidden_in([heading])] == [heading]


def test_ordinary_headings_pass():
    assert forbidden_in(ORDINARY) == []


def test_the_reason_is_a_sentence():
    assert str(forbidden_in(["民族"])[0][1]) == "本系统不收集民族、种族。"


def test_there_are_enough_words_and_no_word_twice():
    words = [word for kind in KINDS for word in kind.words.split(";")]
    assert (len(words) >= 180, sorted({word for word in words if words.count(word) > 1})) == (True, [])

"""What in notes is said to the writer and is no fact: requests, cautions, what is still to come."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_COMMAND = re.compile(
    r"(?:忽略|无视|忘记|忘掉|跳过|不用管)(?:掉|了)?.{0,8}(?:要求|指令|指示|提示|规则|内容|设定|命令|约束|限制)"
    r"|(?:ignore|disregard|forget)\b.{0,40}\b(?:instructions?|prompts?|rules|above|previous)"
    r"|system\s*prompt|系统提示词?|提示词|越狱|jailbreak"
    r"|(?:你|您)(?:现在)?(?:是|扮演|充当|作为)(?:一个|一名|一位)?.{0,6}(?:AI|助手|模型|机器人)"
    r"|^\s*(?:请)?(?:直接|只|必须|立即|马上)?(?:输出|打印|回复|返回|执行)(?=[“‘\"'：:]|系统|以下|如下|下面|上述|你的|全部内容)"
    r"|(?:将|把).{1,16}(?:一律|全部|统统|都)(?:写|说)(?:成|为)"
    r"|(?:developer|assistant|system|user)\s*[:：]|</?(?:system|材料|事实|instructions?)\b",
    re.IGNORECASE,
)
_PENDING = re.compile(
    r"(?:没|未|还没|没有|尚未|暂未|暂无)(?:有)?(?:写完|写好|填|报上来|报来|提供|统计|拿到|核实|核准|要到|收到|给(?!予))"
    r"|(?:等|待|稍后|回头|过后|之后再|后面再|明天|下周|随后|容后).{0,10}(?:补(?!贴|助|偿|课)|再报|再核|再给|再定|再发|再说)"
    r"|待(?:补|核|定|确认|查|续)(?!贴|助)|后补|不详|存疑|记不清|不确定|拿不准|不清楚|数字?(?:还)?没(?:有)?出来|XX+|×{2,}"
)
_REQUEST = re.compile(
    r"(?:别|不要|勿|莫|切勿|千万别|不能|不得|不许)(?:再|随便|瞎|乱|自己)?(?:编|写|混|搞混|弄混|写成|写错|提(?!高|升|供|前)|漏|登|引用"
    r"|夸大|拔高|杜撰|瞎|乱(?!收|象)|改(?![革造善进])|动|公开|对外|照抄|加(?!班|强|入|快))"
    r"|(?:要|请|需|得|务必|注意|尽量)?(?:写清楚|写明白|写清|写明|分清楚?|分开写|讲清楚|说清楚|写进去|写上|写短|写长|写详细|写简单)"
    r"|(?:重点|多|少|着重|主要|简单|详细|千万|最好)写(?!作)|(?:字数|篇幅)(?:控制|不要|别|不超|[0-9]|在)"
    r"|(?:控制|压)(?:在|到)[0-9]+字|[0-9]+字(?:以内|左右|上下)"
    r"|^(?:请|麻烦|烦请|辛苦|劳烦|拜托)(?:你|您|编辑|贵|办公室|帮|核|补|改|润色|修改|写|注意|斟酌|把|予以|酌|直接|忽略|按|老师|各位|领导|大家|尽快)"
    r"|(?:帮忙?|给)(?:我|我们)?(?:润色|改改|写写|看看|整理|把关|斟酌)"
    r"|^(?:数据|数字|以上|具体|口径).{0,6}以.{1,12}为准"
    r"|(?:请|供)(?:参考|审阅|审核|阅示|指正|把关|领导)"
)
_CAUTION = re.compile(r"^(?:特别)?(?:注意|提醒|提示|说明|备注|注|附言|PS|ps|NB)[：:，,]")
_CONTACT = re.compile(
    r"^(?:联系人|联系电话|联系方式|手机号?|微信号?|邮箱|电子邮件|填报人|撰稿人?|供稿人?|审核人|经办人)(?:[：:]|$)"
)
_GREETING = re.compile(
    r"^(?:各位|尊敬的)?(?:领导|老师|主任|科长|编辑|同志|同事|亲)?(?:们)?(?:您好|你好|大家好|好|早上好|下午好|辛苦了|谢谢|多谢|感谢支持|收到|以上|如下)"
    r"[！!。.，,~～\s]*$|^(?:材料|信息|情况|素材|内容)(?:如下|见下|来了|发你)[：:。.]?$"
    r"|(?:情况|材料|素材|信息|数据)(?:先|都|已)?发(?:给)?(?:你|您|过去|群里)了?$"
    r"|^(?:以下|以上)(?:是|为).{0,16}(?:材料|素材|信息|情况)[：:。.]?$"
)
_WITHHELD = re.compile(
    r"^(?:这|此|该|本|上述|以上)?(?:个|条|项|句|段|点|部分|内容|数字|数据)?"
    r"(?:先|暂时|暂)?(?:别|不要|勿|不|不能|不宜)(?:再)?(?:写|提|发|登|公开|对外|见报|用)(?:了|出|出去|上去|进去)?$"
    r"|^(?:注意)?保密$|内部掌握"
)
_SLIP = re.compile(
    r"(?:上[次回期]|前[次回]|之前|此前|原先|原来|原稿)[^，。；]{0,6}(?:印|写|报|登|发|填|算|打)(?:成|作|为|错)"
    r"|^(?:那?是|都是)?(?:错|不对|写错|印错|笔误|误写|误印)(?:的|了)?$"
)
_DOUBT = re.compile(r"待核|待确认|待查|存疑|不确定|拿不准|记不清|不一定准")
_HEADING = re.compile(
    r"^(?:关于)?[^，。：；\d]{2,30}(?:情况|工作|经验|先进事迹|活动)?(?:的)?(?:汇报|总结|简介|报告|信息|概况|材料|小结)$"
    r"|^关于[^，。：；\d]{2,30}的(?:情况|做法)$"
    r"|^[^，。：；\d]{0,4}(?:情况|做法|措施|成效|亮点|特色|背景|打算|问题|经验|启示|体会)$"
)
_PUBLISHED = re.compile(r"印发|出台|发布|制定|制订|形成|提交|上报|撰写|编印")
_EDGES = "（）()【】[] 　，,；;。.：:"
_CLAUSES = re.compile(r"[，,；;。！!？?]")


class RemarkKind(StrEnum):
    """To what end something is said to the writer."""

    COMMAND = "command"
    PENDING = "pending"
    REQUEST = "request"
    CAUTION = "caution"
    GREETING = "greeting"
    CONTACT = "contact"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Remark:
    """Words of the notes that are no fact and never get into a draft.

    Attributes:
        line: of the notes, from 1.
    """

    kind: RemarkKind
    words: str
    line: int


def is_withheld(text: str) -> bool:
    """Whether words ask to keep to oneself what they stand beside."""
    return _WITHHELD.search(text.strip(_EDGES)) is not None


def is_doubt(text: str) -> bool:
    """Whether words call in doubt what they stand beside."""
    return _DOUBT.search(text) is not None


def is_heading(text: str) -> bool:
    """Whether a sentence is the title of the notes or of a part of them."""
    text = text.strip(_EDGES)
    return _HEADING.search(text) is not None and not _PUBLISHED.search(text)


def is_command(text: str) -> bool:
    """Whether words try to command whoever reads the notes."""
    return _COMMAND.search(text) is not None


def kind_of(text: str) -> RemarkKind | None:
    """To what end a clause is said to the writer; None where it may be a fact."""
    text = text.strip(_EDGES)
    for kind, pattern in (
        (RemarkKind.COMMAND, _COMMAND),
        (RemarkKind.GREETING, _GREETING),
        (RemarkKind.CONTACT, _CONTACT),
        (RemarkKind.REQUEST, _REQUEST),
        (RemarkKind.CAUTION, _SLIP),
        (RemarkKind.PENDING, _PENDING),
    ):
        if pattern.search(text):
            return kind
    return None


def is_caution(text: str) -> bool:
    """Whether words open as a note to the writer does (注意：…, 备注：…)."""
    return _CAUTION.search(text.strip(_EDGES)) is not None


def whole_kind(text: str) -> RemarkKind | None:
    """The kind of a bracket or a line as a whole: a caution, or one in all of its clauses."""
    if is_command(text):
        return RemarkKind.COMMAND
    kinds = [kind_of(clause) for clause in _CLAUSES.split(text) if clause.strip(_EDGES)]
    if _CONTACT.search(text.strip(_EDGES)):
        return RemarkKind.CONTACT
    if is_caution(text):
        return RemarkKind.CAUTION
    if kinds and all(kinds):
        order = list(RemarkKind)
        return min((kind for kind in kinds if kind), key=order.index)
    return None

"""What facts may be about, and the heading a measure about it takes.

Every heading is a verb of two characters and its object of four: of equal length and pattern
whatever measures meet, and without a claim of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_CLEAR = 3


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject of measures.

    Attributes:
        heading: what a measure about it is called.
        clear: words that speak of nothing else.
        words: words that often speak of it.
    """

    heading: str
    clear: re.Pattern[str]
    words: re.Pattern[str]

    def weight(self, text: str) -> int:
        """How much of a text speaks of it."""
        clear = len(self.clear.findall(text))
        return _CLEAR * clear + len(self.words.findall(text))


def _subject(heading: str, clear: str, words: str) -> Subject:
    return Subject(heading, re.compile(clear), re.compile(words))


SUBJECTS = (
    _subject(
        "凝聚各方合力",
        r"主办|承办|协办|格局|共建|成员单位|^成员",
        r"领导|牵头|协同|联动|成员|合作|校企|联盟|联席|配合|携手",
    ),
    _subject(
        "健全制度机制",
        r"印发|出台|制定|制订|发了《|印了|下发|工作制度|实施方案",
        r"制度|方案|文件|办法|意见|办公室|主任|委员会|指南|协商|签订|合同|机制|条例|规定|标准|章程",
    ),
    _subject(
        "搭建竞技平台",
        r"选手|参赛|赛项|报名|实操|考查|同台|代表队|裁判|决赛|初赛",
        r"工种|竞赛|大赛|比武|比赛|理论\+|赛场|项目|技能赛",
    ),
    _subject(
        "提升技能水平",
        r"培训班|师带徒|学徒|技能等级证|高级技师|轮训|实训|技能人才|授课|取证",
        r"培养|培训|技能|技师|等级|课程|高级工|练兵|人才|学院|考核|鉴定|教学|学员|讲师",
    ),
    _subject(
        "选树先进典型",
        r"等奖|状元|评选|评了|典型|标兵|摇篮奖|零突破|例子|例如|表彰|命名|授予",
        r"奖|工匠|劳模|能手|先进|突破|荣誉|称号|徒弟",
    ),
    _subject(
        "做实服务保障",
        r"疗休养|母婴|维权|维护权益|书屋|帮扶|慰问|体检|热水|调解|救助|援助|线路|公寓|关爱|法律服务",
        r"医疗|食堂|驿站|宿舍|权益|待遇|服务|保障|法律|薪酬|安全|住房|子女|补贴|暖|休息|高温|投诉|诉求|安排",
    ),
    _subject(
        "突出工作重点",
        r"对象|优先|面向|名单",
        r"重点|范围|条件",
    ),
    _subject(
        "夯实组织基础",
        r"建会|入会|会员|工会[一二两三四五六七八九十\d]+[家个]|新建工会|建家|发展党员",
        r"基层工会|党员|党建|组织建设|支部|小组|阵地|强化",
    ),
    _subject(
        "激发创新活力",
        r"专利|五小|攻关|合理化建议|揭榜|创新工作室|技改|金点子|创新成果",
        r"创新|成果|建议|发明|工作室|革新|课题|难题|研发",
    ),
    _subject(
        "强化思想引领",
        r"宣讲|进校园|巡讲|主题教育|思想政治|弘扬|演讲",
        r"思想|宣传|文化|精神|政治|引领|理论学习|读书|媒体",
    ),
    _subject(
        "畅通成长通道",
        r"通道|晋升|竞聘|职级|职称|晋级|能级",
        r"成长|转岗|序列|津贴|选拔|提拔|学历|薪酬",
    ),
    _subject(
        "深入基层一线",
        r"走访|去了|看了|察看|调研|问卷|摸底|蹲点|结对|联\d|座谈|聊了",
        r"交流|考察|观摩|揭牌|现场|到场|联系|一线",
    ),
    _subject(
        "服务产业发展",
        r"集群|产业链|链主|产值|增效|降本|投产|营收",
        r"产业(?!工人|技术|劳动)|制造业|效益|利润|经济|节约|产能|企业",
    ),
    _subject(
        "扩大覆盖范围",
        r"覆盖面|全覆盖",
        r"覆盖|总数|全市|全区|全县|入驻|新增|累计|惠及|员工|人次",
    ),
)
REST = ("抓好工作落实", "注重常态长效", "务求取得实效")
"""Headings for what speaks of none of these."""

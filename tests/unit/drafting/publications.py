"""Publications to print: made of a parsed issue, or small ones about an invented place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import groupby

from reformbot.bulletin.model import Issue
from reformbot.drafting.publication import (
    Imprint,
    Masthead,
    PrintedArticle,
    Publication,
    Section,
    Sourced,
    read_recipients,
)

ARTICLE = PrintedArticle(
    "云河市总工会打造“一站式”技能服务新平台",
    (
        "市总工会聚焦技能提升，建平台、优服务、强保障。一是搭建平台，实现培训有场所。建成实训基地"
        "12个。二是健全机制，实现成长有通道。评选技术能手350名。三是强化保障，实现权益有依靠。"
        "签订专项集体合同86份。",
    ),
    "云河市总工会",
    (
        Sourced("建成实训基地12个。", ("实训基地：12个",)),
        Sourced("评选技术能手350名。"),
    ),
)
MASTHEAD = Masthead(
    "云河省产业工人队伍建设改革联席会议",
    2025,
    3,
    running_number=41,
    issuer="云河省产业工人队伍建设改革联席会议办公室",
    issued=date(2025, 3, 9),
)
PUBLICATION = Publication(
    (
        Section("工作信息", (ARTICLE, replace(ARTICLE, title="青石县建立四大产业集群联盟"))),
        Section("经验交流", (replace(ARTICLE, title="白塔区让职工共享创新收益", sources=()),)),
    ),
    MASTHEAD,
    read_recipients(["报：省委办公室，省政府办公室。", "送：联席会议成员单位。"]),
    Imprint("云河省产业工人队伍建设改革联席会议办公室", date(2025, 3, 10), 60),
)


def of_issue(issue: Issue) -> Publication:
    """A parsed issue as it would be printed anew."""
    sections = tuple(
        Section(
            heading or "",
            tuple(
                PrintedArticle(one.title, tuple(one.body.split("\n")), one.byline)
                for one in articles
            ),
        )
        for heading, articles in groupby(issue.articles, key=lambda one: one.section)
    )
    key = issue.key
    masthead = Masthead(
        *(key.organisation, key.year, key.number, issue.kind),
        *(issue.running_number, issue.issuer, issue.issued),
    )
    imprint = Imprint(issue.issuer or "", issue.issued)
    return Publication(sections, masthead, read_recipients(issue.distribution), imprint)

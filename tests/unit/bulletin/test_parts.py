"""What single parts of an issue look like: mastheads, items, corrections, distribution, pages."""

from __future__ import annotations

from datetime import date

import pytest

from reformbot.bulletin.model import ArticleKind, Correction, DropReason, PartKind, WarningKind
from reformbot.bulletin.parse import missing, parse
from tests.unit.bulletin import layouts
from tests.unit.bulletin.accounts import assert_accounted
from tests.unit.bulletin.layouts import HEAD, PIECES, TAIL, set_issue

_ORGANISATION = "示例市产业工人队伍建设改革工作"
_TITLES = [piece.title for piece in PIECES]


@pytest.mark.parametrize(
    ("head", "year", "number", "running", "issued"),
    [
        (HEAD, 2024, 6, 36, date(2024, 5, 29)),
        ((HEAD[0], "〔2024〕第6期", "2024年5月29日"), 2024, 6, None, date(2024, 5, 29)),
        ((HEAD[0], "[2024]第6期", "2024年5月29日"), 2024, 6, None, date(2024, 5, 29)),
        ((HEAD[0], "〔2024〕6号", "2024年5月29日"), 2024, 6, None, date(2024, 5, 29)),
        ((HEAD[0], "第6期", "2024年5月29日"), 2024, 6, None, date(2024, 5, 29)),
        ((HEAD[0], "第六期", "二〇二四年五月二十九日"), 2024, 6, None, date(2024, 5, 29)),
        ((HEAD[0], "（第6期）", "二○二四年五月二十九日"), 2024, 6, None, date(2024, 5, 29)),
        (
            (HEAD[0], "第 ６ 期（总第 ３６ 期）", "２０２４年５月２９日"),
            2024,
            6,
            36,
            date(2024, 5, 29),
        ),
        (
            (HEAD[0], "2024年第六期（总第三十六期）", "2024年5月29日"),
            *(2024, 6, 36, date(2024, 5, 29)),
        ),
        ((HEAD[0] + " 2024年第6期", "2024-05-29"), 2024, 6, None, date(2024, 5, 29)),
        ((HEAD[0] + "（2024年第6期）", "2024.5.29"), 2024, 6, None, date(2024, 5, 29)),
        ((HEAD[0], "总第36期", "2024年第6期", "2024年5月29日"), 2024, 6, 36, date(2024, 5, 29)),
        (
            (HEAD[0], "第6期　　　　　　2024年5月29日"),
            *(2024, 6, None, date(2024, 5, 29)),
        ),
        (
            ("示例市产业工人队伍", "建设改革工作简报", "第6期", HEAD[2] + " " * 20 + HEAD[3]),
            *(2024, 6, None, date(2024, 5, 29)),
        ),
        (("内部资料 注意保存", *HEAD), 2024, 6, 36, date(2024, 5, 29)),
    ],
)
@pytest.mark.parametrize("contents", [None, ()])
def test_masthead(
    head: tuple[str, ...],
    year: int,
    number: int,
    running: int | None,
    issued: date,
    contents: tuple[str, ...] | None,
) -> None:
    issue = parse(set_issue(head=head, contents=contents))

    assert issue.key.organisation == _ORGANISATION
    assert issue.kind == "简报"
    assert (issue.key.year, issue.key.number) == (year, number)
    assert issue.running_number == running
    assert issue.issued == issued
    assert issue.issuer in (None, HEAD[2])
    assert [article.title for article in issue.articles] == _TITLES


@pytest.mark.parametrize(
    "line",
    [f"{HEAD[2]}{' ' * 24}{HEAD[3]}", f"{HEAD[2]}\t{HEAD[3]}", f"主办单位：{HEAD[2]}\n{HEAD[3]}"],
)
def test_issuer_beside_the_date(line: str) -> None:
    issue = parse(set_issue(head=(*HEAD[:2], line)))

    assert issue.issuer == HEAD[2]
    assert issue.issued == date(2024, 5, 29)


def test_kind_alone_on_its_line() -> None:
    issue = parse(set_issue(head=("示例市产业工人队伍建设改革联席会议", "专 报", *HEAD[1:])))

    assert issue.kind == "专报"
    assert issue.key.organisation == "示例市产业工人队伍建设改革联席会议"


@pytest.mark.parametrize(
    "letter",
    [
        ("各位同事：", "现将本期简报发给大家，请查收。"),
        ("发件人：某某", "主题：2023年第9期简报（更新）", "发送时间：2024年6月3日"),
        ("请把这一期加进去，谢谢！",),
    ],
)
@pytest.mark.parametrize("contents", [None, ()])
def test_a_letter_before_the_masthead_is_no_part_of_it(
    letter: tuple[str, ...], contents: tuple[str, ...] | None
) -> None:
    source = set_issue(head=(*letter, *HEAD), contents=contents)

    issue = parse(source)

    assert issue.key.organisation == _ORGANISATION
    assert (issue.key.year, issue.key.number) == (2024, 6)
    assert issue.issued == date(2024, 5, 29)
    assert [article.title for article in issue.articles] == _TITLES
    others = [part.span.of(issue.text) for part in issue.parts if part.kind is PartKind.OTHER]
    assert "".join("".join(others).split()) == "".join("".join(letter).split())
    assert_accounted(source, issue)


def test_a_subtitle_belongs_to_the_title() -> None:
    subtitle = "——以示例街道服务站为例"
    for contents in (None, (), [_TITLES[0] + subtitle, *_TITLES[1:]]):
        source = set_issue(
            contents=contents,
            titles=lambda at, title: [title, subtitle] if at == 0 else [title],
        )

        issue = parse(source)

        assert [a.title for a in issue.articles] == [_TITLES[0] + subtitle, *_TITLES[1:]]
        assert issue.articles[0].body.startswith(PIECES[0].lead)
        assert WarningKind.TITLE_DIFFERS not in {warning.kind for warning in issue.warnings}


@pytest.mark.parametrize("contents", [None, ()])
def test_a_title_may_ask(contents: tuple[str, ...] | None) -> None:
    asked = "服务怎样才能到职工身边？"
    listed = contents if contents is not None else [asked, *_TITLES[1:]]

    issue = parse(set_issue(contents=listed, titles=lambda at, title: [title if at else asked]))

    assert [article.title for article in issue.articles] == [asked, *_TITLES[1:]]


def test_listed_titles_may_be_wrapped_and_broken_by_a_page() -> None:
    source = set_issue(titles=lambda _, title: [f"{title[:9]}\n\n— 4 —\n\n{title[9:]}"])

    assert [article.title for article in parse(source).articles] == _TITLES


def test_an_unlisted_article_is_read_and_reported() -> None:
    issue = parse(set_issue(contents=_TITLES[:2]))

    assert [article.title for article in issue.articles] == _TITLES
    (warning,) = issue.warnings
    assert (warning.kind, warning.subject) == (WarningKind.ARTICLE_UNLISTED, _TITLES[2])


def test_a_listed_article_that_is_not_there_is_reported() -> None:
    gone = "样例镇办起工匠夜校助力技能提升"
    issue = parse(set_issue(contents=[*_TITLES, gone]))

    assert [article.title for article in issue.articles] == _TITLES
    (warning,) = issue.warnings
    assert (warning.kind, warning.subject) == (WarningKind.CONTENTS_UNMATCHED, gone)


@pytest.mark.parametrize("contents", [None, ()])
def test_a_missing_byline_is_reported(contents: tuple[str, ...] | None) -> None:
    source = set_issue(
        contents=contents,
        byline=lambda piece: [] if piece is PIECES[1] else [f"（{piece.byline}）"],
    )

    issue = parse(source)

    assert [article.title for article in issue.articles] == _TITLES
    assert [article.byline is None for article in issue.articles] == [False, True, False]
    assert [w.subject for w in issue.warnings if w.kind is WarningKind.BYLINE_MISSING] == [
        _TITLES[1]
    ]


@pytest.mark.parametrize("contents", [None, ()])
def test_no_bylines_at_all(contents: tuple[str, ...] | None) -> None:
    issue = parse(set_issue(contents=contents, byline=lambda _: []))

    assert [article.title for article in issue.articles] == _TITLES
    assert issue.distribution == TAIL


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("撰稿人：某某　单位：示例市总工会", "某某 示例市总工会"),
        ("撰稿：示例市总工会 某某", "示例市总工会 某某"),
        ("（撰稿人：某某，单位：示例市总工会）", "某某 示例市总工会"),
        ("（示例市总工会 某某）", "示例市总工会 某某"),
        ("（示例市总工会　某某　供稿）", "示例市总工会 某某"),
        ("作者：某某\n单位：示例市总工会", "某某 示例市总工会"),
        ("（作者单位：示例市总工会）", "示例市总工会"),
        ("信息来源：示例市总工会", "示例市总工会"),
        ("（示例市总工会、示例市人社局）", "示例市总工会、示例市人社局"),
        ("（国网示例供电公司工会）", "国网示例供电公司工会"),
        ("（示例集团（样本）有限公司）", "示例集团（样本）有限公司"),
    ],
)
@pytest.mark.parametrize("contents", [None, ()])
def test_bylines(printed: str, read: str, contents: tuple[str, ...] | None) -> None:
    issue = parse(set_issue(contents=contents, byline=lambda _: [printed]))

    assert [article.title for article in issue.articles] == _TITLES
    assert [article.byline for article in issue.articles] == [read] * 3


def test_an_inline_byline_that_a_line_break_runs_through() -> None:
    source = set_issue(
        body=lambda piece: [
            f"{layouts.flowing(piece)[0]}（{piece.byline[:2]}\n{piece.byline[2:]}）"
        ],
        byline=lambda _: [],
    )

    issue = parse(source)

    assert [article.byline for article in issue.articles] == [piece.byline for piece in PIECES]
    assert [article.body for article in issue.articles] == [
        layouts.flowing(piece)[0] for piece in PIECES
    ]


_ITEMS = (
    ("样本县举办技能竞赛", "5月，样本县举办焊工技能竞赛，60名选手参赛。", "样本县总工会"),
    ("示例区建成驿站", "示例区新建户外劳动者驿站9个，方便快递员歇脚。", "示例区总工会"),
    ("某某示例公司开展结对", "公司组织师徒结对32对，签订协议。", "某某示例公司工会"),
)


@pytest.mark.parametrize("heading", ["简 讯", "【简讯】", "四、工作简讯"])
@pytest.mark.parametrize("contents", [True, False])
def test_items_under_heads_in_brackets(heading: str, contents: bool) -> None:  # noqa: FBT001
    listed = [*_TITLES, heading] if contents else ()
    items = [f"【{head}】{text}（{byline}）" for head, text, byline in _ITEMS]

    issue = parse(set_issue(contents=listed, tail=(heading, *items, *TAIL)))

    assert [article.title for article in issue.articles] == [
        *_TITLES,
        *(head for head, _, _ in _ITEMS),
    ]
    assert [(a.body, a.byline, a.kind) for a in issue.articles[3:]] == [
        (text, byline, ArticleKind.BRIEF) for _, text, byline in _ITEMS
    ]
    assert {article.section for article in issue.articles[3:]} == {heading.strip("【】四、")}
    assert issue.distribution == TAIL


@pytest.mark.parametrize("bullet", ["· ", "●", "◆ ", "- "])
@pytest.mark.parametrize("signed", [True, False])
@pytest.mark.parametrize("contents", [True, False])
def test_items_behind_bullets(bullet: str, signed: bool, contents: bool) -> None:  # noqa: FBT001
    items = [f"{bullet}{text}" + f"（{byline}）" * signed for _, text, byline in _ITEMS]
    listed = [*_TITLES, "简讯"] if contents else ()

    issue = parse(set_issue(contents=listed, tail=("简讯", *items, *TAIL)))

    assert [article.title for article in issue.articles[:3]] == _TITLES
    assert [(a.body, a.byline) for a in issue.articles[3:]] == [
        (text, byline if signed else None) for _, text, byline in _ITEMS
    ]
    assert all(article.body.startswith(article.title) for article in issue.articles[3:])
    assert issue.distribution == TAIL


@pytest.mark.parametrize("contents", [True, False])
def test_items_in_plain_paragraphs_end_with_their_bylines(contents: bool) -> None:  # noqa: FBT001
    items = [f"{text}（{byline}）" for _, text, byline in _ITEMS]
    listed = [*_TITLES, "简讯"] if contents else ()

    issue = parse(set_issue(contents=listed, tail=("简讯", *items, *TAIL)))

    assert [article.title for article in issue.articles[:3]] == _TITLES
    assert [(a.body, a.byline) for a in issue.articles[3:]] == [
        (text, byline) for _, text, byline in _ITEMS
    ]


_EIGHTH = "本刊2024年第八期《样本县举办技能竞赛》一文"


@pytest.mark.parametrize(
    ("notice", "corrected"),
    [
        (
            f"{_EIGHTH}中，“选手61名”应为“选手60名”。特此更正。",
            [(2024, 8, "样本县举办技能竞赛", "选手61名", "选手60名")],
        ),
        (
            f"{_EIGHTH}，「选手61名」应改为「选手60名」；“驿站8个”应为“驿站9个”。",
            [
                (2024, 8, "样本县举办技能竞赛", "选手61名", "选手60名"),
                (2024, 8, "样本县举办技能竞赛", "驿站8个", "驿站9个"),
            ],
        ),
        (
            "第5期《示例区建成驿站》将“9个”误写为“8个”，第7期《样本县举办技能竞赛》将“60名”错写成“61名”。",
            [
                (None, 5, "示例区建成驿站", "8个", "9个"),
                (None, 7, "样本县举办技能竞赛", "61名", "60名"),
            ],
        ),
        (f"{_EIGHTH}，“9个”误为“8个”。", [(2024, 8, "样本县举办技能竞赛", "8个", "9个")]),
        (
            f"{_EIGHTH}，“61名”有误，应为“60名”。",
            [(2024, 8, "样本县举办技能竞赛", "61名", "60名")],
        ),
        (
            "2024年第8期（总第38期）《样本县举办技能竞赛》中“样木县”系“样本县”之误。",
            [(2024, 8, "样本县举办技能竞赛", "样木县", "样本县")],
        ),
        (
            "上期《样本县举办技能竞赛》，参赛选手61名应为60名，特此更正。",
            [(None, None, "样本县举办技能竞赛", "61名", "60名")],
        ),
        (
            "第3期文中《示例条例》应为《示例办法》。",
            [(None, 3, None, "示例条例", "示例办法")],
        ),
    ],
)
@pytest.mark.parametrize("title", ["更正", "勘误", "更 正", "更正启事", "关于第八期有关数据的更正"])
def test_corrections(
    title: str, notice: str, corrected: list[tuple[int | None, int | None, str | None, str, str]]
) -> None:
    for contents in ([*_TITLES, title], ()):
        issue = parse(set_issue(contents=contents, tail=(title, notice, *TAIL)))

        article = issue.articles[-1]
        assert len(issue.articles) == 4
        assert article.kind is ArticleKind.CORRECTION
        assert article.body == notice
        assert list(article.corrections) == [Correction(*fields) for fields in corrected]
        assert WarningKind.BYLINE_MISSING not in {warning.kind for warning in issue.warnings}


@pytest.mark.parametrize("contents", [None, ()])
def test_distribution_list(contents: tuple[str, ...] | None) -> None:
    tail = (
        "报：示例市委办公室，示例市人大常委会办公室，\n示例市政府办公室。",
        "本期送：示例市各有关单位。",
        "抄送：各县（市、区）总工会，\n各示例公司工会",
        "发：各示例园区",
        "编辑：某某　　电话：000-0000000",
        "示例市改革办公室　　　　2024年5月29日印发",
        "（共印60份）",
    )

    issue = parse(set_issue(contents=contents, tail=tail))

    assert issue.distribution == (
        "报：示例市委办公室，示例市人大常委会办公室，示例市政府办公室。",
        "本期送：示例市各有关单位。",
        "抄送：各县（市、区）总工会，各示例公司工会",
        "发：各示例园区",
    )
    assert issue.articles[-1].byline == PIECES[-1].byline
    assert issue.parts[-1].kind is PartKind.DISTRIBUTION
    assert issue.parts[-1].span.of(issue.text).endswith("（共印60份）\n")


def test_an_imprint_without_a_distribution_list_is_no_part_of_an_article() -> None:
    issue = parse(set_issue(tail=("责任编辑：某某", "共印60份")))

    assert issue.articles[-1].byline == PIECES[-1].byline
    assert issue.distribution == ()
    assert issue.parts[-1].kind is PartKind.DISTRIBUTION


_BREAKS = (
    "\n\n— {} —\n\n{header}\n\n",
    "\n\n{header}\n\n— {} —\n\n",
    "\n{header}\f",
    "\f{header}\n",
    "\n\n{header} — {} —\n\n",
)


@pytest.mark.parametrize(
    ("page_break", "header"),
    [
        *((page_break, header) for page_break in _BREAKS for header in (HEAD[0], "示例 第6期")),
        # Nothing but blank lines: only the masthead's own line is known to be none of the text.
        ("\n\n{header}\n\n", HEAD[0]),
    ],
)
def test_a_header_on_every_page_is_dropped_with_its_reason(page_break: str, header: str) -> None:
    clean = set_issue()
    source = clean
    for page, words in enumerate(("配齐休息", "签订专项集", "一线创新，工人", "解决难题"), 2):
        at = source.index(words) + 2
        source = source[:at] + page_break.format(page, header=header) + source[at:]

    issue = parse(source)

    assert [a.body for a in issue.articles] == [a.body for a in parse(clean).articles]
    assert issue.key == parse(clean).key
    dropped = [d for d in issue.dropped if d.reason is DropReason.PAGE_HEADER]
    assert len(dropped) == 4
    assert all(header in d.span.of(source) for d in dropped)
    assert_accounted(source, issue)


def test_bylines_that_recur_at_page_ends_are_no_headers() -> None:
    source = set_issue(byline=lambda _: ["（示例市总工会）"], between="\f")

    assert [a.byline for a in parse(source).articles] == ["示例市总工会"] * 3


@pytest.mark.parametrize(
    ("body", "markers"),
    [
        ("开头。一、建会。（一）先建。（二）后建。二、协商。（一）谈。（二）签。", "一 二"),
        ("开头。（一）建会。一是先建。二是后建。（二）协商。一是谈。二是签。", "（一） （二）"),
        ("开头。首先，建会。再说。其次，协商。再次，签约。最后，总结。", "首先 其次 再次 最后"),
        ("开头。首先，建会。最后，总结。", "首先 最后"),
        ("开头。一是建会。首先，谈。其次，签。二是协商。", "一是 二是"),
        ("开头。1.建会。甲1.5万元。2.协商。乙。", "1. 2."),
        ("开头。1、建会。2、协商。", "1 2"),
        ("开头。（1）建会。（2）协商。", "（1） （2）"),
        ("开头。1）建会。2）协商。", "1） 2）"),
        ("开头。①建会。②协商。③签约。", "① ② ③"),
        ("开头：一是建会；二是协商；三是签约。", "一是 二是 三是"),
        ("开头。第一，建会。第二，协商。", "第一 第二"),
        ("开头。第一是建会。第二是协商。", "第一是 第二是"),
        ("开头。其一，建会。其二，协商。", "其一 其二"),
        ("开头。这一是非之地，二是不去。", ""),
        ("开头。其中一是建会。", ""),
        ("一是建会。没有第二条。", ""),
    ],
)
def test_measures(body: str, markers: str) -> None:
    source = set_issue(body=lambda _: [body])

    for article in parse(source).articles:
        assert article.body == body
        assert [measure.marker for measure in article.measures] == markers.split()


def test_headings_come_before_markers_within_paragraphs() -> None:
    lead = "做到两个坚持：一是坚持建会；二是坚持协商。"
    lines = [lead, "一、建会", "先谈后建。", "二、协商", "先谈后签。"]

    article = parse(set_issue(body=lambda _: lines)).articles[0]

    assert [measure.heading for measure in article.measures] == ["建会", "协商"]
    assert lead == article.lead.of(article.body)


@pytest.mark.parametrize(
    "table", ["年度\t一\t二\n比例\t5%\t6%", "| 年度 | 一 | 二 |\n|---|---|---|\n| 比例 | 5% | 6% |"]
)
def test_tables(table: str) -> None:
    source = set_issue(body=lambda piece: [piece.lead, table, *layouts.in_paragraphs(piece)[1:]])

    for piece, article in zip(PIECES, parse(source).articles, strict=True):
        (found,) = article.tables
        assert found.rows == (("年度", "一", "二"), ("比例", "5%", "6%"))
        assert len(article.measures) == len(piece.measures)
        assert article.byline == piece.byline


def test_the_editors_words_before_the_first_article_are_no_article() -> None:
    words = "编者按：本期刊发三篇经验材料，供各地参考。"
    titles = lambda at, title: [title] if at else [words, title]  # noqa: E731

    issue = parse(set_issue(titles=titles))

    assert [article.title for article in issue.articles] == _TITLES
    (other,) = [part for part in issue.parts if part.kind is PartKind.OTHER]
    assert other.span.of(issue.text).strip() == words


@pytest.mark.parametrize(
    ("source", "lacks"),
    [("", ("number", "articles")), ("你好", ("number", "articles")), (set_issue(), ())],
)
def test_what_is_missing(source: str, lacks: tuple[str, ...]) -> None:
    assert missing(parse(source)) == lacks

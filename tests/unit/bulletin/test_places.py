"""Places resolve to city and district, whatever province they are in."""

from __future__ import annotations

import pytest

from reformbot.bulletin.model import Place
from reformbot.bulletin.places import common_province, find_places, resolve, short_name

_JIANGSU = Place("江苏省")
_ZHEJIANG = Place("浙江省")


@pytest.mark.parametrize(
    ("title", "byline", "prior", "place"),
    [
        ("南通市通州区打造样板", "南通市总工会", _JIANGSU, ("江苏省", "南通市", "通州区")),
        ("通州打造样板", "南通市总工会", _JIANGSU, ("江苏省", "南通市", "通州区")),
        ("通州打造样板", None, _JIANGSU, ("江苏省", "南通市", "通州区")),
        ("通州区打造样板", None, Place("北京市"), ("北京市", None, "通州区")),
        ("丹阳眼镜产业建会", "镇江市总工会", _JIANGSU, ("江苏省", "镇江市", "丹阳市")),
        ("丹阳市建会", None, None, ("江苏省", "镇江市", "丹阳市")),
        ("某某公司奖励创新", "扬州市总工会", _JIANGSU, ("江苏省", "扬州市", None)),
        ("某某公司奖励创新", "省总工会", _JIANGSU, ("江苏省", None, None)),
        ("某某公司奖励创新", None, _JIANGSU, None),
        ("义乌市推行集体协商", "金华市总工会", _ZHEJIANG, ("浙江省", "金华市", "义乌市")),
        ("义乌推行集体协商", "金华市总工会", None, ("浙江省", "金华市", "义乌市")),
        ("杭州市余杭区建会", None, None, ("浙江省", "杭州市", "余杭区")),
        ("浦东新区推进改革", "浦东新区总工会", Place("上海市"), ("上海市", None, "浦东新区")),
        ("恩施州推进改革", None, Place("湖北省"), ("湖北省", "恩施土家族苗族自治州", None)),
        ("仙桃市办起夜校", None, Place("湖北省"), ("湖北省", None, "仙桃市")),
        ("鼓楼区推进改革", "南京市总工会", _JIANGSU, ("江苏省", "南京市", "鼓楼区")),
        ("鼓楼区推进改革", "徐州市总工会", _JIANGSU, ("江苏省", "徐州市", "鼓楼区")),
        ("朝阳区推进改革", "长春市总工会", Place("吉林省"), ("吉林省", "长春市", "朝阳区")),
    ],
)
def test_resolve(
    title: str,
    byline: str | None,
    prior: Place | None,
    place: tuple[str, str | None, str | None] | None,
) -> None:
    assert resolve(title, byline, prior)[0] == (Place(*place) if place else None)


def test_a_name_of_several_places_is_ambiguous_without_a_prior() -> None:
    assert resolve("鼓楼区推进改革", None, None) == (None, True)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("先到无锡市，再到南通市通州区。", ["无锡市", "南通市通州区"]),
        ("江苏省南京市玄武区", ["江苏省南京市玄武区"]),
        ("苏州、无锡和常州三市", ["苏州", "无锡", "常州"]),
        ("没有地名的一句话。", []),
        ("", []),
    ],
)
def test_find_places(text: str, names: list[str]) -> None:
    assert [mention.span.of(text) for mention in find_places(text, _JIANGSU)] == names


def test_a_city_before_a_district_says_more_than_the_prior() -> None:
    (mention,) = find_places("北京市通州区", _JIANGSU)

    assert mention.place == Place("北京市", None, "通州区")


def test_everyday_names_of_districts_count_only_within_the_prior() -> None:
    assert find_places("和平到来，鼓楼旁边") == []
    assert [m.place for m in find_places("昆山经验", _JIANGSU)] == [
        Place("江苏省", "苏州市", "昆山市")
    ]


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("通州区", "通州"),
        ("恩施土家族苗族自治州", "恩施"),
        ("浦东新区", "浦东"),
        ("江苏省", "江苏"),
        ("吉县", "吉县"),
        ("神农架林区", "神农架"),
    ],
)
def test_short_names(name: str, short: str) -> None:
    assert short_name(name) == short


def test_common_province() -> None:
    assert common_province(["无锡市总工会", "南通市", "杭州市"]) == _JIANGSU
    assert common_province(["示例市总工会"]) is None

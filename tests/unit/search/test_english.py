"""English questions: the field's terms in Chinese, and places in pinyin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reformbot.bulletin.model import Place
from reformbot.bulletin.places import all_places, short_name
from reformbot.search.english import chinese_terms, pinyin_mentions, places_in_pinyin, romanised

JIANGSU = Place("江苏省")
ANHUI = Place("安徽省")
QINGHAI = Place("青海省")
SUZHOU = Place("江苏省", "苏州市")
YANGZHOU = Place("江苏省", "扬州市")
HUAIAN = Place("江苏省", "淮安市")
HUAIAN_DISTRICT = Place("江苏省", "淮安市", "淮安区")


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("craftsman colleges", "工匠学院"),
        ("a CRAFTSMAN college", "工匠学院"),
        ("the college", "学院"),
        ("the union's college", "学院"),
        ("skills competitions", "技能竞赛"),
        ("how many companies", "企业"),
        ("collective contract", "集体合同"),
        ("industry chain alliances", "产业链 联盟"),
        ("weather", ""),
        ("cupboard", ""),
        ("", ""),
    ],
)
def test_terms(question: str, terms: str) -> None:
    assert chinese_terms(question) == terms


@pytest.mark.parametrize("mark", ["'", "’"])
def test_a_possessive_is_the_same_term(mark: str) -> None:
    assert chinese_terms(f"the college{mark}s award") == chinese_terms("the college award")
    assert chinese_terms(f"the colleges{mark} award") == chinese_terms("the colleges award")


@pytest.mark.parametrize(
    ("question", "prior", "places"),
    [
        pytest.param("in Yangzhou", JIANGSU, {YANGZHOU}, id="a city"),
        pytest.param("in YANGZHOU?", JIANGSU, {YANGZHOU}, id="capitals"),
        pytest.param("Yangzhou's colleges", JIANGSU, {YANGZHOU}, id="possessive"),
        pytest.param("Yangzhou’s colleges", JIANGSU, {YANGZHOU}, id="typographic possessive"),
        pytest.param("Yangzhou-based firms", JIANGSU, {YANGZHOU}, id="compound"),
        pytest.param("Huai'an", JIANGSU, {HUAIAN, HUAIAN_DISTRICT}, id="a mark within"),
        pytest.param("Huai'an's unions", ANHUI, {HUAIAN}, id="a mark within, possessive"),
        pytest.param("Xi'an", JIANGSU, {Place("陕西省", "西安市")}, id="Xi'an"),
        pytest.param("Funing Xian", None, set(), id="xian alone is a county"),
        pytest.param("Suzhou", JIANGSU, {SUZHOU}, id="ambiguous, here"),
        pytest.param("Suzhou", ANHUI, {Place("安徽省", "宿州市")}, id="ambiguous, there"),
        pytest.param(
            "Suzhou", QINGHAI, {SUZHOU, Place("安徽省", "宿州市")}, id="ambiguous, elsewhere"
        ),
        pytest.param("Suzhou", None, {SUZHOU, Place("安徽省", "宿州市")}, id="without a prior"),
        pytest.param(
            "Tongzhou", JIANGSU, {Place("江苏省", "南通市", "通州区")}, id="a district here"
        ),
        pytest.param("Tongzhou", ANHUI, set(), id="a district elsewhere"),
        pytest.param("a guide of one mile", QINGHAI, set(), id="an English word"),
        pytest.param("10 million yuan", ANHUI, set(), id="money"),
        pytest.param("Jiangsu", JIANGSU, {JIANGSU}, id="the province"),
        pytest.param("Yangzhou, yangzhou", JIANGSU, {YANGZHOU}, id="once"),
    ],
)
def test_places(question: str, prior: Place | None, places: set[Place]) -> None:
    found = places_in_pinyin(question, prior)
    assert set(found) == places
    assert len(found) == len(places)


@pytest.mark.parametrize("name", sorted({p.city for p, _ in all_places() if p.city})[::9])
def test_every_city_is_found_in_pinyin(name: str) -> None:
    word = romanised(short_name(name)).capitalize()
    assert any(place.city == name for place in places_in_pinyin(f"in {word}?", None))


@given(text=st.text("Yangzhou Suzhou's ’Xian-?，扬州\\", max_size=40))
def test_mentions_stand_where_they_say(text: str) -> None:
    for span, place in pinyin_mentions(text, JIANGSU):
        assert span.of(text).strip("'’")
        assert place in places_in_pinyin(text, JIANGSU)
    assert isinstance(chinese_terms(text), str)

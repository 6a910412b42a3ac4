"""Figures, numerals and dates in the forms that bulletins print."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from reformbot.bulletin.figures import read_date, read_figures, read_numeral


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("2022年12月", [("2022年", 2022, "年"), ("12月", 12, "月")]),
        ("1%—5%", [("1%", 1, "%"), ("5%", 5, "%")]),
        ("3万余名", [("3万余名", 30000, "名")]),
        ("近100场次", [("100场次", 100, "场次")]),
        ("10+20", [("10", 10, ""), ("20", 20, "")]),
        ("24小时内", [("24小时", 24, "小时")]),
        ("“1+N”", [("1", 1, "")]),
        ("5G+", [("5G", 5, "G")]),
        ("323+1", [("323", 323, ""), ("1", 1, "")]),
        ("100多万元", [("100多万元", 1_000_000, "元")]),
        ("两所", [("两所", 2, "所")]),
        ("十余家", [("十余家", 10, "家")]),
        ("百余家", [("百余家", 100, "家")]),
        ("一百二十家", [("一百二十家", 120, "家")]),
        ("一万二千", [("一万二千", 12000, "")]),
        ("1.5万余条", [("1.5万余条", 15000, "条")]),
        ("1.5 万余条", [("1.5 万余条", 15000, "条")]),
        ("7000余万元", [("7000余万元", 70_000_000, "元")]),
        ("两千余万元", [("两千余万元", 20_000_000, "元")]),
        ("35亿千瓦时", [("35亿千瓦时", 3_500_000_000, "千瓦时")]),
        ("1千万元", [("1千万元", 10_000_000, "元")]),
        ("百分之六十", [("百分之六十", 60, "%")]),
        ("百分之三点五", [("百分之三点五", "3.5", "%")]),
        ("3/4", [("3", 3, ""), ("4", 4, "")]),
        ("2021—2023年", [("2021", 2021, "年"), ("2023年", 2023, "年")]),
        ("3至5家", [("3", 3, "家"), ("5家", 5, "家")]),
        ("1,234.5元", [("1,234.5元", "1234.5", "元")]),
        ("10，234", [("10", 10, ""), ("234", 234, "")]),
        ("1234,567", [("1234", 1234, ""), ("567", 567, "")]),
        ("０", [("０", 0, "")]),
        ("４７％", [("４７％", 47, "%")]),
        ("1．5万", [("1．5万", 15000, "")]),
        ("12个月", [("12个月", 12, "个月")]),
        ("10个百分点", [("10个百分点", 10, "个百分点")]),
        ("几十家、数百人", []),
        ("一起走在一线，四千四万、十百千万、三三两两、二十大", []),
        ("", []),
    ],
)
def test_figures(text: str, figures: list[tuple[str, int | str, str]]) -> None:
    found = read_figures(text)

    assert [(f.text, f.value, f.unit) for f in found] == [
        (said, Decimal(value), unit) for said, value, unit in figures
    ]
    assert not any(figure.is_ordinal for figure in found)
    assert all(figure.span.of(text) == figure.text for figure in found)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [("第三十三条", 33, "条"), ("第47届", 47, "届"), ("第 6 期", 6, "期"), ("第一名", 1, "名")],
)
def test_ordinals_name_one_of_a_row(text: str, value: int, unit: str) -> None:
    (figure,) = read_figures(text)

    assert (figure.text, figure.value, figure.unit) == (text, value, unit)
    assert figure.is_ordinal


@pytest.mark.parametrize(
    "texts",
    [
        ("1.2万人", "12000人", "一万二千人", "１．２万人", "12,000人"),
        ("120家", "一百二十家", "１２０家"),
        ("60%", "百分之六十", "６０％", "百分之60"),
        ("2.5亿元", "25000万元", "250000000元"),
    ],
)
def test_forms_of_one_figure_are_equal(texts: tuple[str, ...]) -> None:
    assert len({(f.value, f.unit) for text in texts for f in read_figures(text)}) == 1


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("17", 17),
        ("十七", 17),
        ("二〇二四", 2024),
        ("二○二四", 2024),
        ("两百", 200),
        (" 8 ", 8),
        ("-3", None),
        ("3.5", None),
        ("甲", None),
        ("", None),
        ("²", None),
    ],
)
def test_numerals(text: str, value: int | None) -> None:
    assert read_numeral(text) == value


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2024年5月29日", date(2024, 5, 29)),
        ("2024 年 5 月 29 日", date(2024, 5, 29)),
        ("二〇二四年五月二十九日", date(2024, 5, 29)),
        ("二○二四年十二月三十一日印发", date(2024, 12, 31)),
        ("2024-05-29", date(2024, 5, 29)),
        ("2024.5.9", date(2024, 5, 9)),
        ("2024年13月1日", None),
        ("2024年2月30日，后改为2024年3月1日", date(2024, 3, 1)),
        ("2024年5月", None),
        ("", None),
    ],
)
def test_dates(text: str, found: date | None) -> None:
    assert read_date(text) == found

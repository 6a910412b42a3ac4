"""Earlier articles as drafting reads them: with their sources, and nothing that was corrected."""

from __future__ import annotations

from reformbot.drafting.brief import pasted
from reformbot.drafting.drafter import Drafter
from reformbot.drafting.rendering import article_of
from reformbot.drafting.revising import Outcome
from reformbot.locale import load_messages
from reformbot.operations.archive import Archive
from tests.unit.workshop import WUXI, YANGZHOU, Told, Workshop, printed

ASKED = "扬州市工匠学院数量"
SAID = "扬州市建成13家工匠学院。"


def archive(workshop: Workshop) -> Archive:
    return Archive(workshop.catalog, workshop.answerer, load_messages("zh"))


def test_there_is_nothing_where_nothing_is_indexed(workshop: Workshop) -> None:
    assert archive(workshop).quotations(ASKED) == ()
    assert archive(workshop).precedents("工匠学院") == ()


def test_sentences_come_word_for_word_with_where_they_are_printed(workshop: Workshop) -> None:
    workshop.write("a.txt", printed(1))
    workshop.index()
    first = archive(workshop).quotations(ASKED)[0]
    assert first.text == SAID
    assert first.byline == YANGZHOU.byline
    assert "2024年第1期" in first.reference
    assert YANGZHOU.title in first.reference
    assert any("工匠学院" in text for text in archive(workshop).precedents("工匠学院"))


def test_a_corrected_sentence_is_not_handed_on(workshop: Workshop) -> None:
    notice = Told("更正", "第1期中“13家工匠学院”应为“31家工匠学院”。特此更正。", "编辑部")
    workshop.write("a.txt", printed(1))
    workshop.write("b.txt", printed(2, WUXI, notice))
    workshop.index()
    assert SAID not in [one.text for one in archive(workshop).quotations(ASKED)]


def test_what_a_writer_adds_comes_out_of_the_live_version(workshop: Workshop) -> None:
    workshop.write("a.txt", printed(1))
    workshop.index()
    brief = pasted("开办职工夜校\n编印课程手册\n聘请讲师", unit="扬州市总工会", place="扬州市")
    drafter = Drafter(archive=archive(workshop).quotations)
    draft = drafter.draft(brief)
    revision = drafter.revise(draft, "加上工匠学院数量")
    assert revision.outcome is Outcome.DONE
    assert SAID in revision.draft.current.text
    carriers = {one.sentence: one.carriers for one in article_of(revision.draft).sources}
    assert "2024年第1期" in carriers[SAID][0]
    assert drafter.revise(draft, "加上劳动竞赛数量").outcome is Outcome.NOT_THERE

"""Small answers to render and to send."""

from datetime import date

from reformbot.answering.model import Answer, Citation, Item, Reference, Refusal, Scope, Statement
from reformbot.bulletin.model import ArticleKind, IssueKey, Passage, Span

QUOTE = "扬州市已建成工匠学院12家，培训职工1.2万人次。"


def citation(n: int = 1, quote: str = QUOTE, title: str = "扬州办好工匠学院") -> Citation:
    passage = Passage(
        key=IssueKey("省总工会", 2024, 6),
        stem="2024-06",
        issued=date(2024, 6, 20),
        article=2,
        kind=ArticleKind.ARTICLE,
        title=title,
        byline="扬州市总工会",
        place=None,
        ordinal=0,
        measure=None,
        heading="",
        span=Span(0, len(quote)),
        text=quote,
    )
    return Citation(n, passage, Span(0, len(quote)), quote)


def answer(
    *texts: str,
    citations: tuple[Citation, ...] | None = None,
    items: tuple[Item, ...] | None = None,
    language: str = "zh",
    question: str = "扬州有多少家工匠学院？",
) -> Answer:
    """An answer with one statement a text, all of them carried by the first citation."""
    return Answer(
        question=question,
        language=language,
        statements=tuple(Statement(text, (1,)) for text in texts),
        items=items,
        citations=(citation(),) if citations is None else citations,
        scope=Scope(3, 24),
    )


def refused(
    refusal: Refusal, *, question: str = "徐州？", language: str = "zh", subject: str = "徐州"
) -> Answer:
    return Answer(
        question=question,
        language=language,
        statements=(),
        items=None,
        citations=(),
        scope=Scope(0, 0) if refusal is Refusal.EMPTY_QUESTION else Scope(3, 24),
        refusal=refusal,
        subject=subject,
        nearest=()
        if refusal is Refusal.EMPTY_QUESTION
        else (Reference("2024-06", "2024年第6期", 2, "扬州办好<工匠>学院"),),
    )

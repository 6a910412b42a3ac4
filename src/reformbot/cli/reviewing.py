"""Looking at what was read before it is taken in, on the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from reformbot.bulletin.amendments import Amendments
from reformbot.errors import AmendmentError, SourceError
from reformbot.files import Document, FileReader, find_files
from reformbot.library.records import Edition
from reformbot.operations.captions import about_article, headline, remarks
from reformbot.operations.previews import (
    Preview,
    excluding,
    preview,
    redated,
    renumbered,
    retitled,
)
from reformbot.operations.reading import Intake
from reformbot.terminal import Terminal

_CONFIRM, _SKIP, _STOP = "y", "s", "q"


class Desk:
    """An admin at the terminal, with one document after the other.

    Args:
        live: the live version's editions.
    """

    def __init__(self, terminal: Terminal, live: Sequence[Edition]) -> None:
        self._terminal = terminal
        self._live = live
        self.failures: list[SourceError] = []

    def review(self, paths: Sequence[Path]) -> list[Intake]:
        """What the admin confirms, as amended; what could not be read is told of.

        Raises:
            SourceError: a path leads to no file.
        """
        confirmed: list[Intake] = []
        for document in self._documents(paths):
            amendments, word = self._decide(document)
            if word == _CONFIRM:
                confirmed.append(Intake(document, document.path.stem, amendments))
            elif word == _STOP:
                break
        return confirmed

    def _documents(self, paths: Sequence[Path]) -> Iterator[Document]:
        reader = FileReader()
        for path in find_files(paths):
            reading = reader.read(path)
            self._terminal.errors(reading.failures)
            self.failures += reading.failures
            yield from reading.documents

    def _decide(self, document: Document) -> tuple[Amendments, str]:
        """What is to be changed in a document, and the word it ended with."""
        former = next((one for one in self._live if one.sha256 == document.sha256), None)
        amendments = former.amendments if former else Amendments()
        while True:
            shown = preview(document.extract, document.sha256, amendments, self._live)
            self._show(shown, document)
            amendments, word = self._amended(amendments, shown)
            if word == _CONFIRM and shown.lacks:
                continue
            if word:
                return amendments, word

    def _amended(self, amendments: Amendments, shown: Preview) -> tuple[Amendments, str]:
        """The amendments after the next line that is understood, and the word that ends them."""
        while True:
            line = self._terminal.question("review-prompt")
            word, _, rest = (line if line is not None else _STOP).strip().partition(" ")
            number, _, text = rest.strip().partition(" ")
            article = shown.article(int(number)) if number.isdecimal() else None
            try:
                if word in (_CONFIRM, _SKIP, _STOP):
                    return amendments, word
                if word == "n":
                    return renumbered(amendments, rest), ""
                if word == "d":
                    return redated(amendments, rest), ""
                if word == "x" and article is not None:
                    out = article.ordinal not in shown.excluded
                    return excluding(amendments, article.ordinal, out=out), ""
                if word == "t" and article is not None:
                    return retitled(amendments, article.ordinal, text), ""
            except AmendmentError as error:
                self._terminal.errors((error,))
                continue
            if word == "r" and article is not None:
                self._terminal.text(f"{article.title}\n\n{article.body}")
            else:
                self._terminal.say("review-help")

    def _show(self, shown: Preview, document: Document) -> None:
        """The issue in a line, then what to look at, then its articles."""
        messages, name = self._terminal.messages, str(document.path)
        self._terminal.text(f"\n{headline(shown, messages)}")
        self._terminal.say("upload-file", name=name, pages=shown.pages)
        self._terminal.say(f"upload-standing-{shown.standing}")
        for one in remarks(shown, name, messages):
            self._terminal.text(f"⚠️ {one}")
        rows = [
            (
                str(one.ordinal),
                f"🚫 {one.title}" if one.ordinal in shown.excluded else one.title,
                messages("reference-separator").join(about_article(shown, one, messages)),
            )
            for one in shown.articles
        ]
        self._terminal.table(("article", "title", "about"), rows)

"""Many chats ask while the bot is killed again and again: what is lost, what is said twice."""

import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from reformbot.answering.composing import Hear
from reformbot.answering.model import Statement
from reformbot.locale import load_messages
from reformbot.operations.answers import Answered
from reformbot.operations.roles import Appointed
from reformbot.telegram import TelegramSettings, Webhook, serve
from tests.e2e.bot import listening_post, services_in
from tests.e2e.emulator import TOKEN, Emulator
from tests.unit.telegram.answers import answer

CHATS = tuple(range(101, 121))
_EDITED = "editMessageText"
_PLACEHOLDERS = tuple(
    load_messages("en")(f"telegram-{key}") for key in ("searching", "queued", "stopped")
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the chats show in the end.

    Attributes:
        kills: how often the bot was killed.
        asked, answered: questions, and those of them whose answer stands in the chat to its end.
        twice: questions with the beginning or the end of an answer in more than one message.
        disordered: chats whose answers do not stand in the order of the questions.
        stray: placeholders that stayed, from a crash between a send and its record.
        repeated: edits that said what the message said already, from a crash before the record.
    """

    kills: int
    asked: int
    answered: int
    twice: int
    disordered: int
    stray: int
    repeated: int

    @property
    def lost(self) -> int:
        """Questions without an answer."""
        return self.asked - self.answered


class Script:
    """Answers with the question's own words, some at once and some in their time."""

    def ask(
        self, question: str, history: Sequence[str], hear: Hear, *, person: str, chat: int | None
    ) -> Answered:
        said = f"答{question}。"
        hear(Statement(said, (1,)))
        time.sleep(random.Random(question).choice((0.0, 0.05, 0.2, 0.5, 1.2)))
        long = ["甲" * 1500, "乙" * 1500, "丙" * 1500] if question.endswith("长") else []
        return Answered(None, answer(said, *long, f"完{question}。"), person, chat)


def crash(
    kills: int,
    home: Path,
    seed: int = 0,
    tell: Callable[[int], None] = lambda _: None,
    webhook: Webhook | None = None,
) -> Outcome:
    """Kill the bot `kills` times while twenty chats ask, then let it finish.

    Each life of the bot lasts a random while after it begins to receive, up to two seconds.

    Args:
        webhook: where the bot listens; None where it polls.
    """
    chance, asked = random.Random(seed), dict[int, list[str]]()
    with Emulator() as emulator:
        users = [emulator.user(id=chat) for chat in CHATS]
        for kill in range(kills):
            with _process(emulator, home, webhook) as process:
                before = len(emulator.calls("getMe", status=None))
                emulator.wait_until(
                    lambda known=before: len(emulator.calls("getMe", status=None)) > known,
                    timeout=60,
                )
                until = time.monotonic() + chance.uniform(0.05, 2.0)
                while (left := until - time.monotonic()) > 0:
                    user = chance.choice(users)
                    mine = asked.setdefault(user.id, [])
                    mine.append(f"{user.id}之{len(mine)}{chance.choice(['', '长'])}")
                    user.sends(mine[-1])
                    time.sleep(min(left, chance.uniform(0.0, 0.3)))
                process.send_signal(signal.SIGKILL)
            tell(kill + 1)
        with _process(emulator, home, webhook) as process:
            with suppress(AssertionError):  # the outcome says what is missing
                emulator.wait_until(
                    lambda: all(
                        _messages(emulator, chat, f"完{question}。")
                        for chat, questions in asked.items()
                        for question in questions
                    ),
                    timeout=120,
                )
            time.sleep(3.0)  # whatever would be said twice is said by now
            process.send_signal(signal.SIGTERM)
            process.wait(60)
        return _outcome(emulator, kills, asked)


def _outcome(emulator: Emulator, kills: int, asked: dict[int, list[str]]) -> Outcome:
    found = {
        (chat, question): [_messages(emulator, chat, f"{edge}{question}。") for edge in "答完"]
        for chat, questions in asked.items()
        for question in questions
    }
    disordered = 0
    for chat, questions in asked.items():
        firsts = [ids[0] for question in questions if (ids := found[chat, question][0])]
        disordered += firsts != sorted(firsts)
    refused = emulator.calls(_EDITED, status=400)
    return Outcome(
        kills=kills,
        asked=sum(map(len, asked.values())),
        answered=sum(all(edges) for edges in found.values()),
        twice=sum(any(len(ids) > 1 for ids in edges) for edges in found.values()),
        disordered=disordered,
        stray=sum(
            message.text in _PLACEHOLDERS
            for chat in asked
            for message in emulator.shown(chat)
            if message.by_bot
        ),
        repeated=sum("not modified" in call.error for call in refused),
    )


def _messages(emulator: Emulator, chat: int, words: str) -> list[int]:
    """The messages of the bot that hold these words."""
    return [
        message.message_id
        for message in emulator.shown(chat)
        if message.by_bot and words in message.text
    ]


@contextmanager
def _process(
    emulator: Emulator, home: Path, webhook: Webhook | None
) -> Iterator[subprocess.Popen[bytes]]:
    port = webhook.port if webhook else None
    call = f"main({emulator.url!r}, {str(home)!r}, {port})"
    program = [sys.executable, "-c", f"from {__name__} import main; {call}"]
    with (
        (home / "bot.log").open("ab") as log,
        subprocess.Popen(program, stdout=log, stderr=subprocess.STDOUT) as process,
    ):
        try:
            yield process
        finally:
            process.kill()


def main(url: str, home: str, port: int | None) -> None:
    """The bot that is killed."""
    webhook = None if port is None else listening_post(port)
    settings = TelegramSettings(TOKEN, api_url=url, webhook=webhook)
    appointed = Appointed(members=frozenset(CHATS))
    with services_in(Path(home), Script(), appointed) as services:
        serve(settings, services)

"""What happens to an update: who it is from, whose turn it is, and who deals with it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Hashable

from telegram import CallbackQuery, ChatMemberUpdated, Message, Update, User
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import TelegramError

from reformbot.library.inbox import Inbox
from reformbot.library.people import Role
from reformbot.locale import load_messages
from reformbot.telegram.addressing import Request, Wish, read
from reformbot.telegram.asking import Asking
from reformbot.telegram.context import Context
from reformbot.telegram.delivery import send_text
from reformbot.telegram.failures import Failures
from reformbot.telegram.presence import acknowledge
from reformbot.telegram.reception import Reception
from reformbot.telegram.routing import Bot, Route, Routes, Visit, Work
from reformbot.telegram.turns import Turn, Turns

GRACE = 20.0
"""Seconds that what is in hand has to end in when the bot stops."""

_NOTICE_AFTER = 1.0  # seconds until a question that waits is told so
_PRESENT = (ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR)
_log = logging.getLogger(__name__)

Deal = Callable[[Visit], Awaitable[None]]


class Desk:
    """Where every update arrives, so that nothing gets past the question of who sent it."""

    def __init__(
        self,
        reception: Reception,
        routes: Routes,
        asking: Asking,
        turns: Turns,
        inbox: Inbox,
        failures: Failures,
        work: Work,
    ) -> None:
        self._reception = reception
        self._routes = routes
        self._asking = asking
        self._turns = turns
        self._inbox = inbox
        self._failures = failures
        self._work = work
        self._in_hand: set[asyncio.Task[None]] = set()

    async def receive(self, update: Update, context: Context) -> None:
        """Deal with an update, and then note that it is done.

        Messages of bots are ignored, among them the accounts that stand for anonymous admins and
        for channels: a role given to one would be given to anybody.
        """
        task = asyncio.current_task()
        if task is not None:
            self._in_hand.add(task)
            task.add_done_callback(self._in_hand.discard)
        try:
            done = await self._deal_with(update, context.bot)
            if done:
                await self._work(self._inbox.finish, update.update_id)
        except Exception as error:
            await self._failures.answer_for(error, context.bot, None)

    def close(self) -> None:
        """Begin nothing more; what waits is left to the inbox, and what is in hand has `GRACE`."""
        self._turns.close()
        asyncio.get_running_loop().call_later(GRACE, self._cancel)

    def _cancel(self) -> None:
        for task in self._in_hand:
            task.cancel()

    async def _deal_with(self, update: Update, bot: Bot) -> bool:
        """Whether an update is done; not where the bot stops before it is."""
        if update.callback_query is not None:
            return await self._tapped(update.update_id, update.callback_query, bot)
        if update.message is not None:
            return await self._written(update.update_id, update.message, bot)
        if update.edited_message is not None:
            await self._changed(update.update_id, update.edited_message, bot)
        elif update.my_chat_member is not None:
            await self._invited(update.my_chat_member, bot)
        elif "stopped_message_generation" in update.api_kwargs:
            self._asking.stop(update)
        return True

    async def _written(self, update_id: int, message: Message, bot: Bot) -> bool:
        user = message.from_user
        request = read(message, bot.bot, self._routes.commands)
        if user is None or user.is_bot or request is None:
            return True
        route = self._routes.for_command(request.command)
        line: Hashable = None if route and not route.waits else message.chat_id
        if request.wish is Wish.FILE:
            line = ("files", message.chat_id)
        with self._turns.take(line, update_id, message.chat_id, user.id) as turn:
            visit = await self._visit(update_id, bot, user, message)
            if visit.role is Role.BLOCKED:
                return True
            if visit.role is None and not (route and route.admits(None)):
                return await self._in_turn(turn, visit, lambda it: self._stranger(it, request))
            asks = request.wish is Wish.ASK or request.command == "ask"
            if not asks:
                return await self._in_turn(turn, visit, lambda it: self._serve(it, request, route))
            seeing = asyncio.create_task(acknowledge(bot, visit.chat_id, message.message_id))
            try:
                return await self._in_turn(
                    turn, visit, lambda it: self._serve(it, request, route), asks=True
                )
            finally:
                await asyncio.wait([seeing])

    async def _tapped(self, update_id: int, query: CallbackQuery, bot: Bot) -> bool:
        user, found = query.from_user, self._routes.for_tap(query.data or "")
        message = query.message if isinstance(query.message, Message) else None
        chat_id = query.message.chat.id if query.message else user.id
        line = chat_id if found and found[0].waits else ("taps", chat_id)
        with self._turns.take(line, update_id, chat_id, user.id) as turn:
            visit = await self._visit(update_id, bot, user, message, query)
            done = await self._in_turn(turn, visit, lambda it: self._press(it, query, found))
        if done:
            await _answer(query, "")
        return done

    async def _in_turn(self, turn: Turn, visit: Visit, deal: Deal, *, asks: bool = False) -> bool:
        """Wait for the turn and deal with a visit; False where the bot stops first."""
        coming = asyncio.ensure_future(turn.come())
        if asks:
            came, _ = await asyncio.wait({coming}, timeout=_NOTICE_AFTER)
            if not came:
                await turn.after_earlier()
            if not coming.done():
                await self._asking.queue(visit)
        turn.noticed()
        if not await coming:
            if turn.is_stopped:
                await self._asking.withdraw(visit)
            return turn.is_stopped
        try:
            if not await self._work(self._inbox.begin, visit.update_id):
                raise RuntimeError(f"update {visit.update_id} was begun too often")
            await deal(visit)
        except Exception as error:
            await self._failures.answer_for(error, visit.bot, visit)
        return True

    async def _serve(self, visit: Visit, request: Request, route: Route | None) -> None:
        if route is not None:
            if not route.admits(visit.role):
                await self._say(visit, "telegram-not-allowed")
            elif route.private and not visit.is_private:
                await self._say(visit, "telegram-private-only")
            else:
                await route.handler(visit, request.text)
        elif request.wish is Wish.FILE:
            await self._file(visit, request.text)
        elif request.wish is not Wish.ASK:
            await self._say(visit, f"telegram-{request.wish}")
        elif not await self._routes.taken(visit, request.text):
            await self._asking.ask(visit, request.text)

    async def _file(self, visit: Visit, caption: str) -> None:
        route = self._routes.for_files
        if visit.is_private and await self._routes.file_taken(visit, caption):
            return
        if route is not None and visit.is_private and route.admits(visit.role):
            await route.handler(visit, "")
        else:
            await self._say(visit, f"telegram-{Wish.UNSUPPORTED}")

    async def _stranger(self, visit: Visit, request: Request) -> None:
        _log.info("a stranger wrote: %d", visit.user.id)
        handler = self._routes.for_strangers
        if handler is not None and visit.is_private:
            await handler(visit, request.text)
        else:
            await self._say(visit, "telegram-stranger", id=visit.user.id)

    async def _press(
        self, visit: Visit, query: CallbackQuery, found: tuple[Route, str] | None
    ) -> None:
        if found is None:
            await _answer(query, visit.messages("telegram-button-stale"))
        elif not found[0].admits(visit.role):
            await _answer(query, visit.messages("telegram-not-allowed"))
        else:
            await found[0].handler(visit, found[1])

    async def _changed(self, update_id: int, message: Message, bot: Bot) -> None:
        """Say that edits are not read; in a group that would be noise."""
        user = message.from_user
        if user is None or message.chat.type != ChatType.PRIVATE:
            return
        visit = await self._visit(update_id, bot, user, message)
        if visit.role not in (None, Role.BLOCKED):
            await self._say(visit, "telegram-edited")

    async def _invited(self, change: ChatMemberUpdated, bot: Bot) -> None:
        """Leave a group that a stranger has put the bot into."""
        chat = change.chat
        if chat.type == ChatType.PRIVATE or change.new_chat_member.status not in _PRESENT:
            return
        standing = await self._work(self._reception.standing, change.from_user)
        if standing.role in (None, Role.BLOCKED):
            _log.info("%d put the bot into %d, which it leaves", change.from_user.id, chat.id)
            await bot.leave_chat(chat.id)

    async def _visit(
        self,
        update_id: int,
        bot: Bot,
        user: User,
        message: Message | None,
        query: CallbackQuery | None = None,
    ) -> Visit:
        standing = await self._work(self._reception.standing, user)
        chat = message.chat if message else query.message.chat if query and query.message else None
        return Visit(
            bot=bot,
            update_id=update_id,
            chat_id=chat.id if chat else user.id,
            is_private=chat is None or chat.type == ChatType.PRIVATE,
            user=user,
            role=standing.role,
            messages=load_messages(standing.language),
            message=message,
            query=query,
            work=self._work,
        )

    @staticmethod
    async def _say(visit: Visit, key: str, **values: object) -> None:
        reply_to = None if visit.is_private or not visit.message else visit.message.message_id
        words = visit.messages(key, **values)
        await send_text(visit.bot, visit.chat_id, words, reply_to=reply_to)


async def _answer(query: CallbackQuery, alert: str) -> None:
    """End a button's waiting sign, with an alert where there are words for one."""
    try:
        await query.answer(alert or None, show_alert=bool(alert))
    except TelegramError as error:  # after some minutes Telegram takes no answer any more
        _log.debug("a tap could not be answered: %s", error)

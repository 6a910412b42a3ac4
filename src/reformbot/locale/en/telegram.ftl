### Telegram

telegram-welcome = Hello, I answer questions about the bulletins.
telegram-help = Just ask. I answer only from the indexed bulletins and cite sources like [1]; open “Sources” below an answer to check the original words. For example: 扬州有多少家工匠学院？ In a group, mention me, reply to me or use /ask.
telegram-stranger = You do not have access yet; please send your number { $id } to an admin.
telegram-unsupported = I take no pictures, voice, stickers or files for questions, so please type yours. To draft from a file, send /draft and then the file. See /help.
telegram-unknown-command = There is no such command. Just type your question, or see /help.
telegram-failed = Something went wrong and there is no answer. Please try again later; if it persists, give an admin the error number { $id }.
telegram-quote = “{ $quote }”
telegram-command-ask = Ask: write your question after /ask
telegram-command-help = How to use this bot
telegram-searching = 🔎 Searching…
telegram-queued = ⏳ Waiting for the questions before it. Send /cancel to give it up.
telegram-stopped = ⏹ Stopped without an answer.
telegram-cancelled = Cancelled.
telegram-cancelled-all = Cancelled what was not answered or finished yet.
telegram-nothing-to-cancel = There is nothing to cancel.
telegram-edited = I do not see changed messages; please send the question again.
telegram-not-allowed = You are not allowed to do this.
telegram-private-only = Please use this command in a private chat with me.
telegram-button-stale = This button no longer works.
telegram-failure = Error { $id }, in detail:
telegram-command-cancel = Give up what is not answered yet

### Telegram

telegram-welcome = Hello, I answer questions about the bulletins.
telegram-help = Just ask. I answer only from the indexed bulletins and cite sources like [1]; open “Sources” below an answer to check the original words. For example: 扬州有多少家工匠学院？ In a group, mention me, reply to me or use /ask.
telegram-stranger = You do not have access yet; please send your number { $id } to an admin.
telegram-unsupported = I can only read text for now, so please type your question. See /help.
telegram-unknown-command = There is no such command. Just type your question, or see /help.
telegram-failed = Something went wrong and there is no answer. Please try again later; if it persists, give an admin the error number { $id }.
telegram-quote = “{ $quote }”
telegram-command-ask = Ask: write your question after /ask
telegram-command-help = How to use this bot

### Telegram

telegram-welcome = 您好，我是简报问答助手。
telegram-help = 直接发来问题，我只根据已入库的简报回答，并用 [1] 标明出处，点开文末的“出处”可以核对原文。例如：扬州有多少家工匠学院？在群里请 @我、回复我，或用 /ask 提问。
telegram-stranger = 您还没有使用权限，请把您的编号 { $id } 发给管理员开通。
telegram-unsupported = 我目前只看得懂文字，请把问题打成文字发给我。用法见 /help。
telegram-unknown-command = 没有这个命令。直接发问题即可，用法见 /help。
telegram-failed = 出错了，没能回答。请稍后再试；若仍出现，请把错误编号 { $id } 告诉管理员。
telegram-quote = “{ $quote }”
telegram-command-ask = 提问：/ask 后面写问题
telegram-command-help = 怎么用

### Telegram

telegram-welcome = 您好，我是简报问答助手。
telegram-help = 直接发来问题，我只根据已入库的简报回答，并用 [1] 标明出处，点开文末的“出处”可以核对原文。例如：扬州有多少家工匠学院？在群里请 @我、回复我，或用 /ask 提问。
telegram-stranger = 您还没有使用权限，请把您的编号 { $id } 发给管理员开通。
telegram-unsupported = 我只看文字提问，图片、语音、表情和文件请改成文字发给我。要用文件起草，请先发 /draft，再发文件。用法见 /help。
telegram-unknown-command = 没有这个命令。直接发问题即可，用法见 /help。
telegram-failed = 出错了，没能回答。请稍后再试；若仍出现，请把错误编号 { $id } 告诉管理员。
telegram-quote = “{ $quote }”
telegram-command-ask = 提问：/ask 后面写问题
telegram-command-help = 怎么用
telegram-searching = 🔎 正在查找…
telegram-queued = ⏳ 排队中，前面的问题答完就轮到。不想等可发 /cancel。
telegram-stopped = ⏹ 已停止，没有作答。
telegram-cancelled = 已取消。
telegram-cancelled-all = 已取消还没答完的问题和没办完的事。
telegram-nothing-to-cancel = 现在没有正在进行的事。
telegram-edited = 改过的消息我看不到，请把问题重新发一遍。
telegram-not-allowed = 您没有这项权限。
telegram-private-only = 这个命令请在与我的私聊里用。
telegram-button-stale = 这个按钮已经失效。
telegram-failure = 出错编号 { $id }，详情：
telegram-command-cancel = 取消还没答完的问题

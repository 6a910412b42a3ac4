### 终端界面

progress-weights-download = 下载向量模型权重
progress-chat-fetch = 下载对话模型权重
progress-weights-unpack = 解出向量模型
progress-index-read = 读入文件
progress-index-embed = 计算向量
progress-index-build = 写入索引
progress-model-load = 载入向量模型
progress-batch = 回答问题
indexed =
    新增 { $added } 期，更新 { $replaced } 期，移除 { $removed } 期，未变 { $unchanged } 期，失败 { $failed } 个。
    现有 { $issues } 期 { $articles } 篇 { $passages } 段（本次新算向量 { $embedded } 段）。
warning-contents-missing = 提示 { $stem }：没有目录，文章按版面识别。
warning-contents-unmatched = 提示 { $stem }：目录中的“{ $subject }”在正文里没有找到。
warning-article-unlisted = 提示 { $stem }：正文里的“{ $subject }”不在目录中。
warning-title-differs = 提示 { $stem }：目录写作“{ $subject }”，正文标题是“{ $found }”。
warning-byline-missing = 提示 { $stem }：“{ $subject }”没有署名。
warning-date-missing = 提示 { $stem }：没有找到日期。
warning-place-ambiguous = 提示 { $stem }：“{ $subject }”的地名有多种可能，未归入任何城市。
batch-done = 已回答 { $count } 题，写入 { $path }。
chat-welcome = 请提问；输入 /exit 结束。
chat-prompt = 问>
passages-leave = 提示：已设 llm.provider = "openai"，回答时会把简报段落发送给 { $host }。
model-fetched = 对话模型已就绪：{ $path }。设 llm.provider = "local" 即可启用。
model-there = { $name }：{ $size } MB，{ $used ->
        [yes] 使用中
       *[no] 未启用
    }，{ $path }
model-absent = { $name }：未下载，{ $used ->
        [yes] 使用中
       *[no] 未启用
    }，应在 { $path }
serving = 机器人 @{ $name } 已上线，按 Ctrl+C 停止。
owner-code = 还没有所有者。请打开 https://t.me/{ $name }?start={ $code } ，或把 /claim { $code } 发给机器人：谁先用，谁就是所有者。只能用一次，重新启动后作废。
next-steps =
    接下来可以试试：
      { $program } chat                连续提问
      { $program } index 文件或目录    把自己的简报入库
      { $program } serve               启动 Telegram 机器人（先设 REFORMBOT_TELEGRAM__TOKEN）
interrupted = 已中断。
crash = 程序出现意外错误（编号 { $name }，详情见 home 目录下的 logs/reformbot.log）。请把编号告诉管理员。
no-issues = 还没有入库的简报。请运行 reformbot index 文件或目录。
column-issue = 期次
column-date = 日期
column-article = 篇
column-title = 标题
column-byline = 供稿
nothing = 无
fact = { $name }：{ $value }
status-home = 目录
status-version = 索引版本
status-version-since = 切换时间
status-issues = 期数
status-articles = 篇数
status-passages = 段数
status-embedding = 向量模型
status-indexed-with = 索引所用模型
status-reranker = 重排模型
status-chat-model = 对话模型
status-answers = 已记录的回答
status-findings = 核查拦下
status-telegram = Telegram 令牌
column-id = 题号
column-kind = 类型
column-why = 问题所在
eval-better = 变好 { $count } 题：{ $ids }
eval-worse = 变差 { $count } 题：{ $ids }
feedback-exported = 已写入 { $written } 题：{ $path }（另有 { $unknown } 条差评没有写明正确答案，未列入）

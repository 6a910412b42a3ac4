### 起草：初稿、修改、编成一期

error-draft = 稿件无法这样起草或修改，请核对任务单后再试。
error-brief = 任务单读不了：{ $reason }。应为一个 JSON 对象，含 id、title_hint、place、unit、notes、target_chars。
error-brief-empty = 素材（{ $id }）里没有可写的内容，请补充素材后再试。
error-brief-too-long = 素材共 { $characters } 字，超过上限 { $most } 字，请分成几篇起草。
error-outline = 提纲里没有“{ $what }”这一处，请按提纲上的编号再试。
error-draft-unreadable = 这个文件不是存下的稿件：{ $reason }。请用 reformbot draft --out 稿件.json 重新保存。
progress-drafts = 起草
drafts-done = 已起草 { $count } 篇，写入 { $path }。
draft-plain = 初稿（未经模型润色）
draft-unpolished = 其中 { $parts } 个部分未经模型润色，保留素材原话。
draft-question =
    待核实：{ $kind ->
        [contradiction] 同一事项出现两个不同的数字
        [sum] 分项之和与合计数不符
        [doubt] 素材自己标了待核
        [missing-item] 所列项目与所说的个数不符
       *[place] 行政区划表里查不到这个地方，署名请核对
    }（{ $said }）
draft-remark =
    素材第 { $line } 行没有写进稿件，{ $kind ->
        [command] 像是给机器的指令，未执行
        [pending] 是待补的内容
        [request] 是写作要求
        [caution] 是给编辑的提醒
        [contact] 是联系方式
        [heading] 是素材的标题
       *[greeting] 是客套话
    }：{ $words }
draft-left-over = 未写入的内容：{ $words }
draft-change = { $sign } { $text }
draft-revision =
    { $outcome ->
        [done] 已按要求修改。
        [needs-model] 这样修改要用对话模型，现在没有配置；请设置 llm.provider 后再试。
        [not-worded] 对话模型没有写成（没有应答，或写的在素材里站不住），保留原文；请过一会儿再试，已写好的部分都留着。
        [not-there] 没有找到本单位关于“{ $asked }”的素材或已发稿件，没有添加；请补充素材。
        [no-such-part] 没有这一部分，请按“第一点”“第二点”“导语”这样指明。
        [no-such-version] 没有这一版，没有改动；请从“历史版本”里选。
        [too-few] 只有两点了，不能再删；可以改写或换掉其中一点。
        [not-carried] “{ $asked }”在素材里查不到，没有改动；请先补充素材。
        [nothing-to-drop] 这一部分只有一句话，删了就没有内容了，没有改动。
       *[unknown] 没有看懂这条要求；可以说“把第二点写短一点”“换个标题”“第一点和第三点对调”“删掉第三点”。
    }{ $dropped ->
        [none] {""}
       *[other] 不再写入的内容：{ $dropped }
    }
draft-quoted = 素材里没有，引自已发稿件，请核对是否仍然适用：{ $text }（{ $reference }）
draft-remaining = 还没有重写的部分：{ $parts }。已写好的都留着；再提一次要求并指明这些部分，就接着写。
issue-assembled = 已把 { $count } 篇稿件编成一期，写入 { $path }。
notes-leave = 提示：已设 llm.provider = "openai"，起草时会把素材和范例发送给 { $host }。

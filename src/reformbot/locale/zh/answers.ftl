### 回答

references = 出处
reference-separator = {" · "}
date-unknown = 日期不详
item = { $at }. { $name }：{ $text }
searched = （共检索 { $issues } 期 { $articles } 篇）
nearest = 相近的文章：
refusal-empty-question = 请输入一个问题，例如：扬州有多少家工匠学院？
refusal-place-unknown = 已入库的简报没有关于“{ $subject }”的文章，无法回答。
refusal-issue-unknown = 已入库的简报里没有“{ $subject }”，无法回答。
refusal-no-evidence = 已入库的简报里没有找到能回答这个问题的依据。
refusal-elsewhere = 已入库的简报里没有这一项：问到的地方、时间或内容对不上，不能用别处的材料代答。
doubtful = 待核（证据不足，请看原文）：
understood = 按此理解：{ $question }
item-bare = { $at }. { $name }
statement = 《{ $subject }》：{ $text }
figures-in-english = （{ $figures }）
refusal-place-not-in-issue = 问到的这些期里没有关于“{ $subject }”的文章；其他期里有，请换一种问法。
refusal-not-stated = 已入库的简报里找到了相近的内容，但没有写明问到的这一点，不能据此回答。
note-model-failed = （对话模型暂时不可用，以上为原文摘录。）

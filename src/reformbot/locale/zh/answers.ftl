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

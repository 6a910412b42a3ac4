### 索引的版本：计划、切换、回退、整理

progress-smoke-live = 用现有版本回答检验题
progress-smoke-new = 用新版本回答检验题

plan-added = 新增
plan-replaced = 更新
plan-removed = 移除
plan-reread = 重新解析
plan-unchanged = 不变
plan-nothing = 没有变化，不需要新建版本。
plan-effort = 新版本共 { $passages } 段，要计算向量 { $count } 段，{ $time }。
plan-full-embedding = 向量模型变了，或现有向量已损坏：要整库重建，现有索引照常使用到建好为止。
plan-full-reading = 解析规则变了：各期都要用原件重新解析，现有索引照常使用到建好为止。
time-unknown = 用时未知
time-short = 预计不到一分钟
time-minutes = 预计约 { $minutes } 分钟
column-happens = 处理
column-articles = 篇数
column-passages = 段数
column-warnings = 提示

column-version = 版本
column-when = 建成时间
column-by = 操作人
column-changes = 变动
column-size = 期/段
column-score = 检验
column-state = 状态
version-command-line = 命令行
version-added = 增 { $issues }
version-replaced = 改 { $issues }
version-removed = 减 { $issues }
version-rebuilt = 重建
version-live = 使用中
version-held = 待定
version-kept = 可切换
no-versions = 还没有任何版本。请运行 reformbot index 文件或目录。
switched = 已切换到版本 { $number }（{ $at } 建成）。
removed-kept = 原件仍保留在 originals 目录。
trial-passed = 检验题 { $questions } 道：正确率 { $after }（现有版本 { $before }）。
trial-first = 检验题 { $questions } 道：正确率 { $after }。
trial-worse = 变差的题：{ $ids }
trial-failed = 检验题 { $questions } 道：正确率从 { $before } 降到 { $after }，超过了允许的幅度，没有切换。
trial-held = 版本 { $number } 已建好待定，现有索引照常使用。仍要切换，请运行 reformbot switch { $number }。
compacted = 已清理：旧版本 { $versions } 个，无主的向量目录 { $folders } 个，不再使用的向量 { $vectors } 条，不再使用的解析结果 { $editions } 份。
compacted-freed = 腾出 { $freed }，现在占用 { $left }。原件都保留在 originals 目录，未作清理。

error-version-unknown = 没有版本 { $number }，或它已被清理。请用 reformbot versions 查看可以切换的版本。
error-no-earlier-version = 没有更早的版本可以回退。请用 reformbot versions 查看现有版本。
error-version-fingerprint = 版本 { $number } 是用另一个向量模型（{ $indexed }）建的，与当前配置（{ $configured }）不符。请先改回原来的 embedding.model，再切换。
error-version-unusable = 版本 { $number } 的向量索引缺失或损坏（{ $reason }），不能切换。请用 reformbot versions 另选一个版本，或重新运行 reformbot index。
error-issue-unknown = 现有索引里没有“{ $issue }”。请用 reformbot issues 查看有哪些期。
error-issue-ambiguous = “{ $issue }”对应不止一期。请改用文件名指定：{ $stems }。

audit-indexed = 建成并切换到版本 { $version }：{ $changes }
audit-held = 建成版本 { $version }，因检验题变差未切换：{ $changes }
audit-switched = 切换到版本 { $version }
audit-compacted = 整理索引，腾出 { $freed }
audit-added = 新增 { $issue }（文件 { $hash }）
audit-replaced = 更新 { $issue }（文件 { $hash }）
audit-removed = 移除 { $issue }（文件 { $hash }）
audit-more = { $shown } 等，另有 { $count } 个
audit-rebuilt = 整库重建

### 谁能用：申请、邀请、名单、语言

people-greeting = 您好，我是简报问答助手，只为获准的同事服务。您的编号是 { $id }。点下面的按钮申请，管理员同意后就能提问。
people-waiting = 您的申请（编号 { $id }）正在等管理员处理，请稍候。
people-requested = 申请已提交，请等管理员处理。可以再发一句话说明您是谁，例如单位和姓名。
people-noted = 已附在申请里，请等管理员处理。
people-button-request = 🙋 申请使用
people-card = 🙋 申请使用
    姓名：{ $name }
    编号：{ $id }
    附言：{ $note }
people-no-note = 无
people-card-decided = { $card }
    { $by } 已处理：{ $role }
people-decided-already = { $by } 已经处理：{ $role }
people-button-member = ✅ 成员
people-button-admin = ⭐ 管理员
people-button-owner = 👑 所有者
people-button-blocked = ⛔ 停用
people-button-none = 移出
people-button-forget = 🧹 清除记录
people-button-back = ‹ 返回
people-button-requests = 🙋 待处理的申请（{ $count }）
people-button-yes = 确认清除
people-button-no = 不清除
people-told-owner = 您现在是所有者，可以管理所有人。用 /users 查看名单，/invite 邀请同事。
people-told-admin = 您现在是管理员。用 /users 查看名单，/invite 邀请同事；有人申请时我会通知您。
people-told-member = 管理员已同意，您可以提问了。
people-told-blocked = 您的申请没有通过。
people-told-none = 您的使用权限已取消。
people-invitation = 邀请链接，{ $until }（北京时间）前有效，只能用一次，请只转发给要邀请的人：
    { $link }
people-users = 👥 名单：{ $count } 人（{ $page }/{ $pages }）
people-user = { $name }
    编号：{ $id }
    权限：{ $role }
people-user-appointed = { $card }
    （写在配置文件里）
people-nameless = （还没来过）
people-changed = { $name }（{ $id }）的权限：{ $role }
people-no-requests = 没有待处理的申请。
people-revoke-usage = 请写上编号，例如 /revoke 123456789。用 /users 可以查看编号，也可以直接点人名修改。
people-forget-question = 要清除 { $name }（{ $id }）的全部提问、回答、对话和反馈吗？清除后无法恢复，权限不变。
people-forgotten = 已清除 { $name }（{ $id }）的记录，共 { $count } 条。
people-kept = 没有清除。
people-log = 📒 操作记录：{ $count } 条（{ $page }/{ $pages }）
people-log-line = { $at } { $actor } { $did }
people-log-empty = 还没有操作记录。
people-program = 系统
people-language = 界面语言：
people-language-chosen = 界面语言已改为中文。
people-language-followed = 界面语言跟随 Telegram。
people-button-zh = 中文
people-button-en = English
people-button-auto = 跟随 Telegram

role-owner = 所有者
role-admin = 管理员
role-member = 成员
role-blocked = 停用
role-none = 无

audit-requested = 申请使用
audit-decided = 处理了 { $subject } 的申请：{ $role }
audit-invited = 发出邀请（{ $role }）
audit-joined = 邀请的 { $subject } 加入：{ $role }
audit-claimed = 启动码由 { $subject } 使用：{ $role }
audit-changed = 把 { $subject } 改为：{ $role }
audit-forgotten = 清除了 { $subject } 的记录

telegram-command-lang = 界面语言
telegram-command-forget = 清除我的提问记录
telegram-command-users = 名单与权限
telegram-command-invite = 邀请一位同事
telegram-command-revoke = 取消某人的权限：/revoke 编号
telegram-command-audit = 操作记录

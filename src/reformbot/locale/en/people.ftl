### Who may use the bot: requests, invitations, the list, languages

people-greeting = Hello, I answer questions about the bulletins, for colleagues who have been let in. Your number is { $id }. Tap the button to ask for access; once an admin agrees you can ask away.
people-waiting = Your request (number { $id }) is waiting for an admin.
people-requested = Your request is with the admins. You may send one more line to say who you are, such as your unit and name.
people-noted = That stands in your request now; please wait for an admin.
people-button-request = 🙋 Ask for access
people-card = 🙋 Request for access
    Name: { $name }
    Number: { $id }
    Note: { $note }
people-no-note = none
people-card-decided = { $card }
    Decided by { $by }: { $role }
people-decided-already = { $by } has decided already: { $role }
people-button-member = ✅ Member
people-button-admin = ⭐ Admin
people-button-owner = 👑 Owner
people-button-blocked = ⛔ Block
people-button-none = Remove
people-button-forget = 🧹 Erase history
people-button-back = ‹ Back
people-button-requests = 🙋 Open requests ({ $count })
people-button-yes = Erase
people-button-no = Keep
people-told-owner = You are an owner now and may decide about everybody. /users shows the list, /invite invites a colleague.
people-told-admin = You are an admin now. /users shows the list, /invite invites a colleague; I will tell you when somebody asks for access.
people-told-member = An admin has let you in; just ask your questions.
people-told-blocked = Your request was turned down.
people-told-none = Your access has been taken back.
people-invitation = An invitation, valid until { $until } Beijing time, for one person; please forward it to nobody else:
    { $link }
people-users = 👥 People: { $count } ({ $page }/{ $pages })
people-user = { $name }
    Number: { $id }
    Role: { $role }
people-user-appointed = { $card }
    (by configuration)
people-nameless = (not been here yet)
people-changed = { $name } ({ $id }) is now: { $role }
people-no-requests = No request is open.
people-revoke-usage = Please give the number, as in /revoke 123456789. /users shows the numbers; you may tap a name there too.
people-forget-question = Erase all questions, answers, conversations and feedback of { $name } ({ $id })? This cannot be undone; the role stays.
people-forgotten = Erased the history of { $name } ({ $id }): { $count } records.
people-kept = Nothing was erased.
people-log = 📒 Log: { $count } lines ({ $page }/{ $pages })
people-log-line = { $at } { $actor } { $did }
people-log-empty = Nothing has been logged yet.
people-program = The program
people-language = Language of the interface:
people-language-chosen = The interface is in English now.
people-language-followed = The interface follows your Telegram.
people-button-zh = 中文
people-button-en = English
people-button-auto = Follow Telegram

role-owner = owner
role-admin = admin
role-member = member
role-blocked = blocked
role-none = none

audit-requested = asked for access
audit-decided = decided the request of { $subject }: { $role }
audit-invited = made an invitation ({ $role })
audit-joined = let { $subject } in by invitation: { $role }
audit-claimed = gave { $subject } the first code's role: { $role }
audit-changed = changed { $subject } to: { $role }
audit-forgotten = erased the history of { $subject }

telegram-command-lang = Language of the interface
telegram-command-forget = Erase my history
telegram-command-users = People and roles
telegram-command-invite = Invite a colleague
telegram-command-revoke = Take back somebody's access: /revoke number
telegram-command-audit = What was done by whom

### Taking files in from the chat: what was sent, its preview, confirming, versions

upload-explained =
    Just send the bulletin's file here, or forward it: Word (.docx, .doc), WPS, PDF, OFD, a scan or photograph (sent as a file), a web page, text, or a .zip of these. The content counts, not the name.

    I show a preview of what I read: tap a number to read an article, give it another title or leave it out, and mend the issue's number and date. Nothing is taken in before you tap "✅ Take in", and questions are answered all the while. It can be rolled back afterwards; /versions leads to the last five versions.

    Telegram lets a bot download no more than 20 MB. For a larger file, run reformbot index FILE --review on the server.
upload-send-as-file = Photos are compressed and hard to read. Please send it as a file, not as a photo.
upload-fetching = ⬇️ Downloading { $name } …
upload-reading = 📖 Reading { $name } …
upload-file = 📄 { $name } (pages: { $pages })
upload-archive = 🗜 { $name }: { $count } issues read, { $failed } files could not be.
upload-failed-more = … and { $count } more files that could not be read.
upload-standing-new = 🆕 A new issue
upload-standing-replaces = ♻️ This issue is indexed already; this one will stand in its place
upload-standing-unchanged = ✔️ The same as what is indexed
upload-number-missing = number unknown
upload-lacks-number = No year or issue number was found. If it is a bulletin, please tap "Number".
upload-lacks-articles = Every article is left out, so there is nothing to take in.
upload-caution-macros = The file has macros in it (they were not run).
upload-caution-page-unreadable = Some pages could not be read; please compare with the original.
upload-recognised = Read by optical recognition (OCR), mean confidence { $percent }%; please check the figures.
upload-recognised-article = OCR { $percent }%
upload-characters = { $count } characters
upload-no-byline = no byline
upload-more-warnings = { $count } more remarks
upload-twin = The same file was sent at { $at } ({ $state }).
upload-state-read = waiting to be confirmed
upload-state-declined = given up
upload-state-confirmed = being taken in
upload-state-held = built, not switched to
upload-state-live = taken in
upload-state-received = being read
upload-state-unpacked = an archive
upload-state-failed = could not be read
upload-separator = {", "}
upload-button-number = 🔢 Number
upload-button-date = 📅 Date
upload-button-confirm = ✅ Take in ({ $count })
upload-button-decline = ❌ Give up
upload-button-exclude = 🚫 Leave it out
upload-button-include = ↩️ Take it in
upload-button-retitle = ✏️ Title
upload-button-back = ‹ Back
upload-button-never = Never mind
upload-button-promote = Switch all the same
upload-button-back-out = ↩️ Roll back
upload-ask-title = Please send the new title of article { $article }, “{ $title }” (within 10 minutes).
upload-ask-number = Please send the issue's number, such as 2024年第6期, or 6 alone (within 10 minutes).
upload-ask-date = Please send the date, such as 2024年6月15日 or 2024-06-15 (within 10 minutes).
upload-never = All right, it stays as it is.
upload-declined = ❌ { $name } was given up; the index has not changed.
upload-building = 🏗 Taking { $name } in; questions are answered meanwhile.
upload-live = ✅ { $name } is taken in, as version { $version }: { $added } issues added, { $replaced } replaced; this issue has { $articles } articles, all of them { $passages } passages ({ $embedded } embedded anew).
upload-live-same = ✅ { $name } is what version { $version } already holds; nothing had to change.
upload-live-gone = ✅ { $name } was taken in; its version has since made room for newer ones.
upload-held = ⏸ { $name } was built as version { $version } but not switched to: { $count } test questions are answered worse ({ $ids }). The live index has not changed.

versions-head = 🗂 The latest versions (▶️ is live):
versions-line = version { $number }, { $at }, { $by }: added { $added }, replaced { $replaced }, removed { $removed }
versions-button = ↩️ Go to version { $number }
versions-question = Version { $live } is live. Switch to version { $number }? It takes effect at once, and can be undone.
versions-button-yes = Yes, switch to version { $number }
versions-button-no = No
versions-left = All right, nothing was switched.
versions-changed = Version { $live } is live by now; please choose again with /versions.
versions-switched = ↩️ Switched from version { $live } to version { $number }.

review-prompt = review>
review-help = y take this issue in, x 3 leave article 3 out (or take it in again), t 3 NEW TITLE, n 2024年第6期, d 2024-06-15, r 3 read article 3, s skip this issue, q stop here
review-nothing = No issue was confirmed; the index has not changed.
column-about = Byline and length

progress-index-wait = Waiting for another process that builds

error-upload = This file cannot be dealt with further. Please send it again.
error-upload-too-large = { $name } is too large: Telegram lets a bot download no more than 20 MB. Please send a smaller one, or run reformbot index FILE --review on the server to take it in, or reformbot draft --notes FILE to draft from it.
error-submission-gone = This file is not known here. Please send it again.
error-submission-settled = { $name } has been dealt with ({ $state ->
        [confirmed] it is being taken in
        [live] it is taken in
        [held] it is built and waits
        [declined] it was given up
       *[failed] it could not be read
    }). Please do not tap again.
error-submission-twin = The same file ({ $name }) is being taken in already. Please wait.
error-submission-lacks = It cannot be taken in yet. Please { $lacks ->
        [number] give its year and number: tap "Number"
       *[articles] leave at least one article in
    }.
error-amendment = “{ $text }” is { $wanted ->
        [title] no title. Please send one line of up to 200 characters
        [number] no issue number. Please write it as 2024年第6期 or 6
       *[date] no date. Please write it as 2024年6月15日 or 2024-06-15
    }.
error-build-broken = The process that takes { $name } in ended several times before it was done; the live index has not changed. Please tap "Take in" again later, and look into the log if that does not help.

audit-file = { $name } (file { $hash })
audit-sent = sent { $files }
audit-confirmed = confirmed { $files }
audit-declined = gave up { $files }

telegram-command-upload = Take a file in: how
telegram-command-versions = The latest versions, to go back to

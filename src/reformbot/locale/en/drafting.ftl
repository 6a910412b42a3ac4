### Drafting in the chat: outline, part by part, the whole text, one's drafts

error-draft-quota = At most { $most } drafts a day; please begin the next one after { $until } (Beijing time).
drafting-ask-notes = Please send me the notes: paste or forward a message, or send a file (Word, PDF, WPS, text or a scan), within 10 minutes. A line “字数：400-600” sets the length; “范例：不用” leaves earlier articles aside.
drafting-ask-source = Which organisation sends these notes in? Please give its full name; without one there is no byline (within 10 minutes).
drafting-ask-rename = What is to be the heading instead of “{ $heading }”? Please send it to me (within 10 minutes).
drafting-ask-add = What is the heading of the new point? Please send it to me (within 10 minutes).
drafting-ask-part = How is this part to be changed? Such as “写短一点” or “加上2023年数据” (within 10 minutes).
drafting-ask-whole = How is the text to be changed? Such as “换个标题”, “第一点和第三点对调” or “把第二点写短一点” (within 10 minutes).
drafting-reading = 📖 Reading { $name }; the outline follows.
drafting-nameless = A draft without notes
drafting-outline = Outline: where the { $count } facts of the notes go
drafting-lead = Lead
drafting-left-over = Not placed yet: { $count }
drafting-more = … and { $count } more
drafting-no-facts = (nothing yet)
drafting-gap = Missing: { $name }, marked 【待补充】 in the text
drafting-part-plain = This part is in the notes' own words, as the chat model wrote nothing that stands; 🔁 tries again.
drafting-part = { $at }/{ $of } { $name }
drafting-empty = (nothing in this part yet)
drafting-whole = The whole text: version { $version }, { $characters } characters
drafting-facts = The { $count } facts of the notes; tap one to move it or to leave it out:
drafting-fact = { $id } { $words } ({ $place })
drafting-nowhere = not placed
drafting-versions = { $count } versions; ↩️ goes back to one (as a new version, so the present one stays):
drafting-version =
    Version { $number } “{ $title }”, { $characters } characters{ $asked ->
        [none] {""}
       *[other] { ": " }{ $asked }
    }
drafting-unchanged = That makes no difference to the text.
drafting-caption = “{ $name }”, with what carries each sentence at its end. Please check before use.
drafting-list = Your drafts, { $count } (▶ go on, 🗑 delete):
drafting-listed = { $at }. { $name } ({ $step }, { $when })
drafting-none = You have no drafts. Begin one with /draft.
drafting-step-notes = waiting for notes
drafting-step-source = waiting for the byline
drafting-step-outline = outline
drafting-step-writing = part by part
drafting-step-done = written
drafting-discard = Delete the draft “{ $name }”? It cannot be brought back.
drafting-discarded = The draft “{ $name }” is deleted.
drafting-paused = The draft is kept; go on with /drafts.
drafting-stale = This draft is not there any more; see yours with /drafts.
drafting-button-facts = 🔀 Move facts
drafting-button-out = ✂️ Leave it out
drafting-button-versions = 🕘 Versions ({ $count })
drafting-button-back = ‹ Back
drafting-button-add = ➕ Add a point
drafting-button-start = ✅ Write
drafting-button-accept = ✅ Accept
drafting-button-rewrite = 🔁 Rewrite
drafting-button-revise = ✏️ Revise
drafting-button-parts = ↩ Part by part
drafting-button-word = 📄 Word
drafting-button-skip = Skip
drafting-button-never = Leave it
drafting-button-discard = 🗑 Delete
drafting-button-keep = Keep
drafting-button-compose = ✍️ Draft from it
draft-separator = {"; "}
telegram-command-draft = Draft: notes may follow /draft
telegram-command-drafts = My drafts

### Drafting: first drafts, revisions, whole issues

error-draft = The draft cannot be made or changed like this; please check the brief and try again.
error-brief = The brief cannot be read: { $reason }. Please give one JSON object with id, title_hint, place, unit, notes, target_chars.
error-brief-empty = The notes ({ $id }) hold nothing to write about; please add some and try again.
error-brief-too-long = The notes have { $characters } characters, and { $most } are the most; please draft them in several parts.
error-outline = The outline has no “{ $what }”; please use the numbers it shows.
error-draft-unreadable = This file is no stored draft: { $reason }. Please store it again with reformbot draft --out DRAFT.json.
progress-drafts = Drafting
drafts-done = { $count } drafted, written to { $path }.
draft-plain = First draft (not polished by a model)
draft-unpolished = { $parts } of its parts are not polished and keep the notes' own words.
draft-question =
    To be checked: { $kind ->
        [contradiction] two different figures for the same thing
        [sum] the parts do not add up to the total
        [doubt] the notes themselves call it in doubt
        [missing-item] not as many items as announced
       *[place] the divisions do not know this place, so check the byline
    } ({ $said })
draft-remark =
    Line { $line } of the notes is not in the draft, { $kind ->
        [command] it looks like a command to a machine and was not obeyed
        [pending] it is still to come
        [request] it asks something of the writer
        [caution] it cautions the editor
        [contact] it tells whom to contact
        [heading] it is a heading of the notes
       *[greeting] it is a courtesy
    }: { $words }
draft-left-over = Not in the draft: { $words }
draft-change = { $sign } { $text }
draft-revision =
    { $outcome ->
        [done] Changed as asked.
        [needs-model] This needs a chat model, and none is configured; set llm.provider and try again.
        [not-worded] The chat model wrote nothing that stands (no reply, or the notes do not carry it); the text stays. Please try again later; all that is written is kept.
        [not-there] Neither the notes nor an earlier article about this sender give “{ $asked }”; nothing was added. Please add it to the notes.
        [no-such-part] There is no such part; name it as 第一点, 第二点 or 导语.
        [no-such-version] There is no such version; nothing was changed. Please choose one from the list.
        [too-few] Only two measures are left, so none can be deleted; one can be reworded or replaced.
        [not-carried] The notes do not give “{ $asked }”; nothing was changed. Please add it to the notes first.
        [nothing-to-drop] That part is one sentence and would be empty without it; nothing was changed.
       *[unknown] This was not understood; say for example 把第二点写短一点, 换个标题, 第一点和第三点对调, 删掉第三点.
    }{ $dropped ->
        [none] {""}
       *[other] { " " }No longer in the draft: { $dropped }
    }
draft-quoted = Not in the notes; taken over from an earlier article, please check that it still holds: { $text } ({ $reference })
draft-remaining = Not reworded yet: { $parts }. What is written is kept; ask again and name these parts to go on.
issue-assembled = { $count } drafts put together as an issue, written to { $path }.
notes-leave = Note: llm.provider is "openai", so drafting sends notes and examples to { $host }.

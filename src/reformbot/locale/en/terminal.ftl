### The terminal

progress-weights-download = Downloading embedding weights
progress-chat-fetch = Downloading chat model weights
progress-weights-unpack = Unpacking the embedding model
progress-index-read = Reading files
progress-index-embed = Embedding passages
progress-index-build = Writing the index
progress-model-load = Loading the embedding model
progress-batch = Answering
indexed =
    { $added } issues added, { $replaced } replaced, { $removed } removed, { $unchanged } unchanged, { $failed } files failed.
    The index holds { $issues } issues, { $articles } articles, { $passages } passages ({ $embedded } embedded just now).
warning-contents-missing = Note on { $stem }: no table of contents; articles were told apart by layout.
warning-contents-unmatched = Note on { $stem }: “{ $subject }” is in the contents but not in the text.
warning-article-unlisted = Note on { $stem }: “{ $subject }” is in the text but not in the contents.
warning-title-differs = Note on { $stem }: the contents say “{ $subject }”, the title reads “{ $found }”.
warning-byline-missing = Note on { $stem }: “{ $subject }” has no byline.
warning-date-missing = Note on { $stem }: no date was found.
warning-place-ambiguous = Note on { $stem }: the place in “{ $subject }” could be several; it was given to no city.
batch-done = { $count } questions answered, written to { $path }.
chat-welcome = Ask away; /exit ends the conversation.
chat-prompt = ask>
passages-leave = Note: llm.provider is "openai", so answering sends passages of the bulletins to { $host }.
model-fetched = The chat model is ready: { $path }. Set llm.provider = "local" to use it.
model-there = { $name }: { $size } MB, { $used ->
        [yes] in use
       *[no] not in use
    }, { $path }
model-absent = { $name }: not fetched, { $used ->
        [yes] in use
       *[no] not in use
    }, belongs in { $path }
serving = The bot @{ $name } is on; Ctrl+C stops it.
owner-code = Nobody is an owner yet. Open https://t.me/{ $name }?start={ $code } , or send /claim { $code } to the bot: whoever does so first is the owner. It works once, and not after a restart.
next-steps =
    What to try next:
      { $program } chat                a conversation
      { $program } index FILE|FOLDER   take in bulletins of your own
      { $program } serve               the Telegram bot (set REFORMBOT_TELEGRAM__TOKEN first)
interrupted = Interrupted.
crash = Something unexpected went wrong (number { $name }; details in logs/reformbot.log in the home). Tell an admin the number.
no-issues = Nothing has been indexed yet. Run reformbot index with a file or folder.
column-issue = Issue
column-date = Date
column-article = No.
column-title = Title
column-byline = From
nothing = none
fact = { $name }: { $value }
status-home = Home
status-version = Index version
status-version-since = Live since
status-issues = Issues
status-articles = Articles
status-passages = Passages
status-embedding = Embedding model
status-indexed-with = Indexed with
status-reranker = Reranker
status-chat-model = Chat model
status-answers = answers on record
status-findings = held back by checks
status-telegram = Telegram token
column-id = Id
column-kind = Kind
column-why = Why
eval-better = { $count } questions came out better: { $ids }
eval-worse = { $count } questions came out worse: { $ids }
feedback-exported = { $written } questions written to { $path } ({ $unknown } bad answers were left out, because nobody wrote the right one)

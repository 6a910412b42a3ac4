### Answers

references = Sources
reference-separator = {" · "}
date-unknown = no date
item = { $at }. { $name }: { $text }
searched = (searched { $articles } articles in { $issues } issues)
nearest = Nearest articles:
refusal-empty-question = Please type a question, for example: how many craftsman colleges does Yangzhou have?
refusal-place-unknown = The indexed bulletins have no article about “{ $subject }”, so there is no answer.
refusal-issue-unknown = “{ $subject }” is not among the indexed bulletins, so there is no answer.
refusal-no-evidence = The indexed bulletins hold no evidence that answers this question.
refusal-elsewhere = The indexed bulletins do not say this: place, time or matter do not fit, and material from elsewhere is no answer.
doubtful = To be checked (the evidence is not conclusive, please see the source):
understood = Read as: { $question }
item-bare = { $at }. { $name }
statement = 《{ $subject }》: { $text }
figures-in-english = {""} ({ $figures })
refusal-place-not-in-issue = The issues asked about have no article on “{ $subject }”; other issues have, so please ask again.
refusal-not-stated = The indexed bulletins come near to this but do not state what was asked, so there is no answer.
note-model-failed = (The chat model is not available at present; the above is quoted from the bulletins.)

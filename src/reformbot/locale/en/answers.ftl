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

"""From a question to an answer whose every sentence a passage of the corpus carries."""

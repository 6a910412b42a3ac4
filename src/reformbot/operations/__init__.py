"""The admin's verbs: taking files in, building and switching the index."""

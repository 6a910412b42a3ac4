"""What is kept: the catalog (SQL), the word index in it, and the vector index beside it."""

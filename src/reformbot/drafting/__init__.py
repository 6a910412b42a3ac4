"""From messy notes to a section in house style: facts, outline, sentences, revisions."""

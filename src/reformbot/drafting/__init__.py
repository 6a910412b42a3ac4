"""From messy notes to a section in house style, and from accepted sections to a printed issue."""

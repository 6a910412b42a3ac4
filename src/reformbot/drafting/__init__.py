"""From accepted sections to a bulletin on paper: what is printed, and how it is laid out."""

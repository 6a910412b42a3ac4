"""Office files as offices make them, for tests that read them back."""

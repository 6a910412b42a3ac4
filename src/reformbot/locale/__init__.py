"""Message catalogs: every sentence a person reads, in Chinese and English.

The catalogs are Fluent files (Project Fluent syntax) in a folder a language, beside this module:
one file for each surface. Both languages hold the same messages with the same placeholders.
"""

from reformbot.locale.messages import LANGUAGES, Messages, language_of, load_messages

__all__ = ["LANGUAGES", "Messages", "language_of", "load_messages"]

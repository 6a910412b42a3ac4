"""A chat bot over numbered work bulletins: cited answers, complete lists, drafts in house style."""

__version__ = "0.1.0"

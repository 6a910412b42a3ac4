"""What a bulletin is: its value types, reading one out of text, cutting it into passages.

Pure: nothing here touches a file, the network, the clock or the environment.
"""

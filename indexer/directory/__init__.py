"""The speaker directory: its records, how it is read, and the one that ships with the program."""

"""The version of the code, which every record carries."""

VERSION = "0.1.0"

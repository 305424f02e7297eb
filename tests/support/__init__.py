"""Helpers that the tests of several rooms and the bench share: `from support.tiny_gguf import make`."""

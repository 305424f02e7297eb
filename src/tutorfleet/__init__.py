"""tutorfleet: an English tutor on your own fleet of language-model workers."""

__version__ = "0.1.0"

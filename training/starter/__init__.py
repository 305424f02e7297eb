"""Makes the starter models: `python -m training.starter` (see README.md beside this file)."""

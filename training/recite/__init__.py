"""A test bed: a model that says one text by heart (`python -m training.recite`)."""

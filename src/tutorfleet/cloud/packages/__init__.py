"""Builds what travels to the asset bucket."""

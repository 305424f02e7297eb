"""The fleet's infrastructure in CDK, one module for each chapter of the specification; `app.py` puts them together."""

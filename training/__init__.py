"""What makes the model files of this repository; not part of the installed package."""

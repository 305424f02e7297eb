"""`python -m tutorfleet` is the command `tutorfleet`."""

from tutorfleet.cli import main

main()

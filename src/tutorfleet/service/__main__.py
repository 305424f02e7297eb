"""Runs the service with the settings of the environment."""

from tutorfleet.service.program import run
from tutorfleet.service.settings import from_environment

run(from_environment())

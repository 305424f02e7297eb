"""An emulated AWS account on this machine: moto's models of AWS behind a CloudFormation of our own, for the tests and for practice.

    python -m tutorfleet.cloud.emulator          # serves on 127.0.0.1 until Ctrl-C; set AWS_ENDPOINT_URL to what it prints
    python -m tutorfleet.cloud.emulator --types  # what it applies, keeps only as a record, or does not know

It keeps what AWS would say about an account; it moves no packet, runs no function and knows no permission, price or quota that
is not written here. moto's own CloudFormation passes over types and properties that it does not know, so ours (formation/,
resources/) calls the service's API for every property and refuses what it cannot carry over.
"""

from tutorfleet.cloud.emulator.account import Emulator

__all__ = ["Emulator"]

"""Starts a program that ends when its parent does: PostgreSQL and Envoy, which cannot hold a lifeline of ours.

    python -I -S tether.py --parent PID --signal INT [--user NAME] -- PROGRAM ARGUMENT...

The kernel's parent-death signal is cleared by a change of user and by a fork, so the user is changed first and the program then takes
this process's place. Linux only. It imports nothing of ours, to be running within a few milliseconds.
"""

import argparse
import ctypes
import os
import pwd
import signal
import sys

PR_SET_PDEATHSIG = 1


def main() -> None:
    options = arguments()
    os.setsid()
    if options.user:
        become(pwd.getpwnam(options.user))
    number = signal.Signals[f"SIG{options.signal}"].value
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, number) != 0:
        sys.exit("the kernel refused a parent-death signal")
    if os.getppid() != options.parent:  # it died before the signal was armed
        sys.exit("the parent is gone")
    os.execv(options.command[0], options.command)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--parent", type=int, required=True)
    parser.add_argument("--signal", required=True)
    parser.add_argument("--user")
    parser.add_argument("command", nargs="+")
    return parser.parse_args()


def become(user: pwd.struct_passwd) -> None:
    os.setgroups([])
    os.setgid(user.pw_gid)
    os.setuid(user.pw_uid)


if __name__ == "__main__":
    main()

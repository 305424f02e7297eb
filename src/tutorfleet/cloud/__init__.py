"""The fleet on AWS, from the same `fleet.toml`: stacks, deployment, audit, cost.

    tutorfleet cloud --help

It knows the other rooms as programs to install and addresses to reach; only `fleet` is imported.
"""

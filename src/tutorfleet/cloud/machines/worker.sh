#!/bin/sh
# Gives a new worker what State Manager's document needs on it: Ansible, and unzip for the playbook's archive. User data of the
# workers: runs as root at the first boot, while the NAT may not be there yet. Everything else is the playbook's business.
set -eu

# The document asks for packages too: both wait for each other instead of failing.
echo 'DPkg::Lock::Timeout "600";' >/etc/apt/apt.conf.d/90-wait-for-lock

until apt-get update --quiet && DEBIAN_FRONTEND=noninteractive apt-get install --quiet --yes ansible-core unzip; do
    sleep 15 # no way to the internet yet
done

#!/bin/sh
# Makes an Ubuntu machine with one network interface the NAT of a zone's private subnets. User data of the NAT instance: runs as
# root at the first boot (log: /var/log/cloud-init-output.log), may be run again, and then changes nothing.
#
#     PRIVATE_RANGES="172.32.1.0/25 172.32.1.128/25" sh nat.sh
#
# It works first and persists second: workers wait for this machine, the package that keeps its rules comes from the internet.
# What it leaves to others: the source/destination check is off, and the security group lets in nothing but the private subnets.
set -eu

: "${PRIVATE_RANGES:?expected the ranges that may reach the internet through this machine, such as 172.32.1.0/25}"

main() {
    interface=$(interface_to 1.1.1.1) # a look at the routing table; nothing is sent there
    forward "$interface"
    for range in $PRIVATE_RANGES; do
        masquerade "$range" "$interface"
    done
    iptables -F FORWARD # images of some makers refuse forwarding
    keep
}

# enX0, eth0 or ens5: it depends on the instance type and on the image.
interface_to() {
    ip -4 -oneline route get "$1" | sed -n 's/.* dev \([^ ]*\).*/\1/p'
}

# A worker's packets leave where they came in, so the kernel would tell workers to send past this machine: no redirects.
forward() {
    {
        echo "net.ipv4.ip_forward = 1"
        for name in all default "$1"; do
            echo "net.ipv4.conf.$name.send_redirects = 0"
        done
    } >/etc/sysctl.d/90-nat.conf
    sysctl --quiet --load=/etc/sysctl.d/90-nat.conf
}

masquerade() {
    set -- POSTROUTING -s "$1" -o "$2" -j MASQUERADE
    iptables -t nat -C "$@" 2>/dev/null || iptables -t nat -A "$@"
}

# Without its two answers iptables-persistent asks on the console and never ends.
keep() {
    for family in v4 v6; do
        echo "iptables-persistent iptables-persistent/autosave_$family boolean true" | debconf-set-selections
    done
    install_package iptables-persistent
    netfilter-persistent save
}

# The first boot's own updates hold dpkg's lock for minutes, and mirrors are sometimes away.
install_package() {
    for pause in 5 15 60 120 0; do
        apt-get update --quiet || true
        DEBIAN_FRONTEND=noninteractive apt-get install --quiet --yes -o DPkg::Lock::Timeout=600 "$1" && return
        sleep "$pause"
    done
    echo "$1 cannot be installed: this machine forwards now, but not after its next boot" >&2
    return 1
}

main

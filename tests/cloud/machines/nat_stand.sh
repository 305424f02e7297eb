#!/bin/sh
# A VPC of network namespaces around a NAT; everything is gone when it ends. Runs the commands of its first argument:
#
#     STAND=$(mktemp -d) NAT=nat.sh PYTHON=python3 unshare --mount --net sh nat_stand.sh 'on nat sh "$NAT"; ask worker'
#
#     worker   172.32.1.10 ---\     /--- nat 172.32.0.5, one interface
#     stranger 172.32.0.9 ----- vpc ---- internet 203.0.113.9, which has a way back to 172.32.0.5 and to nobody else
#
# Packets, routes, rules and the kernel are real. Stand-ins are only the programs that change a machine's packages; they write
# what they were asked into the folder $STAND.
set -eu
mount -t tmpfs none /run
mount -t tmpfs none /etc/sysctl.d
mkdir -p /run/netns /run/bin
export PATH="/run/bin:$PATH" PRIVATE_RANGES="172.32.1.0/25 172.32.1.128/25"

on() { # on MACHINE COMMAND...
    ip netns exec "$@"
}

stand_in() { # stand_in PROGRAM SCRIPT
    printf '#!/bin/sh\n%s\n' "$2" >"/run/bin/$1"
    chmod +x "/run/bin/$1"
}

machine() { # machine NAME ADDRESS/BITS GATEWAY: one interface, at whose other end is the VPC's router
    ip netns add "$1"
    ip link add ens5 netns "$1" type veth peer name "$1" netns vpc
    on vpc ip address add "$3/${2#*/}" dev "$1"
    on vpc ip link set "$1" up
    on "$1" ip link set lo up
    on "$1" ip address add "$2" dev ens5
    on "$1" ip link set ens5 up
    on "$1" ip route add default via "$3"
}

ask() { # ask MACHINE: prints as whom the internet sees it, or "no answer"
    on internet "$PYTHON" -c '
import socket, sys
server = socket.create_server(("203.0.113.9", 80))
server.settimeout(2)
print("ready", flush=True)
try:
    client, seen = server.accept()
    client.sendall(seen[0].encode())
except TimeoutError:
    sys.exit()' | {
        read -r _
        on "$1" "$PYTHON" -c '
import socket
try:
    print("seen as", socket.create_connection(("203.0.113.9", 80), 1).recv(99).decode())
except OSError:
    print("no answer")'
    }
}

stand_in apt-get 'echo "apt-get $1" >>"$STAND/done"'
stand_in debconf-set-selections 'cat >>"$STAND/done"'
stand_in netfilter-persistent 'echo "netfilter-persistent $1" >>"$STAND/done" && iptables-save -t nat >"$STAND/rules.v4"'

ip netns add vpc
on vpc sysctl --quiet --write net.ipv4.ip_forward=1
machine worker 172.32.1.10/25 172.32.1.1
machine nat 172.32.0.5/29 172.32.0.1
machine stranger 172.32.0.9/29 172.32.0.14
machine internet 203.0.113.9/24 203.0.113.1
on internet ip route replace unreachable default
on internet ip route add 172.32.0.5 via 203.0.113.1
on vpc ip route add default via 172.32.0.5 table 7
for source in worker stranger; do # their route table sends everything else to the NAT
    on vpc ip rule add iif "$source" lookup 7
done

eval "$1"

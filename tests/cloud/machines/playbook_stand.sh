#!/bin/sh
# Runs its command in a copy of this machine that is thrown away: the machine's own files with a memory above them (overlay), a
# network of its own and its own processes. Needs root.
#
#     STAND=FOLDER SHOWN="FOLDERS" LIBRARIES=FOLDER sh playbook_stand.sh COMMAND...
#
# SHOWN may lie on other file systems than /; LIBRARIES is where the worker finds what the wheel itself does not bring.
#
# Users, files, Python environments and the worker are real. Only systemd is not here: `systemctl` keeps in $STAND what is enabled
# and active, writes down what was started, and starts the worker's program with the deployed unit's own command. Nor is Docker:
# `docker` writes down what it was told to fetch, and the container that it runs only answers.
set -eu
if [ "${INSIDE:-}" = "" ]; then
    INSIDE=yes exec unshare --mount --net --pid --fork --kill-child sh "$0" "$@"
fi

root=/mnt/root
mount -t tmpfs none /mnt
mkdir -p /mnt/above /mnt/work $root
mount -t overlay overlay -o lowerdir=/,upperdir=/mnt/above,workdir=/mnt/work $root
for folder in $SHOWN; do
    mkdir -p "$root$folder"
    mount --rbind "$folder" "$root$folder"
done
mount -t proc proc $root/proc
mount --rbind /dev $root/dev
mount -t tmpfs none $root/run

# The second availability zone's subnet of zone a
ip link set lo up
ip link add ens5 type veth peer name vpc
ip address add 172.32.1.140/25 dev ens5
ip link set ens5 up
ip link set vpc up
ip route add default via 172.32.1.129

mkdir $root/run/bin
cat >$root/run/bin/systemctl <<'END'
#!/bin/sh
for word; do
    case $word in
    -*) ;;
    *) if [ "${verb:-}" ]; then unit=${word%.service}; else verb=$word; fi ;;
    esac
done
case $verb in
show)
    if [ -f "/etc/systemd/system/$unit.service" ] || { [ "$unit" = share.mount ] && grep -q ' /share nfs4 ' /etc/fstab; }; then
        echo "LoadState=loaded"
    fi
    if [ -e "$STAND/active.$unit" ]; then echo "ActiveState=active"; else echo "ActiveState=inactive"; fi
    ;;
is-enabled)
    if [ -e "$STAND/enabled.$unit" ]; then echo enabled; else echo disabled && exit 1; fi
    ;;
enable) touch "$STAND/enabled.$unit" ;;
start | restart)
    echo "$verb $unit" >>"$STAND/done"
    touch "$STAND/active.$unit"
    [ "$unit" = worker ] || exit 0
    while [ -e "$STAND/pid" ] && kill "$(cat "$STAND/pid")" 2>/dev/null; do sleep 0.1; done
    sed -n 's/^ExecStart=//p' /etc/systemd/system/worker.service | sed 's/\$\$/$/g' >/run/program
    mkdir -p /run/tutorfleet /var/lib/tutorfleet
    PYTHONPATH="$LIBRARIES" setsid sh /run/program </dev/null >>"$STAND/worker.log" 2>&1 &
    echo $! >"$STAND/pid"
    ;;
esac
END
cat >$root/run/bin/docker <<'END'
#!/bin/sh
case $1 in
image) test -e "$STAND/image" ;;
pull) echo "$*" | tee "$STAND/image" >>"$STAND/done" ;;
run)
    mkdir -p /run/container/api && echo '{"models": []}' >/run/container/api/tags
    exec python3 -m http.server --directory /run/container 11434
    ;;
esac
END
chmod +x $root/run/bin/*
ln -sf /run/bin/docker $root/usr/bin/docker # where the unit looks for it
PATH="/run/bin:$PATH" exec chroot $root "$@"

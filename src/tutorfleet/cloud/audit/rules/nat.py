"""Chapter "NAT Instance": one instance in each public subnet forwards what the private subnets send. Pure."""

import re
from collections.abc import Callable

from tutorfleet.cloud.audit.finders import Site, default_routes, sites
from tutorfleet.cloud.audit.model import Account, Instance, RouteTable, known
from tutorfleet.cloud.audit.rule import Rule, Text, Verdict, failed_unless
from tutorfleet.cloud.audit.rules import words
from tutorfleet.cloud.audit.rules.ruling import Wrong, at_each, every, every_at, findings, missing, rule, unless
from tutorfleet.cloud.blueprint import Blueprint

CHEAP = Text(
    "To minimize costs, consider using a NAT instance rather than Nat Gateway.",
    "Untuk menghemat biaya, gunakan NAT Instance (bukan NAT Gateway).",
)
INTERNET = Text(
    "Ensure each private subnet can access the internet.", "Pastikan setiap Private Subnet dapat mengakses internet."
)
MACHINE = Text(
    "You can use an Ubuntu OS instance with type t2.micro as the NAT Instance",
    "Anda dapat menggunakan instance Ubuntu OS dengan tipe t2.micro sebagai NAT Instance",
)
RUN_NAT = (
    "aws ec2 run-instances --region <region> --subnet-id <public subnet> --instance-type t2.micro --image-id <ubuntu>"
)


def _nats(check: Callable[[Instance], Wrong]) -> Callable[[Account, Blueprint], Verdict]:
    """A check of every NAT instance; each zone has one."""
    return lambda account, blueprint: every_at(sites(account, blueprint), words.NAT, lambda site: site.nats, check)


@rule(
    "nat.instance",
    4,
    "critical",
    title=Text(
        "Each zone has one NAT instance in its public subnet", "Setiap zona memiliki satu NAT instance di subnet publik"
    ),
    sentence=CHEAP,
    reason=Text(
        "Workers install packages and register with Systems Manager through it.",
        "Worker memasang paket dan terdaftar di Systems Manager melaluinya.",
    ),
    hint=Text("Launch an Ubuntu instance in the public subnet.", "Luncurkan instance Ubuntu di subnet publik."),
    fix=f"{RUN_NAT} ...",
)
def instance(account: Account, blueprint: Blueprint) -> Verdict:
    def look(site: Site) -> Verdict:
        public = {subnet.id for subnet in site.public}
        return every(
            site.name,
            words.NAT,
            site.nats,
            lambda nat: unless(
                nat.subnet in public and len(site.nats) == 1, f"SubnetId = {nat.subnet}, {len(site.nats)} NAT"
            ),
        )

    return at_each(sites(account, blueprint), look)


@rule(
    "nat.no-gateway",
    3,
    "major",
    title=Text("There is no NAT gateway", "Tidak ada NAT gateway"),
    sentence=CHEAP,
    reason=Text(
        "A NAT gateway costs 33 dollars a month and 0.045 for each GB; a t2.micro 8.50.",
        "NAT gateway berbiaya 33 dolar per bulan dan 0,045 per GB; t2.micro 8,50.",
    ),
    hint=Text(
        "Lead the private table's default route to the NAT instance, then delete the gateway and its address.",
        "Arahkan default route tabel privat ke NAT instance, lalu hapus gateway dan alamatnya.",
    ),
    fix="aws ec2 delete-nat-gateway --region <region> --nat-gateway-id <gateway>",
)
def no_gateway(account: Account, blueprint: Blueprint) -> Verdict:
    def look(site: Site) -> Verdict:
        if site.vpc is None:
            return failed_unless((missing(site.name, words.VPC),))
        gateways = known(site.region.nat_gateways, "NAT gateways")
        return failed_unless(
            findings((one for one in gateways if one.vpc == site.vpc.id), lambda one: f"SubnetId = {one.subnet}")
        )

    return at_each(sites(account, blueprint), look)


@rule(
    "nat.default-route",
    4,
    "critical",
    title=Text("The private table leads to the NAT instance", "Tabel privat menuju NAT instance"),
    sentence=INTERNET,
    reason=Text(
        "Without it a worker can neither install anything nor be found by State Manager.",
        "Tanpanya worker tidak dapat memasang apa pun dan tidak ditemukan oleh State Manager.",
    ),
    hint=Text("Add 0.0.0.0/0 to the NAT instance.", "Tambahkan 0.0.0.0/0 ke NAT instance."),
    fix="aws ec2 create-route --region <region> --route-table-id <private table> --destination-cidr-block 0.0.0.0/0 "
    "--instance-id <NAT instance>",
)
def default_route(account: Account, blueprint: Blueprint) -> Verdict:
    def look(site: Site) -> Verdict:
        ends = {end for nat in site.nats for end in (nat.id, *nat.interfaces)}

        def leads_out(table: RouteTable) -> Wrong:
            found = [f"{route.kind} {route.target}" for route in default_routes(table)]
            right = any(route.target in ends for route in default_routes(table))
            return unless(right, f"0.0.0.0/0 -> {', '.join(found) or '-'}")

        return every(site.name, words.ROUTE_TABLE, site.tables_of(site.private), leads_out)

    return at_each(sites(account, blueprint), look)


@rule(
    "nat.type",
    2,
    "minor",
    title=Text("It is a t2.micro", "Bertipe t2.micro"),
    sentence=MACHINE,
    reason=Text(
        "Forwarding needs no more, and it is the cheapest the task names.",
        "Meneruskan paket tidak butuh lebih, dan ini yang termurah di soal.",
    ),
    hint=Text("Stop the instance, change its type, start it.", "Hentikan instance, ganti tipenya, lalu jalankan."),
    fix="aws ec2 modify-instance-attribute --region <region> --instance-id <NAT instance> --instance-type t2.micro",
)
def instance_type(account: Account, blueprint: Blueprint) -> Verdict:
    wanted = blueprint.cloud.nat_instance
    check = _nats(lambda nat: unless(nat.instance_type == wanted, f"InstanceType = {nat.instance_type}"))
    return check(account, blueprint)


@rule(
    "nat.source-dest-check",
    4,
    "critical",
    title=Text("Its source/destination check is off", "Source/destination check-nya nonaktif"),
    sentence=Text(
        "All the ec2-instances and network interfaces have source and destination check enabled by default, this means that "
        "instances can only send or receive traffic for their own IP address and do not support transitive routing.",
        "Semua EC2 instance dan network interface memiliki source dan destination check aktif secara default.",
    ),
    reason=Text(
        "With the check on, AWS drops every packet that is not for the NAT itself.",
        "Dengan check aktif, AWS membuang setiap paket yang bukan untuk NAT itu sendiri.",
    ),
    hint=Text("Switch the check off on the instance.", "Nonaktifkan check pada instance."),
    fix="aws ec2 modify-instance-attribute --region <region> --instance-id <NAT instance> --no-source-dest-check",
)
def source_dest_check(account: Account, blueprint: Blueprint) -> Verdict:
    def off(nat: Instance) -> Wrong:
        return unless(known(nat.source_dest_check, "source/dest check") is False, "SourceDestCheck = true")

    return _nats(off)(account, blueprint)


@rule(
    "nat.public-address",
    2,
    "critical",
    title=Text("It has a public address", "Memiliki alamat publik"),
    sentence=INTERNET,
    reason=Text("It sends under its own public address.", "Ia mengirim dengan alamat publiknya sendiri."),
    hint=Text(
        "Give it an elastic address, or launch it again with a public one.",
        "Beri elastic IP, atau luncurkan ulang dengan alamat publik.",
    ),
    fix="aws ec2 associate-address --region <region> --instance-id <NAT instance> --allocation-id <address>",
)
def public_address(account: Account, blueprint: Blueprint) -> Verdict:
    return _nats(lambda nat: unless(nat.public_address != "", "PublicIpAddress = -"))(account, blueprint)


def _configured(name: str, points: int, title: Text, sentence: Text, reason: Text, step: str) -> Rule:
    """What the user data of the NAT has to do, as an expression; whoever did it by hand has no user data that would tell."""

    @rule(
        f"nat.{name}",
        points,
        "major",
        title=title,
        sentence=sentence,
        reason=reason,
        hint=Text(
            "Put the task's steps into the user data and launch the NAT again: user data runs at the first start only.",
            "Masukkan langkah-langkah dari soal ke user data lalu luncurkan ulang NAT: user data hanya berjalan saat pertama kali.",
        ),
        fix=f"{RUN_NAT} --user-data file://nat.sh",
    )
    def configured(account: Account, blueprint: Blueprint) -> Verdict:
        def does(nat: Instance) -> Wrong:
            script = known(nat.user_data, "user data")
            known(script or None, "what was done by hand on the NAT instance")
            return unless(re.search(step, script) is not None, f"UserData: - {name}")

        return _nats(does)(account, blueprint)

    return configured


@rule(
    "nat.protected",
    1,
    "minor",
    title=Text("It carries a group of its own, not a worker's", "Memakai security group sendiri, bukan milik worker"),
    sentence=Text(
        "Ensure the NAT Instance can only perform traffic forwarding, remember don't allow all traffic from internet.",
        "NAT Instance hanya boleh digunakan untuk traffic forwarding: jangan izinkan all traffic dari internet (lks-sg-nat).",
    ),
    reason=Text("What the NAT must admit, no worker may.", "Yang harus diizinkan NAT tidak boleh diizinkan worker."),
    hint=Text(
        "Give the NAT a security group that nothing else carries.",
        "Beri NAT security group yang tidak dipakai yang lain.",
    ),
    fix="aws ec2 modify-instance-attribute --region <region> --instance-id <NAT instance> --groups <group>",
)
def protected(account: Account, blueprint: Blueprint) -> Verdict:
    def look(site: Site) -> Verdict:
        taken = {group for worker in site.workers for group in worker.groups}
        return every(
            site.name,
            words.NAT,
            site.nats,
            lambda nat: unless(
                bool(nat.groups) and not taken & set(nat.groups), f"SecurityGroups = {', '.join(nat.groups) or '-'}"
            ),
        )

    return at_each(sites(account, blueprint), look)


RULES = (
    instance,
    no_gateway,
    default_route,
    instance_type,
    source_dest_check,
    public_address,
    _configured(
        "ip-forward",
        2,
        Text("Its kernel forwards", "Kernel-nya meneruskan paket"),
        Text(
            "Enable IP forwarding by editing the sysctl.conf file: net.ipv4.ip_forward=1",
            "Aktifkan IP forwarding dengan mengedit file sysctl.conf: net.ipv4.ip_forward=1",
        ),
        Text("Linux does not forward unless it is told to.", "Linux tidak meneruskan paket kecuali diperintahkan."),
        r"ip_forward\s*=\s*1",
    ),
    _configured(
        "persistent-rules",
        1,
        Text("Its rules outlive a reboot", "Aturannya bertahan setelah reboot"),
        Text(
            "Install iptables-persistent to ensure your NAT rules persist after reboots",
            "Install iptables-persistent agar aturan NAT tetap ada setelah reboot",
        ),
        Text("The lab stops instances every night.", "Lab menghentikan instance setiap malam."),
        "iptables-persistent",
    ),
    _configured(
        "masquerade",
        2,
        Text("It sends under its own address", "Mengirim dengan alamatnya sendiri"),
        Text(
            "Set up the NAT rules using iptables: iptables -t nat -A POSTROUTING -o [yourInterface] -j MASQUERADE",
            "Atur aturan NAT menggunakan iptables: iptables -t nat -A POSTROUTING -o [interface] -j MASQUERADE",
        ),
        Text(
            "No answer comes back to a private address. The interface is eth0, enX0 or ens5: ask, do not guess.",
            "Jawaban tidak kembali ke alamat privat. Nama interface bisa eth0, enX0, atau ens5: tanyakan, jangan menebak.",
        ),
        "POSTROUTING.*MASQUERADE",
    ),
    _configured(
        "forward-chain",
        1,
        Text("Nothing in its FORWARD chain stands in the way", "Tidak ada yang menghalangi di chain FORWARD"),
        Text("iptables -F FORWARD", "iptables -F FORWARD"),
        Text(
            "A rule of the image could drop what is forwarded.",
            "Aturan bawaan image bisa membuang paket yang diteruskan.",
        ),
        r"(-F|--flush) FORWARD|-P FORWARD ACCEPT|FORWARD.*-j ACCEPT",
    ),
    protected,
)

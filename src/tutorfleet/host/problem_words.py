"""The words of the fleet's problems, in English and Indonesian: what is wrong, and what to do. Pure; problems.py chooses them.

A gap such as {name} is filled with a value of the problem. What programs said themselves stays as they said it.
"""

from collections.abc import Mapping
from typing import NamedTuple

Values = Mapping[str, object]


class Words(NamedTuple):
    """The same in both languages of the page."""

    en: str
    id: str

    def filled(self, values: Values) -> "Words":
        """With its gaps filled; a value that is a state of a process is said in words."""
        state = STATES.get(str(values.get("state")), Words("", ""))
        return Words(*(text.format_map({**values, "state": said}) for text, said in zip(self, state, strict=True)))


STATES: Mapping[str, Words] = {
    "away": Words("away", "tidak ada"),
    "stuck": Words("stuck: its process is there and does not answer", "macet: prosesnya ada tetapi tidak menjawab"),
    "draining": Words("stopping: somebody asked it to", "sedang berhenti: ada yang memintanya"),
    "unwell": Words("there and cannot work", "ada tetapi tidak bisa bekerja"),
}

WHAT: Mapping[str, Words] = {
    "database_away": Words(
        "The database does not answer ({detail}): nobody can sign in and nothing is stored",
        "Basis data tidak menjawab ({detail}): tidak ada yang bisa masuk dan tidak ada yang disimpan",
    ),
    "edge_away": Words(
        "The edge, which all requests of learners pass, is {state}{reason}",
        "Edge, yang dilewati semua permintaan pelajar, {state}{reason}",
    ),
    "service_away": Words(
        "The service, which accounts, conversations and turns are kept by, is {state}{reason}",
        "Layanan, yang menyimpan akun, percakapan, dan giliran, {state}{reason}",
    ),
    "nursery_away": Words(
        "The nursery, which starts workers and loads models, has ended: workers that are there go on",
        "Nursery, yang memulai worker dan memuat model, telah berakhir: worker yang sudah ada tetap bekerja",
    ),
    "role_unserved": Words(
        "Nobody in {region} does {role}; {others} answers for it",
        "Tidak ada yang mengerjakan {role} di {region}; {others} menjawab untuknya",
    ),
    "role_unserved_anywhere": Words(
        "Nobody in {region} does {role}; no other region does {role} either",
        "Tidak ada yang mengerjakan {role} di {region}, dan di wilayah lain juga tidak",
    ),
    "worker": Words("{name} is {state}{reason}", "{name} {state}{reason}"),
    "keeps_ending": Words(
        "{name} ended {ended} times in five minutes; the last time it {last_end}",
        "{name} berakhir {ended} kali dalam lima menit; terakhir kali ia {last_end}",
    ),
    "engines_end": Words(
        "Engines of {name} died or got stuck {restarts} times since it started",
        "Mesin model milik {name} mati atau macet {restarts} kali sejak worker itu dimulai",
    ),
    "queue_full": Words(
        "The queue of {name} is full ({queued} wait): who comes now is turned away",
        "Antrean {name} penuh ({queued} menunggu): yang datang sekarang ditolak",
    ),
    "queue_long": Words(
        "{queued} requests wait for {name}, which computes {running} at once",
        "{queued} permintaan menunggu {name}, yang sedang menghitung {running} sekaligus",
    ),
    "backend_away": Words(
        "The backend of the role {role} at {url} cannot be used: {problem}",
        "Backend untuk peran {role} di {url} tidak bisa dipakai: {problem}",
    ),
    "model_missing": Words(
        "The role {role} lacks its model {model}: {why}", "Peran {role} tidak punya modelnya, {model}: {why}"
    ),
    "only_starters": Words(
        "Only the small starter models are here (for {roles}): good to try everything, no real tutor",
        "Hanya ada model awal yang kecil (untuk {roles}): cukup untuk mencoba semuanya, bukan tutor sungguhan",
    ),
    "versions_differ": Words(
        "Parts of the fleet are of different versions: the supervisor {version}, {found}",
        "Bagian-bagian armada berbeda versi: pengawas {version}, {found}",
    ),
    "disk_full": Words(
        "The disk of the models and the database is nearly full ({detail}): the database stops when it is",
        "Disk untuk model dan basis data hampir penuh ({detail}): basis data berhenti bila disk penuh",
    ),
    "disk_away": Words(
        "The disk of the models and the database does not answer ({detail})",
        "Disk untuk model dan basis data tidak menjawab ({detail})",
    ),
    "memory_low": Words(
        "Memory is nearly used up ({detail}): the system may end a worker",
        "Memori hampir habis ({detail}): sistem bisa mengakhiri sebuah worker",
    ),
}

TODO: Mapping[str, Words] = {
    "wait": Words(
        "It is started again by itself; why it ended: tutorfleet logs {log}",
        "Ia dimulai lagi dengan sendirinya; sebab berakhirnya: tutorfleet logs {log}",
    ),
    "kill": Words(
        "End it and another is started at once: kill -9 {pid}. What it did last: tutorfleet logs {log}",
        "Akhiri, dan yang baru segera dimulai: kill -9 {pid}. Yang terakhir dikerjakannya: tutorfleet logs {log}",
    ),
    "read": Words("What it says: tutorfleet logs {log}", "Yang dikatakannya: tutorfleet logs {log}"),
    "read_killed": Words(
        "What it said: tutorfleet logs {log}. A kill that nobody sent is most often the system's, for want of memory: smaller models, "
        "or `up --small`",
        "Yang dikatakannya: tutorfleet logs {log}. Kalau tidak ada yang mengakhirinya, biasanya sistem yang melakukannya karena kurang "
        "memori: pakai model yang lebih kecil, atau `up --small`",
    ),
    "start_again": Words(
        "Start the fleet again: tutorfleet down, then tutorfleet up. What it did last: tutorfleet logs {log}",
        "Mulai lagi armada ini: tutorfleet down, lalu tutorfleet up. Yang terakhir dikerjakannya: tutorfleet logs {log}",
    ),
    "find_database": Words(
        "Look whether the database that `--database` or DATABASE_URL names runs and can be reached from here",
        "Periksa apakah basis data yang disebut `--database` atau DATABASE_URL berjalan dan bisa dijangkau dari sini",
    ),
    "look_at_workers": Words("Look at its workers: tutorfleet logs {log}", "Periksa worker-nya: tutorfleet logs {log}"),
    "fitting": Words(
        "Why: tutorfleet logs {log}. Most often a model is too large for the machine; models that fit: tutorfleet models recommend",
        "Sebabnya: tutorfleet logs {log}. Biasanya ada model yang terlalu besar untuk mesin ini; yang muat: tutorfleet models recommend",
    ),
    "faster": Words(
        "Give {role} a smaller model (tutorfleet models recommend) or a faster machine (`backend` of [roles.{role}] in fleet.toml)",
        "Beri peran {role} model yang lebih kecil (tutorfleet models recommend) atau mesin yang lebih cepat "
        "(`backend` pada [roles.{role}] di fleet.toml)",
    ),
    "find_backend": Words(
        "Look whether it runs and can be reached from here; `backend` of [roles.{role}] in fleet.toml names it",
        "Periksa apakah ia berjalan dan bisa dijangkau dari sini; `backend` pada [roles.{role}] di fleet.toml menyebutnya",
    ),
    "give_backend": Words(
        "Give the program at {url} that model, or name another in [roles.{role}] of fleet.toml and start the fleet again",
        "Beri program di {url} model itu, atau sebut model lain pada [roles.{role}] di fleet.toml lalu mulai lagi armada ini",
    ),
    "pull": Words(
        "Fetch it: tutorfleet models pull {model}. Or name another in [roles.{role}] of fleet.toml. Then start the fleet again",
        "Ambil: tutorfleet models pull {model}. Atau sebut model lain pada [roles.{role}] di fleet.toml. Lalu mulai lagi armada ini",
    ),
    "recommend": Words(
        "Choose real models for this machine: tutorfleet models recommend",
        "Pilih model sungguhan untuk mesin ini: tutorfleet models recommend",
    ),
    "one_version": Words(
        "Start it again, so that everything is of the version that is installed: tutorfleet down, then tutorfleet up",
        "Mulai lagi, supaya semuanya memakai versi yang terpasang: tutorfleet down, lalu tutorfleet up",
    ),
    "make_room": Words(
        "See what models take (tutorfleet models list) and remove some (tutorfleet models rm NAME), or free other space",
        "Lihat ukuran model (tutorfleet models list) dan hapus sebagian (tutorfleet models rm NAMA), atau kosongkan ruang lain",
    ),
    "less_memory": Words(
        "End other programs, choose smaller models (tutorfleet models recommend), or start fewer workers: tutorfleet up --small",
        "Akhiri program lain, pilih model yang lebih kecil (tutorfleet models recommend), atau kurangi worker: tutorfleet up --small",
    ),
}

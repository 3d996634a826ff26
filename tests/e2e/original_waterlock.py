"""The original Waterlock, as far as its database and its files tell, written anew from its description.

    original_waterlock.py ROOT SOURCE DESTINATION STAGE [FREE_BYTES]

ROOT holds config/ and cargo/. STAGE is `middle` (source to cargo) or `end` (cargo to destination). With
FREE_BYTES the drive counts as having no more room than that.
"""
import hashlib
import os
import shutil
import sqlite3
import sys

root, source, destination, stage = sys.argv[1:5]
free = int(sys.argv[5]) if len(sys.argv) > 5 else None


def bare(path):
    return "/".join(part for part in path.split("/") if part)


def digest(path):
    state = hashlib.blake2b()
    with open(path, "rb") as file:
        while chunk := file.read(32768):
            state.update(chunk)
    return state.hexdigest()


# The original was run from the root folder, for it left the leading slash away.
os.chdir("/")
source, destination = bare(source), bare(destination)
name = source.split("/")[-1]
middle = bare(os.path.join(root, "cargo", name))
os.makedirs(middle, exist_ok=True)
os.makedirs(os.path.join(root, "config"), exist_ok=True)
database = sqlite3.connect(os.path.join(root, "config", name + ".db"))
cursor = database.cursor()
cursor.execute(
    "CREATE TABLE IF NOT EXISTS data "
    "(path TEXT UNIQUE, last_modified INT, hash TEXT, middle INTEGER, end INTEGER)"
)
database.commit()


def scan():
    for folder, _, files in os.walk(source):
        for file in files:
            path = bare(folder) + "/" + file
            cursor.execute(
                "INSERT OR IGNORE INTO data VALUES (?, ?, ?, ?, ?)",
                (path, os.path.getmtime(path), "", 0, 0),
            )
    for path, modified in cursor.execute("SELECT path, last_modified FROM data").fetchall():
        if os.path.exists(path) and os.path.getmtime(path) > modified:
            cursor.execute(
                "UPDATE data SET last_modified = ?, middle = 0, end = 0, hash = ? WHERE path = ?",
                (os.path.getmtime(path), digest(path), path),
            )
    database.commit()


def hash_of(path, file):
    known = cursor.execute("SELECT hash FROM data WHERE path = ?", (path,)).fetchone()[0]
    if known == "":
        known = digest(file)
        cursor.execute("UPDATE data SET hash = ? WHERE path = ?", (known, path))
        database.commit()
    return known


def move(path, from_, to, flag):
    known = hash_of(path, from_)
    os.makedirs(os.path.dirname(to), exist_ok=True)
    shutil.copy2(from_, to)
    assert digest(to) == known
    # By the hash, as the original did it, and not by the path.
    cursor.execute(f"UPDATE data SET {flag} = 1 WHERE hash = ?", (known,))
    database.commit()


if stage == "middle":
    scan()
    query = "SELECT path FROM data WHERE middle = 0 AND end = 0"
else:
    query = "SELECT path FROM data WHERE middle = 1 AND end = 0"
for (path,) in cursor.execute(query + " ORDER BY path").fetchall():
    cargo = path.replace(source, middle)
    from_, to = (path, cargo) if stage == "middle" else (cargo, path.replace(source, destination))
    if free is not None:
        size = os.path.getsize(from_)
        if size > free:
            break
        free -= size
    move(path, from_, to, stage)
database.close()

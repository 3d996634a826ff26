"""How the original Waterlock copies: each file is hashed, copied by `shutil.copy2`, and its copy hashed.

    original_algorithm.py FROM TO [--known]

Reads are of 32 KiB, as its were. It neither syncs nor reads the medium, and keeps no database here. With
`--known` the first hash is left out, which its second stage took from the database: the file then is only
copied and its copy hashed.
"""
import hashlib
import os
import shutil
import sys

source, target = sys.argv[1:3]
is_known = "--known" in sys.argv[3:]


def digest(path):
    state = hashlib.blake2b()
    with open(path, "rb") as file:
        while chunk := file.read(32768):
            state.update(chunk)
    return state.hexdigest()


for folder, _, names in os.walk(source):
    there = os.path.join(target, os.path.relpath(folder, source))
    os.makedirs(there, exist_ok=True)
    for name in names:
        original, copy = os.path.join(folder, name), os.path.join(there, name)
        known = None if is_known else digest(original)
        shutil.copy2(original, copy)
        if digest(copy) != known and not is_known:
            sys.exit(f"{copy} differs")

"""Sends items between two peers of peerpy, each a process of its own; prints the seconds, and what was delivered.

python3 peerpy.py FOLDER ITEMS BYTES, where FOLDER holds the sources of peerpy.
"""
import json
import os
import sys
import time
import types

SILENCE = 3  # Seconds without an item after which no more come.
PATIENCE = 300  # Seconds in all.
folder, items, size = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
sys.path.insert(0, folder)
# The package is used for a question about the own public address only, which nobody asks here.
sys.modules["requests"] = types.ModuleType("requests")
from peerpy import Peer  # noqa: E402

QUIET = {"listen": lambda peer: None, "stop": lambda peer: None, "offer": lambda peer, link: True}


def receive(report):
    """Listens, tells where, and reports what arrived."""
    seen = {"items": 0, "bytes": 0, "last": time.monotonic()}

    def item(_, data):
        seen.update(items=seen["items"] + 1, bytes=seen["bytes"] + len(data), last=time.monotonic())

    linked = lambda peer, link: link.set_handler("data", item)
    peer = Peer("127.0.0.1", 0, invisible=True, handlers={**QUIET, "connection": linked})
    peer.start()
    print(peer.address_name, file=report, flush=True)
    # Nothing is seen of a large item for as long as the original takes to put it together.
    began = time.monotonic()
    while seen["items"] < items and time.monotonic() - began < PATIENCE:
        if seen["items"] > 0 and time.monotonic() - seen["last"] > SILENCE:
            break
        time.sleep(0.01)
    print(json.dumps(seen), file=report, flush=True)
    os._exit(0)


reading, writing = os.pipe()
if os.fork() == 0:
    receive(os.fdopen(writing, "w"))
os.close(writing)
answers = os.fdopen(reading)
peer = Peer("127.0.0.1", 0, invisible=True, handlers=QUIET)
peer.start()
link = peer.connect(answers.readline().strip(), data_type="bytes")
item = os.urandom(size)
started = time.monotonic()
for _ in range(items):
    link.send(item)
seen = json.loads(answers.readline())
print(json.dumps({"seconds": seen["last"] - started, "items": seen["items"], "bytes": seen["bytes"]}), flush=True)
os._exit(0)

"""The library `websockets`: each state is encoded once a room and tick, and sent by its own broadcast()."""
import asyncio
import json
import os
import time
from urllib.parse import parse_qs, urlsplit

import websockets

TICK = 0.05


class Arena:
    def __init__(self):
        self.players = {}
        self.members = set()
        self.next_id = 1

    def join(self):
        player = {"id": str(self.next_id), "x": 0.0, "y": 0.0, "vx": 0.0, "vy": 0.0, "ack": 0}
        self.next_id += 1
        self.players[player["id"]] = player
        return player

    def step(self):
        for player in self.players.values():
            player["x"] = max(-50.0, min(50.0, player["x"] + player["vx"] * TICK))
            player["y"] = max(-50.0, min(50.0, player["y"] + player["vy"] * TICK))

    def state(self):
        return {
            "type": "state",
            "timestamp": int(time.time() * 1000),
            "players": [
                {
                    "id": p["id"],
                    "position": {"x": round(p["x"], 3), "y": round(p["y"], 3)},
                    "velocity": {"x": round(p["vx"], 3), "y": round(p["vy"], 3)},
                    "lastProcessedInput": p["ack"],
                }
                for p in self.players.values()
            ],
        }


arenas = {}
chats = {}


def compact(message):
    return json.dumps(message, separators=(",", ":"))


async def play(socket, name):
    arena = arenas.setdefault(name, Arena())
    player = arena.join()
    await socket.send(compact({"type": "connected", "clientId": player["id"]}))
    arena.members.add(socket)
    try:
        async for data in socket:
            sent = json.loads(data)["input"]
            movement = sent["movement"]
            if abs(movement["x"]) <= 1 and abs(movement["y"]) <= 1:
                player["vx"], player["vy"], player["ack"] = movement["x"] * 5, movement["y"] * 5, sent["sequenceNumber"]
    except websockets.ConnectionClosed:
        pass
    finally:
        arena.members.discard(socket)
        del arena.players[player["id"]]


async def chat(socket, name):
    members = chats.setdefault(name, set())
    members.add(socket)
    try:
        async for data in socket:
            websockets.broadcast(members, compact({"type": "said", "room": name, "text": json.loads(data)["text"]}))
    except websockets.ConnectionClosed:
        pass
    finally:
        members.discard(socket)


async def serve(socket):
    url = urlsplit(socket.path)
    name = parse_qs(url.query).get("room", [""])[0]
    if url.path == "/arena":
        await play(socket, name)
    elif url.path == "/chat":
        await chat(socket, name)
    else:
        await socket.wait_closed()


async def main():
    loop = asyncio.get_running_loop()
    async with websockets.serve(serve, "127.0.0.1", int(os.environ["PORT"]), compression=None, backlog=4096):
        due = loop.time()
        while True:
            due = max(due + TICK, loop.time() - 5 * TICK)
            await asyncio.sleep(max(0.0, due - loop.time()))
            for arena in arenas.values():
                if arena.members:
                    arena.step()
                    websockets.broadcast(arena.members, compact(arena.state()))


asyncio.run(main())

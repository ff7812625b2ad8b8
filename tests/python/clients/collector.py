"""A collector on the package websockets. Arguments: address, width and height of the room."""
import asyncio, json, sys
import websockets
from driver import drive


class Collector:
    def __init__(self, width, height):
        self.players, self.resources, self.scores, self.wish = {}, [], {}, None
        self.stops_at_a_score = False
        self.scale = (width / 800, height / 600)

    def at(self, thing):
        return [(thing["x"] - 400) * self.scale[0], (thing["y"] - 300) * self.scale[1]]

    def walk(self, x, y):
        self.wish = (x / self.scale[0], y / self.scale[1])

    def stop(self):
        self.wish = None

    def stop_at_a_score(self):
        """From now on the key is let go as soon as anybody has gathered something: by who holds it, and not when a test has had its turn."""
        self.stops_at_a_score = True

    def say(self, text):
        pass

    def leave(self):
        asyncio.run_coroutine_threadsafe(self.ws.close(), self.loop)

    def look(self):
        return {"me": None, "players": self.players, "heard": [], "things": self.resources, "scores": self.scores}

    async def hold(self):
        """A key that is down repeats itself."""
        while True:
            if self.wish:
                await self.ws.send(json.dumps({"type": "move", "dx": self.wish[0], "dy": self.wish[1]}))
            await asyncio.sleep(1 / 60)

    async def run(self, address):
        self.loop = asyncio.get_running_loop()
        async with websockets.connect(address) as self.ws:
            drive(self)
            key = asyncio.create_task(self.hold())
            async for text in self.ws:
                update = json.loads(text)
                self.players = {id: self.at(player) for id, player in update["players"].items()}
                self.scores = {id: player["score"] for id, player in update["players"].items()}
                self.resources = [self.at(resource) for resource in update["resources"]]
                if self.stops_at_a_score and any(self.scores.values()):
                    self.stop()
            key.cancel()


asyncio.run(Collector(float(sys.argv[2]), float(sys.argv[3])).run(sys.argv[1]))

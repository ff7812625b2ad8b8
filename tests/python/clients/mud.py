"""A text client on the package websockets. Arguments: address."""
import asyncio, json, sys
import websockets
from driver import drive


class Mud:
    def __init__(self):
        self.me, self.players, self.heard = None, {}, []

    def type(self, line):
        asyncio.run_coroutine_threadsafe(self.ws.send(json.dumps({"type": "command", "command": line})), self.loop)

    def walk(self, x, y):
        self.type("north" if y < 0 else "south")

    def stop(self):
        pass

    def say(self, text):
        self.type("say " + text)

    def leave(self):
        asyncio.run_coroutine_threadsafe(self.ws.close(), self.loop)

    def look(self):
        return {"me": self.me, "players": self.players, "heard": self.heard}

    async def run(self, address):
        self.loop = asyncio.get_running_loop()
        async with websockets.connect(address) as self.ws:
            drive(self)
            await self.ws.send(json.dumps({"type": "subscribe", "stream": "state"}))
            async for text in self.ws:
                message = json.loads(text)
                data = message.get("data", {})
                if message.get("event") == "welcome":
                    self.me = data["player_id"]
                elif message["type"] == "state":
                    self.players = {player["id"]: [player["x"], player["y"]] for player in message["players"]}
                elif message.get("event") == "player_action" and "message" in data:
                    self.heard.append(data["message"])


asyncio.run(Mud().run(sys.argv[1]))

"""A UDP client on the package msgpack. Arguments: port, width and height of the room."""
import socket, sys, time
import msgpack
from driver import drive

JOIN, WELCOME, ACK, HEARTBEAT, PLAYER_UPDATES, PLAYER_LEFT, PLAYER_INPUT, WORLD_INFO = 0, 1, 2, 3, 11, 12, 20, 30


class Datagram:
    def __init__(self, port, width, height):
        self.server, self.scale = ("127.0.0.1", port), (width / 38000, height / 18000)
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.sock.settimeout(0.1)
        self.me, self.players, self.wish, self.sequence, self.stays = None, {}, [0, 0], 0, True

    def send(self, packet, value):
        self.sequence = (self.sequence + 1) % 10001
        self.sock.sendto(msgpack.packb([packet, self.sequence, 0, msgpack.packb(value)]), self.server)

    def walk(self, x, y):
        self.wish = [x / self.scale[0] / 1000, y / self.scale[1] / 1000]

    def stop(self):
        self.wish = [0, 0]

    def say(self, text):
        pass

    def leave(self):
        self.stays = False

    def look(self):
        return {"me": self.me, "players": self.players, "heard": []}

    def run(self):
        asked = 0
        while self.stays:
            if time.monotonic() - asked > 0.5:
                asked = time.monotonic()
                if self.me is None:
                    self.send(JOIN, "hello, world, here I am")
                else:
                    self.send(PLAYER_INPUT, self.wish)
            try:
                packet, number, needs_ack, payload = msgpack.unpackb(self.sock.recv(1200))
            except socket.timeout:
                continue
            value = msgpack.unpackb(payload)
            if needs_ack:
                self.send(ACK, [number])
            if packet == WELCOME:
                self.me = str(value["uuid"])
            elif packet == PLAYER_UPDATES:
                for player in value:
                    self.players[str(player["uuid"])] = [player["position"][0] * self.scale[0], player["position"][1] * self.scale[1]]
            elif packet == PLAYER_LEFT:
                self.players.pop(str(value), None)


client = Datagram(int(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3]))
drive(client)
client.run()

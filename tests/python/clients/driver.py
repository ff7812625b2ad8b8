"""How a test steers a client: a JSON object a line on the standard input, and one back for each `look`. Positions are the world's units."""
import json, os, sys, threading


def drive(client):
    """client has walk(x, y), stop(), say(text), leave() and look(); they are called from a thread of their own."""

    def listen():
        for line in sys.stdin:
            order = json.loads(line)
            verb = order["do"]
            if verb == "look":
                print(json.dumps(client.look()), flush=True)
            elif verb == "walk":
                client.walk(order["x"], order["y"])
            elif verb == "say":
                client.say(order["text"])
            else:
                getattr(client, verb)()
        os._exit(0)

    threading.Thread(target=listen, daemon=True).start()

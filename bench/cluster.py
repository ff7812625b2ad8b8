#!/usr/bin/env python3
"""What players notice when something happens to a cluster: three world nodes and two gateways on this machine, under `actors load --play`.

    dotnet build -c Release && python3 bench/cluster.py term term-oldest add rolling      # PostgreSQL's programs are needed; --sqlite does without
    python3 bench/cluster.py --preset fast --rounds 20 kill
    sudo python3 bench/cluster.py cut split                                               # network namespaces

Each event has a cluster of its own. Gaps are the longest time without a frame of each client, while nothing happens (the same run, before the event) and from
the event on. Each row names the world node that it happened to, and says whether that was the oldest, which has the coordinator of the shards. Exit code 1: a client found a
fault (docs/tools.md says what it looks for: sockets that close, acknowledged commands that are lost or done twice, items that are not there once).

events  none         nothing
        term         SIGTERM of a world node that is not the oldest
        term-oldest  SIGTERM of the oldest
        add          a fourth world node
        rolling      each world node is restarted in turn
        kill         kill -9 of a world node, which is started again after five seconds, --rounds times; each fourth is the oldest for certain
        pause        SIGSTOP of a world node for three times the silence that the preset allows
        cut          nothing comes from one world node to another any more, for ten seconds; the other direction holds
        split        the oldest world node is cut off from everybody but the database for ten seconds
        stopgateway  SIGSTOP of a gateway for a minute, with half the clients; the others' gaps, and what it costs the world nodes in memory
        gateways     each gateway is restarted in turn; clients come back by the other
        database     PostgreSQL is stopped and started again a second later
"""
import argparse, json, random, signal, subprocess, sys, threading, time

from clusters.cluster import ROOT, WORLDS, Cluster

APART = ("cut", "split")  # in network namespaces
LONG = {"none": 2, "term": 10, "term-oldest": 10, "add": 12, "rolling": 60, "pause": 20, "cut": 30, "split": 30, "stopgateway": 80, "gateways": 30, "database": 14}
SILENCE = {"fast": 0.8, "steady": 2.0}
STOPPED_SECONDS = 60


class Play:
    """Clients, and what they found."""

    def __init__(self, options, seconds, ports, clients, reconnect=False):
        self.seconds = seconds
        command = ["dotnet", f"{ROOT}/src/Tools/bin/{options.configuration}/net10.0/Actors.Tools.dll", "load", "--play", "--marks", "--format", "json", "--count", str(clients),
                   "--duration", str(seconds), "--port", ",".join(map(str, ports)), "--seed", str(options.seed)]
        self.process = subprocess.Popen(command + (["--reconnect"] if reconnect else []), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def mark(self, name):
        self.process.stdin.write(name + "\n")
        self.process.stdin.flush()

    def result(self):
        output = self.process.communicate(timeout=self.seconds + 90)[0]
        if not output:
            raise SystemExit(f"`actors load` ended without a result, with the exit code {self.process.returncode}")
        return json.loads(output)

    def close(self):
        if self.process.poll() is None:
            self.process.kill()


class Memory:
    """The most that each world node has had since the beginning, beyond what it had then; megabytes."""

    def __init__(self, cluster):
        self.cluster, self.ended = cluster, threading.Event()
        self.before = {name: cluster.resident(name) for name in WORLDS}
        self.most = dict(self.before)
        self.thread = threading.Thread(target=self.watch, daemon=True)
        self.thread.start()

    def watch(self):
        while not self.ended.wait(0.5):
            for name in WORLDS:
                self.most[name] = max(self.most[name], self.cluster.resident(name))

    def growth(self):
        self.ended.set()
        self.thread.join()
        return {name: self.most[name] - self.before[name] for name in WORLDS}


def whom(cluster, name):
    return f"{name}, {'oldest' if name == cluster.oldest() else 'other'}"


def kill(cluster, mark, rounds):
    chance = random.Random(cluster.options.seed)
    for number in range(rounds):
        name = cluster.oldest() if number % 4 == 3 else chance.choice(WORLDS)
        mark(f"kill {number + 1} ({whom(cluster, name)})")
        cluster.end(name, signal.SIGKILL)
        time.sleep(5)
        cluster.world(name)
        time.sleep(cluster.options.pause - 5)


def happen(event, cluster, mark):
    """Between this and the end of the play nothing else is done."""
    if event == "kill":
        kill(cluster, mark, cluster.options.rounds)
    elif event in ("term", "term-oldest"):
        name = cluster.oldest() if event == "term-oldest" else cluster.others()[0]
        mark(f"SIGTERM ({whom(cluster, name)})")
        cluster.end(name)
    elif event == "add":
        mark(f"add (world-4, beside {cluster.oldest()}, oldest)")
        cluster.world("world-4")
    elif event == "rolling":
        for name in WORLDS:
            mark(f"restart ({whom(cluster, name)})")
            cluster.end(name)
            cluster.world(name)
            cluster.ready(name)
            time.sleep(6)
    elif event == "pause":
        name = cluster.others()[0]
        mark(f"SIGSTOP ({whom(cluster, name)})")
        cluster.send(name, signal.SIGSTOP)
        time.sleep(3 * SILENCE[cluster.options.preset])
        cluster.send(name, signal.SIGCONT)
    elif event == "cut":
        sender, receiver = cluster.others()
        mark(f"cut ({sender} to {receiver}, others)")
        cluster.network.cut(sender, receiver)
        time.sleep(10)
        cluster.network.heal()
    elif event == "split":
        name = cluster.oldest()
        mark(f"split ({name}, oldest)")
        cluster.network.isolate(name)
        time.sleep(10)
        cluster.network.heal()
    elif event == "stopgateway":
        mark("SIGSTOP (gateway-2)")
        memory = Memory(cluster)
        cluster.send("gateway-2", signal.SIGSTOP)
        time.sleep(STOPPED_SECONDS)
        growth = memory.growth()
        cluster.send("gateway-2", signal.SIGCONT)
        print(f"{event:12} memory of the world nodes grew by at most", ", ".join(f"{name} {grown:.1f} MB" for name, grown in growth.items()))
    elif event == "gateways":
        for number in (1, 2):
            mark(f"restart (gateway-{number})")
            cluster.end(f"gateway-{number}")
            cluster.gateway(number)
            cluster.ready(f"gateway-{number}")
            time.sleep(5)
    elif event == "database":
        mark(event)
        cluster.postgres.stop()
        time.sleep(1)
        cluster.postgres.start()
    else:
        mark(event)


def measure(event, options):
    cluster, plays = Cluster(options, event in APART), []
    try:
        print(f"{event:12} preset {options.preset}, ready {cluster.formed:.1f} s after the first process was started, {cluster.oldest()} is the oldest", flush=True)
        seconds = options.warm_up + options.quiet + (options.rounds * options.pause + 2 if event == "kill" else LONG[event])
        if event == "stopgateway":
            plays = [Play(options, seconds, [options.port + port], options.clients // 2) for port in (1, 11)]
        else:
            plays = [Play(options, seconds, [options.port + 1, options.port + 11], options.clients, reconnect=event == "gateways")]

        def mark(name):
            for play in plays:
                play.mark(name)

        time.sleep(options.warm_up)
        mark("quiet")
        time.sleep(options.quiet)
        happen(event, cluster, mark)
        told = [play.result() for play in plays]
    finally:
        for play in plays:
            play.close()
        cluster.close()
    for found, of in zip(told, (" of gateway-1's", " of gateway-2's, which stood still") if event == "stopgateway" else ("",)):
        show(event, found, of)
    return all(found["holds"] for found in told)


def show(event, told, of):
    def gaps(phase):
        return f"{phase['p50']:5.0f} {phase['p99']:5.0f} {phase['max']:5.0f}"

    quiet, after = told["phases"][1], told["phases"][2:]
    for phase in after:
        print(f"{phase['name']:32} quiet {gaps(quiet)}   event {gaps(phase)} ms (p50, p99, max of each client's longest gap{of})")
    for kind in ("oldest", "other"):
        hit = [phase for phase in after if f", {kind})" in phase["name"]]
        if len(hit) > 1:
            print(f"{event} of {len(hit)}, {kind}: p50 {sorted(phase['p50'] for phase in hit)[len(hit) // 2]:.0f}, highest p99 {max(phase['p99'] for phase in hit):.0f}, "
                  f"max {max(phase['max'] for phase in hit):.0f} ms")
    print(f"{'':12} connected {told['connected']}, came back {told['cameBack']}, commands {sum(told['done'].values())} done, {sum(told['refused'].values())} refused "
          f"({told['refused'].get('unavailable', 0)} unavailable), {told['unanswered']} unanswered; errors {told['errors']}, faults {told['faultCount']}", *told["faults"],
          sep="\n             ", flush=True)


def main():
    # So that its nodes are stopped after a SIGTERM, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("events", nargs="+", choices=["kill", *LONG])
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--preset", choices=SILENCE, default="steady")
    parser.add_argument("--rounds", type=int, default=20, help="of kill")
    parser.add_argument("--pause", type=float, default=12, help="seconds from one kill to the next, more than five")
    parser.add_argument("--warm-up", type=float, default=12, help="seconds of play that do not count")
    parser.add_argument("--quiet", type=float, default=10, help="seconds of play before the event")
    parser.add_argument("--sqlite", action="store_true", help="a file instead of PostgreSQL")
    parser.add_argument("--port", type=int, default=21000, help="the first of a hundred; below those that the system gives out by itself")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--configuration", default="Release")
    parser.add_argument("--published", metavar="DIRECTORY", help="run DIRECTORY/gateway and DIRECTORY/seed, as dotnet publish made them, in place of what dotnet build made")
    parser.add_argument("--keep", action="store_true", help="leave the logs")
    options = parser.parse_args()
    if options.sqlite and "database" in options.events:
        parser.error("a file is not restarted")
    if len(options.events) == 1:
        sys.exit(0 if measure(options.events[0], options) else 1)
    # Each event in a process of its own: a process that has entered a network namespace does not leave it.
    rest = [argument for argument in sys.argv[1:] if argument not in options.events]
    sys.exit(max([subprocess.run([sys.executable, __file__, *rest, event], check=False).returncode for event in options.events]))


if __name__ == "__main__":
    main()

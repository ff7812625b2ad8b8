#!/usr/bin/env python3
"""What players notice when something happens to a cluster: three world nodes and two gateways on this machine, under `actors load --play`.

    dotnet build -c Release && python3 bench/cluster.py term add rolling            # PostgreSQL's programs are needed; --sqlite does without
    python3 bench/cluster.py --rounds 20 kill

Each event has a cluster of its own. Gaps are the longest time without a frame of each client, while nothing happens (the same run, before the event) and from
the event on. Exit code 1: a client found a fault (docs/tools.md says what it looks for).

events  none       nothing
        term       SIGTERM of a world node
        add        a fourth world node
        rolling    each world node is restarted in turn
        kill       kill -9 of a world node, which is started again after five seconds, --rounds times
        pause      SIGSTOP of a world node for nine seconds, three leases
        gateways   each gateway is restarted in turn; clients come back by the other
        database   PostgreSQL is stopped and started again a second later
"""
import argparse, glob, json, os, random, shutil, signal, subprocess, sys, tempfile, time, urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
WORLDS = ["world-1", "world-2", "world-3"]


class Postgres:
    """A database of its own in a directory, by programs of the distribution; not as root, which they refuse."""

    def __init__(self, directory, port):
        found = shutil.which("initdb") or next(iter(sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), reverse=True)), None)
        if not found:
            sys.exit("PostgreSQL's programs are not here; --sqlite does without them")
        self.programs, self.directory, self.port = os.path.dirname(found), os.path.join(directory, "postgres"), port
        os.chmod(directory, 0o755)
        os.makedirs(self.directory)
        if os.getuid() == 0:
            shutil.chown(self.directory, "postgres")
        self.run("initdb", "-A", "trust", "-U", "actors", "-D", self.directory + "/data")
        self.start()

    def run(self, program, *arguments):
        command = [os.path.join(self.programs, program), *arguments]
        if os.getuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT, cwd="/")

    def start(self):
        options = f"-c port={self.port} -c unix_socket_directories= -c listen_addresses=127.0.0.1"
        self.run("pg_ctl", "start", "-w", "-D", self.directory + "/data", "-l", self.directory + "/log", "-o", options)

    def stop(self):
        self.run("pg_ctl", "stop", "-w", "-m", "fast", "-D", self.directory + "/data")


class Cluster:
    def __init__(self, options):
        self.options, self.directory, self.nodes = options, tempfile.mkdtemp(prefix="actors-cluster-"), {}
        self.postgres = None if options.sqlite else Postgres(self.directory, options.port + 99)
        for name in WORLDS:
            self.world(name)
        for number in (1, 2):
            self.gateway(number)
        for name, port in [*((f"gateway-{number}", self.http(number)) for number in (1, 2)), *((name, self.health(name)) for name in WORLDS)]:
            self.ready(name, port)
        time.sleep(4)  # until each has what is its own

    def http(self, number):
        return self.options.port + (number - 1) * 10

    def health(self, world):
        return self.options.port + 80 + int(world[-1])

    def world(self, name):
        self.begin(name, "Seed", f"--Actors:Http:Port={self.health(name)}")

    def gateway(self, number):
        port = self.http(number)
        listeners = [f"Http:Port={port}", f"WebSockets:main:Port={port + 1}", f"WebSockets:mud:Port={port + 2}", f"WebSockets:collector:Port={port + 3}",
                     f"SocketIO:Port={port + 4}", f"Datagram:Port={port + 5}", f"WebSockets:main:Limits:MaxConnectionsPerAddress={self.options.clients + 10}"]
        self.begin(f"gateway-{number}", "Gateway", *[f"--Actors:{one}" for one in listeners])

    def begin(self, name, project, *arguments):
        database = (f"--Actors:Data={self.directory}/world.db" if self.postgres is None
                    else f"--Actors:Postgres=Host=127.0.0.1;Port={self.postgres.port};Username=actors;Database=postgres")
        program = f"{ROOT}/src/{project}/bin/{self.options.configuration}/net10.0/Actors.{project}.dll"
        with open(f"{self.directory}/{name}.log", "a") as log:
            self.nodes[name] = subprocess.Popen(["dotnet", program, f"--Actors:Cluster:Node={name}", database, *arguments], stdout=log, stderr=subprocess.STDOUT)

    def ready(self, name, port):
        for _ in range(600):
            try:
                if urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=5).status == 200:
                    return
            except OSError:
                if self.nodes[name].poll() is not None:
                    break
                time.sleep(0.1)
        raise RuntimeError(f"{name} does not get ready: " + open(f"{self.directory}/{name}.log").read()[-800:])

    def end(self, name, how=signal.SIGTERM):
        self.nodes[name].send_signal(how)
        self.nodes[name].wait(60)

    def close(self):
        for number in (signal.SIGCONT, signal.SIGTERM):
            for node in self.nodes.values():
                if node.poll() is None:
                    node.send_signal(number)
        for node in self.nodes.values():
            try:
                node.wait(30)
            except subprocess.TimeoutExpired:
                node.kill()
        if self.postgres:
            self.postgres.stop()
        if self.options.keep:
            print("logs in", self.directory)
        else:
            shutil.rmtree(self.directory)


def kill(cluster, mark, rounds):
    chance = random.Random(cluster.options.seed)
    for number in range(rounds):
        name = chance.choice(WORLDS)
        mark(f"kill {number + 1}")
        cluster.end(name, signal.SIGKILL)
        time.sleep(5)
        cluster.world(name)
        time.sleep(cluster.options.pause - 5)


def happen(event, cluster, mark):
    """Between this and the end of the play nothing else is done."""
    if event == "kill":
        return kill(cluster, mark, cluster.options.rounds)
    mark(event)
    if event == "term":
        cluster.end("world-1")
    elif event == "add":
        cluster.world("world-4")
    elif event == "rolling":
        for name in WORLDS:
            cluster.end(name)
            cluster.world(name)
            time.sleep(6)
    elif event == "pause":
        cluster.nodes["world-2"].send_signal(signal.SIGSTOP)
        time.sleep(9)
        cluster.nodes["world-2"].send_signal(signal.SIGCONT)
    elif event == "gateways":
        for number in (1, 2):
            cluster.end(f"gateway-{number}")
            cluster.gateway(number)
            cluster.ready(f"gateway-{number}", cluster.http(number))
            time.sleep(5)
    elif event == "database":
        cluster.postgres.stop()
        time.sleep(1)
        cluster.postgres.start()


LONG = {"none": 2, "term": 10, "add": 12, "rolling": 40, "pause": 20, "gateways": 30, "database": 14}


def measure(event, options):
    cluster, load = Cluster(options), None
    try:
        events = options.rounds * options.pause + 2 if event == "kill" else LONG[event]
        seconds = options.warm_up + options.quiet + events
        command = ["dotnet", f"{ROOT}/src/Tools/bin/{options.configuration}/net10.0/Actors.Tools.dll", "load", "--play", "--marks", "--format", "json", "--count", str(options.clients),
                   "--duration", str(seconds), "--port", f"{options.port + 1},{options.port + 11}", "--seed", str(options.seed)]
        load = subprocess.Popen(command + (["--reconnect"] if event == "gateways" else []), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

        def mark(name):
            load.stdin.write(name + "\n")
            load.stdin.flush()

        time.sleep(options.warm_up)
        mark("quiet")
        time.sleep(options.quiet)
        happen(event, cluster, mark)
        told = json.loads(load.communicate(timeout=seconds + 90)[0])
    finally:
        if load and load.poll() is None:
            load.kill()
        cluster.close()
    show(event, told)
    return told["holds"]


def show(event, told):
    def gaps(phase):
        return f"{phase['p50']:5.0f} {phase['p99']:5.0f} {phase['max']:5.0f}"

    quiet, after = told["phases"][1], told["phases"][2:]
    for phase in after:
        print(f"{phase['name']:10} quiet {gaps(quiet)}   event {gaps(phase)} ms (p50, p99, max of each client's longest gap)")
    if len(after) > 1:
        print(f"{event:10} of the rounds: p50 {sorted(phase['p50'] for phase in after)[len(after) // 2]:.0f}, highest p99 {max(phase['p99'] for phase in after):.0f}, "
              f"max {max(phase['max'] for phase in after):.0f} ms")
    print(f"{'':10} connected {told['connected']}, came back {told['cameBack']}, commands {sum(told['done'].values())} done, {sum(told['refused'].values())} refused "
          f"({told['refused'].get('unavailable', 0)} unavailable), {told['unanswered']} unanswered; errors {told['errors']}, faults {told['faultCount']}", *told["faults"], sep="\n           ", flush=True)


def main():
    # Also then its nodes are stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("events", nargs="+", choices=["kill", *LONG])
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=20, help="of kill")
    parser.add_argument("--pause", type=float, default=12, help="seconds from one kill to the next, more than five")
    parser.add_argument("--warm-up", type=float, default=12, help="seconds of play that do not count")
    parser.add_argument("--quiet", type=float, default=10, help="seconds of play before the event")
    parser.add_argument("--sqlite", action="store_true", help="a file instead of PostgreSQL")
    parser.add_argument("--port", type=int, default=43000, help="the first of a hundred")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--configuration", default="Release")
    parser.add_argument("--keep", action="store_true", help="leave the logs")
    options = parser.parse_args()
    if options.sqlite and "database" in options.events:
        parser.error("a file is not restarted")
    holds = [measure(event, options) for event in options.events]
    sys.exit(0 if all(holds) else 1)


if __name__ == "__main__":
    main()

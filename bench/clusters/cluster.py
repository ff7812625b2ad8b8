import json, os, shutil, signal, subprocess, tempfile, time, urllib.request

from clusters.network import CLIENTS, Loopback, Namespaces
from clusters.postgres import Postgres

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
WORLDS = ["world-1", "world-2", "world-3"]
TOKEN = "the token of a benchmark"


class Cluster:
    """Three world nodes and two gateways, as processes, on ports of their own."""

    def __init__(self, options, apart=False):
        self.options, self.directory, self.nodes = options, tempfile.mkdtemp(prefix="actors-cluster-"), {}
        self.link_port = options.port + 60
        self.network, self.postgres = Loopback(), None
        try:
            self.start(apart)
        except BaseException:
            self.close()
            raise

    def start(self, apart):
        options = self.options
        if apart:
            self.network = Namespaces(WORLDS, self.link_port)
        if not options.sqlite:
            self.postgres = Postgres(self.directory, options.port + 99, f"127.0.0.1,{self.network.hub}" if apart else "127.0.0.1", CLIENTS)
        with open(f"{self.directory}/token", "w") as token:
            token.write(TOKEN)
        if apart:
            self.certificates()
        started = time.monotonic()
        for name in WORLDS:
            self.world(name)
        for number in (1, 2):
            self.gateway(number)
        for name in [*WORLDS, "gateway-1", "gateway-2"]:
            self.ready(name)
        self.formed = time.monotonic() - started

    def http(self, number):
        return self.options.port + (number - 1) * 10

    def health(self, name):
        return self.http(int(name[-1])) if name.startswith("gateway") else self.options.port + 80 + int(name[-1])

    def certificates(self):
        hosts = [*self.network.hosts.items(), ("gateway-1", self.network.hub), ("gateway-2", self.network.hub)]
        subprocess.run([f"{ROOT}/deploy/make-certificates.sh", self.directory + "/tls", *(f"{name}={host}" for name, host in hosts)], check=True, stdout=subprocess.DEVNULL)

    def world(self, name):
        self.begin(name, "Seed", f"Http:Port={self.health(name)}", f"Http:Address={self.network.hosts.get(name, '127.0.0.1')}")

    def gateway(self, number):
        port = self.http(number)
        self.begin(f"gateway-{number}", "Gateway", f"Http:Port={port}", f"WebSockets:main:Port={port + 1}", f"WebSockets:mud:Port={port + 2}", f"WebSockets:collector:Port={port + 3}",
                   f"SocketIO:Port={port + 4}", f"Datagram:Port={port + 5}", f"WebSockets:packets:Port={port + 6}", f"WebSockets:main:Limits:MaxConnectionsPerAddress={self.options.clients + 10}",
                   f"Admin:TokenFile={self.directory}/token",
                   # When a gateway was paused for a minute, its clients send everything at once that has accumulated; the part beyond a burst would be dropped,
                   # as documented.
                   "Limits:MessageBurst=2000")

    def begin(self, name, project, *arguments):
        host = self.network.hosts.get(name, self.network.hub)
        database = (f"Data={self.directory}/world.db" if self.postgres is None
                    else f"Postgres=Host={self.network.hub};Port={self.postgres.port};Username=actors;Database=postgres;Timeout=60")
        # Each node has a port of its own, so that a node that returns is the same member; in its own namespace a world node may use the same port as the
        # others.
        port = self.link_port + (int(name[-1]) if name.startswith("gateway") else 0 if name in self.network.hosts else 3 + int(name[-1]))
        link = [f"Cluster:Node={name}", f"Cluster:Preset={self.options.preset}", f"Cluster:Link:Address={host}", f"Cluster:Link:Port={port}"]
        if self.network.hosts:
            tls = self.directory + "/tls/"
            link += [f"Cluster:Link:Tls:Certificate={tls}{name}.crt", f"Cluster:Link:Tls:Key={tls}{name}.key", f"Cluster:Link:Tls:Authority={tls}authority.crt"]
        built = self.options.published and f"{self.options.published}/{project.lower()}"
        directory = built or f"{ROOT}/src/{project}/bin/{self.options.configuration}/net10.0"
        # A self-contained program brings its runtime along.
        program = [f"{directory}/Actors.{project}"] if os.path.exists(f"{directory}/libcoreclr.so") else ["dotnet", f"{directory}/Actors.{project}.dll"]
        with open(f"{self.directory}/{name}.log", "a") as log:
            self.nodes[name] = subprocess.Popen([*self.network.command(name), *program, *(f"--Actors:{one}" for one in [database, *link, *arguments])],
                                                stdout=log, stderr=subprocess.STDOUT)

    def ask(self, name, path, headers={}):
        host = self.network.hosts.get(name, "127.0.0.1")
        return urllib.request.urlopen(urllib.request.Request(f"http://{host}:{self.health(name)}{path}", headers=headers), timeout=5)

    def ready(self, name):
        for _ in range(600):
            try:
                if self.ask(name, "/health/ready").status == 200:
                    return
            except OSError:
                if self.nodes[name].poll() is not None:
                    break
                time.sleep(0.1)
        raise RuntimeError(f"{name} does not get ready: " + open(f"{self.directory}/{name}.log").read()[-800:])

    def oldest(self):
        """The world node that has the coordinator of the shards, by the operators' page."""
        for _ in range(100):
            with self.ask("gateway-1", "/admin/state", {"Authorization": "Bearer " + TOKEN}) as answer:
                found = [node["name"] for node in json.load(answer)["nodes"] if node["oldest"] and node["weight"] > 0]
            if found:
                return found[0]
            time.sleep(0.1)
        raise RuntimeError("nobody has the coordinator")

    def others(self):
        oldest = self.oldest()
        return [name for name in WORLDS if name != oldest]

    def resident(self, name):
        """Megabytes of memory."""
        with open(f"/proc/{self.nodes[name].pid}/status") as status:
            return int(next(line for line in status if line.startswith("VmRSS")).split()[1]) / 1024

    def send(self, name, number):
        self.nodes[name].send_signal(number)

    def end(self, name, how=signal.SIGTERM):
        self.send(name, how)
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
                node.wait()
        if self.postgres:
            self.postgres.stop()
        self.network.close()
        if self.options.keep:
            print("logs in", self.directory)
        else:
            shutil.rmtree(self.directory)

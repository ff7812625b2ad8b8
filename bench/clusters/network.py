"""Networks between nodes that can be cut: each world node in a network namespace of its own, and this process, with gateways, database and clients, in another one between them."""
import ctypes, os, subprocess, sys

CLONE_NEWNET = 0x40000000
HUB = "10.77.0.1"
CLIENTS = "10.77.0.0/16"


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


class Loopback:
    """All nodes on this machine's loopback; nothing can be cut."""

    hub = "127.0.0.1"
    hosts = {}

    def command(self, node):
        return []

    def close(self):
        pass


class Namespaces:
    """
    A router with a link to each world node. What is cut is dropped by the router, in silence, as a broken switch would. The router is this process's own, unnamed namespace, which
    ends with the process and takes the links with it; nothing of the machine's own network is touched.
    """

    hub = HUB

    def __init__(self, nodes, link_port):
        if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWNET) != 0:
            sys.exit(f"A network namespace cannot be made ({os.strerror(ctypes.get_errno())}): it takes root's rights")
        self.link_port, self.rules, self.hosts = link_port, [], {}
        run("ip", "link", "set", "lo", "up")
        run("ip", "address", "add", HUB + "/32", "dev", "lo")
        with open("/proc/sys/net/ipv4/ip_forward", "w") as forward:
            forward.write("1")
        # The rules of a cut precede the table of local addresses, so that they apply to gateways, too.
        run("ip", "rule", "add", "pref", "100", "lookup", "local")
        run("ip", "rule", "delete", "pref", "0")
        for number, node in enumerate(nodes, 1):
            self.add(node, number)

    def add(self, node, number):
        host, gateway, space = f"10.77.{number}.2", f"10.77.{number}.1", self.space(node)
        run("ip", "netns", "add", space)
        self.hosts[node] = host
        run("ip", "link", "add", f"v{number}", "type", "veth", "peer", "name", "eth0", "netns", space)
        run("ip", "address", "add", gateway + "/24", "dev", f"v{number}")
        run("ip", "link", "set", f"v{number}", "up")
        for command in (["address", "add", host + "/24", "dev", "eth0"], ["link", "set", "lo", "up"], ["link", "set", "eth0", "up"], ["route", "add", "default", "via", gateway]):
            run("ip", "-n", space, *command)

    def space(self, node):
        return f"actors-{os.getpid()}-{node}"

    def command(self, node):
        return ["ip", "netns", "exec", self.space(node)] if node in self.hosts else []

    def cut(self, sender, receiver):
        """Nothing more comes from one world node to another; the other direction is as it was."""
        self.drop("from", self.hosts[sender], "to", self.hosts[receiver])

    def isolate(self, node):
        """Neither world nodes nor gateways reach it, nor it them; the database does."""
        host = self.hosts[node]
        for other in self.hosts.values():
            if other != host:
                self.drop("from", host, "to", other)
                self.drop("from", other, "to", host)
        for sides in (["from", host], ["to", host]):
            for port in (f"{self.link_port}", f"{self.link_port + 1}-{self.link_port + 9}"):
                self.drop(*sides, "ipproto", "tcp", "dport", port)
                self.drop(*sides, "ipproto", "tcp", "sport", port)

    def drop(self, *what):
        self.rules.append([*what, "blackhole"])
        run("ip", "rule", "add", "pref", str(len(self.rules)), *self.rules[-1])

    def heal(self):
        for number in range(1, len(self.rules) + 1):
            run("ip", "rule", "delete", "pref", str(number))
        self.rules = []

    def close(self):
        for node in self.hosts:
            subprocess.run(["ip", "netns", "delete", self.space(node)], check=False)

import glob, os, shutil, subprocess, sys


class Postgres:
    """A database of its own in a directory, by programs of the distribution; not as root, which they refuse."""

    def __init__(self, directory, port, addresses, clients):
        found = shutil.which("initdb") or next(iter(sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), reverse=True)), None)
        if not found:
            sys.exit("PostgreSQL's programs are not here; --sqlite does without them")
        self.programs, self.directory, self.port, self.addresses = os.path.dirname(found), os.path.join(directory, "postgres"), port, addresses
        os.chmod(directory, 0o755)
        os.makedirs(self.directory)
        if os.getuid() == 0:
            shutil.chown(self.directory, "postgres")
        self.run("initdb", "-A", "trust", "-U", "actors", "-D", self.directory + "/data")
        with open(self.directory + "/data/pg_hba.conf", "a") as rules:
            rules.write(f"host all all {clients} trust\n")
        self.start()

    def run(self, program, *arguments):
        command = [os.path.join(self.programs, program), *arguments]
        if os.getuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT, cwd="/")

    def start(self):
        options = f"-c port={self.port} -c unix_socket_directories= -c listen_addresses={self.addresses}"
        self.run("pg_ctl", "start", "-w", "-D", self.directory + "/data", "-l", self.directory + "/log", "-o", options)

    def stop(self):
        self.run("pg_ctl", "stop", "-w", "-m", "fast", "-D", self.directory + "/data")

"""Runs a program in a pseudo terminal, and obeys lines on its own input: `keys HEX` types bytes, `size COLUMNS ROWS` resizes the terminal.

    pseudo_terminal.py COLUMNS ROWS PROGRAM [ARGUMENT ...]

What the program writes comes out unchanged; the exit code is the program's. The end of the input hangs up the terminal.
"""
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios


def resize(terminal, columns, rows):
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", int(rows), int(columns), 0, 0))


def main():
    columns, rows, *program = sys.argv[1:]
    child, terminal = pty.fork()
    if child == 0:
        # The parent sets the size before it lets the program start.
        sys.stdin.readline()
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.execvp(program[0], program)
    resize(terminal, columns, rows)
    os.write(terminal, b"\n")

    commands = b""
    sources = [0, terminal]
    while True:
        ready, _, _ = select.select(sources, [], [])
        if terminal in ready:
            try:
                output = os.read(terminal, 65536)
            except OSError:
                output = b""
            if not output:
                break
            sys.stdout.buffer.write(output)
            sys.stdout.buffer.flush()
        if 0 in ready:
            got = os.read(0, 65536)
            if not got:
                os.close(terminal)
                break
            *lines, commands = (commands + got).split(b"\n")
            for line in lines:
                verb, *arguments = line.decode().split()
                if verb == "keys":
                    os.write(terminal, bytes.fromhex(arguments[0]))
                elif verb == "size":
                    resize(terminal, *arguments)
    _, status = os.waitpid(child, 0)
    sys.exit(os.waitstatus_to_exitcode(status))


main()

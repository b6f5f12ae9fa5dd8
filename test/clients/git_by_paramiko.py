"""Stands in for the `ssh` of Git with Paramiko; the settings that an older client would have come from the environment."""

import os
import sys
import threading

import paramiko

# As Git calls a simple `ssh`: the destination, and the command in one word.
destination, command = sys.argv[1:]
user, host = destination.split("@")

client = paramiko.SSHClient()
client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
client.connect(
    host,
    int(os.environ["PARAMIKO_PORT"]),
    user,
    key_filename=os.environ["PARAMIKO_KEY"],
    allow_agent=False,
    look_for_keys=False,
)
channel = client.get_transport().open_session()
channel.exec_command(command)


def carry(receive, to):
    while piece := receive(32768):
        to.write(piece)
        to.flush()


def hand_in():
    while piece := os.read(0, 32768):
        channel.sendall(piece)
    channel.shutdown_write()


threading.Thread(target=hand_in, daemon=True).start()
complaints = threading.Thread(target=carry, args=(channel.recv_stderr, sys.stderr.buffer))
complaints.start()
carry(channel.recv, sys.stdout.buffer)
complaints.join()
sys.exit(channel.recv_exit_status())

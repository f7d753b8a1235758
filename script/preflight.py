"""What would stop the server, said in one line before it starts: preflight.py HOST PORT SCRIPT."""

import os
import socket
import sys

import environ
import psycopg2


def port_problem(host: str, port: str, script: str) -> str:
    if not port.isdecimal() or not 0 < int(port) < 65536:
        return f"PORT={port} is not a port number; for example: PORT=8001 {script}"
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(port)))
        except OSError as error:
            free = int(port) + 1 if int(port) < 65535 else 8000
            return f"cannot listen on {host}:{port} ({error.strerror}; cổng đang được dùng); try: PORT={free} {script}"
    return ""


def database_problem() -> str:
    if not os.environ.get("DATABASE_URL"):
        return ""
    config = environ.Env().db("DATABASE_URL")
    if not config["ENGINE"].endswith("postgresql"):
        return ""
    try:
        psycopg2.connect(
            dbname=config["NAME"],
            user=config["USER"] or None,
            password=config["PASSWORD"] or None,
            host=config["HOST"] or None,
            port=config["PORT"] or None,
            connect_timeout=5,
            **config.get("OPTIONS", {}),
        ).close()
    except psycopg2.OperationalError as error:
        reason = " ".join(str(error).split())
        return f"the database of DATABASE_URL does not answer (không kết nối được cơ sở dữ liệu): {reason}"
    return ""


if __name__ == "__main__":
    if problem := port_problem(*sys.argv[1:4]) or database_problem():
        sys.exit(f"error: {problem}")

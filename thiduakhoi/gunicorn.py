"""How gunicorn serves the site: ``gunicorn --config thiduakhoi/gunicorn.py thiduakhoi.wsgi``."""

import multiprocessing
import os

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
# Requests are short and bound by the processor; with threads the same pages were slower.
worker_class = "sync"
workers = int(os.environ.get("WEB_WORKERS") or min(2 * multiprocessing.cpu_count(), 4))
# Printing a paper ends after a minute (documents.press); a scan may come over a slow line. Sending counts too,
# unless a proxy collects the request first (docs/operations.md): behind one, no slow line holds a worker.
timeout = 120
preload_app = True
control_socket_disable = True
loglevel = "warning"


def when_ready(server):
    print(f"Serving on {os.environ.get('SITE_URL', f'http://{bind}')}  (CTRL-C stops it)", flush=True)  # noqa: T201

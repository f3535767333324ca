"""How gunicorn serves the site. Everything that a host may need to change is in the environment."""

import gc
from pathlib import Path
from typing import Any

from recovery_site.settings import server
from recovery_site.settings.logging import LOGGING

wsgi_app = "recovery_site.wsgi:application"
bind = f"{server.BIND}:{server.PORT}"

# Threads wait for the database and for slow phones; processes use the second core.
worker_class = "gthread"
workers = server.WEB_WORKERS
threads = server.WEB_THREADS
preload_app = True  # an error in the code or the settings ends the start, with its reason

timeout = 60
graceful_timeout = 20
keepalive = 5
# Decoding photos leaves memory in pieces; a new worker now and then starts whole.
max_requests = 5000
max_requests_jitter = 500
if Path("/dev/shm").is_dir():
    worker_tmp_dir = "/dev/shm"  # the heartbeat must not wait for a disk


def post_fork(server: Any, worker: Any) -> None:
    """What is there when a worker starts stays: looking through it for waste is wasted."""
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


forwarded_allow_ips = server.FORWARDED_ALLOW_IPS
# Nobody in front of the site may move its pages: Script_Name would, from any client of the proxy.
forwarder_headers = ""
control_socket_disable = True

# No access log: it would tell who read what. Errors leave in the site's own form.
accesslog = None
logconfig_dict = LOGGING | {
    "loggers": LOGGING["loggers"]
    | {"gunicorn.error": {"handlers": [], "level": "WARNING", "propagate": True}}
}

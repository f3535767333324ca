import os
import random
import time
from pathlib import Path

from recovery_site.models import OutboxMessage
from recovery_site.outbox import handles


@handles("tests.note")
def note(message: OutboxMessage) -> None:
    """One line at the start and one at the end, a moment apart."""
    book = Path(os.environ["DELIVERED_TO"])
    with book.open("a") as file:
        file.write(f"start {message.uuid} {message.lease_token}\n")
    time.sleep(random.uniform(0, float(os.environ.get("DELIVERY_SECONDS", "0.03"))))
    with book.open("a") as file:
        file.write(f"done {message.uuid} {message.lease_token}\n")

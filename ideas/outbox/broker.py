"""Whether the broker can be reached, for whoever watches the installation. Publishes nothing."""

from celery import current_app
from kombu.exceptions import OperationalError

from ideas.outbox.doorbell import PATIENCE, limits


def answers() -> bool:
    """Whether the broker takes a connection; asked anew each time, for `PATIENCE` or so at most."""
    try:
        with current_app.connection_for_write(
            connect_timeout=PATIENCE, transport_options=limits()
        ) as connection:
            connection.ensure_connection(max_retries=1, interval_start=0, timeout=1)
            return bool(connection.default_channel)
    except (OperationalError, OSError):
        return False

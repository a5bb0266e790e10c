"""How much of a file is taken in while it arrives: as much as is needed to know that it is too large, no more.

What a request brings never lies in memory whole: Django writes larger bodies to files, and this stops writing.
"""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler


class Bounded(FileUploadHandler):
    """Passes a file on up to the limit and the piece that exceeds it; what comes behind that is thrown away."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """The piece for the next handler, or nothing."""
        return raw_data if start <= settings.FILE_MAX_BYTES else None

    def file_complete(self, file_size: int) -> None:
        """The next handler has the file."""
        return

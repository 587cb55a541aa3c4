"""Frame, the picture with its time, and Source, whatever yields frames."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

Kind = Literal["camera", "film", "demo"]
"""What pictures are of: somebody who is there now, somebody who was recorded, nobody at all."""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture as the camera saw it (not mirrored).

    Attributes:
        image: (height, width, 3) uint8, BGR; nobody writes into it after it is made.
        t: seconds on the capture clock (monotonic; a file's own time starts at 0), when the picture was taken or arrived.
        index: 0-based number of the picture in its source; a gap means that pictures were dropped before they got here.
    """

    image: NDArray[np.uint8]
    t: float
    index: int

    @property
    def width(self) -> int:
        return int(self.image.shape[1])

    @property
    def height(self) -> int:
        return int(self.image.shape[0])


class Source(Protocol):
    """Yields frames until it ends. Opening happens in `open`, so that building a Source never touches a device.

    Attributes:
        name: for the health line and the report ("camera 0", "squat.mp4", "demo").
        live: True when pictures come in real time and unread ones are lost (camera, stream, demo at real-time pace); False for
            a file or folder, from which every frame is wanted.
        fps: nominal pictures per second; NaN while unknown.
        kind: what its pictures are of; a source that does not say is taken for a camera (see `kind_of`).
    """

    name: str
    live: bool
    fps: float

    def open(self) -> None:
        """Open the device or file. Raises CaptureError with a sentence for the user."""

    def read(self) -> Frame | None:
        """The next frame, or None at the end.

        A live source waits at most about 1.5 s and raises CaptureError when nothing comes.
        """

    def close(self) -> None:
        """Release the device; may be called twice, and from another thread than `read`."""


def kind_of(source: Source) -> Kind:
    """What the pictures are of. Where a source does not say, a camera: whoever might be watched is told so."""
    kind: Kind = getattr(source, "kind", "camera")
    return kind

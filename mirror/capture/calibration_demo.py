"""CalibrationDemo: the avatar does what the calibration asks for. For whoever wants to see it without a camera, and for tests."""

from __future__ import annotations

from mirror.avatar.body import Person
from mirror.avatar.calibrating import Calibrating, calibrating
from mirror.avatar.camera import Camera
from mirror.avatar.renderer import Renderer
from mirror.capture.core import Frame, Kind

FPS = 10.0


class CalibrationDemo:
    """A Source (see `mirror.capture.core`): every frame as fast as it is read, time from 0. Its camera is the demo's.

    Attributes: camera, movement: the truth. frames: how many there are.
    """

    name = "demo"
    kind: Kind = "demo"
    live = False

    def __init__(
        self, *, width: int = 1280, height: int = 720, fps: float = FPS, person: Person | None = None, seed: int = 0
    ) -> None:
        self.fps = fps
        self.camera = Camera(height_m=1.12, pitch_deg=-3.5, distance_m=3.3, width=width, height=height)
        self.movement: Calibrating = calibrating(person or Person(), back=(0.0, -1.4), fps=fps, seed=seed)
        self.frames = len(self.movement.t)
        self._seed = seed
        self._renderer: Renderer | None = None
        self._next = 0

    def open(self) -> None:
        """Build the room. No effect while it is open."""
        if self._renderer is None:
            self._renderer = Renderer(self.camera.width, self.camera.height, seed=self._seed)
            self._next = 0

    def read(self) -> Frame | None:
        """The next frame, or None after the last. Opens itself when nobody did."""
        self.open()
        if self._renderer is None or self._next >= self.frames:
            return None
        index = self._next
        self._next += 1
        return Frame(self._renderer.render(self.movement.points[index], self.camera), index / self.fps, index)

    def close(self) -> None:
        """Forget the room; may be called twice."""
        self._renderer = None

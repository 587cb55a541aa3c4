"""The two kinds of failure, which never share a class (law 8).

The world's failures (a camera is gone, a file is broken, the disk is full) derive from WorldError: one plain sentence for
the user that says what is wrong and what mends it; the command line prints it and exits 1, the live mirror shows it as a
calm notice and goes on. Everything else that escapes is our bug and is logged with its trace.
"""


class WorldError(Exception):
    """Something outside the program is not as it must be. `str(error)` is a sentence fit for the user."""


class WrongRequest(WorldError):
    """A command was used wrongly (exit code 2): it asks for what can never be granted."""


class CaptureError(WorldError):
    """A camera, video, folder or stream cannot be opened or gives no pictures."""


class ModelError(WorldError):
    """A network's file is missing, altered or cannot be run."""


class ExerciseError(WorldError):
    """An exercise's TOML is unreadable or says something impossible."""


class SettingsError(WorldError):
    """The settings file is unreadable or holds an impossible value."""


class SessionError(WorldError):
    """The session database cannot be opened, is not ours, or cannot be written."""


class AudioError(WorldError):
    """No sound device, or no speech synthesis."""

"""Changes: settings being edited. What is new counts at once; it is written a moment later, and can be undone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mirror.preferences.file import checked, setting, store
from mirror.settings import Setting, Settings


class Changes:
    """One person's editing, from opening the settings to closing them.

    Attributes:
        settings: as they are with everything that was changed.
    """

    def __init__(self, settings: Settings, person: Path | None = None, file: Path | None = None) -> None:
        """`settings` as they are now. `person`: the profile's file that takes what a person may have of their own; everything
        else goes into `file` (default: the user's settings.toml)."""
        self.settings = settings
        self._person, self._file = person, file
        self._pending: dict[str, Any] = {}
        self._done: list[tuple[str, Any]] = []

    def value(self, name: str) -> Any:
        """Of the setting called so."""
        return setting(name).of(self.settings)

    def set(self, name: str, value: Any) -> bool:
        """Take a new value; False where it is the one that stands. Raises SettingsError where it is not allowed.

        Values of one setting that follow each other before `save` are undone together: a slider's way is one change.
        """
        entry = setting(name)
        value = checked(entry, value)
        before = entry.of(self.settings)
        if value == before:
            return False
        if name not in self._pending or not self._done or self._done[-1][0] != name:
            self._done.append((name, before))
        self._take(entry, value)
        return True

    def reset(self, name: str) -> bool:
        """Back to the default; False where it stands there."""
        return self.set(name, setting(name).default)

    @property
    def undoable(self) -> str:
        """Name of the setting that `undo` would change, "" for none."""
        return self._done[-1][0] if self._done else ""

    def undo(self) -> str:
        """Take the last change back; returns its setting's name, "" where nothing was changed."""
        if not self._done:
            return ""
        name, before = self._done.pop()
        self._take(setting(name), before)
        return name

    def save(self) -> None:
        """Write what is not written yet. Raises SettingsError where a file cannot be; the changes hold all the same."""
        pending, self._pending = self._pending, {}
        own = {name: value for name, value in pending.items() if self._person is not None and setting(name).personal}
        rest = {name: value for name, value in pending.items() if name not in own}
        if rest:
            # a default needs no line: whoever reads the file sees what is wanted otherwise
            store({name: None if value == setting(name).default else value for name, value in rest.items()}, self._file)
        if own:
            store(own, self._person)

    def _take(self, entry: Setting, value: Any) -> None:
        section = getattr(self.settings, entry.section).model_copy(update={entry.key: value})
        self.settings = self.settings.model_copy(update={entry.section: section})
        self._pending[entry.name] = value

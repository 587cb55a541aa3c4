"""A keyring without a desktop."""

from __future__ import annotations

import pytest

keyring = pytest.importorskip("keyring", reason="the package keyring is not installed: encryption is not tested here")
pytest.importorskip("sqlcipher3", reason="there is no SQLCipher wheel for this machine: encryption is not tested here")

from keyring.backend import KeyringBackend  # noqa: E402
from keyring.errors import KeyringLocked  # noqa: E402


class Vault(KeyringBackend):
    """Kept in memory.

    Attributes:
        kept: (service, user) → password. locked: as before its owner has logged in.
    """

    priority = 5

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        self._open()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._open()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._open()
        del self.kept[service, username]

    def _open(self) -> None:
        if self.locked:
            raise KeyringLocked

"""What stands between threads (law 5): a single-slot mailbox for pictures, an ordered lossless channel for events."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Mailbox(Generic[T]):
    """One slot; the latest wins. What was replaced before anyone took it is counted in `drops`.

    Attributes:
        drops: items replaced unread so far.
    """

    def __init__(self) -> None:
        self.drops = 0
        self._condition = threading.Condition()
        self._slot: T | None = None
        self._latest: T | None = None
        self._closed = False

    def put(self, item: T) -> None:
        """Lay an item in the slot, over an unread one if there is one. After `close` nothing happens."""
        with self._condition:
            if self._closed:
                return
            if self._slot is not None:
                self.drops += 1
            self._slot = self._latest = item
            self._condition.notify_all()

    def offer(self, item: T, timeout: float | None = None) -> bool:
        """Lay an item in the slot once it is empty: nothing is ever replaced. False after `timeout` seconds, or when closed."""
        with self._condition:
            free = self._condition.wait_for(lambda: self._closed or self._slot is None, timeout)
            if self._closed or not free:
                return False
            self._slot = self._latest = item
            self._condition.notify_all()
            return True

    def take(self, timeout: float | None = None) -> T | None:
        """The unread item, waiting up to `timeout` seconds for one; None: none came, or the box is closed and empty."""
        with self._condition:
            self._condition.wait_for(lambda: self._closed or self._slot is not None, timeout)
            item, self._slot = self._slot, None
            if item is not None:
                self._condition.notify_all()
            return item

    def peek(self) -> T | None:
        """The newest item put so far, whether or not somebody took it; it is not taken. None before the first."""
        with self._condition:
            return self._latest

    def close(self) -> None:
        """Wake everybody who waits. An unread item can still be taken."""
        with self._condition:
            self._closed = True
            self._condition.notify_all()

    @property
    def closed(self) -> bool:
        return self._closed


class Channel(Generic[T]):
    """Ordered and lossless, from one or more writers to one reader. It grows while the reader is behind.

    >>> channel = Channel[int]()
    >>> channel.put(1), channel.put(2), channel.close()
    (True, True, None)
    >>> list(channel)
    [1, 2]
    """

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._items: deque[T] = deque()
        self._closed = False

    def put(self, item: T) -> bool:
        """Append. False: the channel was closed (the reader has gone), and the item is not in it."""
        with self._condition:
            if self._closed:
                return False
            self._items.append(item)
            self._condition.notify_all()
            return True

    def get(self, timeout: float | None = None) -> T | None:
        """The next item, waiting up to `timeout` seconds; None: none came in time, or the channel is `ended`."""
        with self._condition:
            self._condition.wait_for(lambda: self._closed or bool(self._items), timeout)
            return self._items.popleft() if self._items else None

    def close(self) -> None:
        """Nothing more goes in; what is in it can still be read, then iteration ends."""
        with self._condition:
            self._closed = True
            self._condition.notify_all()

    @property
    def ended(self) -> bool:
        """Closed, and all of it read."""
        with self._condition:
            return self._closed and not self._items

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[T]:
        """Every item in order, waiting for each, until the channel is closed and empty."""
        while True:
            with self._condition:
                self._condition.wait_for(lambda: self._closed or bool(self._items))
                if not self._items:
                    return
                item = self._items.popleft()
            yield item

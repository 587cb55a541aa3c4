"""Observers: who listens to a live run besides the screen and the voice: the log, and what is sent from it to the clinic."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from mirror import paths
from mirror.errors import SessionError
from mirror.live import Live
from mirror.mailbox import Channel
from mirror.settings import Settings

if TYPE_CHECKING:
    from mirror.sessions import Recorder
    from mirror.sessions.sender import Sender

log = logging.getLogger(__name__)

T = TypeVar("T")
Say = Callable[[str], None]
JOIN_S = 10.0
"""How long the threads may take to finish what they have begun once they are asked to stop."""
FORGET_EVERY_S = 24 * 3600.0


def observe(name: str, channel: Channel[T], handle: Callable[[T], None], ending: ExitStack) -> threading.Thread:
    """Feed an observer from its channel, in a thread of its own, until the channel is closed and empty.

    `ending` waits for it: what is registered there later, Live's own end above all, has then run.
    """

    def pump() -> None:
        for item in channel:
            handle(item)

    thread = threading.Thread(target=pump, name=name, daemon=True)
    thread.start()
    ending.callback(thread.join, JOIN_S)
    return thread


def log_session(settings: Settings, profile: str, source: str, live: Live, ending: ExitStack, note: Say) -> None:
    """The log listens, unless it is off or the database cannot be used: then the user is told and the mirror goes on.

    profile: whose sessions these are, "" nobody's. source: the camera's name.
    """
    if not settings.sessions.on:
        return
    from mirror.sessions import Recorder
    from mirror.sessions.circumstances import running
    from mirror.sessions.origin import origin

    database = settings.sessions.database or paths.database()
    forget(settings, database, note)
    forget_daily(settings, database, note, ending)

    def notice(sentence: str) -> None:
        if sentence:
            note(sentence)
        live.tell(sentence)

    def status(sentence: str) -> None:
        if sentence:
            note(sentence)
        live.tell(sentence or (sender.status if sender is not None else ""))

    sender: Sender | None = None
    recorder: Recorder = Recorder(
        database,
        profile=profile,
        source=source,
        origin=origin(),
        models=running(settings.pose),
        on_status=status,
        on_notice=notice,
    )
    live.on_command = recorder.obeyed
    try:
        recorder.start()
    except SessionError as error:
        note(f"{error} This session is not kept.")
        live.tell("The session log cannot be used, so this session is not kept.")
        return
    sender = _clinic(settings, database, recorder, live, ending, note)
    ending.callback(recorder.stop)
    observe("log", live.events(), recorder.handle, ending)
    observe("track", live.observations(), recorder.track, ending)


def _clinic(
    settings: Settings, database: str | Path, recorder: Recorder, live: Live, ending: ExitStack, note: Say
) -> Sender | None:
    """What the log keeps is sent to the clinic's database, where one is named; the log's own trouble is told first."""
    if not settings.database.url:
        return None
    from mirror.sessions.sender import Sender

    try:
        sender = Sender(
            database,
            settings.database.url,
            going_on=lambda: recorder.session_id,
            on_status=lambda sentence: live.tell(recorder.status or sentence),
        )
    except SessionError as error:
        note(f"{error} Sessions stay here.")
        return None
    sender.start()
    # registered before the recorder's end, so it runs after it: the last session is whole then
    ending.callback(sender.stop)
    observe("clinic", live.events(), sender.handle, ending)
    return sender


def forget_daily(settings: Settings, database: str | Path, note: Say, ending: ExitStack, every_s: float = FORGET_EVERY_S) -> None:
    """What gets too old while the mirror is on goes too: one on a wall is left on for months."""
    if not (settings.sessions.keep_days or settings.sessions.keep_track_days):
        return
    stopped = threading.Event()

    def again() -> None:
        while not stopped.wait(every_s):
            forget(settings, database, note)

    thread = threading.Thread(target=again, name="forget", daemon=True)
    thread.start()
    ending.callback(thread.join, JOIN_S)
    ending.callback(stopped.set)


def forget(settings: Settings, database: str | Path, note: Say) -> None:
    """What is older than the user wants to keep is erased, whole sessions or their landmarks; what stands in the way is said."""
    from mirror.sessions import Store

    days, track_days = settings.sessions.keep_days, settings.sessions.keep_track_days
    if not (days or track_days) or (isinstance(database, Path) and not database.exists()):
        return
    now = datetime.now(UTC)
    try:
        with Store(database) as store:
            gone = store.erase_before(now - timedelta(days=days)) if days else 0
            if track_days:
                from mirror.review.ranges import digest

                digest(store, before=now - timedelta(days=track_days))  # the ranges of motion outlive the landmarks
            stripped = store.drop_tracks_before(now - timedelta(days=track_days)) if track_days else 0
    except SessionError as error:
        note(f"{error} What is older than you want to keep was to be erased.")
        return
    if gone or stripped:
        log.info("%d sessions older than %d days were erased, landmarks of %d older than %d", gone, days, stripped, track_days)

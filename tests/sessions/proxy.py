"""A bad line to the clinic: a TCP proxy on 127.0.0.1 that cuts connections wherever it hurts."""

from __future__ import annotations

import asyncio
import random
import threading
from collections import Counter
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Literal

from sqlalchemy import make_url


class Proxy:
    """Between mirrors and a PostgreSQL that listens on a unix socket. Usable as a context manager.

    Attributes:
        mode: "passes"; "away": hangs up at once; "deaf": takes everything and says nothing.
        cut: share of the chunks in which the connection is cut, somewhere in the middle of the chunk, in either direction.
        cut_commits: share of the COMMITs that reach the server but whose answer never comes back.
        counts: connections, cuts, lost_answers.
    """

    def __init__(self, socket: Path, *, cut: float = 0.0, cut_commits: float = 0.0, seed: int = 0) -> None:
        self.mode: Literal["passes", "away", "deaf"] = "passes"
        self.cut = cut
        self.cut_commits = cut_commits
        self.counts: Counter[str] = Counter()
        self.port = 0
        self._socket = socket
        self._random = random.Random(seed)
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="proxy", daemon=True)
        self._tasks: set[asyncio.Task[None]] = set()

    def __enter__(self) -> Proxy:
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def url(self, clinic: str) -> str:
        """The same database, by way of the proxy."""
        return make_url(clinic).set(host="127.0.0.1", port=self.port, query={}).render_as_string(False)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0, backlog=256))
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()
        server.close()
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        self._loop.close()

    async def _serve(self, client_in: asyncio.StreamReader, client_out: asyncio.StreamWriter) -> None:
        self.counts["connections"] += 1
        if self.mode == "away":
            client_out.transport.abort()
            return
        try:
            server_in, server_out = await asyncio.open_unix_connection(str(self._socket))
        except OSError:
            client_out.transport.abort()
            return
        line = _Line(self, client_out, server_out)
        pumps = [asyncio.ensure_future(line.pump(client_in, server_out, up=True))]
        pumps.append(asyncio.ensure_future(line.pump(server_in, client_out, up=False)))
        try:
            await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:
            pass  # the proxy is taken away; what it holds is hung up below
        finally:
            for pump in pumps:
                pump.cancel()
            line.hang_up()

    def _cuts(self, share: float) -> bool:
        return self._random.random() < share

    def _part(self, size: int) -> int:
        return self._random.randrange(size)


class _Line:
    """One connection through the proxy. `deaf`: the answer to a COMMIT is not passed on."""

    def __init__(self, proxy: Proxy, client: asyncio.StreamWriter, server: asyncio.StreamWriter) -> None:
        self._proxy, self._ends = proxy, (client, server)
        self._lost = False

    def hang_up(self) -> None:
        for end in self._ends:
            end.transport.abort()

    async def pump(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, *, up: bool) -> None:
        proxy = self._proxy
        with suppress(OSError):
            while data := await source.read(65536):
                if proxy.mode == "deaf":
                    await asyncio.sleep(3600)
                if self._lost and not up:
                    proxy.counts["lost_answers"] += 1
                    return
                if up and b"COMMIT" in data and proxy._cuts(proxy.cut_commits):
                    self._lost = True
                elif proxy._cuts(proxy.cut):
                    proxy.counts["cuts"] += 1
                    target.write(data[: proxy._part(len(data))])
                    await asyncio.sleep(0)
                    return
                target.write(data)
                await target.drain()

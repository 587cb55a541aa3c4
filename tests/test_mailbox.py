"""Single-slot mailboxes and lossless channels, under threads."""

from __future__ import annotations

import threading
import time

from mirror.mailbox import Channel, Mailbox


def test_the_latest_wins_and_drops_are_counted() -> None:
    box: Mailbox[int] = Mailbox()
    assert box.take(0.0) is None
    assert box.peek() is None
    for number in (1, 2, 3):
        box.put(number)
    assert box.take(0.0) == 3
    assert box.drops == 2
    assert box.take(0.0) is None
    assert box.peek() == 3


def test_a_closed_box_gives_what_is_in_it_and_takes_nothing() -> None:
    box: Mailbox[int] = Mailbox()
    box.put(1)
    box.close()
    box.put(2)
    assert not box.offer(3)
    assert box.take(None) == 1
    assert box.take(None) is None


def test_closing_wakes_who_waits() -> None:
    box: Mailbox[int] = Mailbox()
    got: list[object] = []
    taker = threading.Thread(target=lambda: got.append(box.take(None)))
    taker.start()
    full: Mailbox[int] = Mailbox()
    full.put(1)
    giver = threading.Thread(target=lambda: got.append(full.offer(2)))
    giver.start()
    time.sleep(0.02)
    box.close()
    full.close()
    taker.join(2.0)
    giver.join(2.0)
    assert sorted(map(str, got)) == ["False", "None"]


def test_a_fast_writer_loses_but_the_order_stays() -> None:
    box: Mailbox[int] = Mailbox()
    taken: list[int] = []

    def take() -> None:
        while (item := box.take(None)) is not None:
            taken.append(item)

    taker = threading.Thread(target=take)
    taker.start()
    for number in range(1, 20001):
        box.put(number)
    box.close()
    taker.join(10.0)
    assert taken == sorted(taken)
    assert taken[-1] == 20000
    assert len(taken) + box.drops == 20000


def test_offers_lose_nothing() -> None:
    box: Mailbox[int] = Mailbox()
    taken: list[int] = []

    def take() -> None:
        while (item := box.take(None)) is not None:
            taken.append(item)

    taker = threading.Thread(target=take)
    taker.start()
    assert all(box.offer(number) for number in range(1, 3001))
    box.close()
    taker.join(10.0)
    assert taken == list(range(1, 3001))
    assert box.drops == 0
    assert not box.offer(1, timeout=0.0)


def test_an_offer_waits_no_longer_than_told() -> None:
    box: Mailbox[int] = Mailbox()
    box.put(1)
    begin = time.monotonic()
    assert not box.offer(2, timeout=0.05)
    assert 0.04 < time.monotonic() - begin < 1.0
    assert box.take() == 1


def test_a_channel_keeps_all_of_several_writers_in_each_ones_order() -> None:
    channel: Channel[tuple[int, int]] = Channel()
    read: list[tuple[int, int]] = []
    reader = threading.Thread(target=lambda: read.extend(channel))
    reader.start()
    writers = [threading.Thread(target=lambda w=w: [channel.put((w, n)) for n in range(2000)]) for w in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    channel.close()
    reader.join(10.0)
    assert len(read) == 8000
    for w in range(4):
        assert [n for v, n in read if v == w] == list(range(2000))


def test_a_closed_channel_is_read_to_its_end() -> None:
    channel: Channel[str] = Channel()
    assert channel.get(0.0) is None
    assert not channel.ended
    channel.put("a")
    channel.put("b")
    assert len(channel) == 2
    channel.close()
    assert not channel.put("c")
    assert not channel.ended
    assert channel.get() == "a"
    assert list(channel) == ["b"]
    assert channel.ended
    assert channel.get() is None

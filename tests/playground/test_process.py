"""The server as a process of its own, as kill trials use it."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import aiohttp

ROOT = Path(__file__).parents[2]


async def test_it_tells_its_address_serves_and_ends_in_order() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot.playground.server",
        "--token",
        "42:abc",
        "--username",
        "testbot",
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": ""},
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        url = (await asyncio.wait_for(process.stdout.readline(), 20)).decode().strip()
        assert url.startswith("http://127.0.0.1:")
        async with aiohttp.ClientSession(url) as session:
            async with session.get("/bot42:abc/getMe") as response:
                assert (await response.json())["result"]["username"] == "testbot"
            async with session.get("/play/state") as response:
                assert (await response.json())["result"]["people"] == []
            async with session.get("/play/events") as stream, asyncio.timeout(10):
                process.send_signal(signal.SIGTERM)
                assert await stream.content.read() == b""
        assert await asyncio.wait_for(process.wait(), 10) == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()

"""The page's files: nothing from elsewhere, no script or style but its own, and nothing beside its folder."""

import re
from pathlib import Path

import aiohttp
import pytest
from yarl import URL

from bot.playground.server import BotApiServer
from bot.playground.web import PAGE

FILES = sorted(path.name for path in PAGE.iterdir())
in_module_loop = pytest.mark.asyncio(loop_scope="module")

HARMLESS = ("http://www.w3.org/", "https://t.me/", "https://")
"""Names of XML spaces, the address that a code is written into, and the scheme that a bare link gets."""


@in_module_loop
async def test_the_page_allows_itself_nothing_from_elsewhere(server: BotApiServer) -> None:
    async with aiohttp.ClientSession() as session, session.get(f"{server.base_url}/") as response:
        assert response.status == 200
        assert response.content_type == "text/html"
        policy = response.headers["Content-Security-Policy"].split("; ")
        assert "default-src 'none'" in policy
        assert {"script-src 'self'", "style-src 'self'", "connect-src 'self'", "frame-ancestors 'none'"} <= set(policy)
        assert "unsafe" not in str(policy)
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "no-referrer"


@in_module_loop
async def test_every_file_is_served_as_what_it_is(server: BotApiServer) -> None:
    kinds = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
    async with aiohttp.ClientSession() as session:
        for name in FILES:
            async with session.get(f"{server.base_url}/page/{name}") as response:
                assert (response.status, response.content_type) == (200, kinds[Path(name).suffix])
                assert "Content-Security-Policy" in response.headers
                assert await response.text() == (PAGE / name).read_text("utf-8")


@in_module_loop
async def test_nothing_else_is_served(server: BotApiServer) -> None:
    async with aiohttp.ClientSession() as session:
        for name in ("nothing.js", "..%2Fserver.py", "%2e%2e%2fweb.py", "", "."):
            async with session.get(URL(f"{server.base_url}/page/{name}", encoded=True)) as response:
                assert response.status == 404, name


@in_module_loop
async def test_other_hosts_and_websites_get_no_page(server: BotApiServer) -> None:
    for headers in ({"Host": "evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        async with aiohttp.ClientSession() as session, session.get(f"{server.base_url}/", headers=headers) as response:
            assert response.status == 403


@pytest.mark.parametrize("name", FILES)
def test_no_file_names_another_server(name: str) -> None:
    addresses = re.findall(r"https?://[\w./-]*", (PAGE / name).read_text("utf-8"))
    assert not [address for address in addresses if address not in HARMLESS and not address.startswith(HARMLESS[:2])]


@pytest.mark.parametrize("name", FILES)
def test_every_file_stays_small_and_makes_no_markup_from_texts(name: str) -> None:
    text = (PAGE / name).read_text("utf-8")
    assert len(text.splitlines()) <= 300
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text)


def test_every_file_is_used() -> None:
    everything = "".join((PAGE / name).read_text("utf-8") for name in FILES)
    assert not [name for name in FILES if name != "index.html" and f"/{name}" not in everything]

"""Servers for the tests: two that most share, and one for who needs its own."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from tests.lsp.client import CAPABILITIES, Client, Drive, Steps, session
from tests.support import Command

Served = Callable[[bool, Steps], None]


@pytest.fixture(scope="session")
def served(installation: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Two servers that most tests share, since starting one takes long: for a client that can all, and one that can nothing."""
    home = tmp_path_factory.mktemp("editor")
    command = Command(installation, home)
    command.environment["AUDITOR_CACHE_DIR"] = str(home)
    sessions = {
        able: session(command, capabilities=CAPABILITIES if able else types.ClientCapabilities()) for able in (True, False)
    }
    clients: dict[bool, Client] = {}
    with asyncio.Runner() as runner:

        def run(able: bool, steps: Steps) -> None:
            if able not in clients:
                clients[able] = runner.run(sessions[able].__aenter__())
            clients[able].forget()
            runner.run(steps(clients[able]))

        yield run
        for able in clients:
            runner.run(sessions[able].__aexit__(None, None, None))


@pytest.fixture
def drive(served: Served) -> Drive:
    """Run what an editor does."""

    def run(steps: Steps, *, able: bool = True) -> None:
        served(able, steps)

    return run


@pytest.fixture
def drive_own(command: Command) -> Drive:
    """Run what an editor does against a server of its own."""

    def run(steps: Steps, *arguments: str, **options: Any) -> None:
        async def whole() -> None:
            async with session(command, *arguments, **options) as client:
                await steps(client)

        asyncio.run(whole())

    return run


@pytest.fixture
def uri(tmp_path: Path) -> str:
    return (tmp_path / "article.txt").as_uri()

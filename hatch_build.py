"""Build hook: the wheel carries its rules compiled, so that the first start is as fast as the second."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledRules(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from auditor.rules import load

        target = Path(self.root) / "build" / load.SHIPPED
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(load.ship())
        build_data["force_include"][str(target)] = f"auditor/_rules/{load.SHIPPED}"

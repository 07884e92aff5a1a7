"""What hatchling calls before it packs a wheel: make builds the program and the library, which go into the package as into
an installation's prefix. make knows what is built already: RESNETC_BUILD is its build folder, "build" where it is not set.
"""

from __future__ import annotations

import os
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BuildProgram(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root, build = Path(self.root), os.environ.get("RESNETC_BUILD", "build")
        jobs = [] if "MAKEFLAGS" in os.environ else [f"-j{os.cpu_count()}"]
        made = subprocess.run(["make", *jobs, f"B={build}", "wheel-files"], cwd=root)
        if made.returncode:
            raise SystemExit("resnetc: make failed: the packages that it needs are those of `make deps`")
        files = root / build / "wheel-files"
        for file in sorted(path for path in files.rglob("*") if path.is_file()):
            build_data["force_include"][str(file)] = f"resnetc/{file.relative_to(files)}"
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{sysconfig.get_platform().replace('-', '_').replace('.', '_')}"

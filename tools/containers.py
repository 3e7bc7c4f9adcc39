"""Lint what nobody builds in CI: the Dockerfile by hadolint, compose.yaml by the questions that bite.

Whoever changes one of them learns of a missing health check or an unpinned image before a host does.
"""

import subprocess
import sys
from pathlib import Path

import yaml


def compose_offences(text: str) -> list[str]:
    """Return what is wrong with a compose file: no restart, floating images, lost data."""
    document = yaml.safe_load(text)
    services, volumes = document["services"], set(document.get("volumes", {}))
    found = []
    for name, service in services.items():
        if service.get("restart") != "unless-stopped":
            found.append(f"{name}: should restart unless stopped")
        if "build" not in service and ":" not in service.get("image", ""):
            found.append(f"{name}: image has no version")
        for needed, how in service.get("depends_on", {}).items():
            if how.get("condition") == "service_healthy" and "healthcheck" not in services.get(needed, {}):
                found.append(f"{name}: waits for {needed}'s health, which nobody checks")
        mounts = (mount.split(":")[0] for mount in service.get("volumes", []))
        found += [f"{name}: volume {mount!r} isn't declared" for mount in mounts if mount not in volumes]
    return found


def main() -> int:
    """Print every offence; return 1 if there was any."""
    hadolint = Path(sys.executable).parent / "hadolint"
    done = subprocess.run([hadolint, "--no-color", "Dockerfile"], capture_output=True, text=True, check=False)
    found = compose_offences(Path("compose.yaml").read_text(encoding="utf-8"))
    print("\n".join([done.stdout.strip(), *found]).strip() or "containers: fine")
    return int(bool(found) or done.returncode != 0)


if __name__ == "__main__":
    sys.exit(main())

"""Lets the scenario's test import its neighbours: steps, and a bot in the words of each library."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))

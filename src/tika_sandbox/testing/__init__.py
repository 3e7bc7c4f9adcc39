"""A stage for tests: a sandbox in the test's own process, and people who act in it over real sockets."""

from tika_sandbox.testing.people import Person
from tika_sandbox.testing.seen import Seen
from tika_sandbox.testing.stage import Stage, stage

__all__ = ["Person", "Seen", "Stage", "stage"]

"""The sandbox's own tests stand on the stage that it lends to others."""

from tika_sandbox.testing.fixtures import play

__all__ = ["play"]

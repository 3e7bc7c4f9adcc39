"""Polls: chosen, changed, ended."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from tika_sandbox.world.composing import store_edit
from tika_sandbox.world.entities import Message, Vote
from tika_sandbox.world.journal import Voted
from tika_sandbox.world.messages import read
from tika_sandbox.world.principals import Principal
from tika_sandbox.world.refused import Refused, invalid
from tika_sandbox.world.state import World


def found(world: World, who: Principal, channel_id: int, message_id: int) -> Message:
    """Return a message with a poll."""
    message = read(world, who, channel_id, message_id)
    if message.poll is None:
        raise Refused(10008)
    return message


def vote(world: World, who: Principal, channel_id: int, message_id: int, answers: Sequence[int]) -> None:
    """Make ``answers`` one's whole choice; none takes it back."""
    message = found(world, who, channel_id, message_id)
    poll = message.poll
    if poll["results"]["is_finalized"] or datetime.fromisoformat(poll["expiry"]) <= world.now():
        raise Refused(520001)
    known = [answer["answer_id"] for answer in poll["answers"]]
    if set(answers) - set(known) or (len(set(answers)) > 1 and not poll["allow_multiselect"]):
        raise invalid(("answer_ids",), "BASE_TYPE_CHOICES", "No such choice in this poll")
    before = {row.answer: row.users for row in message.votes}
    after = {
        answer: (
            *(user for user in before.get(answer, ()) if user != who.id),
            *((who.id,) * (answer in answers)),
        )
        for answer in known
    }
    rows = tuple(Vote(answer, users) for answer, users in after.items() if users)
    changed = world.messages.put(replace(message, votes=rows))
    for answer in known:
        had, has = who.id in before.get(answer, ()), answer in answers
        if had != has:
            world.tell(Voted(changed, who.id, answer, gone=had))


def end(world: World, who: Principal, channel_id: int, message_id: int) -> Message:
    """End one's own poll early and return its message."""
    message = found(world, who, channel_id, message_id)
    if message.author_id != who.id:
        raise Refused(50005)
    results = {**message.poll["results"], "is_finalized": True}
    return store_edit(world, replace(message, poll={**message.poll, "results": results}))

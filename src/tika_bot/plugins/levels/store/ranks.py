"""Ranks: exact, and cheap among a million.

A rank is a count of those before. An index makes that quick up to some ten thousand members; for larger
guilds ``levels_buckets`` counts how many members stand in each ``isqrt(8 · xp)``, kept by every change in the
same transaction. `STRIDE` buckets have a row together, too, under a negative number,
``-1 - bucket // STRIDE``. Then a rank is the sum of some two hundred small rows plus a count inside one
bucket. A change seldom leaves its stride, so that row costs almost nothing to keep.

Each kind is one statement, built once: on the way to the database a second one costs more than all the
counting. Whether a bucket lies above a member is ``bucket² > 8 · xp``, so no database needs a square root.
"""

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, and_, bindparam, case, func, select, true

from tika_bot.plugins.levels.model import BUCKET_SCALE, PER_PAGE, STRIDE

from .tables import ORDER, SHOWN, buckets, members

GUILD = bindparam("guild", type_=BigInteger)
MEMBER = bindparam("member", type_=BigInteger)
SKIPPED = bindparam("skipped", type_=BigInteger)
BELOW = bindparam("below", type_=BigInteger)

_me = members.alias("me")
_mine = and_(_me.c.guild_id == GUILD, _me.c.user_id == MEMBER)
# Without coalesce() around it: PostgreSQL takes that for leaky, and then no index under row-level security.
_my_xp = select(_me.c.xp).where(_mine).scalar_subquery()
_HERE = (members.c.guild_id == GUILD, members.c.away == 0)
# Not SHOWN in what counts from my XP on: of two lower bounds SQLite takes the first, and would count to zero.
_counted = select(func.count()).select_from(members).where(*_HERE)
_same = _counted.where(members.c.xp == _my_xp, members.c.user_id < MEMBER).scalar_subquery()


def _small_standing() -> Select[Any]:
    of = _counted.where(members.c.xp > 0).scalar_subquery()
    above = _counted.where(members.c.xp > _my_xp).scalar_subquery()
    here = select(of.label("of"), (above + _same).label("before")).subquery("here")
    return select(here, _me).select_from(here.outerjoin(_me, _mine))


def _walked(first: ColumnElement[int], *which: ColumnElement[bool]) -> Select[Any]:
    """Add up rows of buckets: ``of`` all, ``further`` those above mine, and ``mine``, where my XP belongs.

    ``first`` is the first bucket that a row stands for.
    """
    is_above = first * first > BUCKET_SCALE * _my_xp
    return select(
        func.coalesce(func.sum(buckets.c.members), 0).label("of"),
        func.coalesce(func.sum(case((is_above, buckets.c.members), else_=0)), 0).label("further"),
        func.max(case((is_above, 0), else_=first)).label("mine"),
    ).where(buckets.c.guild_id == GUILD, *which)


def _large_standing() -> Select[Any]:
    strides = _walked(STRIDE * (-1 - buckets.c.bucket), buckets.c.bucket < 0).cte("strides")
    first = select(strides.c.mine).scalar_subquery()
    last = select(strides.c.mine + (STRIDE - 1)).scalar_subquery()
    walk = _walked(buckets.c.bucket, buckets.c.bucket.between(first, last)).cte("walk")
    after = walk.c.mine + 1
    end = select((after * after + (BUCKET_SCALE - 1)) // BUCKET_SCALE).scalar_subquery()
    above = _counted.where(members.c.xp > _my_xp, members.c.xp < end).scalar_subquery()
    before = (strides.c.further + walk.c.further + above + _same).label("before")
    both = strides.join(walk, true()).outerjoin(_me, _mine)
    return select(strides.c.of, before, _me).select_from(both)


SMALL_STANDING = _small_standing()
LARGE_STANDING = _large_standing()
"""One row: ``of``, ``before`` and the columns of the member, which are None for somebody unknown."""

SMALL_COUNT = select(func.count()).select_from(members).where(members.c.guild_id == GUILD, SHOWN)
LARGE_COUNT = select(func.coalesce(func.sum(buckets.c.members), 0)).where(
    buckets.c.guild_id == GUILD, buckets.c.bucket < 0
)
"""How many have a rank."""

_page = select(members.c.user_id, members.c.xp).where(members.c.guild_id == GUILD, SHOWN).order_by(*ORDER)
_page = _page.offset(SKIPPED).limit(PER_PAGE)
PAGE = _page
LOWER_PAGE = _page.where(members.c.xp < BELOW)
"""A page's lines, after ``skipped`` others; `LOWER_PAGE` begins under ``below`` XP."""


def _nearest() -> Select[Any]:
    before = func.sum(buckets.c.members).over(order_by=buckets.c.bucket.desc()) - buckets.c.members
    walk = (
        select(buckets.c.bucket, before.label("before"), buckets.c.members)
        .where(buckets.c.guild_id == GUILD, buckets.c.bucket >= 0)
        .subquery("walk")
    )
    hits = select(walk.c.bucket, walk.c.before).where(walk.c.before <= SKIPPED, walk.c.members > 0)
    return hits.order_by(walk.c.before.desc()).limit(1)


NEAREST = _nearest()
"""The bucket in which the line after ``skipped`` others is, and how many stand before that bucket."""

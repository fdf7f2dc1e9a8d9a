"""A cache that is only ever a convenience: Redis away means no throttle for a while, never an error page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import structlog
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)


class ForgivingRedisCache(RedisCache):
    """Redis as cache; what it cannot answer counts as not there."""

    def add(self, *args: Any, **kwargs: Any) -> Any:
        return _quietly(partial(super().add, *args, **kwargs), True)

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        return _quietly(partial(super().get, key, default, version), default)

    def set(self, *args: Any, **kwargs: Any) -> Any:
        return _quietly(partial(super().set, *args, **kwargs), None)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        return _quietly(partial(super().delete, *args, **kwargs), False)

    def incr(self, key: Any, delta: int = 1, version: Any = None) -> Any:
        return _quietly(partial(super().incr, key, delta, version), delta)


def _quietly(call: Callable[[], Any], otherwise: Any) -> Any:
    try:
        return call()
    except (RedisError, OSError) as problem:
        log.warning("cache.away", error=type(problem).__name__)
        return otherwise

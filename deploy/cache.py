"""A cache that is only ever a convenience: Redis away means no throttle for a while, never an error page."""

from __future__ import annotations

from typing import Any

import structlog
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)


class ForgivingRedisCache(RedisCache):
    """Redis as cache; what it cannot answer counts as not there."""

    def _quietly(self, call: Any, default: Any) -> Any:
        try:
            return call()
        except (RedisError, OSError) as problem:
            log.warning("cache.away", error=type(problem).__name__)
            return default

    def add(self, *args: Any, **kwargs: Any) -> Any:
        parent = super()
        return self._quietly(lambda: parent.add(*args, **kwargs), True)

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        parent = super()
        return self._quietly(lambda: parent.get(key, default, version), default)

    def set(self, *args: Any, **kwargs: Any) -> Any:
        parent = super()
        return self._quietly(lambda: parent.set(*args, **kwargs), None)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        parent = super()
        return self._quietly(lambda: parent.delete(*args, **kwargs), False)

    def incr(self, key: Any, delta: int = 1, version: Any = None) -> Any:
        parent = super()
        return self._quietly(lambda: parent.incr(key, delta, version), delta)

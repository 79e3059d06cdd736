-- KEYS: reception. Ends the pause and closes the breaker. Returns 0 if neither was on.
local on = redis.call('HDEL', KEYS[1], 'paused', 'open_until')
redis.call('HDEL', KEYS[1], 'why', 'strikes', 'openings', 'probe', 'probe_until')
return on

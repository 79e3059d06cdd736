-- KEYS: due. ARGV: limit, lease (ms), longest wait of any poll (ms). Returns the sources claimed, longest due first.
local now = server_now()
-- What is due later than any poll may be was put there by a clock that was wrong.
for _, source in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], now + tonumber(ARGV[3]), '+inf', 'LIMIT', 0, ARGV[1])) do
  redis.call('ZADD', KEYS[1], 'XX', now, source)
end
local sources = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, ARGV[1])
for _, source in ipairs(sources) do
  redis.call('ZADD', KEYS[1], 'XX', now + tonumber(ARGV[2]), source)
end
return sources

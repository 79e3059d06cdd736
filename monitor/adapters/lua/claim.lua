-- KEYS: due. ARGV: limit, lease (ms). Returns the sources claimed, longest due first.
local now = server_now()
local sources = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, ARGV[1])
for _, source in ipairs(sources) do
  redis.call('ZADD', KEYS[1], 'XX', now + tonumber(ARGV[2]), source)
end
return sources

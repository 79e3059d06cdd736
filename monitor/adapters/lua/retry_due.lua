-- KEYS: retries. ARGV: until (ms), limit, start of the streams' names, of the deliveries' names.
-- Returns how many moved back to their receivers.
local members = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[2])
for _, member in ipairs(members) do
  local alert, receiver = string.match(member, '^([^|]*)|(.*)$')
  local delivery = ARGV[4] .. alert .. ':' .. receiver
  redis.call('XADD', ARGV[3] .. receiver, '*', 'alert', alert)
  redis.call('ZREM', KEYS[1], member)
  if redis.call('EXISTS', delivery) == 1 then
    redis.call('HSET', delivery, 'state', 'queued')
    redis.call('HDEL', delivery, 'due')
  end
end
return #members

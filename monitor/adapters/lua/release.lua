-- KEYS: later, stream. ARGV: limit. Moves the finds whose time has come back to the stream.
-- Returns how many, and the milliseconds until the next one (-1: none waits).
local now = server_now()
local members = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, ARGV[1])
for _, member in ipairs(members) do
  local _, tries, find = string.match(member, '^([^|]*)|([^|]*)|(.*)$')
  redis.call('XADD', KEYS[2], '*', 'find', find, 'tries', tries)
  redis.call('ZREM', KEYS[1], member)
end
local first = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
return { #members, first[2] and math.max(0, tonumber(first[2]) - now) or -1 }

-- KEYS: held. ARGV: now (ms), start of the developments' names.
-- Returns the developments whose hold has ended; those no longer stored are not held any more.
local ended = {}
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1])) do
  if redis.call('EXISTS', ARGV[2] .. id) == 1 then
    table.insert(ended, id)
  else
    redis.call('ZREM', KEYS[1], id)
  end
end
return ended

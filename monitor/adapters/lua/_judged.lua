-- Marks a URL as dealt with. `hint`: the listing's last change known then, in milliseconds.
-- A later change that is queued meanwhile stays queued.
local function judged(seen, pending, field, hint, ttl)
  local known = tonumber(redis.call('HGET', seen, field) or '-1')
  if tonumber(hint) > known then
    redis.call('HSET', seen, field, hint)
    redis.call('EXPIRE', seen, ttl, 'NX')
  end
  local waiting = tonumber(redis.call('HGET', pending, field) or '-1')
  if waiting <= tonumber(hint) then
    redis.call('HDEL', pending, field)
  end
end

-- KEYS: stream, delivery, reception, throttle. ARGV: names (JSON; also entry, group, consumer, alert, receiver).
-- The attempt that was begun, if any, does not count.
local names = cjson.decode(ARGV[1])
local at = place(names, names.alert, names.receiver)
if not holds(KEYS[1], names.group, names.entry, names.consumer) then
  return 0
end
local known = redis.call('HMGET', at.delivery, 'state', 'holder')
if known[1] == 'sending' and known[2] == names.consumer then
  if redis.call('HINCRBY', at.delivery, 'attempts', -1) == 0 then
    redis.call('ZREM', KEYS[4], at.alert)
  end
  if redis.call('HGET', KEYS[3], 'probe') == at.member then
    redis.call('HDEL', KEYS[3], 'probe', 'probe_until')
  end
  set_state(names, at, 'state', 'queued')
end
redis.call('XADD', KEYS[1], '*', 'alert', at.alert)
remove(KEYS[1], names.group, names.entry)
return 1

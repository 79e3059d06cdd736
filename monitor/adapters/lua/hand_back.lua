-- KEYS: stream, delivery, deliveries. ARGV: here (JSON), alert. The attempt that was begun, if any, does not count.
local here = cjson.decode(ARGV[1])
if not holds(KEYS[1], here.group, here.entry, here.consumer) then
  return 0
end
local known = redis.call('HMGET', KEYS[2], 'state', 'holder')
if known[1] == 'sending' and known[2] == here.consumer then
  redis.call('HINCRBY', KEYS[2], 'attempts', -1)
  set_state(KEYS[2], here, KEYS[3], 'state', 'queued')
end
redis.call('XADD', KEYS[1], '*', 'alert', ARGV[2])
remove(KEYS[1], here.group, here.entry)
return 1

-- KEYS: stream, delivery, owed, deliveries, dead, retries. ARGV: here (JSON), outcome, detail, retry at (ms).
-- Only who holds the entry ends it. That a receiver took the alert is true whoever says so: it is not sent again.
local stream, delivery, owed, retries = KEYS[1], KEYS[2], KEYS[3], KEYS[6]
local here, outcome, detail = cjson.decode(ARGV[1]), ARGV[2], ARGV[3]
local mine = holds(stream, here.group, here.entry, here.consumer)
local known = redis.call('HGET', delivery, 'state')
if mine then
  remove(stream, here.group, here.entry)
end
if known == 'delivered' or not (mine or outcome == 'delivered') then
  return 0
end
if outcome == 'retry' then
  set_state(delivery, here, KEYS[4], 'state', 'retry', 'detail', detail, 'due', ARGV[4])
  redis.call('ZADD', retries, ARGV[4], here.member)
  return 1
end
set_state(delivery, here, KEYS[4], 'state', outcome, 'detail', detail)
redis.call('HDEL', delivery, 'due')
redis.call('SREM', owed, here.member)
redis.call('ZREM', retries, here.member)
if outcome == 'dead' then
  lay_to_dead(KEYS[5], here, detail)
end
return 1

-- KEYS: stream, delivery, alert, owed, deliveries, dead. ARGV: here (JSON), detail for a lost alert.
-- Returns nothing if it is not to be sent, else: the number of the attempt, body, watchlists, receivers, severity.
local stream, delivery, alert, owed = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local here = cjson.decode(ARGV[1])
if not holds(stream, here.group, here.entry, here.consumer) then
  return false
end
if ended(redis.call('HGET', delivery, 'state')) then
  remove(stream, here.group, here.entry)
  redis.call('SREM', owed, here.member)
  return false
end
local sent = redis.call('HMGET', alert, 'body', 'watchlists', 'receivers', 'severity')
if not sent[1] then
  set_state(delivery, here, KEYS[5], 'state', 'dead', 'detail', ARGV[2])
  lay_to_dead(KEYS[6], here, ARGV[2])
  remove(stream, here.group, here.entry)
  redis.call('SREM', owed, here.member)
  return false
end
local number = redis.call('HINCRBY', delivery, 'attempts', 1)
set_state(delivery, here, KEYS[5], 'state', 'sending', 'holder', here.consumer)
return { number, sent[1], sent[2], sent[3], sent[4] }

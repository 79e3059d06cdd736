-- KEYS: stream, delivery, alert, owed, deliveries. ARGV: here (JSON), alert.
local here = cjson.decode(ARGV[1])
if redis.call('HGET', KEYS[2], 'state') ~= 'dead' or redis.call('EXISTS', KEYS[3]) == 0 then
  return 0
end
set_state(KEYS[2], here, KEYS[5], 'state', 'queued', 'attempts', 0)
redis.call('SADD', KEYS[4], here.member)
redis.call('XADD', KEYS[1], '*', 'alert', ARGV[2])
return 1

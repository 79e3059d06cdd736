-- KEYS: stream, delivery, alert. ARGV: names (JSON), alert, receiver. A bundle takes along its members that are dead.
local names = cjson.decode(ARGV[1])
local at = place(names, ARGV[2], ARGV[3])
if redis.call('HGET', at.delivery, 'state') ~= 'dead' or redis.call('EXISTS', KEYS[3]) == 0 then
  return 0
end
for _, alert in ipairs(redis.call('ZRANGE', names.bundle .. at.alert, 0, -1)) do
  local member = place(names, alert, at.receiver)
  local known = redis.call('HMGET', member.delivery, 'bundle', 'state')
  if known[1] == at.alert and known[2] == 'dead' then
    set_state(names, member, 'state', 'held')
    redis.call('SADD', names.owed, member.member)
  end
end
redis.call('ZREM', names.died .. at.receiver, at.alert)
redis.call('HDEL', at.delivery, 'began', 'put_off', 'bundle')
set_state(names, at, 'state', 'queued', 'attempts', 0, 'tried', 1)
redis.call('SADD', names.owed, at.member)
redis.call('XADD', at.stream, '*', 'alert', at.alert)
return 1

-- KEYS: announced, alerts. ARGV: names (JSON; also receiver), plan (JSON: the position that is known, the one that follows,
-- `alerts`: the announcement or none; and what `emit` needs). Returns 0 if another has announced meanwhile.
local names, plan = cjson.decode(ARGV[1]), cjson.decode(ARGV[2])
local position = names.receiver .. '|position'
if (redis.call('HGET', KEYS[1], position) or '0-0') ~= plan.position then
  return 0
end
redis.call('HSET', KEYS[1], position, plan.last)
for _, alert in ipairs(plan.alerts) do
  redis.call('HSET', KEYS[1], names.receiver .. '|at', names.now)
  redis.call('HSET', alert.key, 'announces', names.receiver)
end
emit(plan, KEYS[2], names.deliveries, names.owed)
return 1

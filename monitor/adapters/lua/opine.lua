-- KEYS: held, labels. ARGV: names (JSON), plan (JSON: developments and what `_developments.lua` asks; `label`, the start of
-- the labels' names; `given`: id, at (ms) and body, or none; `undone`: ids; `unsent`: ids of alerts, and the `detail` of why
-- they are not sent; those that were tried, or stand in a bundle, are let alone).
-- Returns 1: stored; 0: a development was changed meanwhile.
local names, plan = cjson.decode(ARGV[1]), cjson.decode(ARGV[2])
local held, labels = KEYS[1], KEYS[2]

local function mute(at)
  local known = redis.call('HMGET', at.delivery, 'state', 'attempts', 'tried', 'bundle')
  if not known[1] or ended(known[1]) or tonumber(known[2] or '0') > 0 or known[3] or known[4] then
    return
  end
  conclude(names, at, 'withdrawn', plan.detail)
  redis.call('HSET', at.delivery, 'reason', 'muted')
end

if not store_developments(plan, held) then
  return 0
end
for _, id in ipairs(plan.undone) do
  redis.call('DEL', plan.label .. id)
  redis.call('ZREM', labels, id)
end
for _, given in ipairs(plan.given) do
  redis.call('SET', plan.label .. given.id, given.body, 'EX', plan.developments_ttl)
  redis.call('ZADD', labels, given.at, given.id)
  redis.call('ZREMRANGEBYSCORE', labels, '-inf', plan.oldest)
  redis.call('EXPIRE', labels, plan.developments_ttl)
end
for _, id in ipairs(plan.unsent) do
  for receiver in string.gmatch(redis.call('HGET', names.alert .. id, 'receivers') or '', '[^\n]+') do
    mute(place(names, id, receiver))
  end
end
return 1

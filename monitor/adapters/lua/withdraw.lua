-- KEYS: development, held, feedback, alerts. ARGV: names (JSON), plan (JSON: version, body, held_until (ms or empty), the ids
-- that it `told`, detail, feedback or empty, `alerts`: the correction or none, for how long (ms) and why it waits `behind`
-- what is being sent; and what `emit` needs).
-- Returns nothing if the development was changed meanwhile, else those owed the correction, and those who got nothing.
local names, plan = cjson.decode(ARGV[1]), cjson.decode(ARGV[2])
local development, held = KEYS[1], KEYS[2]
local correction = plan.alerts[1]
local owed, spared, behind, stored = {}, {}, {}, false

local function note(list, name)
  for _, known in ipairs(list) do
    if known == name then
      return false
    end
  end
  table.insert(list, name)
  return true
end

-- What was tried may have arrived.
local function was_tried(delivery)
  local known = redis.call('HMGET', delivery, 'attempts', 'tried')
  return tonumber(known[1] or '0') > 0 or known[2]
end

-- It is no more told in the bundle, which could come after the correction; what is left empty is not told at all.
-- Returns whether the bundle may tell it even so: it was tried before, or a sender has read it already.
local function leave(bundle, at)
  redis.call('ZREM', names.bundle .. bundle.alert, at.alert)
  redis.call('HDEL', at.delivery, 'bundle')
  if redis.call('ZCARD', names.bundle .. bundle.alert) > 0 or ended(redis.call('HGET', bundle.delivery, 'state')) then
    return true
  end
  conclude(names, bundle, 'withdrawn', plan.detail)
  return was_tried(bundle.delivery)
end

-- A sender may have it in hand, and tell it yet: a bundle is read before its attempt is counted.
local function is_in_flight(state, bundle)
  if not bundle then
    return state == 'sending'
  end
  local its = redis.call('HGET', bundle.delivery, 'state')
  return its == 'sending' or its == 'queued'
end

local function settle(at)
  local known = redis.call('HMGET', at.delivery, 'state', 'bundle')
  if not known[1] then
    return
  end
  local got = known[1] == 'delivered' or was_tried(at.delivery)
  if known[1] ~= 'delivered' and known[1] ~= 'withdrawn' then
    local bundle = known[2] and place(names, known[2], at.receiver)
    behind[at.receiver] = behind[at.receiver] or is_in_flight(known[1], bundle)
    conclude(names, at, 'withdrawn', plan.detail)
    if bundle and leave(bundle, at) then
      got = true
    end
  end
  note(got and owed or spared, at.receiver)
end

local function settle_all(id)
  local sent = redis.call('HMGET', names.alert .. id, 'watchlists', 'receivers', 'severity')
  if not sent[3] then
    return
  end
  stored = true
  correction.severity = math.max(correction.severity, tonumber(sent[3]))
  for watchlist in string.gmatch(sent[1] or '', '[^\n]+') do
    note(correction.watchlists, watchlist)
  end
  for receiver in string.gmatch(sent[2] or '', '[^\n]+') do
    settle(place(names, id, receiver))
  end
end

if tonumber(redis.call('HGET', development, 'version') or '0') ~= plan.version - 1 then
  return false
end
redis.call('HSET', development, 'version', plan.version, 'body', plan.body)
redis.call('EXPIRE', development, names.ttl)
if plan.held_until == '' then
  redis.call('ZREM', held, plan.id)
else
  redis.call('ZADD', held, plan.held_until, plan.id)
end
if plan.feedback ~= '' then
  redis.call('XADD', KEYS[3], '*', 'feedback', plan.feedback)
end
if not correction then
  return { owed, spared }
end
for _, id in ipairs(plan.told) do
  settle_all(id)
end
for _, receiver in ipairs(owed) do
  local at = place(names, correction.id, receiver)
  table.insert(correction.receivers, receiver)
  if behind[receiver] and redis.call('EXISTS', at.delivery) == 0 then
    try_at(names, at, plan.behind, server_now() + plan.wait)
    redis.call('HSET', at.delivery, 'attempts', 0)
    redis.call('SADD', names.owed, at.member)
  else
    table.insert(correction.owed, { delivery = at.delivery, member = at.member, outbox = at.stream })
  end
end
if stored then
  emit(plan, KEYS[4], names.deliveries, names.owed)
end
return { owed, spared }

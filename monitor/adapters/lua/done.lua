-- KEYS: stream, delivery, reception. ARGV: names (JSON; also entry, group, consumer, alert, receiver), ending (JSON).
-- Only who holds the entry ends it. That a receiver took the alert is true whoever says so: it is not sent again.
-- Returns until when (ms, or 0) the attempt opened the breaker, and whether it closed it.
local names, ending = cjson.decode(ARGV[1]), cjson.decode(ARGV[2])
local stream, reception = KEYS[1], KEYS[3]
local at = place(names, names.alert, names.receiver)

local function struck()
  local door = redis.call('HMGET', reception, 'open_until', 'probe')
  local strikes = redis.call('HINCRBY', reception, 'strikes', 1)
  if #ending.waits == 0 or strikes < ending.strikes or (door[1] and door[2] ~= at.member) then
    return { 0, 0 }
  end
  local opened = redis.call('HINCRBY', reception, 'openings', 1)
  local open_until = names.now + ending.waits[math.min(opened, #ending.waits)]
  redis.call('HSET', reception, 'open_until', open_until)
  redis.call('HDEL', reception, 'probe', 'probe_until')
  return { open_until, 0 }
end

local function felt()
  if ending.sign == 'struck' then
    return struck()
  end
  if ending.sign == 'answered' then
    local closed = redis.call('HDEL', reception, 'open_until')
    redis.call('HDEL', reception, 'strikes', 'openings', 'probe', 'probe_until')
    return { 0, closed }
  end
  return { 0, 0 }
end

local mine = holds(stream, names.group, names.entry, names.consumer)
local known = redis.call('HGET', at.delivery, 'state')
local effects = mine and felt() or { 0, 0 }
if mine then
  remove(stream, names.group, names.entry)
end
if known == 'delivered' or (ending.state ~= 'delivered' and (known == 'withdrawn' or not mine)) then
  return effects
end
if ending.reached ~= '' then
  redis.call('HSET', at.delivery, 'reached', ending.reached)
end
if ending.pauses then
  redis.call('HSET', reception, 'paused', names.now, 'why', ending.detail)
end
if ending.state == 'retry' then
  try_at(names, at, ending.detail, ending.at)
else
  conclude_all(names, at, ending.state, ending.detail)
end
return effects

-- KEYS: stream, delivery, reception, throttle. ARGV: names (JSON; also entry, group, consumer, alert, receiver), terms (JSON).
-- Returns nothing if it is not to be sent, else `dead`, or `held` with reason, until (ms or empty), detail and whether it
-- is the first time, or `attempt` with its number, reached, when it began (ms) and how often it was put off.
local names, terms = cjson.decode(ARGV[1]), cjson.decode(ARGV[2])
local stream, reception, throttle = KEYS[1], KEYS[3], KEYS[4]
local at, now = place(names, names.alert, names.receiver), names.now
if not holds(stream, names.group, names.entry, names.consumer) then
  return false
end
local known = redis.call('HMGET', at.delivery, 'state', 'attempts', 'began', 'put_off', 'reached')
local attempts, began = tonumber(known[2] or '0'), tonumber(known[3] or now)

local function let_go()
  remove(stream, names.group, names.entry)
end

local function wait_for(reason, detail, due, score)
  let_go()
  return { 'held', reason, due, detail, put_aside(names, at, reason, detail, nil, score) }
end

-- When the window has room again, if it has none now. What was tried before is counted already.
local function full_until()
  if terms.most_sent == 0 or attempts > 0 then
    return nil
  end
  redis.call('ZREMRANGEBYSCORE', throttle, '-inf', now - terms.window)
  if terms.is_bundle or redis.call('ZCARD', throttle) < terms.most_sent then
    return nil
  end
  return tonumber(redis.call('ZRANGE', throttle, 0, 0, 'WITHSCORES')[2]) + terms.window
end

if ended(known[1]) then
  let_go()
  redis.call('SREM', names.owed, at.member)
  return false
end
if attempts >= terms.most_attempts then
  let_go()
  conclude_all(names, at, 'dead', terms.worn)
  return { 'dead' }
end
local door = redis.call('HMGET', reception, 'paused', 'why', 'open_until', 'probe', 'probe_until')
if door[1] then
  return wait_for('paused', door[2] or '', '', now)
end
local room_at = full_until()
if room_at then
  redis.call('HSETNX', reception, 'summary', room_at)
  return wait_for('throttle', terms.full, redis.call('HGET', reception, 'summary'), now)
end
local open_until = tonumber(door[3])
if open_until and now - began < terms.patience then
  local probed = door[4] and door[4] ~= at.member and tonumber(door[5]) > now
  if open_until > now or probed then
    redis.call('HSETNX', at.delivery, 'began', began)
    redis.call('HINCRBY', at.delivery, 'put_off', 1)
    return wait_for('breaker', terms.broken, math.max(open_until, now), began)
  end
  redis.call('HSET', reception, 'probe', at.member, 'probe_until', now + terms.lease)
end
if terms.most_sent > 0 and attempts == 0 then
  redis.call('ZADD', throttle, now, at.alert)
  redis.call('PEXPIRE', throttle, terms.window)
end
local number = redis.call('HINCRBY', at.delivery, 'attempts', 1)
redis.call('HSETNX', at.delivery, 'began', began)
set_state(names, at, 'state', 'sending', 'holder', names.consumer)
return { 'attempt', number, known[5] or '', began, tonumber(known[4] or '0') }

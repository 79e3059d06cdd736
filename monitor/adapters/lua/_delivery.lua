-- Alerts at receivers. `names` (JSON of the caller): retries, owed, deliveries, dead, waiting, and the starts of the
-- names of outbox, delivery, restrained, died, bundle and alert (that of `message` is the same: in some steps `alert` is an
-- id); besides `now` and `oldest` (ms) and `ttl` (s).
-- One alert at one receiver is `at`: its member, alert, receiver, and the keys of its delivery and stream.
local function place(names, alert, receiver)
  return {
    member = alert .. '|' .. receiver,
    alert = alert,
    receiver = receiver,
    delivery = names.delivery .. alert .. ':' .. receiver,
    stream = names.outbox .. receiver,
  }
end

local function of_member(names, member)
  return place(names, string.match(member, '^([^|]*)|(.*)$'))
end

local function restrained(names, receiver, reason)
  return names.restrained .. receiver .. ':' .. reason
end

local function set_state(names, at, ...)
  redis.call('HSET', at.delivery, 'changed', names.now, ...)
  redis.call('EXPIRE', at.delivery, names.ttl)
  redis.call('ZADD', names.deliveries, names.now, at.member)
  redis.call('EXPIRE', names.deliveries, names.ttl)
end

local function ended(state)
  return state == 'delivered' or state == 'dead' or state == 'withdrawn'
end

-- It waits no more for its time, nor for a reason.
local function release(names, at)
  local reason = redis.call('HGET', at.delivery, 'reason')
  redis.call('ZREM', names.retries, at.member)
  if reason then
    redis.call('ZREM', restrained(names, at.receiver, reason), at.alert)
    redis.call('HDEL', at.delivery, 'reason', 'due')
  end
end

-- It goes to its receiver now, by a new entry; its state, where that is still kept, says so.
local function queue(names, at)
  release(names, at)
  if redis.call('EXISTS', at.delivery) == 1 then
    redis.call('HSET', at.delivery, 'state', 'queued')
    redis.call('HDEL', at.delivery, 'due')
  end
  redis.call('XADD', at.stream, '*', 'alert', at.alert)
end

-- Queues those that wait for the reason, up to the limit, of a score up to `most`. Returns how many it looked at.
local function queue_restrained(names, receiver, reason, most, limit)
  local key = restrained(names, receiver, reason)
  local alerts = redis.call('ZRANGEBYSCORE', key, '-inf', most, 'LIMIT', 0, limit)
  for _, alert in ipairs(alerts) do
    local at = place(names, alert, receiver)
    redis.call('ZREM', key, alert)
    if not ended(redis.call('HGET', at.delivery, 'state')) then
      queue(names, at)
    end
  end
  return #alerts
end

-- It is kept, with what it tells, for as long after that time (ms) as after any change.
local function keep_beyond(names, at, due)
  local life = names.ttl + math.max(0, math.ceil((due - names.now) / 1000))
  redis.call('EXPIRE', at.delivery, life)
  redis.call('EXPIRE', names.message .. at.alert, life, 'GT')
  redis.call('EXPIRE', names.bundle .. at.alert, life, 'GT')
end

-- It waits: until a time (ms) if one is given, else until the reason is over. `score` says since when it counts. A wait
-- that a person ends is no fault of the receiver: what its breaker put off has all its time again.
-- Returns 1 the first time that it waits for the reason.
local function put_aside(names, at, reason, detail, due, score)
  release(names, at)
  set_state(names, at, 'state', 'held', 'reason', reason, 'detail', detail)
  if due then
    redis.call('HSET', at.delivery, 'due', due)
    redis.call('ZADD', names.retries, due, at.member)
    keep_beyond(names, at, tonumber(due))
  end
  if reason == 'paused' or reason == 'silence' then
    redis.call('HDEL', at.delivery, 'began', 'put_off')
  end
  redis.call('ZADD', restrained(names, at.receiver, reason), score, at.alert)
  redis.call('SADD', names.waiting, at.receiver)
  local reasons = redis.call('HGET', at.delivery, 'reasons') or ''
  if string.find(' ' .. reasons .. ' ', ' ' .. reason .. ' ', 1, true) then
    return 0
  end
  redis.call('HSET', at.delivery, 'reasons', reasons .. ' ' .. reason)
  return 1
end

-- It is tried (again) at that time (ms).
local function try_at(names, at, detail, due)
  release(names, at)
  set_state(names, at, 'state', 'retry', 'reason', 'retry', 'detail', detail, 'due', due)
  redis.call('ZADD', names.retries, due, at.member)
  keep_beyond(names, at, due)
  redis.call('ZADD', restrained(names, at.receiver, 'retry'), names.now, at.alert)
end

-- It ends, and is owed no more.
local function conclude(names, at, state, detail)
  release(names, at)
  redis.call('ZREM', names.died .. at.receiver, at.alert)
  set_state(names, at, 'state', state, 'detail', detail)
  redis.call('SREM', names.owed, at.member)
end

local function lay_to_dead(names, at, detail)
  redis.call('XADD', names.dead, '*', 'delivery', at.member, 'detail', detail)
  redis.call('XTRIM', names.dead, 'MINID', '~', names.oldest)
  redis.call('EXPIRE', names.dead, names.ttl)
  local died = names.died .. at.receiver
  redis.call('ZADD', died, names.now, at.alert)
  redis.call('ZREMRANGEBYSCORE', died, '-inf', names.oldest)
  redis.call('EXPIRE', died, names.ttl)
end

-- It ends with all that it holds, if it is a bundle; what left the bundle meanwhile is let alone.
local function conclude_all(names, at, state, detail)
  conclude(names, at, state, detail)
  for _, alert in ipairs(redis.call('ZRANGE', names.bundle .. at.alert, 0, -1)) do
    local member = place(names, alert, at.receiver)
    local known = redis.call('HMGET', member.delivery, 'bundle', 'state')
    if known[1] == at.alert and not ended(known[2]) then
      conclude(names, member, state, 'in the bundle ' .. at.alert)
    end
  end
  if state == 'dead' then
    lay_to_dead(names, at, detail)
  end
end

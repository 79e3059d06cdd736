-- KEYS: reception. ARGV: names (JSON; also receiver), terms (JSON), limit. Queues, each up to the limit, what waits for a
-- reason that is over. Returns how many at most of one reason, how many wait for a digest, when the one before it was due,
-- how many for a summary, and when that is due (ms, or empty).
local names, terms, limit = cjson.decode(ARGV[1]), cjson.decode(ARGV[2]), tonumber(ARGV[3])
local reception, receiver, now = KEYS[1], names.receiver, names.now
local door = redis.call('HMGET', reception, 'paused', 'open_until', 'probe', 'probe_until')
local most = 0

local function waiting(reason)
  return redis.call('ZCARD', restrained(names, receiver, reason))
end

local function move(reason, up_to, how_many)
  most = math.max(most, queue_restrained(names, receiver, reason, up_to, how_many))
end

-- What lies further ahead than it can was noted by a clock that was wrong, or for a window that was longer: it is now.
local function no_later(field, most)
  local at = tonumber(redis.call('HGET', reception, field) or '')
  if at and at > now + most + terms.differ then
    redis.call('HSET', reception, field, now)
  end
end

if not door[1] then
  move('paused', '+inf', limit)
end
local open_until = tonumber(door[2])
if not open_until then
  move('breaker', '+inf', limit)
else
  move('breaker', now - terms.patience, limit)
  local probed = door[3] and tonumber(door[4]) > now
  if open_until <= now and not probed then
    move('breaker', '+inf', 1)
  end
end
if not terms.quiet then
  move('quiet', '+inf', limit)
end
if terms.digest then
  no_later('digested', 0)
  redis.call('HSETNX', reception, 'digested', now)
else
  redis.call('HDEL', reception, 'digested')
  move('digest', '+inf', limit)
end
if terms.most_sent == 0 then
  redis.call('HDEL', reception, 'summary')
  move('throttle', '+inf', limit)
elseif waiting('throttle') > 0 then
  no_later('summary', terms.window)
  redis.call('HSETNX', reception, 'summary', now)
end
local known = redis.call('HMGET', reception, 'digested', 'summary')
return { most, waiting('digest'), known[1] or '', waiting('throttle'), known[2] or '' }

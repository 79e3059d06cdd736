-- KEYS: stream, delivery, alert, members, reception: of the bundle. ARGV: names (JSON; also alert and receiver), plan (JSON:
-- reason, at (ms), part, is_told (though it is empty), limit), record. Stores the bundle with what was gathered for it; part 0 notes that all are made.
-- Returns how many members it has (0: none, and it is not stored unless it is told even so), or -1: it was made before.
local names, plan = cjson.decode(ARGV[1]), cjson.decode(ARGV[2])
local reception, members = KEYS[5], KEYS[4]
local at = place(names, names.alert, names.receiver)

local function is_made()
  if redis.call('EXISTS', KEYS[2], KEYS[3]) > 0 then
    return true
  end
  if plan.part > 0 then
    return false
  end
  if plan.reason == 'digest' then
    local before = tonumber(redis.call('HGET', reception, 'digested') or '-1')
    return before >= plan.at
  end
  return tonumber(redis.call('HGET', reception, 'summary') or '-1') ~= plan.at
end

local function gathered()
  local key = restrained(names, at.receiver, plan.reason)
  local rows, count = redis.call('ZRANGE', key, 0, plan.limit - 1, 'WITHSCORES'), 0
  for i = 1, #rows, 2 do
    local member = place(names, rows[i], at.receiver)
    redis.call('ZREM', key, rows[i])
    if redis.call('HGET', member.delivery, 'state') == 'held' then
      redis.call('ZADD', members, rows[i + 1], rows[i])
      redis.call('HSET', member.delivery, 'bundle', at.alert)
      count = count + 1
    end
  end
  return count
end

if is_made() then
  return -1
end
if plan.part == 0 and plan.reason == 'digest' then
  redis.call('HSET', reception, 'digested', plan.at)
elseif plan.part == 0 then
  redis.call('HDEL', reception, 'summary')
end
local count = gathered()
if count > 0 or plan.is_told then
  redis.call('HSET', KEYS[3], 'bundle', ARGV[3])
  redis.call('EXPIRE', KEYS[3], names.ttl)
  redis.call('EXPIRE', members, names.ttl)
  set_state(names, at, 'state', 'queued', 'attempts', 0)
  redis.call('SADD', names.owed, at.member)
  redis.call('XADD', at.stream, '*', 'alert', at.alert)
end
return count

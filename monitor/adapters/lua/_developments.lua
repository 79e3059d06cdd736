-- What is stored of developments. `plan`: `developments`, `agenda`, `oldest` (ms), `developments_ttl` (s).
local function changed_meanwhile(plan)
  local versions = {}
  for _, d in ipairs(plan.developments) do
    local version = versions[d.key] or tonumber(redis.call('HGET', d.key, 'version') or '0')
    if version ~= d.version - 1 then
      return true
    end
    versions[d.key] = d.version
  end
  return false
end

local function store_development(plan, held, d)
  redis.call('HSET', d.key, 'version', d.version, 'body', d.body)
  redis.call('EXPIRE', d.key, plan.developments_ttl)
  for _, block in ipairs(d.blocks) do
    redis.call('ZADD', block, d.open_until, d.id)
    redis.call('ZREMRANGEBYSCORE', block, '-inf', plan.oldest)
    redis.call('EXPIRE', block, plan.developments_ttl)
  end
  if d.held_until == '' then
    redis.call('ZREM', held, d.id)
  else
    redis.call('ZADD', held, d.held_until, d.id)
  end
end

-- A plan stands in the agenda under its day (ms), and stays there whatever becomes of it; what was joined with another
-- one stands there no more.
local function note_plan(plan, d)
  if d.joined then
    redis.call('ZREM', plan.agenda, d.id)
  elseif d.day ~= '' and (d.awaited or redis.call('ZSCORE', plan.agenda, d.id)) then
    redis.call('ZADD', plan.agenda, d.day, d.id)
    redis.call('ZREMRANGEBYSCORE', plan.agenda, '-inf', plan.oldest)
    redis.call('EXPIRE', plan.agenda, plan.developments_ttl)
  end
end

-- Stores all developments of the plan; false, and nothing is stored, if one was changed meanwhile.
local function store_developments(plan, held)
  if changed_meanwhile(plan) then
    return false
  end
  for _, d in ipairs(plan.developments) do
    store_development(plan, held, d)
    note_plan(plan, d)
  end
  return true
end

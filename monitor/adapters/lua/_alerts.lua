-- Alerts of a plan: its `alerts`, `now` and `oldest` (ms), and `developments_ttl` (s).
-- Returns all names, one a line, and a list of those of `more` that were not known.
local function united(known, more)
  local list, added, has = {}, {}, {}
  for name in string.gmatch(known, '[^\n]+') do
    has[name] = true
    table.insert(list, name)
  end
  for _, name in ipairs(more) do
    if not has[name] then
      has[name] = true
      table.insert(list, name)
      table.insert(added, name)
    end
  end
  return table.concat(list, '\n'), added
end

-- What is muted is kept, as one that was taken back, and sent to nobody.
local function owe(plan, deliveries, owed, alert, receiver)
  if redis.call('EXISTS', receiver.delivery) == 1 then
    return
  end
  if alert.muted ~= '' then
    redis.call('HSET', receiver.delivery, 'state', 'withdrawn', 'reason', 'muted', 'detail', alert.muted,
      'attempts', 0, 'changed', plan.now)
    redis.call('EXPIRE', receiver.delivery, plan.developments_ttl)
    redis.call('ZADD', deliveries, plan.now, receiver.member)
    return
  end
  redis.call('HSET', receiver.delivery, 'state', 'queued', 'attempts', 0, 'changed', plan.now)
  redis.call('EXPIRE', receiver.delivery, plan.developments_ttl)
  redis.call('ZADD', deliveries, plan.now, receiver.member)
  redis.call('SADD', owed, receiver.member)
  redis.call('XADD', receiver.outbox, '*', 'alert', alert.id)
end

-- Names the alert on a wire: that of all alerts, or that of a watchlist. Each names an alert once.
local function send_word(plan, wire, id)
  redis.call('XADD', wire, 'MINID', '~', plan.oldest, '*', 'alert', id)
  redis.call('EXPIRE', wire, plan.developments_ttl)
end

local function store_alert(plan, alerts, alert)
  local known = redis.call('HMGET', alert.key, 'watchlists', 'receivers', 'severity')
  if not known[3] then
    redis.call('HSET', alert.key, 'body', alert.body)
    redis.call('ZADD', alerts, alert.at, alert.id)
  end
  local watchlists, added = united(known[1] or '', alert.watchlists)
  local receivers = united(known[2] or '', alert.receivers)
  redis.call('HSET', alert.key, 'watchlists', watchlists, 'receivers', receivers,
    'severity', math.max(tonumber(known[3] or '0'), alert.severity))
  if known[3] then  -- it may be kept for longer, by who holds it
    redis.call('EXPIRE', alert.key, plan.developments_ttl, 'GT')
  else
    redis.call('EXPIRE', alert.key, plan.developments_ttl)
  end
  if alert.muted ~= '' then
    return
  end
  if not known[3] then
    send_word(plan, alert.wire, alert.id)
  end
  for _, watchlist in ipairs(added) do
    send_word(plan, alert.wire .. ':' .. watchlist, alert.id)
  end
end

-- Stores each alert once, with one outbox entry for each receiver that has none of it yet.
local function emit(plan, alerts, deliveries, owed)
  for _, alert in ipairs(plan.alerts) do
    store_alert(plan, alerts, alert)
    for _, receiver in ipairs(alert.owed) do
      owe(plan, deliveries, owed, alert, receiver)
    end
  end
  if #plan.alerts > 0 then
    for _, index in ipairs({alerts, deliveries}) do
      redis.call('ZREMRANGEBYSCORE', index, '-inf', plan.oldest)
      redis.call('EXPIRE', index, plan.developments_ttl)
    end
  end
end

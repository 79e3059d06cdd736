-- KEYS: due, state, stream, pending, health, alerts, deliveries, owed, reads, then the starts of
--       the seen hashes, the one written now first.
-- ARGV: source, wait until it is due (ms), state, state's ttl (s), bucket's ttl (s), number of the poll, the source at a
--       glance (or empty), plan of the alerts (JSON, or empty), what of the reads is forgotten (or empty), then for
--       each find: shard, field, updated (ms or empty), hint (ms), payload. Returns how many were queued.
local due, state, stream, pending, health = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]

local function last_seen(shard, field)
  local latest = -1
  for bucket = 10, #KEYS do
    latest = math.max(latest, tonumber(redis.call('HGET', KEYS[bucket] .. shard, field) or '-1'))
  end
  return latest
end

local function remember(shard, field, hint)
  local seen = KEYS[10] .. shard
  if redis.call('HSETNX', seen, field, hint) == 1 then
    redis.call('EXPIRE', seen, ARGV[5], 'NX')
  end
end

-- A poll that took longer than its lease may end after another that began later.
local function is_late()
  local stored = redis.call('GET', state)
  return stored and (cjson.decode(stored).polls or 0) >= tonumber(ARGV[6])
end

local queued = 0
if not is_late() then
  redis.call('SET', state, ARGV[3], 'EX', ARGV[4])
  redis.call('ZADD', due, 'XX', server_now() + tonumber(ARGV[2]), ARGV[1])
  if ARGV[7] ~= '' and redis.call('ZSCORE', due, ARGV[1]) then
    redis.call('HSET', health, ARGV[1], ARGV[7])
  end
  if ARGV[8] ~= '' then
    emit(cjson.decode(ARGV[8]), KEYS[6], KEYS[7], KEYS[8])
  end
  if ARGV[9] ~= '' then
    redis.call('LREM', KEYS[9], 0, ARGV[9])
  end
end
for i = 10, #ARGV, 5 do
  local shard, field, updated, hint = ARGV[i], ARGV[i + 1], tonumber(ARGV[i + 2]), ARGV[i + 3]
  local judged = last_seen(shard, field)
  local waiting = tonumber(redis.call('HGET', pending, field) or '-1')
  local known = math.max(judged, waiting)
  if known < 0 or (updated and updated > known) then
    redis.call('XADD', stream, '*', 'find', ARGV[i + 4], 'tries', 0)
    redis.call('HSET', pending, field, hint)
    queued = queued + 1
  elseif judged >= 0 then
    remember(shard, field, string.format('%.0f', judged))
  end
end
return queued

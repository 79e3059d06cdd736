-- KEYS: heartbeats. ARGV: start of the heartbeats' names. Returns the records that are still alive.
local records = {}
for _, name in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
  local record = redis.call('GET', ARGV[1] .. name)
  if record then
    table.insert(records, record)
  end
end
return records

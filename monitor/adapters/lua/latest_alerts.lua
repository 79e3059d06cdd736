-- KEYS: alerts. ARGV: limit, start of the alerts' names. Returns body, watchlists, receivers, severity of each, newest first.
local found = {}
for _, id in ipairs(redis.call('ZREVRANGE', KEYS[1], 0, tonumber(ARGV[1]) - 1)) do
  local fields = redis.call('HMGET', ARGV[2] .. id, 'body', 'watchlists', 'receivers', 'severity')
  if fields[1] then
    table.insert(found, fields)
  end
end
return found

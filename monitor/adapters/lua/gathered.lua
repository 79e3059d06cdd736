-- KEYS: those that wait at a receiver for a reason. ARGV: start of the alerts' names, first, last.
-- Returns what is stored of those of these ranks, longest waiting first: body, watchlists, receivers, severity.
local found = {}
for _, id in ipairs(redis.call('ZRANGE', KEYS[1], ARGV[2], ARGV[3])) do
  local fields = redis.call('HMGET', ARGV[1] .. id, 'body', 'watchlists', 'receivers', 'severity')
  if fields[1] then
    table.insert(found, fields)
  end
end
return found

-- KEYS: bundle's record, its members. ARGV: start of the alerts' names, limit.
-- Returns nothing if there is none, else the record, how many members it has, and of the first of them that are kept: body,
-- watchlists, receivers, severity.
local record = redis.call('HGET', KEYS[1], 'bundle')
if not record then
  return false
end
local found = {}
for _, id in ipairs(redis.call('ZRANGE', KEYS[2], 0, tonumber(ARGV[2]) - 1)) do
  local fields = redis.call('HMGET', ARGV[1] .. id, 'body', 'watchlists', 'receivers', 'severity')
  if fields[1] then
    table.insert(found, fields)
  end
end
return { record, redis.call('ZCARD', KEYS[2]), found }

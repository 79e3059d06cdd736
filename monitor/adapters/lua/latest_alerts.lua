-- KEYS: alerts. ARGV: start of the alerts' names, least score, first, last, the alert before (or empty).
-- Looks at those of these ranks, newest first, counted from the one after the alert before.
-- Returns how many these are, then body, watchlists, receivers and severity of each that is kept.
local first, last = tonumber(ARGV[3]), tonumber(ARGV[4])
if ARGV[5] ~= '' then
  local rank = redis.call('ZREVRANK', KEYS[1], ARGV[5])
  if not rank then
    return { 0, {} }
  end
  first, last = first + rank + 1, last + rank + 1
end
local found = {}
local ids = redis.call('ZREVRANGEBYSCORE', KEYS[1], '+inf', ARGV[2], 'LIMIT', first, last - first + 1)
for _, id in ipairs(ids) do
  local fields = redis.call('HMGET', ARGV[1] .. id, 'body', 'watchlists', 'receivers', 'severity')
  if fields[1] then
    table.insert(found, fields)
  end
end
return { #ids, found }

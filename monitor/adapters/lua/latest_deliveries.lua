-- KEYS: deliveries. ARGV: limit, start of the deliveries' names.
-- Returns for each: member, state, attempts, due, detail, changed; newest first.
local found = {}
for _, member in ipairs(redis.call('ZREVRANGE', KEYS[1], 0, tonumber(ARGV[1]) - 1)) do
  local alert, receiver = string.match(member, '^([^|]*)|(.*)$')
  local key = ARGV[2] .. alert .. ':' .. receiver
  local fields = redis.call('HMGET', key, 'state', 'attempts', 'due', 'detail', 'changed')
  if fields[1] then
    table.insert(found, { member, unpack(fields) })
  end
end
return found

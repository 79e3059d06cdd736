-- KEYS: dead letters (a stream). ARGV: names (JSON), the entry before which to go on (or `+`), limit.
-- Returns the last entry looked at (or empty), then for each whose delivery is dead now what `latest_deliveries` tells.
local names = cjson.decode(ARGV[1])
local found, last = {}, ''
for _, entry in ipairs(redis.call('XREVRANGE', KEYS[1], ARGV[2], '-', 'COUNT', ARGV[3])) do
  last = entry[1]
  local at = of_member(names, entry[2][2])
  local fields = redis.call('HMGET', at.delivery,
    'state', 'attempts', 'due', 'detail', 'changed', 'reason', 'bundle', 'reached')
  if fields[1] == 'dead' then
    table.insert(found, { at.member, unpack(fields) })
  end
end
return { last, found }

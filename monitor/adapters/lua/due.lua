-- KEYS: retries. ARGV: names (JSON), until (ms), limit. Returns how many of those whose time has come it looked at.
local names = cjson.decode(ARGV[1])
local members = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[2], 'LIMIT', 0, ARGV[3])
for _, member in ipairs(members) do
  local at = of_member(names, member)
  if ended(redis.call('HGET', at.delivery, 'state')) then
    release(names, at)
  else
    queue(names, at)
  end
end
return #members

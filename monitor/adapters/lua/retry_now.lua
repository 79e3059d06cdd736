-- KEYS: stream, delivery. ARGV: names (JSON), alert, receiver. What a bundle holds waits for that.
local names = cjson.decode(ARGV[1])
local at = place(names, ARGV[2], ARGV[3])
local known = redis.call('HMGET', at.delivery, 'state', 'bundle')
if (known[1] ~= 'retry' and known[1] ~= 'held') or known[2] then
  return 0
end
queue(names, at)
return 1

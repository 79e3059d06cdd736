-- KEYS: reception, stream, died, then those that wait for each reason. Returns the first as it is, and how many each other has.
local counts = { redis.call('XLEN', KEYS[2]), redis.call('ZCARD', KEYS[3]) }
for i = 4, #KEYS do
  table.insert(counts, redis.call('ZCARD', KEYS[i]))
end
return { redis.call('HGETALL', KEYS[1]), counts }

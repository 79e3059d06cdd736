-- KEYS: due, health. ARGV: source, wait until it is first due (ms), …  Returns how many sources were forgotten.
local now, wanted = server_now(), {}
for i = 1, #ARGV, 2 do
  wanted[ARGV[i]] = true
  redis.call('ZADD', KEYS[1], 'NX', now + tonumber(ARGV[i + 1]), ARGV[i])
end
local forgotten = 0
for _, source in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
  if not wanted[source] then
    forgotten = forgotten + redis.call('ZREM', KEYS[1], source)
    redis.call('HDEL', KEYS[2], source)
  end
end
return forgotten

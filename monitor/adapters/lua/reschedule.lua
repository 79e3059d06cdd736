-- KEYS: due. ARGV: source, wait until it is due (ms), …  Returns how many of them are registered.
local now, known = server_now(), 0
for i = 1, #ARGV, 2 do
  if redis.call('ZSCORE', KEYS[1], ARGV[i]) then
    redis.call('ZADD', KEYS[1], 'XX', now + tonumber(ARGV[i + 1]), ARGV[i])
    known = known + 1
  end
end
return known

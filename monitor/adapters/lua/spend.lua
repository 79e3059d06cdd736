-- KEYS: what a day has cost. ARGV: calls, tokens, most calls, most tokens (-1: no bound), ttl (s).
local calls = tonumber(redis.call('HGET', KEYS[1], 'calls') or 0) + tonumber(ARGV[1])
local tokens = tonumber(redis.call('HGET', KEYS[1], 'tokens') or 0) + tonumber(ARGV[2])
local most_calls, most_tokens = tonumber(ARGV[3]), tonumber(ARGV[4])
if (most_calls >= 0 and calls > most_calls) or (most_tokens >= 0 and tokens > most_tokens) then
  return 0
end
redis.call('HSET', KEYS[1], 'calls', calls, 'tokens', math.max(tokens, 0))
redis.call('EXPIRE', KEYS[1], ARGV[5])
return 1

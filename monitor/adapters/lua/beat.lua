-- KEYS: heartbeats, heartbeat. ARGV: name, now (ms), record, ttl (s), ttl of the list (s).
redis.call('SET', KEYS[2], ARGV[3], 'EX', ARGV[4])
redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', tonumber(ARGV[2]) - tonumber(ARGV[5]) * 1000)
redis.call('EXPIRE', KEYS[1], ARGV[5])
return 1

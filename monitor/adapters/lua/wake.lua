-- KEYS: those that wait at a receiver for a reason. ARGV: names (JSON), receiver, reason, limit.
-- Queues the first of them; returns how many it looked at.
return queue_restrained(cjson.decode(ARGV[1]), ARGV[2], ARGV[3], '+inf', ARGV[4])

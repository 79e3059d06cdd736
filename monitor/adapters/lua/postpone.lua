-- KEYS: stream, later. ARGV: group, entry, wait (ms), times handed out, find.
if exists(KEYS[1], ARGV[2]) then
  redis.call('ZADD', KEYS[2], server_now() + tonumber(ARGV[3]), ARGV[2] .. '|' .. ARGV[4] .. '|' .. ARGV[5])
  remove(KEYS[1], ARGV[1], ARGV[2])
  return 1
end
return 0

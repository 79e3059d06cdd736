-- KEYS: stream, later, visits.
-- ARGV: group, entry, wait (ms), times handed out, find, then of the visit: field (or empty), ttl (s), record.
if exists(KEYS[1], ARGV[2]) then
  redis.call('ZADD', KEYS[2], server_now() + tonumber(ARGV[3]), ARGV[2] .. '|' .. ARGV[4] .. '|' .. ARGV[5])
  note_visit(KEYS[3], ARGV[6], ARGV[7], ARGV[8])
  remove(KEYS[1], ARGV[1], ARGV[2])
  return 1
end
return 0

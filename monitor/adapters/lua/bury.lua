-- KEYS: stream, seen, pending, visits, buried.
-- ARGV: group, entry, field, hint, ttl (s), then of the visit: field, ttl (s), record; reason, find, tries, oldest kept.
if exists(KEYS[1], ARGV[2]) then
  redis.call('XADD', KEYS[5], '*', 'find', ARGV[10], 'reason', ARGV[9], 'tries', ARGV[11])
  redis.call('XTRIM', KEYS[5], 'MINID', '~', ARGV[12])
  redis.call('EXPIRE', KEYS[5], ARGV[5])
  note_visit(KEYS[4], ARGV[6], ARGV[7], ARGV[8])
  judged(KEYS[2], KEYS[3], ARGV[3], ARGV[4], ARGV[5])
  remove(KEYS[1], ARGV[1], ARGV[2])
  return 1
end
return 0

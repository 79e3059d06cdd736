-- KEYS: stream, seen, pending, buried. ARGV: group, entry, field, hint, ttl (s), reason, find, tries, oldest kept.
if exists(KEYS[1], ARGV[2]) then
  redis.call('XADD', KEYS[4], '*', 'find', ARGV[7], 'reason', ARGV[6], 'tries', ARGV[8])
  redis.call('XTRIM', KEYS[4], 'MINID', '~', ARGV[9])
  redis.call('EXPIRE', KEYS[4], ARGV[5])
  judged(KEYS[2], KEYS[3], ARGV[3], ARGV[4], ARGV[5])
  remove(KEYS[1], ARGV[1], ARGV[2])
  return 1
end
return 0

-- KEYS: stream, seen, pending, dropped, reads. ARGV: group, entry, field, hint, ttl (s), reason, how it read (or empty).
if exists(KEYS[1], ARGV[2]) then
  redis.call('HSET', KEYS[4], ARGV[3], ARGV[6])
  redis.call('EXPIRE', KEYS[4], ARGV[5], 'NX')
  judged(KEYS[2], KEYS[3], ARGV[3], ARGV[4], ARGV[5])
  if ARGV[7] ~= '' then
    note_read(KEYS[5], ARGV[7])
  end
  remove(KEYS[1], ARGV[1], ARGV[2])
  return 1
end
return 0

-- KEYS: stream, seen, pending, visits, reads.
-- ARGV: group, entry, field, hint, ttl (s), then of the visit: field, ttl (s), record; how it read (or empty).
if exists(KEYS[1], ARGV[2]) then
  note_visit(KEYS[4], ARGV[6], ARGV[7], ARGV[8])
  judged(KEYS[2], KEYS[3], ARGV[3], ARGV[4], ARGV[5])
  if ARGV[9] ~= '' then
    note_read(KEYS[5], ARGV[9])
  end
  remove(KEYS[1], ARGV[1], ARGV[2])
  return 1
end
return 0

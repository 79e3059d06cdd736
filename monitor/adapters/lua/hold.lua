-- KEYS: stream, delivery. ARGV: names (JSON; also entry, group, consumer, alert, receiver), reason, detail, until (ms, or
-- empty: until the reason is over). Returns nothing if another holds the entry, else whether it first waits for that reason.
local names = cjson.decode(ARGV[1])
local at = place(names, names.alert, names.receiver)
if not holds(KEYS[1], names.group, names.entry, names.consumer) then
  return false
end
remove(KEYS[1], names.group, names.entry)
if ended(redis.call('HGET', at.delivery, 'state')) then
  return false
end
return put_aside(names, at, ARGV[2], ARGV[3], ARGV[4] ~= '' and ARGV[4], names.now)

-- KEYS: stream. ARGV: group, consumer, entries … Returns how many of them it still holds.
local held = 0
for i = 3, #ARGV do
  if holds(KEYS[1], ARGV[1], ARGV[i], ARGV[2]) then
    redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, ARGV[i], 'JUSTID')
    held = held + 1
  end
end
return held

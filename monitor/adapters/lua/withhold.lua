-- KEYS: those that wait at a receiver for a bundle. ARGV: names (JSON; also receiver), why each is put aside (JSON: alert,
-- reason, detail, until (ms)). Returns for each whether it first waits for that reason, or -1: it waits for the bundle no more.
local names = cjson.decode(ARGV[1])
local found = {}
for _, why in ipairs(cjson.decode(ARGV[2])) do
  if redis.call('ZSCORE', KEYS[1], why.alert) then
    local at = place(names, why.alert, names.receiver)
    table.insert(found, put_aside(names, at, why.reason, why.detail, why['until'], names.now))
  else
    table.insert(found, -1)
  end
end
return found

-- KEYS: owed. ARGV: names (JSON), receiver, detail, alerts (JSON). Each of them that is owed to the receiver ends as withdrawn,
-- for there is nobody to send it to any more. Returns how many these are.
local names = cjson.decode(ARGV[1])
local waived = 0
for _, alert in ipairs(cjson.decode(ARGV[4])) do
  local at = place(names, alert, ARGV[2])
  if redis.call('SISMEMBER', KEYS[1], at.member) == 1 then
    conclude(names, at, 'withdrawn', ARGV[3])
    waived = waived + 1
  end
end
return waived

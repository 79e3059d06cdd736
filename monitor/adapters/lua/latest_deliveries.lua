-- KEYS: an index of deliveries: of members, or of the alerts of one receiver. ARGV: names (JSON), first, last, receiver
-- (or empty), state (or empty). Looks at those of these ranks, newest first.
-- Returns how many these are, then for each that fits: member, state, attempts, due, detail, changed, reason, bundle, reached.
local names, receiver, state = cjson.decode(ARGV[1]), ARGV[4], ARGV[5]
local found = {}
local members = redis.call('ZREVRANGE', KEYS[1], ARGV[2], ARGV[3])
for _, member in ipairs(members) do
  local at = string.find(member, '|', 1, true) and of_member(names, member) or place(names, member, receiver)
  if receiver == '' or at.receiver == receiver then
    local fields = redis.call('HMGET', at.delivery,
      'state', 'attempts', 'due', 'detail', 'changed', 'reason', 'bundle', 'reached')
    if fields[1] and (state == '' or fields[1] == state) then
      table.insert(found, { at.member, unpack(fields) })
    end
  end
end
return { #members, found }

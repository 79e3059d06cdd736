-- KEYS: stream. ARGV: names (JSON; also group and receiver), most members of a bundle, then entry and alert of each.
-- Returns for each: nothing if it has ended (it is removed then), else reached and what is stored of it: body, watchlists,
-- receivers, severity; of a bundle its record, how many members it has, and what is stored of the first of them.
local names = cjson.decode(ARGV[1])
local found = {}

local function stored(alert)
  return redis.call('HMGET', names.alert .. alert, 'body', 'watchlists', 'receivers', 'severity', 'bundle')
end

local function members(bundle)
  local some = {}
  for _, alert in ipairs(redis.call('ZRANGE', names.bundle .. bundle, 0, tonumber(ARGV[2]) - 1)) do
    local fields = stored(alert)
    if fields[1] then
      table.insert(some, fields)
    end
  end
  return some
end

for i = 3, #ARGV, 2 do
  local at = place(names, ARGV[i + 1], names.receiver)
  local known = redis.call('HMGET', at.delivery, 'state', 'reached')
  if ended(known[1]) then
    remove(KEYS[1], names.group, ARGV[i])
    redis.call('SREM', names.owed, at.member)
    table.insert(found, false)
  else
    local fields = stored(at.alert)
    if fields[5] then
      local size = redis.call('ZCARD', names.bundle .. at.alert)
      table.insert(found, { known[2] or '', fields[5], size, members(at.alert) })
    else
      table.insert(found, { known[2] or '', fields[1], fields[2], fields[3], fields[4] })
    end
  end
end
return found

-- KEYS: dead letters (a stream), announced. ARGV: names (JSON; also receiver), the entry after which to look (or empty: after
-- those announced), shortest time since the last announcement (ms), limit, most alerts.
-- Returns nothing if it is too early or nothing follows, else the position, the last entry looked at, whether that was all,
-- how many deliveries are dead, since when (ms), the last detail, and the first alerts.
local names, receiver = cjson.decode(ARGV[1]), cjson.decode(ARGV[1]).receiver
local known = redis.call('HMGET', KEYS[2], receiver .. '|position', receiver .. '|at')
local position, at = known[1] or '0-0', tonumber(known[2] or '')
local pause, limit = tonumber(ARGV[3]), tonumber(ARGV[4])

-- By a clock that is behind an announcement may be of the near future; of the far one none is.
if at and math.abs(names.now - at) < pause then
  return false
end
local after = ARGV[2] ~= '' and ARGV[2] or position
local entries = redis.call('XRANGE', KEYS[1], '(' .. after, '+', 'COUNT', limit)
if #entries == 0 then
  return false
end

local dead, since, detail, alerts, seen = 0, 0, '', {}, {}

local function counts(id)
  return redis.call('HEXISTS', names.alert .. id, 'announces') == 0
end

-- The alerts of a dead letter: those of a bundle, where it has any.
local function told(id)
  local members, list = redis.call('ZRANGE', names.bundle .. id, 0, -1), {}
  for _, alert in ipairs(#members > 0 and members or { id }) do
    if counts(alert) then
      table.insert(list, alert)
    end
  end
  return list
end

for _, entry in ipairs(entries) do
  local letter = of_member(names, entry[2][2])
  if letter.receiver == receiver and redis.call('HGET', letter.delivery, 'state') == 'dead' then
    for _, alert in ipairs(told(letter.alert)) do
      detail = entry[2][4]
      since = since > 0 and since or tonumber(string.match(entry[1], '^%d+'))
      if not seen[alert] then
        seen[alert], dead = true, dead + 1
        alerts[dead] = dead <= tonumber(ARGV[5]) and alert or nil
      end
    end
  end
end
return { position, entries[#entries][1], #entries < limit and 1 or 0, dead, since, detail, alerts }

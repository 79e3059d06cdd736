-- KEYS: how many lines each outlet has, then for each living bucket the start of its hashes of lines, the one written
--       now first. ARGV: page, day, ttl (s), pages from which a line is no sign of a common text, most lines of an
--       outlet, the outlet, then shard and field of each line.
-- Returns for each line on how many other pages it stood, and on how many days.
-- A line's value is `pages,days,last day,page,page,…`: the first and the latest pages that were counted.
local page, day, ttl = ARGV[1], ARGV[2], tonumber(ARGV[3])
local widespread, most, outlet = tonumber(ARGV[4]), tonumber(ARGV[5]), ARGV[6]

local NOTHING = { pages = 0, days = 0, day = '', marks = {} }

local function parsed(value)
  local parts = {}
  for part in string.gmatch(value, '[^,]+') do
    table.insert(parts, part)
  end
  return { pages = tonumber(parts[1]), days = tonumber(parts[2]), day = parts[3], marks = { unpack(parts, 4) } }
end

local lines, alike, few = {}, {}, 0
for i = 7, #ARGV, 2 do
  local line = { hash = KEYS[2] .. ARGV[i], field = ARGV[i + 1], pages = 0, days = 0, day = '', marks = {} }
  for bucket = 2, #KEYS do
    local value = redis.call('HGET', KEYS[bucket] .. ARGV[i], line.field)
    local known = value and parsed(value) or NOTHING
    line.now = line.now or known
    line.pages, line.days = line.pages + known.pages, line.days + known.days
    if line.day == '' then
      line.day = known.day
    end
    for _, mark in ipairs(known.marks) do
      line.marks[mark] = true
    end
  end
  if line.pages < widespread then
    few = few + 1
    for mark in pairs(line.marks) do
      alike[mark] = (alike[mark] or 0) + 1
    end
  end
  table.insert(lines, line)
end

-- A page that was counted before, or one that shares most of its lines with one that was, says nothing new.
local function says_nothing(line)
  for mark in pairs(line.marks) do
    if mark == page or (alike[mark] or 0) * 2 > few then
      return true
    end
  end
  return false
end

local had = tonumber(redis.call('HGET', KEYS[1], outlet) or '0')
local added = 0

local function count(line)
  local now = line.now
  if now.pages == 0 then
    if had + added >= most then
      return
    end
    added = added + 1
  end
  local marks = { unpack(now.marks) }
  if #marks >= 4 then
    table.remove(marks, 2)
  end
  table.insert(marks, page)
  local value = table.concat({ now.pages + 1, now.days + (line.day == day and 0 or 1), day, unpack(marks) }, ',')
  if redis.call('HSET', line.hash, line.field, value) == 1 then
    redis.call('EXPIRE', line.hash, ttl, 'NX')
  end
end

local told = {}
for _, line in ipairs(lines) do
  local own = line.marks[page] and 1 or 0
  table.insert(told, math.max(0, line.pages - own))
  table.insert(told, line.days)
  if not says_nothing(line) then
    count(line)
  end
end
if added > 0 then
  redis.call('HINCRBY', KEYS[1], outlet, added)
  redis.call('EXPIRE', KEYS[1], ttl, 'NX')
end
return told

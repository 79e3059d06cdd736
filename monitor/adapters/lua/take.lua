-- KEYS: stream. ARGV: group, consumer, count, least idle time (ms) of what may be taken over,
--       cursor: where the consumer's own unfinished entries go on, empty when it has them all.
-- Returns the next cursor, then for each entry: id, times handed out, its fields.
local stream, group, consumer, count = KEYS[1], ARGV[1], ARGV[2], tonumber(ARGV[3])
local taken = {}

local function ensure_group()
  if redis.call('EXISTS', stream) == 0 or #redis.call('XINFO', 'GROUPS', stream) == 0 then
    redis.call('XGROUP', 'CREATE', stream, group, '0', 'MKSTREAM')
  end
end

local function times_handed_out(entry)
  local pending = redis.call('XPENDING', stream, group, entry, entry, 1)
  return pending[1] and pending[1][4] or 1
end

local function keep(entries)
  for _, entry in ipairs(entries) do
    if entry[2] then
      table.insert(taken, { entry[1], times_handed_out(entry[1]), entry[2] })
    else
      redis.call('XACK', stream, group, entry[1])
    end
  end
end

local function read(from)
  local wanted = count - #taken
  local reply = redis.call('XREADGROUP', 'GROUP', group, consumer, 'COUNT', wanted, 'STREAMS', stream, from)
  return reply and reply[1][2] or {}
end

local function take_over()
  local in_hand, ids = {}, {}
  for _, entry in ipairs(taken) do
    in_hand[entry[1]] = true
  end
  for _, pending in ipairs(redis.call('XPENDING', stream, group, 'IDLE', ARGV[4], '-', '+', count)) do
    if not in_hand[pending[1]] and #ids < count - #taken then
      table.insert(ids, pending[1])
    end
  end
  if #ids > 0 then
    keep(redis.call('XCLAIM', stream, group, consumer, ARGV[4], unpack(ids)))
  end
end

ensure_group()
local cursor = ARGV[5]
if cursor ~= '' then
  local own = read(cursor)
  cursor = #own == count and own[#own][1] or ''
  keep(own)
end
if #taken < count then
  take_over()
end
if #taken < count then
  keep(read('>'))
end
return { cursor, taken }

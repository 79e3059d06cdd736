-- Entries of a stream with one consumer group: in the stream until dealt with, pending while in hand.
local function exists(stream, entry)
  return #redis.call('XRANGE', stream, entry, entry) > 0
end

local function holds(stream, group, entry, consumer)
  if redis.call('EXISTS', stream) == 0 then
    return false
  end
  return #redis.call('XPENDING', stream, group, entry, entry, 1, consumer) > 0
end

local function remove(stream, group, entry)
  redis.call('XACK', stream, group, entry)
  redis.call('XDEL', stream, entry)
end

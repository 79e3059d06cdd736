-- How the last articles of a source could be read, the latest first: r well, f not, w a wall, o no
-- answer.
local READS, READS_TTL = 10, 604800

local function note_read(key, how)
  redis.call('LPUSH', key, how)
  redis.call('LTRIM', key, 0, READS - 1)
  redis.call('EXPIRE', key, READS_TTL)
end

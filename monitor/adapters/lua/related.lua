-- KEYS: blocks. ARGV: how many of each, start of the developments' names, the least moment (ms) until which they are open.
-- Returns id and version of the developments in them, each once, as one text.
local known, rows = {}, {}
for _, block in ipairs(KEYS) do
  for _, id in ipairs(redis.call('ZREVRANGEBYSCORE', block, '+inf', ARGV[3], 'LIMIT', 0, tonumber(ARGV[1]))) do
    if not known[id] then
      known[id] = true
      local version = redis.call('HGET', ARGV[2] .. id, 'version')
      if version then
        table.insert(rows, id .. ' ' .. version)
      end
    end
  end
end
return table.concat(rows, ' ')

-- KEYS: blocks. ARGV: how many of each, start of the developments' names.
-- Returns the developments in them, each once.
local known, bodies = {}, {}
for _, block in ipairs(KEYS) do
  for _, id in ipairs(redis.call('ZREVRANGE', block, 0, tonumber(ARGV[1]) - 1)) do
    if not known[id] then
      known[id] = true
      local body = redis.call('HGET', ARGV[2] .. id, 'body')
      if body then
        table.insert(bodies, body)
      end
    end
  end
end
return bodies

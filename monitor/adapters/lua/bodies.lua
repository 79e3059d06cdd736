-- KEYS: developments.
-- Returns their bodies, one a line, without those that have gone.
local bodies = {}
for _, key in ipairs(KEYS) do
  local body = redis.call('HGET', key, 'body')
  if body then
    table.insert(bodies, body)
  end
end
return table.concat(bodies, '\n')

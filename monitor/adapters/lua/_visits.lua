-- What came of the last visit to a page, under the mark of its URL. Without a field nothing is kept.
local function note_visit(hash, field, ttl, record)
  if field ~= '' then
    redis.call('HSET', hash, field, record)
    redis.call('EXPIRE', hash, ttl, 'NX')
  end
end

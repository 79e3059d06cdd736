-- The state of one alert at one receiver. `here`: entry, group, consumer, member, now, ttl.
local function set_state(key, here, index, ...)
  redis.call('HSET', key, 'changed', here.now, ...)
  redis.call('EXPIRE', key, here.ttl)
  redis.call('ZADD', index, here.now, here.member)
  redis.call('EXPIRE', index, here.ttl)
end

local function ended(state)
  return state == 'delivered' or state == 'dead'
end

local function lay_to_dead(dead, here, detail)
  redis.call('XADD', dead, '*', 'delivery', here.member, 'detail', detail)
  redis.call('XTRIM', dead, 'MINID', '~', here.oldest)
  redis.call('EXPIRE', dead, here.ttl)
end

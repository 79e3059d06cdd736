-- KEYS: work, pending, held, alerts, deliveries, owed, numbers, visits.
-- ARGV: plan (JSON, see `developments.py`), the article's record, its trace (both may be empty), then of the visit:
--       field (or empty), ttl (s), record.
-- Returns 1: stored; 0: a development was changed meanwhile; 2: another has dealt with the task. Stores nothing for 0 and 2.
local work, pending, held, alerts = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local deliveries, owed, numbers = KEYS[5], KEYS[6], KEYS[7]
local plan = cjson.decode(ARGV[1])

-- Of the articles under one mark the first and the three latest are kept.
local function mark(hash, field, number)
  if redis.call('HSETNX', hash, field, number) == 1 then
    redis.call('EXPIRE', hash, plan.bucket_ttl, 'NX')
    return
  end
  local list = {}
  for known in string.gmatch(redis.call('HGET', hash, field), '%d+') do
    table.insert(list, known)
  end
  table.insert(list, number)
  if #list > 4 then
    table.remove(list, 2)
  end
  redis.call('HSET', hash, field, table.concat(list, ','))
end

local function store_article(article)
  local number = tostring(redis.call('INCR', numbers))
  local hash = article.records .. math.floor(tonumber(number) / article.size)
  redis.call('HSET', hash, number, ARGV[2])
  redis.call('EXPIRE', hash, plan.bucket_ttl, 'NX')
  for _, place in ipairs(article.marks) do
    mark(place[1], place[2], number)
  end
end

local task = plan.task
if task.entry ~= '' and not exists(work, task.entry) then
  return 2
end
if not store_developments(plan, held) then
  return 0
end
if ARGV[2] ~= '' then
  store_article(plan.article)
end
if ARGV[3] ~= '' then
  redis.call('SET', plan.trace, ARGV[3], 'EX', plan.articles_ttl)
  if plan.telling ~= '' then
    redis.call('SET', plan.telling, ARGV[3], 'EX', plan.articles_ttl)
  end
end
note_visit(KEYS[8], ARGV[4], ARGV[5], ARGV[6])
for _, near in ipairs(plan.near) do
  redis.call('ZADD', near.key, plan.now, near.member)
  redis.call('ZREMRANGEBYRANK', near.key, 0, -plan.most_near - 1)
  redis.call('EXPIRE', near.key, plan.articles_ttl)
end
emit(plan, alerts, deliveries, owed)
for _, url in ipairs(plan.judged) do
  judged(url.seen, pending, url.field, url.hint, plan.bucket_ttl)
end
if task.entry ~= '' then
  note_read(task.reads, 'r')
  remove(work, task.group, task.entry)
end
return 1

-- KEYS: for each living bucket the starts of its hashes: pages, contents, bands, articles.
-- ARGV: limit, articles a hash, then shard and field of the page (empty: none), of the content, of each band.
-- Returns the records: same page (the latest state first), same content, most bands in common, the newest among equals.
local limit, size = tonumber(ARGV[1]), tonumber(ARGV[2])
local SAME_PAGE = 1000000
local weight, bucket_of, found = {}, {}, {}

local function count(bucket, numbers, worth)
  for number in string.gmatch(numbers or '', '%d+') do
    if not weight[number] then
      weight[number], bucket_of[number] = 0, bucket
      table.insert(found, number)
    end
    -- States of the page come by their age alone: which of them is the latest must show.
    weight[number] = weight[number] >= SAME_PAGE and SAME_PAGE or weight[number] + worth
  end
end

for bucket = 1, #KEYS, 4 do
  if ARGV[3] ~= '' then
    count(bucket, redis.call('HGET', KEYS[bucket] .. ARGV[3], ARGV[4]), SAME_PAGE)
  end
  count(bucket, redis.call('HGET', KEYS[bucket + 1] .. ARGV[5], ARGV[6]), 1000)
  for i = 7, #ARGV, 2 do
    count(bucket, redis.call('HGET', KEYS[bucket + 2] .. ARGV[i], ARGV[i + 1]), 1)
  end
end

table.sort(found, function(a, b)
  if weight[a] ~= weight[b] then
    return weight[a] > weight[b]
  end
  return tonumber(a) > tonumber(b)
end)

local records = {}
for i = 1, math.min(limit, #found) do
  local number = found[i]
  local hash = KEYS[bucket_of[number] + 3] .. math.floor(tonumber(number) / size)
  table.insert(records, redis.call('HGET', hash, number) or nil)
end
return records

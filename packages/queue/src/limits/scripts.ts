// Each window is a sorted set of what was sent in it: the member is the message, the score its moment in microseconds of
// Redis' own clock (below 2^53, so exact). An entry that is exactly one length old still counts. So a message passes only
// when the closed window that ends with it holds fewer than the limit, and as every window of that length ends at or after
// its last message, no window anywhere, however it is laid, holds more than the limit.
// KEYS: the marker, then the windows. ARGV: now in microseconds ('' for Redis' clock), length and limit of each window …
// The marker says that the windows are filled, and when something was last taken from them: a window that should hold that
// and is gone was lost by itself.

const clock = `
local now = tonumber(ARGV[1])
if not now then
  local time = redis.call('TIME')
  now = tonumber(time[1]) * 1000000 + tonumber(time[2])
end
local DAY_MS = 86400000
local function micros(moment) return string.format('%.0f', moment) end
-- What has left a window is forgotten. What a clock counted that has been set back since was sent by now: for as long as it
-- was set back it would keep everybody waiting.
local function tidy(key, length)
  redis.call('ZREMRANGEBYSCORE', key, '-inf', '(' .. micros(now - length))
  for _, ahead in ipairs(redis.call('ZRANGEBYSCORE', key, '(' .. micros(now), '+inf')) do
    redis.call('ZADD', key, micros(now), ahead)
  end
end
local function isLost(key, length, last)
  return not last or last > now - length and redis.call('EXISTS', key) == 0
end`;

/** Gives -1 where the windows were lost, else [remaining, microseconds until it fits, the window in the way or 0]. */
const look = `${clock}
local message, count = ARGV[8], tonumber(ARGV[9])
local last = tonumber(redis.call('GET', KEYS[1]) or '')
local remaining, wait, hit = math.huge, 0, 0
for i = 1, 3 do
  local key, length, limit = KEYS[i + 1], tonumber(ARGV[i * 2]), tonumber(ARGV[i * 2 + 1])
  if isLost(key, length, last) then return {-1, 0, 0} end
  tidy(key, length)
  local used = redis.call('ZCARD', key)
  local own = redis.call('ZSCORE', key, message)
  local others = own and used - 1 or used
  remaining = math.min(remaining, math.max(0, limit - others))
  local over = others + count - limit
  if over > 0 then
    local leaves = redis.call('ZRANGE', key, math.min(over, used) - 1, math.min(over, used) - 1, 'WITHSCORES')
    local rest = length
    if leaves[2] then rest = tonumber(leaves[2]) + length + 1 - now end
    if rest > wait then wait, hit = rest, i end
  end
end`;

export const CHECK = `${look}
return {remaining, micros(wait), hit}`;

/** What `TAKE` answers as the window in the way where none is, but somebody urgent waits for the same room. */
export const URGENT_WAITS = 4;

/**
 * A message that is counted already moves to now instead of counting twice. The marker lives as long as its windows. One
 * more key: that somebody urgent waits, noted for two seconds each time that such a message is refused. ARGV[10]: 1 for
 * such a message; all others leave it what room there is. A note that ends in more than a minute is of a clock that has been
 * set back since.
 */
export const TAKE = `${look}
local isUrgent = ARGV[10] == '1'
if not isUrgent then
  local rest = redis.call('PTTL', KEYS[5])
  if rest > 60000 then redis.call('DEL', KEYS[5])
  elseif rest > 0 then return {remaining, micros(math.max(wait, rest * 1000)), ${URGENT_WAITS}} end
end
if hit > 0 and isUrgent then redis.call('SET', KEYS[5], '1', 'PX', 2000) end
if hit > 0 then return {remaining, micros(wait), hit} end
for i = 1, 3 do
  redis.call('ZADD', KEYS[i + 1], micros(now), message)
  redis.call('PEXPIRE', KEYS[i + 1], math.ceil(tonumber(ARGV[i * 2]) / 1000) * 2)
end
redis.call('SET', KEYS[1], micros(now), 'PX', DAY_MS)
return {remaining - 1, '0', 0}`;

/** Gives -1 where the windows were lost, else for each window: how many are in it, microseconds until there is more room. */
export const USAGE = `${clock}
local last = tonumber(redis.call('GET', KEYS[1]) or '')
local found = {}
for i = 1, 3 do
  local key, length, limit = KEYS[i + 1], tonumber(ARGV[i * 2]), tonumber(ARGV[i * 2 + 1])
  if isLost(key, length, last) then return {-1} end
  local since = micros(now - length)
  local used = redis.call('ZCOUNT', key, since, '+inf')
  local leaves = redis.call('ZRANGEBYSCORE', key, since, '+inf', 'WITHSCORES', 'LIMIT', math.max(0, used - limit), 1)
  local rest = leaves[2] and math.min(tonumber(leaves[2]), now) + length + 1 - now or 0
  found[i * 2 - 1], found[i * 2] = used, micros(rest)
end
return found`;

/** KEYS: the window. ARGV: now, its length, the limit, what is counted, what is to lie between two. Gives 0 where it was taken, else microseconds to wait. */
export const TAKE_LOOK_UP = `${clock}
local length, limit, between = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[5])
tidy(KEYS[1], length)
if redis.call('ZCARD', KEYS[1]) >= limit then
  local oldest = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
  return micros(tonumber(oldest[2]) + length + 1 - now)
end
local newest = redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')
local rest = newest[2] and tonumber(newest[2]) + between - now or 0
if rest > 0 then return micros(rest) end
redis.call('ZADD', KEYS[1], micros(now), ARGV[4])
redis.call('PEXPIRE', KEYS[1], math.ceil(length / 1000) * 2)
return '0'`;

/** A window may be gone after it because it is empty: what was taken last says nothing any more. */
export const GIVE_BACK = `
for i = 1, 3 do redis.call('ZREM', KEYS[i + 1], ARGV[1]) end
redis.call('SET', KEYS[1], '0', 'XX', 'KEEPTTL')
return 0`;

/** KEYS: the builder's lock, the marker, the windows. ARGV: token, lengths of the windows in ms, then message and moment … */
export const FILL = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
for i = 1, 3 do
  for j = 5, #ARGV, 2 do redis.call('ZADD', KEYS[i + 2], 'NX', ARGV[j + 1], ARGV[j]) end
  redis.call('PEXPIRE', KEYS[i + 2], tonumber(ARGV[i + 1]) * 2)
end
redis.call('SET', KEYS[2], '0', 'PX', 86400000)
redis.call('DEL', KEYS[1])
return 1`;

/** KEYS: the builder's lock. ARGV: token. */
export const LET_OTHERS_FILL = `
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 0`;

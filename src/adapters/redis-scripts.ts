/** The Lua that runs inside Redis. It moves bytes and compares; it never decodes or encodes JSON (`[]` became `{}`). */
import { createHash } from 'node:crypto';

export interface Script {
  readonly body: string;
  readonly sha: string;
}

const script = (body: string): Script => ({ body, sha: createHash('sha1').update(body).digest('hex') });

/**
 * `key` is a document, `rev` the rev it must have, '' for "must not be there". The search can only hit the document's own rev:
 * inside a JSON string a quote always has a backslash before it, so `"rev":"` is never part of what a member wrote.
 */
const compare = (key: string, rev: string): string => `
do
  local raw = redis.call('GET', ${key})
  if ${rev} == '' then
    if raw then return 0 end
  elseif not raw or not string.find(raw, '"rev":"' .. ${rev} .. '"', 1, true) then
    return 0
  end
end
`;

/** From ARGV[`first`] on: commands, each as its number of words and the words. TypeScript decides what is written, here it becomes one change. */
const apply = (first: number): string => `
local i = ${first}
while i <= #ARGV do
  local words = tonumber(ARGV[i])
  redis.call(unpack(ARGV, i + 1, i + words))
  i = i + words + 1
end
`;

/** ARGV[2]: how many news to keep. KEYS[2..4]: news by id, their times, those not posted yet. */
const trimNews = `
local extra = redis.call('ZCARD', KEYS[3]) - tonumber(ARGV[2])
if extra > 0 then
  for _, id in ipairs(redis.call('ZRANGE', KEYS[3], 0, extra - 1)) do
    redis.call('HDEL', KEYS[2], id)
    redis.call('ZREM', KEYS[3], id)
    redis.call('ZREM', KEYS[4], id)
  end
end
return 1
`;

/** KEYS[1] is the document, ARGV[1] the hash of the text that must stand there, '' for nothing: also one that nobody can read. */
const compareText = `
local raw = redis.call('GET', KEYS[1])
if (raw and redis.sha1hex(raw) or '') ~= ARGV[1] then return 0 end
`;

/** Compares, then writes everything that belongs to the guild. 1: done; 0: somebody else was first. */
export const WRITE = script(compare('KEYS[1]', 'ARGV[1]') + apply(3) + trimNews);
/** The same with a second document, KEYS[5], and the rev that it must have, ARGV[3]. */
export const WRITE_BOTH = script(compare('KEYS[1]', 'ARGV[1]') + compare('KEYS[5]', 'ARGV[3]') + apply(4) + trimNews);
export const FORGET = script(`${compareText}${apply(3)}return 1`);

/** KEYS[1] a mark; ARGV[1] what it must be to go. */
export const UNMARK = script(`
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
`);

/** KEYS: an index by time, news by id. ARGV: from when, how many at most (-1: all). Returns the news' texts, oldest first. */
export const NEWS = script(`
local ids = redis.call('ZRANGEBYSCORE', KEYS[1], ARGV[1], '+inf')
local most, texts = tonumber(ARGV[2]), {}
for _, id in ipairs(ids) do
  if #texts == most then break end
  local text = redis.call('HGET', KEYS[2], id)
  if text then texts[#texts + 1] = text end
end
return texts
`);

/** KEYS[1] a text; ARGV: what it must be ('' for "not there"), what it becomes. 1: done; 0: somebody else was first. */
export const REPLACE = script(`
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2])
return 1
`);

/** KEYS[1] the due index; ARGV: entry, at. Never later than it was, always different. Returns the new time. */
export const MARK = script(`
local at = tonumber(ARGV[2])
local old = redis.call('ZSCORE', KEYS[1], ARGV[1])
if old then at = math.min(at, tonumber(old) - 1) end
local text = string.format('%.0f', at)
redis.call('ZADD', KEYS[1], text, ARGV[1])
return text
`);

/** KEYS[1] the due index; ARGV: entry, the time it was seen with, the new time or ''. */
export const MOVE = script(`
local old = redis.call('ZSCORE', KEYS[1], ARGV[1])
if not old or tonumber(old) ~= tonumber(ARGV[2]) then return 0 end
if ARGV[3] == '' then redis.call('ZREM', KEYS[1], ARGV[1]) else redis.call('ZADD', KEYS[1], ARGV[3], ARGV[1]) end
return 1
`);

/** KEYS[1] who leads; ARGV: who asks, for how many ms, 0 to give it up. */
export const LEAD = script(`
local leader = redis.call('GET', KEYS[1])
if leader and leader ~= ARGV[1] then return 0 end
if ARGV[2] == '0' then redis.call('DEL', KEYS[1]) return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
`);

/**
 * KEYS: board, names. ARGV: asker, limit, 'top' | 'after' | 'before', the cursor's score and user, the tie range of a score.
 * Returns total, how many stand before the page, the rows (user, score, place, name), the asker's own row or an empty list.
 */
export const PAGE = script(`
local board, names = KEYS[1], KEYS[2]
local limit, mode, tie = tonumber(ARGV[2]), ARGV[3], tonumber(ARGV[6])
local total = redis.call('ZCARD', board)
local first, last = 0, limit - 1
if mode ~= 'top' then
  local score, user = ARGV[4], ARGV[5]
  local here = redis.call('ZSCORE', board, user)
  local present = here and tonumber(here) == tonumber(score)
  local before
  if present then
    before = redis.call('ZREVRANK', board, user)
  else
    before = redis.call('ZCOUNT', board, '(' .. score, '+inf')
    for _, tied in ipairs(redis.call('ZRANGEBYSCORE', board, score, score)) do
      if tied > user then before = before + 1 end
    end
  end
  if mode == 'after' then
    first = present and before + 1 or before
    last = first + limit - 1
  else
    first = math.max(0, before - limit)
    last = before - 1
  end
end
local places = {}
local function row(user, score)
  local milestones = math.floor(tonumber(score) / tie)
  if not places[milestones] then
    places[milestones] = 1 + redis.call('ZCOUNT', board, string.format('%.0f', (milestones + 1) * tie), '+inf')
  end
  return { user, score, tostring(places[milestones]), redis.call('HGET', names, user) or '' }
end
local rows = {}
if last >= first then
  local flat = redis.call('ZREVRANGE', board, first, last, 'WITHSCORES')
  for n = 1, #flat, 2 do rows[#rows + 1] = row(flat[n], flat[n + 1]) end
end
local own = redis.call('ZSCORE', board, ARGV[1])
return { total, first, rows, own and row(ARGV[1], own) or {} }
`);

/**
 * KEYS: names, boards. ARGV: what stands before a user in the key of their document, and the members of one guild. Returns for each,
 * one behind the other: document, name, and the score on each board, as they are at this moment.
 */
export const LOOK = script(`
local kept = {}
for n = 2, #ARGV do
  local user = ARGV[n]
  kept[#kept + 1] = redis.call('GET', ARGV[1] .. user)
  kept[#kept + 1] = redis.call('HGET', KEYS[1], user)
  for board = 2, #KEYS do kept[#kept + 1] = redis.call('ZSCORE', KEYS[board], user) end
end
return kept
`);

/**
 * KEYS[1] a board; ARGV: how many, what stands before a user in the key of their document, from which row on, round and round. Returns
 * user, document ('' for none).
 */
export const FIRST = script(`
local all = redis.call('ZCARD', KEYS[1])
if all == 0 then return {} end
local turn = tonumber(ARGV[3]) % all
local found, left = {}, math.min(tonumber(ARGV[1]), all)
local function take(from, to)
  for _, user in ipairs(redis.call('ZREVRANGE', KEYS[1], from, to)) do
    found[#found + 1] = user
    found[#found + 1] = redis.call('GET', ARGV[2] .. user) or ''
    left = left - 1
  end
end
take(turn, turn + left - 1)
if left > 0 then take(0, left - 1) end
return found
`);

/**
 * KEYS as of {@link LOOK}. ARGV: what stands before a user in the key of their document, until when each board is kept ('' for ever),
 * then for each member: who, the rev that the document must have ('' for "must not be there"), the name ('=' and the name, '-' for
 * none, '' as it is), the score on each board ('-' for none, '' as it is). Returns for each name and scores as they are now, or 0
 * where the document has another rev.
 */
export const ALIGN = script(`
local boards, same, right, kept = #KEYS - 1, {}, {}, {}
local first, step = 2 + boards, 3 + boards
for board = 1, boards do right[board] = {} end
for i = first, #ARGV, step do
  local user, rev, name = ARGV[i], ARGV[i + 1], ARGV[i + 2]
  local raw = redis.call('GET', ARGV[1] .. user)
  if rev == '' then same[i] = not raw else same[i] = raw and string.find(raw, '"rev":"' .. rev .. '"', 1, true) end
  if same[i] then
    if name == '-' then redis.call('HDEL', KEYS[1], user)
    elseif name ~= '' then redis.call('HSET', KEYS[1], user, string.sub(name, 2)) end
    for board = 1, boards do
      local score, pairs = ARGV[i + 2 + board], right[board]
      if score == '-' then redis.call('ZREM', KEYS[1 + board], user)
      elseif score ~= '' then
        pairs[#pairs + 1] = score
        pairs[#pairs + 1] = user
      end
    end
  end
end
for board = 1, boards do
  local key, ends = KEYS[1 + board], ARGV[1 + board]
  if #right[board] > 0 then redis.call('ZADD', key, unpack(right[board])) end
  if ends ~= '' then redis.call('EXPIREAT', key, ends) end
end
for i = first, #ARGV, step do
  local now = 0
  if same[i] then
    now = { redis.call('HGET', KEYS[1], ARGV[i]) }
    for board = 1, boards do now[1 + board] = redis.call('ZSCORE', KEYS[1 + board], ARGV[i]) end
  end
  kept[#kept + 1] = now
end
return kept
`);

/** KEYS[1] the slot; ARGV: token, lease in ms, the caller's now, how long to keep the slot in ms. The lease runs by Redis's clock. */
export const CLAIM = script(`
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local slot = redis.call('HMGET', KEYS[1], 'state', 'token', 'lease', 'until', 'failures', 'resumed')
local state, token, lease, wait, failures, resumed = slot[1], slot[2], slot[3], slot[4], slot[5] or '0', slot[6]
if state then return { 'settled' } end
if token == ARGV[1] then return { 'claimed', resumed, failures } end
if token and tonumber(lease) > now then return { 'held' } end
if wait and tonumber(wait) > tonumber(ARGV[3]) then return { 'waiting', wait, failures } end
resumed = token and '1' or '0'
redis.call('HSET', KEYS[1], 'token', ARGV[1], 'lease', string.format('%.0f', now + tonumber(ARGV[2])), 'resumed', resumed)
redis.call('HDEL', KEYS[1], 'until')
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return { 'claimed', resumed, failures }
`);

/** KEYS: slot, the guild's last posts. ARGV: token, state, record, its kind ('' when it is not weekly), its time, ms to keep. */
export const SETTLE = script(`
local slot = redis.call('HMGET', KEYS[1], 'state', 'token')
local state, token = slot[1], slot[2]
if state == 'posted' then return 0 end
if ARGV[2] ~= 'posted' and (state or (token and token ~= ARGV[1])) then return 0 end
redis.call('HDEL', KEYS[1], 'token', 'lease', 'resumed', 'until')
redis.call('HSET', KEYS[1], 'state', ARGV[2], 'record', ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[6])
if ARGV[4] ~= '' then
  local newest = redis.call('HGET', KEYS[2], ARGV[4] .. ':at')
  if not newest or tonumber(newest) <= tonumber(ARGV[5]) then
    redis.call('HSET', KEYS[2], ARGV[4], ARGV[3], ARGV[4] .. ':at', ARGV[5])
  end
end
return 1
`);

/** KEYS[1] the slot; ARGV: token, until. */
export const RELEASE = script(`
local slot = redis.call('HMGET', KEYS[1], 'state', 'token')
if slot[1] or slot[2] ~= ARGV[1] then return 0 end
redis.call('HINCRBY', KEYS[1], 'failures', 1)
redis.call('HDEL', KEYS[1], 'token', 'lease', 'resumed')
redis.call('HSET', KEYS[1], 'until', ARGV[2])
return 1
`);

/** KEYS[1] the absences; ARGV: guild, the text that must stand there ('' for nothing), the new one. The same again is no conflict. */
export const NOTE_ABSENCE = script(`
local old = redis.call('HGET', KEYS[1], ARGV[1]) or ''
if old ~= ARGV[2] and old ~= ARGV[3] then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
return 1
`);

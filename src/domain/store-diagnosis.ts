/** What a store's facts mean for the check-ins in it: what can be lost, what does not work, and what to do. */
import { broken, type Finding, fine, size, warning } from './diagnosis.ts';

/** What a Redis server says of itself. `null` where it would not say. */
export interface RedisFacts {
  readonly version: string | null;
  readonly replica: boolean | null;
  readonly appendOnly: boolean | null;
  /** `always`, `everysec` or `no`. */
  readonly appendFsync: string | null;
  /** Whether it could write to its disk when it last tried. */
  readonly diskWorks: boolean | null;
  /** Such as `noeviction` or `allkeys-lru`. */
  readonly policy: string | null;
  /** Keys that it forgot for want of memory since it started. */
  readonly evicted: number | null;
  /** Bytes. A limit of 0 is none. */
  readonly memory: { readonly used: number; readonly limit: number } | null;
  /** How many milliseconds this machine's clock is ahead. */
  readonly clockAhead: number | null;
}

/** What a folder for the SQLite file, and the file if there is one, are like. */
export interface SqliteFacts {
  /** Null: it can be written in. Else why not, in the system's word, such as `EACCES`. */
  readonly unwritable: string | null;
  /** Bytes; null: the system does not say. */
  readonly free: number | null;
  /** The folder lies on another machine. */
  readonly network: boolean;
  /** Null: there is none yet. */
  readonly file: {
    /** With what lies beside it, in bytes. */
    readonly bytes: number;
    readonly writable: boolean;
    /** Empty: sound. */
    readonly damage: readonly string[];
    /** `wal` as Cairn sets it; null: somebody kept the file so busy that it could not be looked at. */
    readonly journal: string | null;
  } | null;
}

/** What Cairn was built and measured with. */
const REDIS_FROM = 7;
const NEARLY_FULL = 0.8;
const FULL = 0.95;
const MB = 1024 ** 2;
const LITTLE_SPACE = 200 * MB;
const NO_SPACE = 20 * MB;
/** Further apart than this, clocks are wrong rather than imprecise. */
const CLOCK_MS = 5_000;

/** Settings with which Redis can lose a check-in that was acknowledged; said at the bot's start, too. */
export function lossRisks({ appendOnly, appendFsync, policy, evicted }: RedisFacts): readonly Finding[] {
  const risks: Finding[] = [];
  if (appendOnly === false) {
    const found = 'Redis keeps no append-only file: when it is killed, check-ins since its last snapshot are lost';
    risks.push(warning(found, 'Set “appendonly yes” in its configuration, and restart it'));
  }
  if (appendOnly && appendFsync === 'no') {
    const found = 'Redis lets the system choose when its file reaches the disk: a power cut loses about half a minute';
    risks.push(warning(found, 'Set “appendfsync always” in its configuration'));
  }
  if (policy !== null && policy !== 'noeviction') {
    const found = `Redis throws check-ins away when its memory is full (maxmemory-policy ${policy})`;
    risks.push(warning(found, 'Set “maxmemory-policy noeviction”: then it refuses, and Cairn says so'));
  }
  if (evicted) {
    const found = `Redis has thrown ${evicted} ${evicted === 1 ? 'key' : 'keys'} away since it started`;
    risks.push(warning(found, 'Give it more memory, and compare what is left with a backup'));
  }
  return risks;
}

export function redisFindings(facts: RedisFacts): readonly Finding[] {
  const risks = lossRisks(facts);
  return [...serverFindings(facts), ...risks, ...safe(facts, risks), ...memoryFindings(facts), ...untold(facts)];
}

function serverFindings({ version, replica, diskWorks }: RedisFacts): readonly Finding[] {
  const findings: Finding[] = [];
  if (version !== null && Number.parseInt(version, 10) < REDIS_FROM) {
    findings.push(warning(`Redis ${version} is older than what Cairn was tried with`, `Update it to ${REDIS_FROM}`));
  }
  if (replica) {
    findings.push(
      broken('This Redis is a replica: it takes no check-ins', 'Let REDIS_URL name the primary (or promote this one)'),
    );
  }
  if (diskWorks === false) {
    findings.push(
      broken('Redis could not write to its disk', 'Look at its log; free space, or mend the rights of its folder'),
    );
  }
  return findings;
}

function safe({ appendOnly, appendFsync, policy }: RedisFacts, risks: readonly Finding[]): readonly Finding[] {
  if (risks.length > 0 || !appendOnly || policy === null) return [];
  const how = appendFsync === null ? '' : ` (appendfsync ${appendFsync})`;
  return [fine(`Redis keeps an append-only file${how} and never throws check-ins away`)];
}

function memoryFindings({ memory }: RedisFacts): readonly Finding[] {
  if (memory === null) return [];
  if (memory.limit === 0) return [fine(`Redis uses ${size(memory.used)} of memory, without a limit of its own`)];
  const found = `Redis uses ${size(memory.used)} of the ${size(memory.limit)} of memory it may`;
  const mend = 'Raise maxmemory: once it is full, nothing can be checked in';
  const share = memory.used / memory.limit;
  if (share >= FULL) return [broken(found, mend)];
  return [share >= NEARLY_FULL ? warning(found, mend) : fine(found)];
}

/** Managed servers often forbid INFO or CONFIG. */
function untold({ appendOnly, appendFsync, policy, diskWorks, memory }: RedisFacts): readonly Finding[] {
  const asked = { appendonly: appendOnly, 'maxmemory-policy': policy, memory, 'its disk': diskWorks };
  const names = Object.entries(asked).flatMap(([name, value]) => (value === null ? [name] : []));
  if (appendOnly !== false && appendFsync === null) names.push('appendfsync');
  if (names.length === 0) return [];
  return [
    warning(
      `Redis does not let Cairn look at: ${names.join(', ')}`,
      'Look there yourself: it should keep an append-only file and use noeviction',
    ),
  ];
}

export function sqliteFindings(facts: SqliteFacts, folder: string): readonly Finding[] {
  const { unwritable, network } = facts;
  const findings: Finding[] = [];
  if (unwritable !== null) {
    const mend = 'Let the user that runs Cairn write there, or choose another folder with DATA_DIR';
    findings.push(broken(`The folder ${folder} cannot be written in (${unwritable})`, mend));
  }
  if (network) {
    const mend = 'Choose a folder on this machine with DATA_DIR, or use Redis';
    findings.push(warning(`The folder ${folder} lies on another machine, where SQLite can damage its file`, mend));
  }
  return [...findings, ...fileFindings(facts, folder), ...spaceFindings(facts)];
}

function fileFindings({ file, unwritable }: SqliteFacts, folder: string): readonly Finding[] {
  if (file === null) {
    return unwritable === null ? [fine(`Nothing is kept in ${folder} yet; the first start makes the file`)] : [];
  }
  if (!file.writable) {
    const mend = 'Let the user that runs Cairn write to cairn.sqlite and the files beside it';
    return [broken(`The SQLite file in ${folder} cannot be written to`, mend)];
  }
  if (file.damage.length > 0) {
    const mend = 'Stop Cairn, keep a copy of the file, and restore the last backup';
    return [broken(`The SQLite file in ${folder} is damaged: ${file.damage.slice(0, 3).join('; ')}`, mend)];
  }
  if (file.journal === null) {
    return [warning(`The SQLite file in ${folder} is too busy to be checked`, 'Try again in a while')];
  }
  const sound = fine(`The SQLite file in ${folder} is sound (${size(file.bytes)})`);
  if (file.journal === 'wal') return [sound];
  return [sound, warning(`Its journal is “${file.journal}” instead of WAL`, 'Start Cairn once: it sets that')];
}

function spaceFindings({ free }: SqliteFacts): readonly Finding[] {
  if (free === null) return [];
  const found = `${size(free)} of disk space are free`;
  const mend = 'Free some: on a full disk nothing can be checked in';
  if (free < NO_SPACE) return [broken(found, mend)];
  return [free < LITTLE_SPACE ? warning(found, mend) : fine(found)];
}

/** @param ahead how many milliseconds this machine's clock is ahead; @param whose such as `Discord’s`. */
export function clockFinding(ahead: number, whose: string): Finding {
  const seconds = Math.round(Math.abs(ahead) / 1000);
  if (Math.abs(ahead) <= CLOCK_MS) return fine(`This machine’s clock agrees with ${whose}`);
  const found = `This machine’s clock is ${seconds} s ${ahead > 0 ? 'ahead of' : 'behind'} ${whose}`;
  return warning(found, 'Let the system set its clock (timedatectl set-ntp true): posts come by it');
}

/** Faults on demand: rules that make a REST request fail, wait or vanish. Gateway faults are actions of the gateway itself. */

export interface FaultRule {
  /** Absent: every method. */
  readonly method?: string;
  /** A regular expression over the path behind `/api/v10`, e.g. `^/channels/\\d+/messages$`. Absent: every path. */
  readonly path?: string;
  /** How many requests it hits; absent: until cleared. */
  readonly times?: number;
  /** Lets this many matching requests pass first. */
  readonly skip?: number;
  /** Waits before anything else. */
  readonly delayMs?: number;
  /** Waits until the faults are cleared, before anything else: for what must happen while a request is on its way. */
  readonly held?: boolean;
  /** Answers with this status instead of doing the work, or, with `afterEffect`, after doing it. */
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly afterEffect?: boolean;
  /** Cuts the connection before, or after, the work was done. */
  readonly resetBefore?: boolean;
  readonly resetAfter?: boolean;
}

export interface Fault extends FaultRule {
  readonly id: number;
  hits: number;
}

export interface Faults {
  add(rule: FaultRule): Fault;
  clear(): void;
  /** Resolves at the next `clear`. */
  cleared(): Promise<void>;
  list(): Fault[];
  /** The first rule that hits this request; counts the hit. */
  take(method: string, path: string): Fault | null;
}

export function createFaults(): Faults {
  let rules: { fault: Fault; pattern: RegExp; seen: number }[] = [];
  const waiting = new Set<() => void>();
  let id = 0;
  return {
    add(rule) {
      id += 1;
      const fault: Fault = { ...rule, id, hits: 0 };
      rules.push({ fault, pattern: new RegExp(rule.path ?? ''), seen: 0 });
      return fault;
    },
    clear: () => {
      rules = [];
      for (const letGo of waiting) letGo();
      waiting.clear();
    },
    cleared: () => new Promise((resolve) => waiting.add(resolve)),
    list: () => rules.map(({ fault }) => ({ ...fault })),
    take(method, path) {
      for (const rule of rules) {
        const { fault, pattern } = rule;
        if (fault.method !== undefined && fault.method.toUpperCase() !== method) continue;
        if (!pattern.test(path) || fault.hits >= (fault.times ?? Number.POSITIVE_INFINITY)) continue;
        rule.seen += 1;
        if (rule.seen <= (fault.skip ?? 0)) continue;
        fault.hits += 1;
        return fault;
      }
      return null;
    },
  };
}

/** What Discord says with a status when the rule brings no body of its own. */
export function faultAnswer(fault: Fault): { status: number; body: unknown; headers: Record<string, string> } {
  const status = fault.status ?? 500;
  if (status !== 429) {
    const body = fault.body ?? { message: `${status}: Internal Server Error`, code: 0 };
    return { status, body, headers: { ...fault.headers } };
  }
  const scope = fault.headers?.['X-RateLimit-Scope'] ?? 'user';
  const wait = Number(fault.headers?.['Retry-After'] ?? 1);
  const body = fault.body ?? {
    message: 'You are being rate limited.',
    retry_after: wait,
    global: scope === 'global',
  };
  const headers = {
    'Retry-After': String(wait),
    'X-RateLimit-Scope': scope,
    Via: '1.1 local',
    ...(scope === 'global' ? { 'X-RateLimit-Global': 'true' } : {}),
    ...fault.headers,
  };
  // A rule that brings headers and a body of its own is sent just so: that is how missing headers are played.
  return {
    status,
    body,
    headers: fault.headers !== undefined && fault.body !== undefined ? { ...fault.headers } : headers,
  };
}

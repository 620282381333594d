/** Discord's refusals as values that can be thrown: HTTP status, JSON error code, message, and where in the body. */

export type Path = readonly (string | number)[];

/** One thing that is wrong with a body, as Discord names it. */
export interface Problem {
  readonly path: Path;
  readonly code: string;
  readonly message: string;
}

interface ErrorNode {
  [key: string]: ErrorNode | { code: string; message: string }[];
}

export class DiscordError extends Error {
  readonly status: number;
  readonly code: number;
  readonly problems: readonly Problem[];

  constructor(status: number, code: number, message: string, problems: readonly Problem[] = []) {
    super(message);
    this.status = status;
    this.code = code;
    this.problems = problems;
  }

  /** The body Discord answers with. */
  body(): Record<string, unknown> {
    const base = { message: this.message, code: this.code };
    return this.problems.length > 0 ? { ...base, errors: nest(this.problems) } : base;
  }
}

/** `components[0].label` → `{ components: { 0: { label: { _errors: […] } } } }` (developer docs, reference, "Error Messages"). */
function nest(problems: readonly Problem[]): ErrorNode {
  const root: ErrorNode = Object.create(null);
  for (const { path, code, message } of problems) {
    let node = root;
    for (const key of path) {
      const next = node[String(key)];
      const child: ErrorNode = next === undefined || Array.isArray(next) ? Object.create(null) : next;
      node[String(key)] = child;
      node = child;
    }
    const list = Array.isArray(node._errors) ? node._errors : [];
    list.push({ code, message });
    node._errors = list;
  }
  return root;
}

/** Developer docs, "Opcodes and Status Codes", JSON error codes. */
export const refuse = {
  unauthorized: () => new DiscordError(401, 0, '401: Unauthorized'),
  notFound: () => new DiscordError(404, 0, '404: Not Found'),
  methodNotAllowed: () => new DiscordError(405, 0, '405: Method Not Allowed'),
  unknownChannel: () => new DiscordError(404, 10003, 'Unknown Channel'),
  unknownGuild: () => new DiscordError(404, 10004, 'Unknown Guild'),
  unknownMember: () => new DiscordError(404, 10007, 'Unknown Member'),
  unknownMessage: () => new DiscordError(404, 10008, 'Unknown Message'),
  unknownUser: () => new DiscordError(404, 10013, 'Unknown User'),
  unknownWebhook: () => new DiscordError(404, 10015, 'Unknown Webhook'),
  unknownInteraction: () => new DiscordError(404, 10062, 'Unknown interaction'),
  unknownCommand: () => new DiscordError(404, 10063, 'Unknown application command'),
  tooLarge: () => new DiscordError(413, 40005, 'Request entity too large'),
  alreadyAcknowledged: () => new DiscordError(400, 40060, 'Interaction has already been acknowledged.'),
  missingAccess: () => new DiscordError(403, 50001, 'Missing Access'),
  notYours: () => new DiscordError(403, 50005, 'Cannot edit a message authored by another user'),
  emptyMessage: () => new DiscordError(400, 50006, 'Cannot send an empty message'),
  notText: () => new DiscordError(400, 50008, 'Cannot send messages in a non-text channel'),
  missingPermissions: () => new DiscordError(403, 50013, 'Missing Permissions'),
  invalidToken: () => new DiscordError(401, 50027, 'Invalid Webhook Token'),
  apiVersion: () => new DiscordError(400, 50041, 'Invalid API version'),
  archived: () => new DiscordError(400, 50083, 'Thread is archived'),
  invalidJson: () => new DiscordError(400, 50109, 'The request body contains invalid JSON.'),
  threadExists: () => new DiscordError(400, 160004, 'A thread has already been created for this message'),
  threadLocked: () => new DiscordError(400, 160005, 'This thread is locked'),
  form: (problems: readonly Problem[]) => new DiscordError(400, 50035, 'Invalid Form Body', problems),
};

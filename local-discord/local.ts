/** What the parts of the local Discord share. Types only. */
import type { Clock } from './clock.ts';
import type { CommandStore } from './commands.ts';
import type { Stage } from './control/stage.ts';
import type { Faults } from './faults.ts';
import type { Gateway } from './gateway/gateway.ts';
import type { Interactions } from './interactions/book.ts';
import type { Endpoint } from './interactions/endpoint.ts';
import type { Wire } from './wire.ts';
import type { Messages } from './world/messages.ts';
import type { Attachment } from './world/types.ts';
import type { World } from './world/world.ts';

export interface Timing {
  /** Discord gives 3 s to acknowledge. */
  readonly answerWithinMs: number;
  /** Discord lets interaction tokens live for 15 min. */
  readonly tokenLifeMs: number;
  /** How long a member of ours looks at "thinking …" before reporting that nothing came. */
  readonly patienceMs: number;
  readonly heartbeatMs: number;
}

export interface StoredFile {
  readonly attachment: Attachment;
  readonly data: Uint8Array;
}

export interface Local {
  readonly clock: Clock;
  readonly token: string;
  readonly applicationId: string;
  /** Whoever acts under /local shows it. */
  readonly session: string;
  /** `http://127.0.0.1:PORT`, known once it listens. */
  readonly url: () => string;
  readonly timing: Timing;
  readonly world: World;
  readonly messages: Messages;
  readonly files: Map<string, StoredFile>;
  readonly commands: CommandStore;
  readonly interactions: Interactions;
  readonly endpoint: Endpoint;
  readonly gateway: Gateway;
  readonly wire: Wire;
  readonly faults: Faults;
  readonly stage: Stage;
}

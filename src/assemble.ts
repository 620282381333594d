/** Puts commands, jobs and what surrounds them together on the ports that are open. Knows no transport and no store. */
import { createHash, randomBytes } from 'node:crypto';
import { commands } from '../commands/index.ts';
import type { DiscordRest } from './adapters/discord-rest.ts';
import type { createLog } from './adapters/log.ts';
import type { Metrics } from './adapters/metrics.ts';
import { createPictures } from './adapters/pictures.ts';
import { createAfterwards } from './bot/afterwards.ts';
import { createDispatch } from './bot/dispatch.ts';
import { createIntake } from './bot/intake.ts';
import { createPresence } from './bot/presence.ts';
import type { Roadmap } from './domain/roadmap.ts';
import { createHeartbeat } from './jobs/heartbeat.ts';
import { createPosts } from './jobs/posts.ts';
import { createRemovedServers } from './jobs/removed-servers.ts';
import type { Clock, Responder, Stores } from './ports.ts';

interface Open {
  readonly roadmap: Roadmap;
  readonly stores: Stores;
  readonly discord: DiscordRest;
  /** How answers leave: by the API, or as the body of Discord's call. */
  readonly responder: Responder;
  readonly applicationId: string;
  /** Whether members can reach this bot now. */
  readonly serves: () => boolean;
  readonly clock: Clock;
  readonly metrics: Metrics | null;
  readonly log: ReturnType<typeof createLog>;
}

export function assemble({ roadmap, stores, discord, responder, applicationId, serves, clock, metrics, log }: Open) {
  const { channels, inspection } = discord;
  const hash = (words: string) => createHash('sha256').update(words).digest('base64url');
  const counted = metrics && { observe: metrics.post };
  const pictures = createPictures({ log });
  const posts = createPosts({ roadmap, stores, channels, pictures, clock, applicationId, hash, log, ...counted });
  const removed = createRemovedServers({ stores, servers: inspection, clock, log });
  const heartbeat = createHeartbeat({ stores, serves, clock, log });
  const presence = createPresence({ ...stores, ...discord, now: clock.now, log });
  const intake = createIntake(
    createDispatch({
      commands,
      services: { ...stores, roadmap, channels, pictures, wake: posts.wake, absences: heartbeat.absences },
      responder,
      now: clock.now,
      newErrorId: () => randomBytes(4).toString('hex'),
      log,
      afterwards: createAfterwards({ ...stores, presence, responder }),
      alive: removed.alive,
      ...(metrics && { observe: metrics.interaction }),
    }),
  );
  return { posts, removed, heartbeat, presence, intake };
}

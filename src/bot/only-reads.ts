/** What a command gets that is declared to read only: the same services, and whatever would change something throws. */
import type { Services } from '../command.ts';

export function readingOnly(services: Services): Services {
  const refuse = (): never => {
    throw new Error('it is declared as onlyReads, and changes something: take that declaration away');
  };
  return {
    ...services,
    progress: { ...services.progress, update: refuse, updateBoth: refuse, forget: refuse },
    guilds: { ...services.guilds, update: refuse },
    channels: { ...services.channels, post: refuse },
    wake: refuse,
  };
}

/** The tick, once a minute, through node-cron. It knows nothing of what is due: late or missed ticks lose nothing. */
import { schedule } from 'node-cron';

/** @returns how to stop it. `onTick` is never run twice at once. */
export function everyMinute(onTick: () => Promise<void>): { stop(): Promise<void> } {
  const task = schedule('* * * * *', onTick, { timezone: 'Etc/UTC', noOverlap: true });
  return {
    async stop() {
      await task.destroy();
    },
  };
}

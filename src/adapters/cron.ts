/** The tick, once a minute, through node-cron. It knows nothing of what is due: late or missed ticks lose nothing. */
import { schedule } from 'node-cron';

/**
 * @param onTick asked again although it has not ended: posts to very many servers take longer than a minute, and whoever looks
 * whether the bot lives goes by its ticks.
 * @returns how to stop it.
 */
export function everyMinute(onTick: () => Promise<void>): { stop(): Promise<void> } {
  // A tick that was missed loses nothing, and the library would say so between the lines of our log.
  const task = schedule('* * * * *', onTick, { timezone: 'Etc/UTC', suppressMissedWarning: true });
  return {
    async stop() {
      await task.destroy();
    },
  };
}

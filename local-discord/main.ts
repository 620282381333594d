/** The local Discord as a program: prints where it listens as one JSON line, stops on SIGTERM or when its parent is gone. */
import { startLocalDiscord } from './server.ts';

const port = Number(process.env.LOCAL_DISCORD_PORT ?? 0);
const local = await startLocalDiscord({ port });
console.log(
  JSON.stringify({
    url: local.url,
    token: local.token,
    session: local.session,
    page: local.page,
    applicationId: local.applicationId,
  }),
);

let stopping = false;
const stop = async (): Promise<void> => {
  if (stopping) return;
  stopping = true;
  await local.close();
  process.exit(0);
};

process.on('SIGTERM', stop);
process.on('SIGINT', stop);
process.on('disconnect', stop);
// With a pipe as its standard input, the end of the pipe is the end of the parent.
if (!process.stdin.isTTY) process.stdin.on('end', stop).on('error', stop).resume();

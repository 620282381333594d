/** `/help`: what there is, in one card; for the admin of a server without a schedule it begins with `/setup`. */
import { PermissionFlagsBits } from 'discord-api-types/v10';
import { type Command, defineCommand, reply } from '../src/command.ts';
import { helpCard } from '../src/messages/help.ts';
import { StoreOutage } from '../src/outage.ts';

/** @param listed the other commands, in their order; the list itself knows them all. */
export const help = (listed: readonly Command[]) =>
  defineCommand({
    definition: { name: 'help', description: 'What I can do, and where to begin', contexts: [0] },
    onlyReads: true,
    async run(call, { roadmap, guilds }) {
      const manages = (call.permissions & PermissionFlagsBits.ManageGuild) !== 0n;
      const needsSetup = manages && (await withoutSetup(() => guilds.get(call.guild)));
      return reply(helpCard({ roadmap, commands: listed, needsSetup }));
    },
  });

/** Help must not fail because the store does; then the hint is left out. */
async function withoutSetup(read: () => Promise<{ readonly settings: unknown } | null>): Promise<boolean> {
  try {
    return !(await read())?.settings;
  } catch (error) {
    if (error instanceof StoreOutage) return false;
    throw error;
  }
}

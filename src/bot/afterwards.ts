/** What happens after an answer and off its path: who acted and who was shown is noted, and owners are told what they have not seen. */
import { PermissionFlagsBits } from 'discord-api-types/v10';
import { noticesMessage } from '../messages/notices.ts';
import type { GuildStore, Responder } from '../ports.ts';
import type { Answered } from './dispatch.ts';
import type { Interaction } from './interaction.ts';
import { privately } from './payload.ts';
import type { Presence } from './presence.ts';

interface AfterwardsParts {
  readonly presence: Pick<Presence, 'met' | 'shown'>;
  readonly guilds: Pick<GuildStore, 'get' | 'update'>;
  readonly responder: Pick<Responder, 'followUp'>;
}

/** @returns what dispatch runs once an interaction is answered; null: there is nothing to wait for. */
export function createAfterwards({
  presence,
  guilds,
  responder,
}: AfterwardsParts): (interaction: Interaction, answered: Answered) => Promise<void> | null {
  /** Told first, forgotten then, and only what was told: an owner may read a notice twice, but never misses one. */
  async function tellNotices(guild: string, interaction: Interaction): Promise<void> {
    const notices = (await guilds.get(guild))?.notices ?? [];
    if (!notices.length) return;
    const message = noticesMessage(notices);
    await responder.followUp(interaction.handle, privately(message));
    const told = new Set(message.told.map(({ id }) => id));
    await guilds.update(guild, (document) => ({
      document: document && { ...document, notices: document.notices.filter(({ id }) => !told.has(id)) },
      outcome: null,
    }));
  }

  return (interaction, { told, shown }) => {
    const { guild, user, name, permissions } = interaction.asked;
    if (!guild) return null;
    if (shown.length) {
      presence.shown(
        guild,
        shown.filter((other) => other !== user),
      );
    }
    const met = presence.met({ guild, user, name, joined: interaction.joined });
    if (!told || !(permissions & PermissionFlagsBits.ManageGuild)) return met;
    return (met ?? Promise.resolve()).then(() => tellNotices(guild, interaction));
  };
}

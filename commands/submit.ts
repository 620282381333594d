/** *Submit as milestone*, under *Apps* in the menu of a message: a message of one's own becomes the proof of a check-in. */
import { ApplicationCommandType } from 'discord-api-types/v10';
import { defineCommand } from '../src/command.ts';
import { notYourMessage } from '../src/messages/done.ts';
import { doneForm } from '../src/messages/done-form.ts';

export const submit = defineCommand({
  definition: { type: ApplicationCommandType.Message, name: 'Submit as milestone', contexts: [0] },
  purpose: 'Check in with a message of yours as the proof',
  onlyReads: true,
  answers: () => 'modal',
  run({ guild, user, target }, { roadmap }) {
    if (target.author !== user) return { kind: 'aside', message: notYourMessage(target.bot) };
    const link = `https://discord.com/channels/${guild}/${target.channel}/${target.id}`;
    return { kind: 'modal', modal: doneForm(roadmap, null, { link }) };
  },
});

/** Lets a person act: builds the interaction, waits for the bot's answer as Discord's app does, reports what is to be seen. */
import { type Interaction, Kind } from '../interactions/book.ts';
import { CannotDo } from '../interactions/cannot.ts';
import { modalData } from '../interactions/fill-modal.ts';
import { menuData } from '../interactions/menu.ts';
import { commandData } from '../interactions/options.ts';
import { cause } from '../interactions/payload.ts';
import { buttonData, findButton, findSelect, selectData } from '../interactions/use.ts';
import { commandFor, personOf, placeOf } from '../interactions/visible.ts';
import type { Local } from '../local.ts';
import { Flag, type StoredMessage } from '../world/types.ts';
import type { Act, Outcome, SeenMessage } from './types.ts';

/** Throws CannotDo for what Discord's app would not let the person do. */
export async function act(local: Local, request: Act): Promise<Outcome> {
  const interaction = start(local, request);
  return watch(local, interaction, request.patienceMs ?? local.timing.patienceMs);
}

function start(local: Local, request: Act): Interaction {
  const user = personOf(local, request.member);
  const channel = placeOf(local, user, request.channel, request.guild);
  const where = { local, user, channel };
  const send = (kind: number, data: Record<string, unknown>, message?: StoredMessage): Interaction =>
    cause(local, { kind, user, channel, data, message }, request);
  switch (request.kind) {
    case 'slash':
    case 'autocomplete': {
      const words = request.command.replace(/^\//, '').split(/\s+/);
      const command = commandFor(local, user, channel, words[0] ?? '');
      const focused = request.kind === 'autocomplete' ? request.focused : null;
      const typed = focused === null ? (request.options ?? {}) : { [focused]: '', ...request.options };
      return send(
        focused === null ? Kind.command : Kind.autocomplete,
        commandData(where, command, words, typed, focused),
      );
    }
    case 'menu': {
      const command = commandFor(local, user, channel, request.command, [2, 3]);
      return send(Kind.command, menuData(where, command, request.target));
    }
    case 'click': {
      const { stored, component } = findButton(local, user, channel, {
        message: request.message,
        name: request.button,
      });
      return send(Kind.component, buttonData(component), stored);
    }
    case 'select': {
      const { stored, component } = findSelect(local, user, channel, {
        message: request.message,
        name: request.select,
      });
      return send(Kind.component, selectData(local, user, channel, component, request.values), stored);
    }
    case 'submit': {
      const opener = local.interactions.byId(request.modal);
      if (opener?.modal == null || opener.user !== user.id)
        throw new CannotDo(`${user.username} has no such form open`);
      const data = modalData(local, user, channel, opener.modal, request.values ?? {});
      const message = opener.source === null ? undefined : local.messages.get(opener.source);
      return send(Kind.modal, data, message);
    }
  }
}

async function watch(local: Local, interaction: Interaction, patienceMs: number): Promise<Outcome> {
  const { interactions } = local;
  const { answerWithinMs } = interaction;
  const acknowledged = await interactions.wait(interaction, () => interaction.ack !== null, answerWithinMs);
  if (!acknowledged) interaction.failed = true;
  const deferred = interaction.ack === 5 || interaction.ack === 6;
  if (deferred) await interactions.wait(interaction, () => interaction.settled, patienceMs);
  return outcome(local, interaction, deferred);
}

function outcome(local: Local, interaction: Interaction, deferred: boolean): Outcome {
  const messages = interaction.touched.flatMap((id) => local.messages.get(id) ?? []).map(seen);
  return {
    interaction: interaction.id,
    status: interaction.ack === null ? 'failed' : interaction.settled ? 'answered' : 'thinking',
    deferred,
    messages: messages.filter(({ flags }) => (flags & Flag.LOADING) === 0),
    modal: interaction.modal === null ? null : { ...interaction.modal, interaction: interaction.id },
    choices: interaction.choices,
  };
}

/** What has become of an interaction by now: follow-ups may have come since. */
export function outcomeOf(local: Local, id: string): Outcome {
  const interaction = local.interactions.byId(id);
  if (interaction === undefined) throw new CannotDo(`there was no interaction ${id}`);
  return outcome(local, interaction, interaction.ack === 5 || interaction.ack === 6);
}

export const seen = (stored: StoredMessage): SeenMessage => ({ ...stored.message, private: stored.visibleTo !== null });

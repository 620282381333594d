/** How a reply reaches Discord: at once or late, private or in place of what was pressed. Knows no command, and not why it is said. */
import { InteractionResponseType, MessageFlags } from 'discord-api-types/v10';
import type { Answers, Reply } from '../command.ts';
import type { Message } from '../message.ts';
import * as say from '../messages/errors.ts';
import type { InteractionHandle as Handle, Responder } from '../ports.ts';
import { edited, privately, publicly } from './payload.ts';

/** What is left of {@link Answers} once it is known what was pressed. */
export type Way = Exclude<Answers, 'update'>;

interface DeliveryParts {
  readonly responder: Responder;
  readonly log: { warn(facts: object, words: string): void };
}

/**
 * What everybody sees is redrawn only where that is asked for; otherwise whoever presses gets an answer of their own.
 * @param onPrivate whether what was pressed sits on a private message; null: on none.
 */
export function wayOf(answers: Answers, onPrivate: boolean | null): Way {
  if (answers === 'update') return onPrivate ? 'redraw' : 'reply';
  return answers === 'redraw' && onPrivate === null ? 'reply' : answers;
}

export function createDelivery({ responder, log }: DeliveryParts) {
  /** Resolves whether Discord took it as the first answer; {@link deliverMore} then says what comes after it. */
  async function deliver(to: Handle, way: Way, given: Reply): Promise<boolean> {
    if (given.kind === 'modal') return responder.callback(to, InteractionResponseType.Modal, given.modal);
    const { message } = given;
    const redraw = way === 'redraw' && given.kind === 'message';
    return redraw
      ? responder.callback(to, InteractionResponseType.UpdateMessage, edited(message), message.files)
      : responder.callback(to, InteractionResponseType.ChannelMessageWithSource, privately(message), message.files);
  }

  /** null: nothing is to be said after the first answer, as most often. */
  function deliverMore(to: Handle, given: Reply): Promise<void> | null {
    return hasMore(given) ? after(to, given) : null;
  }

  /** “Thinking …”, or on a card nothing at all, until {@link deliverLate}. */
  function defer(to: Handle, way: Way): Promise<boolean> {
    if (way === 'redraw') return responder.callback(to, InteractionResponseType.DeferredMessageUpdate);
    const flags = MessageFlags.Ephemeral;
    return responder.callback(to, InteractionResponseType.DeferredChannelMessageWithSource, { flags });
  }

  async function deliverLate(to: Handle, way: Way, given: Reply): Promise<void> {
    if (given.kind === 'modal') throw new Error('a form was answered too late to be shown');
    const { message } = given;
    // An error beside a card that waits to be redrawn leaves the card as it is.
    if (way === 'redraw' && given.kind === 'aside') {
      await responder.followUp(to, privately(message), message.files);
    } else {
      await responder.editOriginal(to, edited(message), message.files);
    }
    if (hasMore(given)) await after(to, given);
  }

  async function after(to: Handle, given: Extract<Reply, { kind: 'message' }>): Promise<void> {
    if (given.share) await share(to, given.share);
    if (given.beside?.components.length) await responder.followUp(to, privately(given.beside));
  }

  /** The group's copy, after the private answer; when Discord refuses it, whoever shared it is told. */
  async function share(to: Handle, message: Message): Promise<void> {
    try {
      await responder.followUp(to, publicly(message), message.files);
    } catch (error) {
      log.warn({ err: error, interaction: to.id }, 'a shared card could not be posted');
      await responder.followUp(to, privately(say.notShared()));
    }
  }

  return { deliver, deliverMore, defer, deliverLate };
}

function hasMore(given: Reply): given is Extract<Reply, { kind: 'message' }> {
  return given.kind === 'message' && Boolean(given.share || given.beside);
}

import { describe, expect, it } from 'vitest';
import { postBody } from '../../src/adapters/discord-bodies.ts';
import { firstSettings } from '../../src/domain/schedule-changes.ts';
import { NOTE_LENGTH } from '../../src/messages/done-form.ts';
import { reviewsForm } from '../../src/messages/setup-reviews.ts';
import { ofReviews } from '../faults/rendered-reviews.ts';
import fc from '../support/chance.ts';
import { assertDiscordTakes } from '../support/channels.ts';
import { Seen } from '../support/seen.ts';
import { memberText, roadmap } from './arbitraries.ts';

const NOW = Date.UTC(2026, 2, 1);
const USER = '9'.repeat(19);

describe('what is looked at before it counts, whatever roadmap and members bring', () => {
  it('fits Discord’s limits, and mentions nobody but the learner, in their verdict', () => {
    const link = fc.integer({ min: 25, max: 500 }).map((size) => `https://example.org/${'y'.repeat(size - 20)}`);
    const typed = fc.record({ name: memberText(32), note: memberText(NOTE_LENGTH), typed: memberText(600), link });
    fc.assert(
      fc.property(roadmap, typed, fc.nat(200), (given, said, page) => {
        const phase = given.phases[page % given.phases.length];
        if (!phase) return;
        const settings = firstSettings({ channel: '1', timezone: 'UTC' }, NOW);
        const { replies, posts, forms } = ofReviews({
          ...{
            now: NOW,
            roadmap: given,
            phase,
            events: [],
            names: [said.name],
            page,
            settings,
            notices: [],
            last: null,
          },
          ...{ note: said.note, typed: said.typed, link: said.link },
          places: { rows: [], hasBefore: false, hasAfter: false, total: 0, own: null },
        });
        for (const [at, message] of Object.values(replies).entries()) Seen.posted({ id: `${at}`, message });
        for (const message of Object.values(posts)) assertDiscordTakes(message);
        for (const form of [...Object.values(forms), reviewsForm(undefined)]) new Seen().answer(9, form);
        const mentioned = Object.values(posts).map((post) => postBody(post).allowed_mentions.users);
        expect(mentioned).toEqual([[], [USER], [USER]]);
      }),
      { numRuns: 150 },
    );
  });
});
